"""Walking with the keyboard alone: what has the focus is seen, and the order is that of reading.

skip_to_content(page)
follow(page, "Läs in bokföringen")   # Tab until it has the focus, then Enter
"""

from playwright.sync_api import Page

FOCUSED = """() => {
    const at = document.activeElement;
    const ringed = [at, at.closest('label'), at.closest('.drop')].filter(Boolean).map(e => getComputedStyle(e));
    const box = at.getBoundingClientRect();
    return {
        text: (at.innerText || at.value || at.getAttribute('aria-label') || at.type || '').trim().replace(/\\s+/g, ' '),
        isSeen: ringed.some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2),
        isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        isInMain: !!at.closest('main'),
    };
}"""
OUT_OF_ORDER = """() => [...document.querySelectorAll('[tabindex]')].filter(e => e.tabIndex > 0).length"""


def tab_to(page: Page, text: str) -> list[str]:
    """Press Tab until what is focused begins with the text; each stop on the way is seen. Returns the stops."""
    stops: list[str] = []
    while len(stops) < 150:
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        stops.append(at["text"])
        assert (at["text"], at["isSeen"], at["isInView"]) == (at["text"], True, True)
        if at["text"].startswith(text):
            return stops
    raise AssertionError(f"{text} is not among {stops}")


def follow(page: Page, *texts: str) -> None:
    """Go to each by Tab, and press Enter, which leads to another page."""
    for text in texts:
        tab_to(page, text)
        with page.expect_navigation():
            page.keyboard.press("Enter")


def skip_to_content(page: Page) -> None:
    """Press the first link of the page, which leads past the menus: what comes next stands in the content."""
    assert tab_to(page, "Till innehållet") == ["Till innehållet"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["isInMain"] is True
