"""Debian's Chromium for the tests of the web: opens our pages as people do, and watches what goes wrong.

    @pytest.mark.browser
    @pytest.mark.parametrize("look", LOOKS, ids=str)
    def test_start_page_of_manager(open_page: OpenPage, picture: Picture, look: Look) -> None:
        page = open_page(look, user=somebody(...))  # signed in by cookie; leave `user` out for a stranger
        page.goto("/")
        page.get_by_role("link", name="Läs in bokföringen").click()

        picture(page, "start")
        assert page_findings(page) == []

A page is closed after its test, which fails if the page said an error on its console (as it does when the content
security policy stops something), if a script failed, if an answer was 4xx or 5xx, if a request got no answer, or if
it went to another host. A test of a refusal says which answers it expects: `open_page(statuses=(403,))`; one that
signs in elsewhere says where: `open_page(hosts=("localhost:9400",))`.

`picture` saves a PNG in the folder that MELLANRUM_SCREENSHOTS names, else in the test's own. `page_findings` is what
axe finds against WCAG 2.2 AA and what sticks out sideways; both are lists of readable lines.

The fixtures are there in every test of the web; `support.website` sees to it. The database is emptied after each test
that opens a page, and the server answers from threads of its own: what a test makes is committed and seen by them.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from mellanrum.web.access.models import User
from support.machine import needs

Picture = Callable[[Page, str], Path]
expect.set_options(timeout=30_000)  # a busy machine is slow; a page that is wrong is wrong after this, too
_ARGUMENTS = [
    "--no-sandbox",  # as root, Chromium starts in no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
_SIZES: dict[str, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 360, "height": 740},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
_STICKING_OUT = """window => {
    const root = document.documentElement;
    const width = Math.min(window, root.clientWidth);
    const reach = Math.max(root.scrollWidth, root.clientWidth);  // a page not made for phones is wide by itself
    if (reach <= width) return [];
    const named = e => e.tagName.toLowerCase() + (e.id && "#" + e.id) + [...e.classList].map(c => "." + c).join("");
    const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > width + 0.5);
    return wide.map(e => `${named(e)} reaches to ${Math.round(e.getBoundingClientRect().right)} of ${width} px`)
        .concat(`the page is ${reach} px wide in a window of ${width}`);
}"""


@dataclass(frozen=True)
class Look:
    """How a page is looked at: on what, and in which colours."""

    size: Literal["phone", "desktop"] = "desktop"
    scheme: Literal["light", "dark"] = "light"

    def __str__(self) -> str:
        return f"{self.size}-{self.scheme}"


LOOKS = [Look("phone"), Look("phone", "dark"), Look("desktop"), Look("desktop", "dark")]


class OpenPage(Protocol):
    """What the fixture `open_page` gives; see the module."""

    def __call__(
        self,
        look: Look = ...,
        *,
        user: User | None = ...,
        statuses: Sequence[int] = ...,
        hosts: Sequence[str] = ...,
        javascript: bool = ...,
    ) -> Page: ...


@dataclass
class Watch:
    """Writes down what goes wrong in a context: `faults`, a line each."""

    statuses: frozenset[int]
    hosts: frozenset[str]
    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"a script failed: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # What the server refused is judged by its status, below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"the console says: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc not in self.hosts:
            self.faults.append(f"asks another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # The browser breaks off by itself what a download or the next page makes needless.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"got no answer ({request.failure}): {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.statuses:
            self.faults.append(f"was answered {response.status}: {response.request.method} {response.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    needs("chromium")
    # Playwright leaves an event loop running in this thread, where Django refuses to reach its database. Programs that
    # a test starts inherit this; take it out of their environment.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=_ARGUMENTS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Open empty pages of the site, each with cookies of its own; close them, and fail for what went wrong on them."""
    cache.clear()  # what is counted against the limits on signing in is no model's, and outlives the database's flush
    opened: list[tuple[BrowserContext, Watch]] = []
    own = urlsplit(live_server.url).netloc

    def opens(
        look: Look = Look(),
        *,
        user: User | None = None,
        statuses: Sequence[int] = (),
        hosts: Sequence[str] = (),
        javascript: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            color_scheme=look.scheme,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            **_SIZES[look.size],
        )
        context.set_default_timeout(30_000)  # a page may have to wait for as many tests as there are processors
        watch = Watch(frozenset(statuses), frozenset({own, *hosts}))
        watch.over(context)
        opened.append((context, watch))
        if user:
            sign_in(context, live_server.url, user)
        return context.new_page()

    yield opens
    for context, _ in opened:
        context.close()
    assert [fault for _, watch in opened for fault in watch.faults] == []


def sign_in(context: BrowserContext, url: str, user: User) -> None:
    """Let the browser be somebody, without the page of signing in."""
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])


@pytest.fixture
def picture(tmp_path: Path) -> Picture:
    """Save a picture of a whole page under a name and the look it has; returns the file."""
    folder = Path(os.environ.get("MELLANRUM_SCREENSHOTS") or tmp_path)

    def take(page: Page, name: str) -> Path:
        size = "phone" if page.viewport_size == _SIZES["phone"]["viewport"] else "desktop"
        scheme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
        path = folder / f"{name}-{size}-{scheme}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take


def page_findings(page: Page) -> list[str]:
    """What is wrong with a page as it stands: see `axe_findings` and `sideways_findings`."""
    return [*axe_findings(page), *sideways_findings(page)]


def axe_findings(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA: a line for each element, with the rule, the element and how to mend it."""
    options = {"runOnly": {"type": "tag", "values": _WCAG}, "resultTypes": ["violations"]}
    violations = Axe().run(page, options=options).response["violations"]
    return [_told(violation, node) for violation in violations for node in violation["nodes"]]


def _told(violation: dict[str, Any], node: dict[str, Any]) -> str:
    mend = " ".join(node["failureSummary"].split())
    return f"{violation['id']}: {violation['help']}: {node['target'][-1]}: {mend}"


def sideways_findings(page: Page) -> list[str]:
    """The elements that make a page scroll sideways, and how far; none for a page that fits."""
    assert page.viewport_size
    return list(page.evaluate(_STICKING_OUT, page.viewport_size["width"]))
