"""What could not be checked: nothing is skipped in silence, each cause is told once, and never by a key."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.books.sie import books_from_sie, read_sie
from mellanrum.composition import figure_book
from mellanrum.figures import FigureBook
from mellanrum.findings import Finding, Severity, spoken_mend, spoken_message, words
from mellanrum.numbers import Language
from mellanrum.review import RELATIONS, StatedFigures, from_book, review, shipped_limits
from mellanrum.review.naming import LABELS, NOTE_TITLES, lacks
from mellanrum.review.skipping import in_list, in_years
from mellanrum.review.stated import COLUMNS, TABLES
from mellanrum.statements import basis, tables
from review.consistent import YEAR, report
from review.tables import read

SIE = Path(__file__).parents[1] / "data" / "sie"
SKIPPED = {"review.skipped", "review.nil_base", "review.audit_missing"}
A_KEY = re.compile(r"[a-z]\.[a-z*$]|[a-z]_[a-z]|[*${}]")
STEADY = report([prime * 104729 for prime in range(2, 700)])


def _book(name: str) -> FigureBook:
    file, _ = read_sie((SIE / f"{name}.se").read_bytes(), name)
    assert file is not None
    books, _ = books_from_sie(file)
    assert books is not None
    return figure_book(basis(books)[0])


def _skipped(stated: StatedFigures, year: int = YEAR, lang: Language = "sv") -> list[Finding]:
    return [item for item in review(stated, year, lang=lang) if item.code in SKIPPED]


def _said(stated: StatedFigures, year: int = YEAR, lang: Language = "sv") -> list[str]:
    return [spoken_message(item, lang) for item in _skipped(stated, year, lang)]


def _told(stated: StatedFigures, year: int) -> set[tuple[str, int]]:
    return {one for item in _skipped(stated, year) for one in _checks(str(item.parameters["checks"]))}


def _checks(said: str) -> Iterator[tuple[str, int]]:
    """The relations and years of a finding: "KF1 och KF2 för 2021–2023 och N1 för 2025"."""
    for part in re.findall(r"((?:\d?[A-Z]+\d(?:, | och )?)+) för ([\d–, och]*\d)(?= och \d?[A-Z]|$)", said):
        runs = re.findall(r"(\d{4})(?:–(\d{4}))?", part[1])
        years = [year for first, last in runs for year in range(int(first), int(last or first) + 1)]
        yield from ((name, year) for name in re.findall(r"\d?[A-Z]+\d", part[0]) for year in years)


def _unjudged(stated: StatedFigures, year: int) -> set[tuple[str, int]]:
    return {
        (relation.name, year + at)
        for relation in RELATIONS
        for at in relation.years
        if year + at in stated.years and relation.judge(stated, year + at, shipped_limits()).missing
    }


@settings(max_examples=60)
@given(st.data())
def test_every_relation_that_is_skipped_is_told_with_its_year(data: st.DataObject) -> None:
    lost = data.draw(st.sets(st.sampled_from(list(STEADY)), max_size=40))
    gone = data.draw(st.sets(st.sampled_from(sorted(TABLES)), max_size=6))
    stated = StatedFigures(
        {at: one for at, one in STEADY.items() if at not in lost and at[0].partition(".")[0] not in gone}
    )

    assert _told(stated, YEAR) == _unjudged(stated, YEAR)


@settings(max_examples=60)
@given(st.data())
def test_each_cause_is_told_once(data: st.DataObject) -> None:
    lost = data.draw(st.sets(st.sampled_from(list(STEADY)), max_size=40))

    said = _said(StatedFigures({at: one for at, one in STEADY.items() if at not in lost}))

    causes = [sentence.partition(" saknas")[0] for sentence in said]
    assert len(causes) == len(set(causes))


def _poorer(stated: StatedFigures) -> Iterator[StatedFigures]:
    """The report whole, without each of its tables, and without each column of the operations statement."""
    yield stated
    for prefix in {key.partition(".")[0] for key, _ in stated}:
        yield StatedFigures({at: one for at, one in stated.items() if at[0].partition(".")[0] != prefix})
    for column in COLUMNS:
        yield StatedFigures({at: one for at, one in stated.items() if at[0].rpartition(".")[2] != column})


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_sentence_of_the_review_has_a_key_in_it(lang: Language) -> None:
    stated = from_book(_book("vast2023"), lang)

    sentences = {
        sentence
        for poorer in _poorer(stated)
        for item in review(poorer, 2023, lang=lang)
        for sentence in (spoken_message(item, lang), spoken_mend(item, lang))
    }

    assert [sentence for sentence in sentences if A_KEY.search(sentence)] == []


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_figure_that_a_relation_needs_is_named_by_its_key(lang: Language) -> None:
    stated = from_book(_book("vast2023"), lang)
    needed = {pattern for relation in RELATIONS for pattern in relation.rule.needs} | set(stated.table("ratios", 2023))
    reports = [*_poorer(stated), StatedFigures({at: one for at, one in stated.items() if at[1] == 2023})]

    names = {
        lack.name
        for report_of in reports
        for pattern in needed
        for year in (2023, 2022, 2018)
        for lack in lacks([(pattern, year)], report_of, lang)
    }

    assert [name for name in names if A_KEY.search(name)] == []


def test_figure_is_named_as_another_year_does() -> None:
    stated = read("overview 2025\nequity 5 Eget kapital vid årets slut\nresult 1 Resultat")

    assert "Eget kapital vid årets slut 2024 saknas, så 5Y5 för 2025 har inte kontrollerats." in _said(stated)


def test_figure_points_at_its_key() -> None:
    stated = from_book(_book("dk2025"))

    assert [(item.place.key, item.rule, item.severity) for item in _skipped(stated, 2025)] == [
        ("overview.equity", "5Y5", Severity.NOTE)
    ]


def test_figure_that_two_years_rest_on_is_told_once() -> None:
    without = StatedFigures({at: one for at, one in STEADY.items() if at != ("overview.equity", 2022)})

    assert _said(without) == ["Equity 2022 saknas, så 5Y5, P2 och P4 för 2022 och 5Y5 för 2023 har inte kontrollerats."]


def test_figure_of_the_opening_balances_says_so() -> None:
    stated = from_book(_book("dk2025"))
    without = StatedFigures(
        {
            at: one
            for at, one in stated.items()
            if at
            not in {("opening_balance.short_term_liabilities", 2025), ("balance_sheet.short_term_liabilities", 2024)}
        }
    )

    assert "Kortfristiga skulder (ingående balanser) 2025 saknas, så KF4 för 2025 har inte kontrollerats." in (
        _said(without, 2025)
    )


def test_years_and_relations_that_lack_the_same_are_joined() -> None:
    stated = from_book(_book("dk2025"))
    without = StatedFigures({at: one for at, one in stated.items() if not at[0].startswith("cash_flow.")})

    assert _said(without, 2025)[0] == (
        "Kassaflödesanalys 2024 och 2025 saknas, så KF1, KF2, KF3, KF4, KF5, KF6, KF7, KF8 och N1 för 2024 och 2025"
        " har inte kontrollerats."
    )


def test_set_that_smaller_ones_make_up_is_told_by_those() -> None:
    stated = from_book(_book("dk2025"))
    gone = ("cash_flow.", "non_cash_note.")
    without = StatedFigures({at: one for at, one in stated.items() if not at[0].startswith(gone)})

    # That the note's sum is a line of the cash flow statement lacks both.
    assert [(item.parameters["missing"], item.rule) for item in _skipped(without, 2025)] == [
        ("Kassaflödesanalys 2024 och 2025", "KF1, KF2, KF3, KF4, KF5, KF6, KF7, KF8, N1"),
        ("Noten Ej likviditetspåverkande poster 2024 och 2025", "N1"),
        ("Utgående eget kapital 2023", "5Y5"),
    ]


def test_cost_of_audit_that_is_missing_is_told_by_its_note_and_where_it_is_stated() -> None:
    stated = from_book(_book("vast2023"))

    [item] = [item for item in _skipped(stated, 2023) if item.code == "review.audit_missing"]

    assert spoken_message(item) == (
        "Noten Kostnad för räkenskapsrevision saknas, så N1 för 2022 och 2023 har inte kontrollerats;"
        " lagen kräver uppgiften (kostnad för räkenskapsrevision)."
    )
    assert spoken_mend(item) == (
        "Ange i kontokartan vilka konton som är kostnad för revision: lägg dem i gruppen ”audit”."
    )
    assert (item.place.key, item.reference) == (None, "LKBR 9 kap.")


def test_year_of_which_nothing_is_known_is_no_list_of_figures() -> None:
    stated = from_book(_book("dk2025"))
    of_one_year = StatedFigures({at: one for at, one in stated.items() if at[1] == 2025})

    assert [sentence for sentence in _said(of_one_year, 2025) if "X8" in sentence] == [
        "Alla uppgifter 2024 saknas, så X1 och X8 för 2025 har inte kontrollerats."
    ]


def test_column_without_amounts_is_told_by_its_name() -> None:
    stated = from_book(_book("dk2025"))
    without = StatedFigures({at: one for at, one in stated.items() if not at[0].endswith(".budget")})

    assert "Budget i driftredovisningen 2025 saknas, så DR2 och DR4 för 2025 har inte kontrollerats." in _said(
        without, 2025
    )


def test_amount_that_one_row_lacks_is_told_by_row_and_column() -> None:
    stated = from_book(_book("dk2025"))
    without = StatedFigures({at: one for at, one in stated.items() if at[0] != "operations.sum.budget"})

    assert "Summa, budget 2025 saknas, så DR2 och DR4 för 2025 har inte kontrollerats." in _said(without, 2025)


def test_sentences_in_english() -> None:
    assert _said(from_book(_book("vast2023"), "en"), 2023, "en") == [
        (
            "The note Cost of audit is missing, so N1 for 2022 and 2023 could not be checked; the law requires the"
            " figure (cost of audit)."
        ),
        "Closing equity 2021: not stated, so 5Y5 for 2022 could not be checked.",
    ]


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2025], "2025"),
        ([2023, 2022], "2022 och 2023"),
        ([2019, 2020, 2021], "2019–2021"),
        ([2019, 2021, 2022, 2023, 2025], "2019, 2021–2023 och 2025"),
    ],
)
def test_years_in_words(years: list[int], said: str) -> None:
    assert in_years(years, "sv") == said


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["kassa"], "kassa"),
        (["kassa", "fordringar"], "kassa och fordringar"),
        (["kassa", "lokaler, hyra", "lön"], "kassa; lokaler, hyra och lön"),
        (["a", "b", "c", "d", "e", "f"], "a, b, c, d, e med flera"),
    ],
)
def test_names_in_words(names: list[str], said: str) -> None:
    assert in_list(names, "sv", 5) == said


def test_notes_are_called_what_the_report_calls_them() -> None:
    printed = {note.key: note.title for name in ("dk2025", "vast2023") for note in tables.notes(_book(name), "kind")}

    assert {key: NOTE_TITLES[key] for key in printed} == printed


def test_figures_are_called_what_our_report_calls_them() -> None:
    book = _book("vast2023")
    figures = {key: figure.label for key in LABELS if (figure := book.find(key)) is not None}

    # Beside its group a share needs no more than the group's name; alone it does.
    assert {key: label for key, label in figures.items() if label != LABELS[key]} == {
        "financed_share.individual": "Individual interventions",
        "financed_share.structural": "Structural interventions",
        "financed_share.administration": "Administration",
    }
    assert {label for label in (*LABELS.values(), *NOTE_TITLES.values()) if words(label) == label} == {"Administration"}


def test_every_table_of_a_book_has_a_name() -> None:
    assert set(_book("vast2023").prefixes) - set(TABLES) == set()
