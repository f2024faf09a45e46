"""Figures of earlier years: as printed, with their source, held against the books."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.figures import Period, Unit
from mellanrum.figures.reported import read_reported
from mellanrum.web.access.rules import Refused
from mellanrum.web.economy.editing.stated_table import stated_table
from mellanrum.web.economy.opening import open_year
from mellanrum.web.economy.seen import ChangedMeanwhile
from mellanrum.web.economy.services.stating import (
    FIGURES,
    Document,
    documents_of,
    plain,
    read_documents,
    rows_stated,
    save_document,
    save_documents,
    stated_figures,
    unit_of,
    year_token,
)
from mellanrum.web.economy.written import shown
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.editing import books_held, keeper, page_of, signed_in, standing_at
from support.held_books import hold
from support.people import somebody
from support.pointing import Pointing

REPORTED = Path(__file__).parents[3] / "src" / "mellanrum" / "composition" / "example_data" / "reported.toml"
PRINTED = {
    "overview.revenue": "7 176",
    "overview.result": "−39",
    "overview.equity_ratio": "41,8",
    "overview.employees": "1",
}
IN_2021 = Document(2021, "Årsredovisning 2021", 4, 1000, PRINTED)
FILLED_IN = {"source": IN_2021.source, "page": "4", "step": "1000", **PRINTED}


@pytest.fixture
def manager(association: Association) -> Client:
    return signed_in("manager", association)


def values(association: Association, year: int) -> dict[str, Decimal]:
    figures, found = stated_figures(association)
    assert found == ()
    return {figure.key: figure.value for figure in figures if figure.period == Period.of_year(year)}


def test_year_is_written_in_as_printed(association: Association, manager: Client) -> None:
    page = page_of(association, "earlier_year", 2021)

    manager.post(page, {"seen": year_token(association, 2021), "replaced": "", **FILLED_IN})

    assert documents_of(rows_stated(association)) == (IN_2021,)
    assert values(association, 2021) == {
        "overview.revenue": 7_176_000,
        "overview.result": -39_000,
        "overview.equity_ratio": Decimal("0.418"),
        "overview.employees": 1,
    }


def test_year_opens_as_it_was_written(association: Association, manager: Client) -> None:
    save_document(keeper(association), IN_2021, "", year_token(association, 2021))

    form = manager.get(page_of(association, "earlier_year", 2021)).context["form"]

    assert {key: form[key].value() for key in PRINTED} == PRINTED
    assert form["step"].value() == "1000"


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({"source": ""}, ["source"]),
        ({"page": "0"}, ["page"]),
        ({"step": "10"}, ["step"]),
        ({"overview.revenue": "sju"}, ["overview.revenue"]),
        ({"overview.revenue": "1.234"}, ["overview.revenue"]),
        ({"overview.revenue": "9" * 20}, ["overview.revenue"]),
        ({"overview.equity_ratio": "0,418"}, ["overview.equity_ratio"]),
        ({"overview.equity_ratio": "600"}, ["overview.equity_ratio"]),
        (dict.fromkeys(PRINTED, ""), ["__all__"]),
    ],
)
def test_year_with_a_fault_says_so_at_its_field(
    association: Association, manager: Client, given: dict[str, str], faulty: list[str]
) -> None:
    page = page_of(association, "earlier_year", 2021)

    answer = manager.post(page, {"seen": year_token(association, 2021), "replaced": "", **FILLED_IN, **given})

    assert list(answer.context["form"].errors) == faulty
    assert rows_stated(association) == []


def test_small_share_that_says_per_cent_is_taken(association: Association, manager: Client) -> None:
    given = {**FILLED_IN, "overview.equity_ratio": "0,4 %"}

    manager.post(page_of(association, "earlier_year", 2021), {"seen": year_token(association, 2021), **given})

    assert values(association, 2021)["overview.equity_ratio"] == Decimal("0.004")


def test_year_is_corrected_in_place(association: Association, manager: Client) -> None:
    save_document(keeper(association), IN_2021, "", year_token(association, 2021))
    given = {**FILLED_IN, "source": "Årsredovisning 2022", "overview.revenue": "7 177", "overview.result": ""}

    manager.post(
        page_of(association, "earlier_year", 2021),
        {"seen": year_token(association, 2021), "replaced": IN_2021.source, **given},
    )

    (document,) = documents_of(rows_stated(association))
    assert (document.source, document.values["overview.revenue"]) == ("Årsredovisning 2022", "7 177")
    assert "overview.result" not in document.values


def test_second_document_of_a_year_stands_beside_the_first(association: Association, manager: Client) -> None:
    save_document(keeper(association), IN_2021, "", year_token(association, 2021))
    given = {"source": "Årsredovisning 2022", "step": "1000", "overview.revenue": "7 176"}

    manager.post(
        page_of(association, "earlier_year", 2021),
        {"seen": year_token(association, 2021), "replaced": "+", **given},
    )

    assert [document.source for document in documents_of(rows_stated(association))] == [
        IN_2021.source,
        "Årsredovisning 2022",
    ]


def test_documents_that_contradict_each_other_are_a_finding(association: Association, manager: Client) -> None:
    save_document(keeper(association), IN_2021, "", year_token(association, 2021))
    other = Document(2021, "Årsredovisning 2022", None, 1000, {"overview.revenue": "7 200"})
    save_document(keeper(association), other, "", year_token(association, 2021))

    table = manager.get(page_of(association, "reported")).context["table"]

    assert [item.code for item in table.findings] == ["reported.contradiction"]


def test_year_of_the_second_of_two_is_not_saved_unseen(association: Association, manager: Client) -> None:
    seen = year_token(association, 2021)
    save_document(keeper(association), IN_2021, "", seen)

    answer = manager.post(
        page_of(association, "earlier_year", 2021), {"seen": seen, "source": "X", "step": "1", "overview.revenue": "1"}
    )

    assert len(answer.context["form"].non_field_errors()) == 1
    assert documents_of(rows_stated(association)) == (IN_2021,)


def test_service_saves_nothing_over_what_was_not_seen(association: Association) -> None:
    with pytest.raises(ChangedMeanwhile):
        save_document(keeper(association), IN_2021, "", "old")

    assert rows_stated(association) == []


@pytest.mark.parametrize("role", ["board_member", "auditor", "coordinator"])
def test_somebody_who_may_not_saves_nothing(association: Association, role: str) -> None:
    standing = standing_at(somebody(role, association), association)

    with pytest.raises(Refused):
        save_document(standing, IN_2021, "", year_token(association, 2021))


def test_reader_sees_the_table_and_no_form(association: Association) -> None:
    reader = signed_in("board_member", association)

    assert reader.get(page_of(association, "reported")).context["can_edit"] is False
    assert reader.get(page_of(association, "earlier_year", 2021)).status_code == 403
    assert reader.post(page_of(association, "earlier_read"), {}).status_code == 403


def test_year_is_removed_after_a_question(association: Association, manager: Client) -> None:
    save_document(keeper(association), IN_2021, "", year_token(association, 2021))
    asked = manager.get(page_of(association, "earlier_remove", 2021))
    assert len(rows_stated(association)) == 4

    manager.post(page_of(association, "earlier_remove", 2021), {"seen": asked.context["seen"]})

    assert rows_stated(association) == []


def test_year_that_changed_is_not_removed(association: Association, manager: Client) -> None:
    asked = year_token(association, 2021)
    save_document(keeper(association), IN_2021, "", asked)

    manager.post(page_of(association, "earlier_remove", 2021), {"seen": asked})

    assert len(rows_stated(association)) == 4


@pytest.mark.parametrize(("year", "status"), [(1993, 404), (2999, 404), (1994, 200)])
def test_year_must_have_begun(association: Association, manager: Client, year: int, status: int) -> None:
    assert manager.get(page_of(association, "earlier_year", year)).status_code == status


@pytest.mark.parametrize(("year", "leads_to"), [("2019", "2019"), ("x", ""), ("3000", ""), ("1", "")])
def test_another_year_is_asked_for(association: Association, manager: Client, year: str, leads_to: str) -> None:
    answer = manager.get(page_of(association, "earlier_other"), {"year": year})

    wanted = page_of(association, "earlier_year", int(leads_to)) if leads_to else page_of(association, "reported")
    assert answer.headers["Location"] == wanted


def test_file_of_the_command_line_is_read_in(association: Association, manager: Client) -> None:
    data = REPORTED.read_bytes()

    manager.post(page_of(association, "earlier_read"), {"file": SimpleUploadedFile("reported.toml", data)})

    figures, found = stated_figures(association)
    expected, _ = read_reported(data, "reported.toml")
    assert found == ()
    assert {(f.key, f.period, f.value, f.unit, f.shown, f.trace.source) for f in figures} == {
        (f.key, f.period, f.value, f.unit, f.shown, f.trace.source) for f in expected
    }


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("[[report]\n", ["rules.syntax"]),
        ('[[report]]\nyear = 2999\nsource = "x"\nfigures = { "overview.revenue" = 1 }\n', ["reported.future_year"]),
        (
            '[[report]]\nyear = 2021\nsource = "x"\nfigures = { "overview.revenue" = "a", "Overview.x" = 1 }\n',
            ["reported.bad_key", "reported.not_an_amount"],
        ),
        ("", []),
    ],
)
def test_file_with_faults_says_them_all_and_saves_nothing(
    association: Association, manager: Client, content: str, codes: list[str]
) -> None:
    file = SimpleUploadedFile("reported.toml", content.encode() or b"\n")

    answer = manager.post(page_of(association, "earlier_read"), {"file": file})

    assert sorted(item.code for item in answer.context["found"]) == codes
    assert rows_stated(association) == []


@pytest.mark.parametrize("said", ['source = "' + "x" * 201 + '"', 'source = "a\\u0000b"', 'source = "x"\npage = 10000'])
def test_file_with_what_cannot_be_kept_says_so(association: Association, manager: Client, said: str) -> None:
    content = f'[[report]]\nyear = 2021\n{said}\nfigures = {{ "overview.revenue" = 1 }}\n'

    answer = manager.post(
        page_of(association, "earlier_read"), {"file": SimpleUploadedFile("x.toml", content.encode())}
    )

    assert list(answer.context["form"].errors) == ["file"]
    assert rows_stated(association) == []


def test_figures_without_books_stand_in_the_overview(association: Association) -> None:
    hold(association, "dk2025.se")
    save_document(keeper(association), IN_2021, "", year_token(association, 2021))

    year = open_year(association, 2025)

    assert year is not None
    assert year.opened.book.get("overview.revenue", Period.of_year(2021)).value == 7_176_000


def test_year_with_books_shows_both_and_where_they_differ(association: Association) -> None:
    books_held(association)
    said = {"overview.revenue": "1 000", "overview.result": "500"}
    save_document(keeper(association), Document(2025, "Utkast", 1, 1, said), "", year_token(association, 2025))

    table = stated_table(association, 2026)

    cells = {row.key: row.cells[0] for row in table.rows}
    assert [item.code for item in table.findings] == ["figures.reported_differs"]
    revenue, result = cells["overview.revenue"], cells["overview.result"]
    assert (revenue.printed, revenue.computed, revenue.differs) == ("1\xa0000", Decimal(1000), False)
    assert (result.printed, result.computed, result.differs) == ("500", Decimal(200), True)


def test_table_writes_numbers_as_numbers_are_written(association: Association) -> None:
    hold(association, "dk2025.se", "dk2023.se", own_map=True)
    save_documents(keeper(association), read_documents(REPORTED.read_bytes(), REPORTED.name)[0])

    table = stated_table(association, 2026)

    at = [head.year for head in table.years].index(2021)
    told = {row.key: (row.cells[at].printed, row.cells[at].computed) for row in table.rows}
    assert told["overview.revenue"][0] == "7\xa0175\xa0545"
    assert told["overview.result"][0] == "−38\xa0774"
    assert told["overview.equity_ratio"][0] == "41,8\xa0%"
    assert told["overview.employees"] == ("1", None)


@pytest.mark.parametrize("text", ["", " ", "okänt", "1,234"])
def test_what_is_no_number_is_shown_as_it_stands(text: str) -> None:
    assert shown(text, "sv") == text


def test_figures_asked_for_have_the_engines_labels(association: Association) -> None:
    hold(association, "dk2025.se")
    save_documents(keeper(association), read_documents(b"", "")[0])
    employees = Document(2025, "x", None, 1, {"overview.employees": "1"})
    save_document(keeper(association), employees, "", year_token(association, 2025))

    year = open_year(association, 2025)

    assert year is not None
    assert {key: year.opened.book.get(key).label for key in FIGURES} == FIGURES
    assert {key: year.opened.book.get(key).unit for key in FIGURES} == {key: unit_of(key) for key in FIGURES}


def test_table_asks_the_database_as_often_for_many_years(association: Association, manager: Client) -> None:
    save_document(keeper(association), IN_2021, "", year_token(association, 2021))
    few = queries_of(manager, page_of(association, "reported"))
    for year in (2018, 2019, 2020):
        save_document(keeper(association), Document(year, "x", None, 1, PRINTED), "", year_token(association, year))

    assert queries_of(manager, page_of(association, "reported")) == few


@given(value=st.decimals(-(10**9), 10**9, places=2))
def test_amount_as_printed_is_the_amount(value: Decimal) -> None:
    printed = f"{value:,.2f}".replace(",", "\xa0").replace(".", ",").replace("-", "−")

    assert Decimal(plain("overview.revenue", printed)) == value


@given(share=st.decimals(0, 5, places=5))
def test_share_as_printed_is_the_share(share: Decimal) -> None:
    printed = f"{share.scaleb(2):f} %".replace(".", ",")

    assert unit_of("overview.equity_ratio") is Unit.SHARE
    assert Decimal(plain("overview.equity_ratio", printed)) == share


@given(
    year=st.integers(1994, 2024),
    step=st.sampled_from([1, 1000]),
    amount=st.integers(-(10**9), 10**9),
    share=st.decimals("0.001", 5, places=4),
)
def test_toml_becomes_documents_that_are_the_same_figures(year: int, step: int, amount: int, share: Decimal) -> None:
    toml = (
        f'[[report]]\nyear = {year}\nsource = "x"\npage = 3\nstep = {step}\n[report.figures]\n'
        f'"overview.revenue" = {amount}\n"overview.equity_ratio" = "{share:f}"\n'
    )

    (document,), found = read_documents(toml.encode(), "x.toml")

    assert found == ()
    assert (document.year, document.step, document.page) == (year, step, 3)
    assert Decimal(plain("overview.revenue", document.values["overview.revenue"])) == amount
    assert Decimal(plain("overview.equity_ratio", document.values["overview.equity_ratio"])) == share


def test_tabs_of_a_year_without_books_lead_to_the_newest_that_has(association: Association, manager: Client) -> None:
    books_held(association)

    page = manager.get(page_of(association, "earlier_year", 2021)).content.decode()

    assert page_of(association, "ratios", 2025) in page
    assert page_of(association, "ratios", 2021) not in page


def test_number_of_the_books_has_a_mark_that_is_seen_and_explained(association: Association, manager: Client) -> None:
    books_held(association)

    page = manager.get(page_of(association, "reported")).content.decode()

    cells = re.findall(r'<td class="number">(.*?)</td>', page)
    assert {text for text in cells if "quiet" in text and "(b)</span>" not in text} == set()
    assert '<span class="quiet">1\xa0000 (b)</span>' in cells
    assert '<table aria-describedby="marks">' in page
    assert Pointing(page).text("marks").startswith("Tal märkta (b) kommer ur bokföringen")
