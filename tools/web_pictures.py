"""Draw the pictures of the web anew: the example's site, as its accountant and its coordinator see it in Chromium."""

import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from mellanrum.composition.example import BOOKS, example

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
WIDTH = 1040
PATIENCE = 60_000
"""Milliseconds a page may take."""
PASSWORD = "demo-mellanrum"  # noqa: S105 - the example's, printed by `make demo`
INVOICE = '#VER A 1262 20251215 "Handledning"\n{\n   #TRANS 4510 {1 "30"} 12500.00\n   #TRANS 2440 {} -12500.00\n}\n'
MOVED = {"4510": 12500, "2440": -12500}


def main() -> None:
    """Serve the example from a folder that is thrown away, and take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, site(Path(name)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = signed_in(browser, address, "ekonom@demo.example")
        start(page)
        figure(page)
        read_in(page, Path(name) / "bokforing-2025.se")
        page = signed_in(browser, address, "samordnare@demo.example")
        tick_sheet(page)
        statistics(page)
        browser.close()


def start(page: Page) -> None:
    """The start page of an association that has books and no report yet."""
    page.goto("/f/demo/")
    take(page, "web-start.png", 620)


def figure(page: Page) -> None:
    """An income statement with a figure opened, down to the vouchers of a month."""
    page.goto("/f/demo/ekonomi/2025/resultatrakning/")
    page.locator("a.figure").nth(2).click()
    page.locator(".trace summary").nth(4).click()
    page.locator(".trace details[open] a.figure").nth(0).click()
    page.locator(".trace table").first.wait_for()
    take(page, "web.png", 1130)


def read_in(page: Page, file: Path) -> None:
    """What a file that has grown by one invoice would change, before it is read in."""
    file.write_bytes(grown(example(BOOKS).data))
    page.goto("/f/demo/ekonomi/las-in/")
    page.locator("main input[type=file]").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="Titta på filen").click()
    take(page, "web-read-in.png", 1010)


def tick_sheet(page: Page) -> None:
    """A month's totals as they are typed: one is missing by municipality, and one of those ongoing."""
    page.goto("/f/demo/uppfoljning/pinnblad/coachingteamet/")
    typed = {"m.start.woman": 6, "m.start.man": 4, "m.end.woman": 3, "m.end.man": 2}
    placed = {"p.start.degerfors_kommun": 2, "p.start.karlskoga_kommun": 7, "p.end.karlskoga_kommun": 5}
    for field, number in {**typed, **placed}.items():
        page.locator(f"[id='{field}']").fill(str(number))
    women, men = (int(told) for told in page.locator("[data-counted]").all_inner_texts()[:2])
    page.locator("[id='o.woman']").fill(str(women))
    page.locator("[id='o.man']").fill(str(men - 1))
    page.set_viewport_size({"width": WIDTH, "height": 2400})  # the buttons lie below the picture, the heads on top
    page.evaluate("scrollTo(0, 0)")
    take(page, "web-tick-sheet.png", 1800)


def statistics(page: Page) -> None:
    """An intervention's year at a glance, with a number opened to the months it was counted in."""
    page.goto("/f/demo/statistik/coachingteamet/?year=2025")
    page.locator("table#flow a.figure").filter(has_text="99").click()
    page.locator(".trace-row").wait_for()
    take(page, "web-statistics.png", 1560)


def grown(books: bytes) -> bytes:
    """The example's books with one invoice more."""
    text = books.decode("cp437").replace("\r\n", "\n")
    lines = [_moved(line) for line in text.splitlines(keepends=True)]
    return ("".join(lines) + INVOICE).encode("cp437")


def _moved(line: str) -> str:
    words = line.split()
    if len(words) >= 4 and words[0] in {"#UB", "#RES"} and words[1] == "0" and words[2] in MOVED:
        return f"{words[0]} 0 {words[2]} {float(words[3]) + MOVED[words[2]]:.2f}\n"
    return line


def take(page: Page, name: str, height: int) -> None:
    """Keep the upper part of a page as a picture."""
    page.wait_for_load_state("networkidle")
    page.screenshot(
        path=PICTURES / name, clip={"x": 0, "y": 0, "width": WIDTH, "height": height}, full_page=True, scale="css"
    )
    print(PICTURES / name, (PICTURES / name).stat().st_size, "bytes")


def signed_in(browser: Browser, address: str, email: str) -> Page:
    """Open a page for somebody of the example, signed in as people do."""
    context = browser.new_context(
        base_url=address, locale="sv-SE", viewport={"width": WIDTH, "height": 620}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/konto/login/")
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").first.click()
    page.wait_for_url("**/f/demo/")
    return page


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """Serve the example's site; gives its address."""
    port = _free_port()
    command = [sys.executable, "-m", "mellanrum.cli", "serve", "--demo", "--data", str(folder / "site")]
    with Popen([*command, "--port", str(port), "--workers", "1"], stdout=DEVNULL) as server:
        try:
            _wait(f"http://localhost:{port}/halsa/")
            yield f"http://localhost:{port}"
        finally:
            server.terminate()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            with urlopen(address):  # noqa: S310 - our own address
                return
        except (URLError, ConnectionError):
            time.sleep(0.5)
    raise SystemExit(f"{address} does not answer.")


if __name__ == "__main__":
    main()
