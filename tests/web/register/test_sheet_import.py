"""Reading the association's own tick-sheet spreadsheet: what is found, asked, set, remembered, refused, never kept."""

import json
import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.ledger import TOTAL, Count
from mellanrum.tallies.sex import Sex
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.counters import store
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.models import SheetMap
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention, counts_in
from support.people import somebody
from support.pointing import Pointing

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 27)
OWN: tuple[list[object], ...] = (
    ["Coachingteamet, höstens pinnar"],
    [],
    ["Nya deltagare efter skola", "Kv", "M", "Totalt"],
    ["Bara grundskola", 3, 4, 7],
    ["Gymnasiet", 2, 1, 3],
    ["Vet inte", None, 1, 1],
    ["Summa", 5, 6, 11],
)
ANSWERS = {
    "target-0": "start/education",
    "shown-0": "start/education",
    "row-0-0": "primary",
    "row-0-1": "secondary",
    "row-0-2": "missing",
    "column-0-0": "woman",
    "column-0-1": "man",
    "column-0-2": "total",
}


@pytest.fixture(autouse=True)
def _november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: DAY)


@pytest.fixture
def coaching(association: Association) -> Intervention:
    return an_intervention(association, "Coachingteamet", first_day=date(2026, 1, 1))


@pytest.fixture
def coordinator(client: Client, association: Association, coaching: Intervention) -> Client:
    user = somebody("coordinator", association)
    counts_in(coaching, user)
    client.force_login(user)
    return client


def url(intervention: Intervention, more: str = "las-in/") -> str:
    return f"/f/{intervention.association.slug}/uppfoljning/pinnblad/{intervention.slug}/2026-11/{more}"


def workbook(*rows: Sequence[object], title: str = "Blad1") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def send(client: Client, intervention: Intervention, data: bytes, name: str = "pinnar.xlsx") -> tuple[int, str]:
    answer = client.post(url(intervention), {"step": "look", "file": SimpleUploadedFile(name, data)})
    return answer.status_code, answer.content.decode()


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([a-z0-9-]+)" value="([^"]*)"', page)
    return {name: value.replace("&quot;", '"').replace("&amp;", "&") for name, value in found}


def cells(intervention: Intervention) -> dict[Cell, int]:
    ledger = store.ledger_of(intervention.association, intervention.slug, 2026)
    return {} if ledger is None else {cell: n for cell, n in ledger.part(2).cells.items() if cell.table != TOTAL}


def test_own_spreadsheet_is_asked_about_shown_and_set(coordinator: Client, coaching: Intervention) -> None:
    status, asked = send(coordinator, coaching, workbook(*OWN))
    assert status == 200
    assert '<select id="target-0"' in asked
    preview = coordinator.post(url(coaching), {**hidden(asked), **ANSWERS}).content.decode()
    assert "Gymnasium, kvinnor" in preview
    assert cells(coaching) == {}

    coordinator.post(url(coaching), {**hidden(preview), "step": "save"})

    assert cells(coaching) == {
        Cell("start", "education", "primary", "", Sex.WOMAN): 3,
        Cell("start", "education", "primary", "", Sex.MAN): 4,
        Cell("start", "education", "secondary", "", Sex.WOMAN): 2,
        Cell("start", "education", "secondary", "", Sex.MAN): 1,
        Cell("start", "education", "missing", "", Sex.MAN): 1,
    }


def test_what_was_said_is_remembered_and_goes_straight_to_what_would_be_set(
    coordinator: Client, coaching: Intervention
) -> None:
    _, asked = send(coordinator, coaching, workbook(*OWN))
    preview = coordinator.post(url(coaching), {**hidden(asked), **ANSWERS}).content.decode()
    coordinator.post(url(coaching), {**hidden(preview), "step": "save"})
    later = [list(row) for row in OWN]
    later[3][1] = 9

    _, page = send(coordinator, coaching, workbook(*later, title="Annat blad"))

    assert "Grundskola, kvinnor" in page
    assert '<td class="number" data-head="Står där nu">3</td><td class="number" data-head="Skulle bli">9</td>' in page
    assert len(SheetMap.objects.of(coaching.association)) == 1


def test_row_that_is_not_read_is_not_remembered(coordinator: Client, coaching: Intervention) -> None:
    rows = (*OWN[:-1], ["Karin Karlsson", 1, 1, 2])
    _, asked = send(coordinator, coaching, workbook(*rows))
    preview = coordinator.post(url(coaching), {**hidden(asked), **ANSWERS, "row-0-3": "-"}).content.decode()
    coordinator.post(url(coaching), {**hidden(preview), "step": "save"})

    assert "karin" not in SheetMap.objects.of(coaching.association).get().content.casefold()


def test_table_left_unsaid_is_asked_for_again_with_all_that_is_missing(
    coordinator: Client, coaching: Intervention
) -> None:
    _, asked = send(coordinator, coaching, workbook(*OWN))

    answer = coordinator.post(url(coaching), {**hidden(asked), **ANSWERS, "row-0-1": "", "column-0-0": "nonsense"})

    assert answer.status_code == 422
    told = dict(re.findall(r'<li><a href="#([a-z0-9-]+)">([^<]+)', answer.content.decode()))
    assert told == {
        "row-0-1": "Nya deltagare efter skola: Gymnasiet: välj vad det är",
        "column-0-0": "Nya deltagare efter skola: Kv: välj vad det är",
    }
    page = Pointing(answer.content.decode())
    faulty = [key for key, each in page.attributes.items() if each.get("aria-invalid")]
    assert (sorted(faulty), page.missing) == (sorted(told), [])
    assert [page.said_of(key) for key in faulty] == [["Välj vad det är."]] * 2


def test_table_that_is_not_said_is_a_fault_at_its_field(coordinator: Client, coaching: Intervention) -> None:
    _, asked = send(coordinator, coaching, workbook(*OWN))

    answer = coordinator.post(url(coaching), {**hidden(asked), **ANSWERS, "target-0": ""})

    page = Pointing(answer.content.decode())
    assert page.said_of("target-0") == ["Välj vad det är."]
    assert "aria-invalid" not in Pointing(asked).attributes["target-0"]


def test_file_that_is_not_chosen_is_a_fault_at_its_field(coordinator: Client, coaching: Intervention) -> None:
    answer = coordinator.post(url(coaching), {"step": "look"})

    page = Pointing(answer.content.decode())
    assert (answer.status_code, page.attributes["file"]["aria-invalid"], page.missing) == (422, "true", [])
    assert page.said_of("file")[1:] == ["Välj en fil först."]
    assert '<a href="#file">Välj en fil först.</a>' in answer.content.decode()


def test_empty_tick_sheet_filled_in_is_read_without_a_question(
    coordinator: Client, association: Association, coaching: Intervention
) -> None:
    for key in ("degerfors", "karlskoga"):
        Member.objects.make(
            association, key=key, name=key.title(), kind=MemberKind.MUNICIPALITY, first_day=date(2020, 1, 1)
        )
    empty = coordinator.get(url(coaching, "pinnblad.xlsx"))
    book = load_workbook(BytesIO(empty.content))
    sheet = book.active
    assert sheet
    for row in sheet.iter_rows(min_row=2):
        if row[0].value and row[1].value is None:
            row[1].value = 1
    out = BytesIO()
    book.save(out)

    status, page = send(coordinator, coaching, out.getvalue())

    assert status == 200
    assert "<select" not in page
    assert "hoppas över" not in page
    coordinator.post(url(coaching), {**hidden(page), "step": "save"})
    ledger = store.ledger_of(association, coaching.slug, 2026)
    assert ledger
    assert ledger.month(11).counts["start", Sex.WOMAN] == Count(1)
    assert ledger.month(11).municipal["start", "karlskoga"] == 1
    assert cells(coaching)[Cell("end", "young_end_group", "under_30", "care", Sex.WOMAN)] == 1
    assert set(cells(coaching).values()) == {1}


PERSONS = {
    "a personal number": (["Pinnar", "K", "M"], ["Start", 1, 2], ["850314-1234", 1, 0]),
    "a heading": (["Initialer", "Start", "Slut"], *([f"x{n}", 1, 0] for n in range(3))),
    "sexes": (["Nr", "Kön", "Skola"], *([n, "k" if n % 3 else "m", "Gymnasium"] for n in range(1, 9))),
    "initials": (["Vem", "Start"], *([chr(65 + n) + "B", 1] for n in range(8))),
    "days": (["Nr", "Start"], *([n, date(2026, 3, n + 2)] for n in range(1, 9))),
    "ages": (["Nr", "Ålder", "Gymnasium"], *([n, 20 + n, 1] for n in range(1, 9))),
    "ones": (["Nr", "Kvinna", "Man", "Grundskola"], *([n, n % 2, 1 - n % 2, 1] for n in range(1, 25))),
}


@pytest.mark.parametrize("rows", PERSONS.values(), ids=PERSONS)
def test_row_for_each_person_is_refused_and_nothing_of_it_is_told(
    coordinator: Client, coaching: Intervention, rows: tuple[list[object], ...]
) -> None:
    status, page = send(coordinator, coaching, workbook(*rows))

    assert status == 422
    assert "inget av den har sparats" in page
    assert 'name="content"' not in page
    assert "850314" not in page


@pytest.mark.parametrize("step", ["map", "save"])
@pytest.mark.parametrize("label", ["19900101-2384", "Anna Andersson"])
def test_row_for_each_person_that_comes_back_from_the_page_is_refused(
    coordinator: Client, coaching: Intervention, step: str, label: str
) -> None:
    rows = [[f"{label}{'' if label[0] == '1' else name}", at, [1]] for at, name in enumerate("abcdefgh", 2)]
    table = {"sheet": "Blad1", "title": "", "headings": [["Kv", "B"]], "rows": rows, "total": None, "is_inside": False}
    sent = {"step": step, "file": "min.xlsx", "content": json.dumps([table]), **ANSWERS}

    page = coordinator.post(url(coaching), sent)

    assert (page.status_code, store.ledger_of(coaching.association, coaching.slug, 2026)) == (422, None)
    assert [each.code for each in page.context["findings"]] == [
        "ticksheet.person_number" if label[0] == "1" else "ticksheet.person_column_names"
    ]
    assert label not in page.content.decode()


def test_cells_that_cannot_be_read_are_all_told_with_their_place(coordinator: Client, coaching: Intervention) -> None:
    rows = [list(row) for row in OWN]
    rows[3][1], rows[3][2], rows[4][1], rows[4][2] = "tre", -4, 2.5, 200_000
    _, asked = send(coordinator, coaching, workbook(*rows))

    page = coordinator.post(url(coaching), {**hidden(asked), **ANSWERS}).content.decode()

    assert re.findall(r"cell ([A-Z]\d)", page)[:4] == ["B4", "C4", "B5", "C5"]
    assert 'value="save"' not in page
    answer = coordinator.post(url(coaching), {**hidden(page), "step": "save"})
    assert answer.status_code == 422
    assert cells(coaching) == {}


def test_sum_that_is_not_the_sum_is_told_with_cell_and_numbers(coordinator: Client, coaching: Intervention) -> None:
    rows = [list(row) for row in OWN]
    rows[6][1] = 6
    _, asked = send(coordinator, coaching, workbook(*rows))

    page = coordinator.post(url(coaching), {**hidden(asked), **ANSWERS}).content.decode()

    assert "cell B7" in page
    assert "Summan säger 6, och raderna blir 5." in page
    assert 'value="save"' in page


def test_somebody_else_saving_meanwhile_is_told_and_nothing_set(coordinator: Client, coaching: Intervention) -> None:
    _, asked = send(coordinator, coaching, workbook(*OWN))
    preview = coordinator.post(url(coaching), {**hidden(asked), **ANSWERS}).content.decode()
    sheet = coordinator.get(url(coaching, "")).content.decode()
    coordinator.post(url(coaching, ""), {**hidden(sheet), "t.start.education.primary..woman": "8"})

    answer = coordinator.post(url(coaching), {**hidden(preview), "step": "save"})

    assert answer.status_code == 409
    assert cells(coaching) == {Cell("start", "education", "primary", "", Sex.WOMAN): 8}


FILES = {
    "empty": (b"", "pinnar.xlsx"),
    "no table": (workbook(["Hej"]), "pinnar.xlsx"),
    "no spreadsheet": (b"\x89PNG\r\n\x1a\n\x00\x00", "bild.xlsx"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00", "pinnar.xls"),
    "far cell": (workbook(*[[] for _ in range(6000)], ["Start", 1]), "pinnar.xlsx"),
}


@pytest.mark.parametrize(("data", "name"), FILES.values(), ids=FILES)
def test_file_that_is_no_tick_sheet_is_refused(
    coordinator: Client, coaching: Intervention, data: bytes, name: str
) -> None:
    status, page = send(coordinator, coaching, data, name)

    assert status == 422
    assert "Filen lästes inte" in page


def test_no_file_is_told(coordinator: Client, coaching: Intervention) -> None:
    answer = coordinator.post(url(coaching), {"step": "look"})

    assert answer.status_code == 422
    assert "Välj en fil först" in answer.content.decode()


def test_folders_in_a_files_name_are_left_out(coordinator: Client, coaching: Intervention) -> None:
    _, page = send(coordinator, coaching, workbook(*OWN), "C:\\hemligt\\pinnar.xlsx")

    assert hidden(page)["file"] == "pinnar.xlsx"


@pytest.mark.parametrize("content", ["", "[", "{}", "[1]", '[{"sheet":null}]', "[" * 100_000])
def test_tables_that_did_not_come_back_whole_are_asked_for_again(
    coordinator: Client, coaching: Intervention, content: str
) -> None:
    answer = coordinator.post(url(coaching), {"step": "map", "content": content})

    assert answer.status_code == 422


def test_coach_may_not_read_in(client: Client, association: Association, coaching: Intervention) -> None:
    user = somebody("coach", association)
    counts_in(coaching, user)
    client.force_login(user)

    assert client.get(url(coaching)).status_code == 403
