import re
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import expect

from mellanrum.web.start.components import SECTIONS
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings

DOCS = Path(__file__).parents[3] / "docs" / "komponenter.md"
PARTS = Path(__file__).parents[3] / "src" / "mellanrum" / "web" / "parts"


def test_components_page_is_for_anyone_and_asks_nothing_of_the_database(client: Client) -> None:
    page = client.get("/komponenter/")

    assert page.status_code == 200
    assert re.findall(r'<section id="(\w+)">', page.content.decode()) == list(SECTIONS)


def test_docs_describe_every_section_in_its_order() -> None:
    assert re.findall(r"^## .+ \(`(\w+)`\)$", DOCS.read_text("utf-8"), re.MULTILINE) == list(SECTIONS)


def test_docs_name_every_component_template() -> None:
    names = {path.relative_to(PARTS / "templates").as_posix() for path in (PARTS / "templates").rglob("*.html")}
    pages = {f"parts/{name}.html" for name in ("error", "form_too_old", "our_fault", "too_large")}

    text = DOCS.read_text("utf-8")
    assert {name for name in names - pages if f"`{name}`" not in text} == set()


def test_components_page_shows_every_kind_of_notice_and_tag() -> None:
    css = (PARTS / "static" / "parts" / "look.css").read_text("utf-8")
    page = Client().get("/komponenter/").content.decode()

    for part in ("notice", "message", "tag"):
        styled = set(re.findall(rf"\.{part}\.(\w+)", css))
        assert {kind for kind in styled if f'class="{part} {kind}"' not in page} == set()


@pytest.mark.parametrize(("state", "status"), [("open", 200), ("stopped", 200), ("else", 404)])
def test_components_trace_as_page(client: Client, state: str, status: int) -> None:
    answer = client.get(f"/komponenter/spar/{state}/")

    assert answer.status_code == status


def test_components_trace_as_part_is_no_whole_page(client: Client) -> None:
    part = client.get("/komponenter/spar/open/", headers={"HX-Request": "true"}).content.decode()

    assert part.startswith('<div class="trace">')


def test_link_to_components_only_for_those_who_build(client: Client, settings: object) -> None:
    links = []
    for is_debug in (False, True):
        settings.DEBUG = is_debug  # type: ignore[attr-defined]  # the fixture takes any setting
        links.append(client.get("/komponenter/").content.decode().count('href="/komponenter/"'))

    assert links == [0, 1]


@pytest.mark.browser
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_components_page_is_without_faults(open_page: OpenPage, picture: Picture, look: Look) -> None:
    page = open_page(look)

    page.goto("/komponenter/")

    picture(page, "components")
    assert page_findings(page) == []


@pytest.mark.browser
def test_figure_opens_and_closes_in_place(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/komponenter/")
    figure = page.locator("#tables a.figure").first

    figure.click()
    expect(page.locator("#tables .trace-row .trace")).to_have_count(1)
    figure.click()

    expect(page.locator("#tables .trace-row")).to_have_count(0)


@pytest.mark.browser
def test_figure_without_javascript_is_a_page(open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto("/komponenter/")

    page.locator("#figures a.figure").first.click()

    assert page.locator("h1").inner_text() == "Årets resultat"
