"""Findings: declared codes, order, and the sentences they are worded in."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from mellanrum.findings import (
    Finding,
    Phrase,
    Place,
    Severity,
    all_codes,
    code_of,
    finding,
    has_error,
    in_order,
    spoken_mend,
    spoken_message,
    words,
)

NOTES = ("sie.opening_moved", "review.skipped", "review.explained")
DIFFERS = "figures.reported_differs"


def at(severity: Severity, file: str | None = None, line: int | None = None, key: str = "") -> Finding:
    return finding(DIFFERS, Place(file=file, line=line), severity=severity, key=key)


def test_severity_and_reference_come_from_the_declaration() -> None:
    item = finding(DIFFERS)

    assert (item.severity, item.reference, item.rule) == (Severity.WARNING, "LKBR 11 kap.", DIFFERS)


def test_severity_reference_and_rule_can_be_given() -> None:
    item = finding(DIFFERS, severity=Severity.NOTE, reference="RKR R15", rule="5Y1")

    assert (item.severity, item.reference, item.rule) == (Severity.NOTE, "RKR R15", "5Y1")


def test_undeclared_code_is_refused() -> None:
    with pytest.raises(KeyError):
        finding("figures.no_such_code")


def test_codes_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        all_codes()["new"] = code_of(DIFFERS)  # type: ignore[index]  # that it is refused is the test


def test_difference_is_stated_less_expected() -> None:
    assert finding(DIFFERS, stated=Decimal(5), expected=Decimal("7.5")).difference == Decimal("-2.5")
    assert finding(DIFFERS, stated=Decimal(5)).difference is None
    assert finding(DIFFERS, expected=Decimal(5)).difference is None


def test_finding_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding(DIFFERS).code = "x"  # type: ignore[misc]  # as above


def test_only_errors_stop_signing() -> None:
    assert not has_error([])
    assert not has_error([at(Severity.WARNING), at(Severity.NOTE)])
    assert has_error([at(Severity.NOTE), at(Severity.ERROR)])


def test_order_is_severity_then_file_then_line() -> None:
    note, warning = at(Severity.NOTE, "a", 1), at(Severity.WARNING, "a", 1)
    errors = [at(Severity.ERROR), at(Severity.ERROR, "a", 2), at(Severity.ERROR, "a", 10), at(Severity.ERROR, "b", 1)]

    assert in_order([note, *reversed(errors), warning]) == (*errors, warning, note)


def test_order_of_notes_is_what_to_act_on_then_what_is_missing_then_what_asks_nothing() -> None:
    settled, missing, explained = (finding(code) for code in NOTES)
    guessed = finding("map.chart_guessed", Place(file="bok.se"))

    assert in_order([settled, missing, guessed, explained]) == (explained, guessed, missing, settled)


def test_what_explains_the_others_comes_first_among_errors() -> None:
    odd = finding("sie.checksum", Place(file="a.se", line=1), severity=Severity.ERROR)
    cut = finding("sie.last_line", Place(file="a.se", line=90), text="#VER")

    assert in_order([odd, cut]) == (cut, odd)


def test_order_of_others_than_notes_is_not_by_turn() -> None:
    one, other = (finding(NOTES[0], severity=severity) for severity in (Severity.ERROR, Severity.WARNING))

    assert in_order([at(Severity.WARNING), other, at(Severity.ERROR), one]) == (
        at(Severity.ERROR),
        one,
        at(Severity.WARNING),
        other,
    )


def test_equal_findings_are_told_once() -> None:
    one, same, other = at(Severity.NOTE, key="a"), at(Severity.NOTE, key="a"), at(Severity.NOTE, key="b")

    assert in_order([one, same, other]) == (one, other)


def test_sentence_in_both_languages() -> None:
    item = finding(DIFFERS, source="Årsredovisning 2021", key="overview.result", period="2021")

    assert spoken_message(item) == "Årsredovisning 2021 anger overview.result för 2021 på annat sätt än bokföringen."
    assert spoken_message(item, "en") == (
        "Årsredovisning 2021 states overview.result for 2021 otherwise than the books give it."
    )
    assert spoken_mend(item, "en") == code_of(DIFFERS).mend


def test_place_without_a_parameter_shows_its_name() -> None:
    assert "{source}" in spoken_message(finding(DIFFERS, key="a", period="2021"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1234.50"), "1\u00a0234,50"),
        (Decimal("1234.00"), "1\u00a0234"),
        (Decimal(-3), "−3"),
        (date(2025, 1, 31), "2025-01-31"),
        (7, "7"),
        ("{key}", "{key}"),
    ],
)
def test_parameters_as_they_are_shown(value: str | int | Decimal | date, shown: str) -> None:
    assert words("{x}", x=value) == shown


def test_phrase_is_worded_with_its_sentence() -> None:
    accounts = Phrase("{first}–{last} ({count} accounts)", {"first": "3020", "last": "3100", "count": 9})

    assert [words("{x}!", lang, x=accounts) for lang in ("sv", "en")] == [
        "3020–3100 (9 konton)!",
        "3020–3100 (9 accounts)!",
    ]


def test_unknown_words_pass_through_untouched() -> None:
    assert words("Degerfors {kommun}") == "Degerfors {kommun}"
    assert words("") == ""
