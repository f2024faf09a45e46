"""What goes wrong in a browser: a role that ended, going back, a lost connection, two tabs, files that are no files."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from mellanrum.web.access.models import Role, RoleName
from mellanrum.web.economy.models import Comment, ImportedFile, Move, Pointer, Upload
from mellanrum.web.tenancy.models import Association
from support.books import DATA, sie
from support.browser import OpenPage, Picture, page_findings
from support.held_books import hold
from support.journeys import read_in, send
from support.people import an_association, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OTHER = sie({"4010": ("Insatser", 960), "1930": ("Bank", 140)})


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def give(page: Page, name: str, data: bytes) -> None:
    """Send a file by a name; the page of reading in is open."""
    page.set_input_files("input[type=file]", FilePayload(name=name, mimeType="application/octet-stream", buffer=data))
    page.get_by_role("button", name="Titta på filen").click()


def bomb() -> bytes:
    """Return a workbook of 300 kB that unfolds to 300 MB."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(bytes(1_000_000))
    return out.getvalue()


def test_role_that_ended_in_an_open_tab_saves_nothing(open_page: OpenPage, picture: Picture) -> None:
    association = an_association()
    hold(association, "dk2025.se", own_map=True)
    accountant = somebody("accountant", association)
    page = open_page(user=accountant, statuses=[403])
    page.goto(f"/f/{association.slug}/ekonomi/2025/avvikelser/administration/")
    page.get_by_label("Kommentar").fill("Hinner inte sparas.")
    Role.objects.of(association).filter(user=accountant).update(last_day=date(2025, 12, 31))
    Role.objects.make(association, user=accountant, name=RoleName.BOARD_MEMBER, first_day=date(2026, 1, 1))

    page.get_by_role("button", name="Spara kommentaren").click()

    expect(page.get_by_text("Det du skickade har inte sparats.")).to_be_visible()
    picture(page, "bad-role-ended")
    assert page_findings(page) == []
    assert (heading(page), Comment.objects.count()) == ("Det här är inte för din roll", 0)


def test_back_button_after_undo_undoes_nothing_more(open_page: OpenPage) -> None:
    association = an_association()
    Association.objects.update(orgnr="222000-2279")  # so that nobody is asked whose the books are
    page = open_page(user=somebody("manager", association), statuses=[409])
    place = f"/f/{association.slug}/ekonomi/"
    page.goto(f"{place}las-in/")
    read_in(page, DATA / "dk2025.se")
    page.goto(f"{place}las-in/")
    give(page, "ny.se", OTHER)
    page.get_by_role("button", name="Läs in bokföringen").click()
    page.goto(f"{place}filer/")
    page.get_by_role("link", name="Ångra ny.se").click()
    as_it_was = page.context.new_page()  # what a browser that keeps pages shows when one goes back
    as_it_was.goto(page.url)
    page.get_by_role("button", name="Ångra inläsningen").click()
    expect(page.get_by_text("dk2025.se gäller för 2025 igen")).to_be_visible()
    moves = Move.objects.count()

    page.go_back()
    as_it_was.get_by_role("button", name="Ångra inläsningen").click()

    for tab in (page, as_it_was):
        expect(tab.get_by_role("heading", level=1)).to_have_text("Det här går inte att ångra längre")
    assert (Move.objects.count(), Pointer.objects.values_list("file__name").get()) == (moves, ("dk2025.se",))


def test_connection_lost_on_the_way_leaves_nothing_and_can_be_tried_again(open_page: OpenPage) -> None:
    association = an_association()
    page = open_page(user=somebody("accountant", association))
    page.goto(f"/f/{association.slug}/ekonomi/las-in/")

    def lose(route: Route) -> None:
        route.abort("aborted") if route.request.method == "POST" else route.continue_()

    page.route("**/las-in/", lose)
    send(page, DATA / "dk2025.se")
    expect(page.get_by_text("Anslutningen bröts på vägen")).to_be_visible()
    left = (Upload.objects.count(), ImportedFile.objects.count())
    page.unroute("**/las-in/")
    page.get_by_role("button", name="Titta på filen").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Läsa in den här bokföringen för 2025?")
    assert (left, Upload.objects.count()) == ((0, 0), 1)


def test_same_file_confirmed_in_two_tabs_is_read_in_once(open_page: OpenPage, picture: Picture) -> None:
    association = an_association("Finsam Degerfors/Karlskoga")
    page = open_page(user=somebody("accountant", association), statuses=[409])
    page.goto(f"/f/{association.slug}/ekonomi/las-in/")
    send(page, DATA / "dk2025.se")
    expect(page.get_by_role("heading", level=1)).to_have_text("Läsa in den här bokföringen för 2025?")
    other = page.context.new_page()
    other.goto(page.url)

    page.get_by_role("button", name="Läs in bokföringen").click()
    expect(page.get_by_text("är inläst")).to_be_visible()
    other.get_by_role("button", name="Läs in bokföringen").click()

    expect(other.get_by_role("heading", level=1)).to_have_text("Filen väntar inte längre")
    picture(other, "bad-two-tabs")
    assert (ImportedFile.objects.count(), Move.objects.count()) == (1, 1)


def test_name_with_a_path_is_only_its_last_part(open_page: OpenPage) -> None:
    association = an_association()
    page = open_page(user=somebody("accountant", association))
    page.goto(f"/f/{association.slug}/ekonomi/las-in/")
    page.evaluate(
        """text => {
            const files = new DataTransfer();
            files.items.add(new File([text], "..\\\\..\\\\hemligt\\\\<b>bok<b>.se"));
            document.querySelector("input[type=file]").files = files.files;
        }""",
        sie().decode("ascii"),
    )
    page.get_by_role("button", name="Titta på filen").click()

    expect(page.locator("dd.code")).to_have_text("<b>bok<b>.se")
    assert Upload.objects.get().name == "<b>bok<b>.se"


def test_spreadsheet_that_unfolds_without_end_is_refused_with_a_sentence(open_page: OpenPage, picture: Picture) -> None:
    association = an_association()
    page = open_page(user=somebody("accountant", association), statuses=[422])
    page.goto(f"/f/{association.slug}/ekonomi/las-in/")
    give(page, "saldobalans.xlsx", bomb())

    expect(page.get_by_text("Filen gick inte att läsa, och inget av den har sparats")).to_be_visible()
    expect(page.locator(".finding")).to_contain_text("Uppackad är filen större än")
    picture(page, "bad-bomb")
    assert page_findings(page) == []
    assert Upload.objects.count() == 0


def test_language_is_changed_where_one_stands(open_page: OpenPage) -> None:
    association = an_association()
    hold(association, "dk2025.se")
    page = open_page(user=somebody("manager", association))
    page.goto(f"/f/{association.slug}/ekonomi/kontokarta/?q=bank&sort=name")
    address, rows = page.url, page.get_by_role("row").count()

    page.get_by_role("button", name="In English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Account map")
    assert (page.url, page.get_by_role("row").count()) == (address, rows)
    page.get_by_role("button", name="På svenska").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontokarta")
    assert page.url == address
