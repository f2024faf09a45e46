"""What the browser of the tests finds on pages with one fault each."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from support.browser import Look, OpenPage, Watch, axe_findings, page_findings, sideways_findings
from support.people import somebody

pytestmark = [pytest.mark.browser, pytest.mark.urls("support.faulty_pages")]


def _faults(browser: Browser, live_server: LiveServer, path: str, *statuses: int) -> list[str]:
    """What a watch writes down about a page; addresses of the test's own server without their host."""
    watch = Watch(frozenset(statuses), frozenset({urlsplit(live_server.url).netloc}))
    with browser.new_context(base_url=live_server.url) as context:
        watch.over(context)
        context.new_page().goto(path, wait_until="networkidle")
    return [fault.replace(live_server.url, "") for fault in watch.faults]


@pytest.mark.parametrize(
    ("path", "faults"),
    [
        ("/fine", []),
        ("/inline", ["the console says: Applying inline style violates"]),
        (
            "/elsewhere",
            [
                "asks another host: http://localhost:9/a.png",
                r"got no answer \(net::ERR_UNSAFE_PORT\): http://localhost:9/a.png",
            ],
        ),
        ("/script", ["a script failed: .*missing is not defined"]),
        ("/absent", ["was answered 404: GET /none.png"]),
    ],
)
def test_watch_writes_down(browser: Browser, live_server: LiveServer, path: str, faults: list[str]) -> None:
    found = _faults(browser, live_server, path)

    assert [bool(re.match(*pair)) for pair in zip(faults, found, strict=True)] == [True] * len(faults)


def test_watch_lets_expected_answers_be(browser: Browser, live_server: LiveServer) -> None:
    assert _faults(browser, live_server, "/absent", 404) == []


def test_axe_findings_of_input_without_label(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/unnamed")

    assert [finding.partition(":")[0] for finding in axe_findings(page)] == ["label"]


def test_sideways_findings_of_wide_paragraph(open_page: OpenPage) -> None:
    page = open_page(Look("phone"))
    page.goto("/wide")

    assert sideways_findings(page) == [
        "p#long reaches to 508 of 360 px",
        "the page is 508 px wide in a window of 360",
    ]


@pytest.mark.parametrize("path", ["/fine", "/inside"])
def test_page_findings_of_page_that_fits(open_page: OpenPage, path: str) -> None:
    page = open_page(Look("phone"))
    page.goto(path)

    assert page_findings(page) == []


def test_open_page_of_user_carries_a_session(open_page: OpenPage) -> None:
    page = open_page(user=somebody())
    page.goto("/fine")

    assert [cookie["name"] for cookie in page.context.cookies()] == ["sessionid"]
