"""Reading in as it is done in a browser: with progress, without JavaScript, and every state of its pages."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from mellanrum.web.economy.models import ImportedFile, Pointer
from support.books import DATA, sie
from support.browser import LOOKS, Look, OpenPage, Picture, page_findings
from support.people import an_association, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def send(page: Page, base: str, *files: Path) -> None:
    page.goto(f"{base}las-in/")
    page.set_input_files("input[type=file]", [str(file) for file in files])
    page.get_by_role("button", name="Titta på filen").click()


def read_in(page: Page, base: str, file: Path) -> None:
    send(page, base, file)
    page.get_by_role("button", name="Läs in bokföringen").click()
    page.get_by_text("är inläst").wait_for()


def corrected(folder: Path) -> Path:
    """Write the books of 2025 with another amount in the bank and an account that no line knows."""
    data = (DATA / "dk2025.se").read_bytes()
    head, _, rest = data.partition(b"#UB 0 1930 ")
    amount, _, tail = rest.partition(b"\r\n")
    more = f"{float(amount) + 1500.5:.2f}\r\n#UB 0 2199 -1500.50\r\n".encode()
    account = '#KONTO 2199 "Okänd skuld"\r\n#KONTO 2440'.encode("cp437")
    path = folder / "rättad 2025.se"
    path.write_bytes((head + b"#UB 0 1930 " + more + tail).replace(b"#KONTO 2440", account))
    return path


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_two_years_and_a_corrected_one(open_page: OpenPage, picture: Picture, look: Look, tmp_path: Path) -> None:
    association = an_association("Finsam Degerfors/Karlskoga")
    base = f"/f/{association.slug}/ekonomi/"
    page = open_page(look, user=somebody("manager", association), statuses=(422,))
    found: dict[str, list[str]] = {}

    def looked_at(name: str) -> None:
        picture(page, f"import-{name}")
        found.update({name: page_findings(page)} if page_findings(page) else {})

    page.goto(f"{base}filer/")
    looked_at("no-files")
    send(page, base, DATA / "dk2023.se")
    page.get_by_role("heading", name="Läsa in den här bokföringen för 2023?").wait_for()
    looked_at("first")
    page.get_by_role("button", name="Läs in bokföringen").click()
    page.get_by_text("är inläst").wait_for()
    read_in(page, base, DATA / "dk2025.se")
    send(page, base, corrected(tmp_path))
    page.get_by_text("Konton som inte hör till någon rad").wait_for()
    looked_at("changed")
    page.get_by_role("button", name="Läs in bokföringen").click()
    page.get_by_text("är inläst").wait_for()
    table, broken = tmp_path / "tabell.csv", tmp_path / "fel.se"
    table.write_text("Nummer;Kronor\n1930;50\n3010;-50\n", encoding="utf-8")
    broken.write_bytes(sie().replace(b"150.00", b"1e999999"))
    send(page, base, table)
    page.get_by_role("heading", name="Ange vad kolumnerna innehåller").wait_for()
    looked_at("columns")
    send(page, base, broken, DATA / "vast2023.se")
    page.get_by_text("Filen gick inte att läsa").wait_for()
    looked_at("refused")
    page.goto(f"{base}filer/")
    looked_at("files")
    page.get_by_role("link", name="Ångra rättad 2025.se").click()
    page.get_by_role("heading", name="Ångra rättad 2025.se?").wait_for()
    looked_at("undo")
    page.get_by_role("button", name="Ångra inläsningen").click()
    page.get_by_text("gäller för 2025 igen").wait_for()

    assert found == {}
    assert dict(Pointer.objects.values_list("year", "file__name")) == {2023: "dk2023.se", 2025: "dk2025.se"}


def test_file_is_read_in_without_javascript(open_page: OpenPage) -> None:
    association = an_association("Finsam Degerfors/Karlskoga")
    page = open_page(user=somebody("accountant", association), javascript=False)

    read_in(page, f"/f/{association.slug}/ekonomi/", DATA / "dk2025.se")

    assert bytes(ImportedFile.objects.get().data) == (DATA / "dk2025.se").read_bytes()


def test_page_says_that_the_connection_was_lost(open_page: OpenPage) -> None:
    association = an_association()
    page = open_page(user=somebody("accountant", association))
    page.route(
        "**/las-in/", lambda route: route.abort("aborted") if route.request.method == "POST" else route.continue_()
    )

    send(page, f"/f/{association.slug}/ekonomi/", DATA / "dk2025.se")

    page.get_by_text("Anslutningen bröts på vägen").wait_for()
    assert page.get_by_role("button", name="Titta på filen").is_enabled()
