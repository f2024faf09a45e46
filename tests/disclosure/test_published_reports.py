"""The statistics of two published reports as linked tables: figures that were printed, protected as they would be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from mellanrum.disclosure.tables import TOTAL, Flow, Form, Step, Sum, Table, TableSet, Variable
from support import golden
from support.patterns import Hidden, hidden_of

GOLDEN = Path(__file__).parent / "golden"
Numbers = dict[tuple[str, ...], int]
PLACES = (
    "fargelanda",
    "lysekil",
    "mellerud",
    "munkedal",
    "orust",
    "sotenas",
    "stromstad",
    "tanum",
    "uddevalla",
)
REFERRALS: Mapping[str, Sequence[int]] = {
    "employment_service": (5, 3, 5, 12, 5, 4, 18, 6, 30),
    "social_insurance": (1, 12, 4, 8, 1, 1, 3, 0, 44),
    "municipality": (31, 7, 25, 3, 8, 4, 7, 2, 10),
    "primary_care": (0, 2, 1, 10, 8, 1, 7, 0, 7),
    "psychiatry": (0, 5, 0, 2, 7, 2, 5, 5, 12),
    "own": (0, 3, 1, 0, 5, 0, 0, 3, 3),
}
PAYERS = {
    "state": ("employment_service", "social_insurance"),
    "municipality": ("municipality",),
    "region": ("primary_care", "psychiatry"),
    "own": ("own",),
}
BY_PAYER = Form("payers", "efter medlem", {"referrer": (TOTAL, *PAYERS)})


def variable(key: str, *codes: str, sums: Sequence[Sum] = (), is_several: bool = False) -> Variable:
    whole = () if is_several or sums else (Sum(TOTAL, codes),)
    return Variable(key, key, dict.fromkeys(codes, ""), (*whole, *sums), is_several, key in {"end_reason", "screening"})


SEX = variable("sex", "woman", "man")


def a_set(tables: Sequence[Table], *variables: Variable, flows: tuple[Flow, ...] = ()) -> TableSet:
    return TableSet(tuple(tables), {each.key: each for each in variables}, flows=flows)


def by_sex(of: str, women: int, men: int, weight: int = 10, **at: str) -> Table:
    numbers: Numbers = {(TOTAL,): women + men, ("woman",): women, ("man",): men}
    return Table(f"{of}.{'.'.join(at.values())}.sex", of, of, ("sex",), numbers, at, weight)


def one_way(
    of: str, by: str, base: int, /, *, weight: int = 1, at: Mapping[str, str] | None = None, **numbers: int
) -> Table:
    held: Numbers = {(TOTAL,): base, **{(code,): number for code, number in numbers.items()}}
    return Table(f"{of}.{by}", f"{of}.{by}", of, (by,), held, at or {}, weight)


def matrix(rows: Mapping[str, Sequence[int]] = REFERRALS) -> TableSet:
    """Referrals to the rehabilitation guides by referrer and municipality, with what payers referred together."""
    inner: Numbers = {
        (who, place): n for who, numbers in rows.items() for place, n in zip(PLACES, numbers, strict=True)
    }
    merged: Numbers = {
        (payer, place): sum(inner[who, place] for who in several)
        for payer, several in PAYERS.items()
        for place in PLACES
    }
    numbers = inner | merged
    for who in (*rows, *PAYERS):
        numbers[who, TOTAL] = sum(numbers[who, place] for place in PLACES)
    for place in (*PLACES, TOTAL):
        numbers[TOTAL, place] = sum(numbers[who, place] for who in rows)
    referrer = variable(
        "referrer",
        *rows,
        "state",
        "region",
        sums=(
            Sum(TOTAL, tuple(rows)),
            Sum(TOTAL, tuple(PAYERS)),
            *(Sum(payer, several) for payer, several in PAYERS.items() if len(several) > 1),
        ),
    )
    margins = {spot: number for spot, number in numbers.items() if TOTAL in spot}
    tables = (
        Table("matrix", "Remisser", "referral", ("referrer", "municipality"), numbers, forms=(BY_PAYER,)),
        Table("margins", "Remisser", "referral", ("referrer", "municipality"), margins, weight=10),
    )
    return a_set(tables, referrer, variable("municipality", *PLACES))


@cache
def protected_matrix(*, coarser: bool) -> Hidden:
    return hidden_of(matrix(), coarser=coarser)


@pytest.mark.parametrize("coarser", [False, True])
def test_no_reader_can_tell_a_small_number_of_the_referrals(*, coarser: bool) -> None:
    assert protected_matrix(coarser=coarser).is_safe


def test_what_is_hidden_of_the_referrals() -> None:
    golden(GOLDEN / "referrals_2023.txt", protected_matrix(coarser=False).text())


def test_no_municipality_and_no_referrer_loses_its_total() -> None:
    keys = protected_matrix(coarser=False).keys

    assert {key for key in keys if "municipality" not in key or "referrer" not in key} == set()


def test_referrals_by_payer_are_a_table_that_a_manager_can_still_use() -> None:
    coarser = protected_matrix(coarser=True)

    golden(GOLDEN / "referrals_2023_coarser.txt", coarser.text())
    assert len(coarser.keys) < len(protected_matrix(coarser=False).keys)


def test_one_more_referral_moves_few_cells() -> None:
    rows = {**REFERRALS, "municipality": (31, 7, 25, 3, 8, 4, 7, 2, 11)}

    moved = protected_matrix(coarser=False).keys ^ hidden_of(matrix(rows)).keys

    assert len(moved) <= 6


def vast() -> TableSet:
    """Väst 2023: two interventions of the association, and a part of an ESF project beside them."""
    own = {"rehab": ((203, 171), (112, 96), (101, 97)), "inquiry": ((90, 91), (90, 91), (90, 91))}
    tables = []
    for at, of in enumerate(("all", "started", "ended")):
        counts = {key: numbers[at] for key, numbers in own.items()}
        tables += [by_sex(of, *counts[key], intervention=key) for key in own]
        women, men = (sum(each) for each in zip(*counts.values(), strict=True))
        tables.append(by_sex(of, women, men, weight=20))
    tables += [
        by_sex("all", 84, 73, intervention="project"),
        by_sex("ended", 7, 12, intervention="project"),
        *ended_of_rehab(),
        *ended_of_project(),
        *follow_up("follow_up_6", 287, 279, 239, 77, 80),
        *follow_up("follow_up_24", 163, 152, 97, 43, 46),
    ]
    variables = (
        SEX,
        variable("intervention", "rehab", "inquiry", "project", sums=(Sum(TOTAL, ("rehab", "inquiry")),)),
        variable("age", "under_30", "30_up"),
        variable("support", "none", "public"),
        variable("occupation", "work_or_studies", "neither"),
        variable("consented", "yes", "no"),
        variable("answered", "yes", "no"),
    )
    return a_set(tables, *variables)


def ended_of_rehab() -> list[Table]:
    at = {"intervention": "rehab"}
    by = {"support": ("none", 23, 22), "occupation": ("work_or_studies", 28, 26)}
    tables = [one_way("ended", "age", 198, at=at, under_30=32)]
    for question, (code, women, men) in by.items():
        numbers: Numbers = {(TOTAL, TOTAL): 198, (code, TOTAL): women + men, (code, "woman"): women, (code, "man"): men}
        tables.append(Table(f"rehab.{question}", question, "ended", (question, "sex"), numbers, at))
    return tables


def ended_of_project() -> list[Table]:
    """Of the 19 who ended 9 were under 30, and 13 went to work or studies: 5 of the 9."""
    at = {"intervention": "project"}
    young: Numbers = {("under_30", TOTAL): 9, ("under_30", "woman"): 4, ("under_30", "man"): 5}
    work: Numbers = {("work_or_studies", TOTAL): 13, ("work_or_studies", "woman"): 5, ("work_or_studies", "man"): 8}
    both: Numbers = {("under_30", "work_or_studies"): 5}
    return [
        Table("project.age", "age", "ended", ("age", "sex"), young, at),
        Table("project.occupation", "occupation", "ended", ("occupation", "sex"), work, at),
        Table("project.both", "both", "ended", ("age", "occupation"), both, at),
    ]


def follow_up(of: str, ended: int, consented: int, answered: int, without_support: int, busy: int) -> list[Table]:
    yes = {"consented": "yes"}
    replied = {**yes, "answered": "yes"}
    return [
        one_way(of, "consented", ended, weight=10, yes=consented, no=ended - consented),
        one_way(of, "answered", consented, weight=10, at=yes, yes=answered, no=consented - answered),
        one_way(of, "support", answered, at=replied, none=without_support),
        one_way(of, "occupation", answered, at=replied, work_or_studies=busy),
    ]


@cache
def protected_vast() -> Hidden:
    return hidden_of(vast())


def test_no_reader_can_tell_a_small_number_of_vast() -> None:
    assert protected_vast().is_safe


def test_what_is_hidden_of_vast() -> None:
    golden(GOLDEN / "vast_2023.txt", protected_vast().text())


def test_vast_hides_nothing_of_the_associations_own_interventions() -> None:
    assert {key for key in protected_vast().keys if "intervention=project" not in key} == set()


def degerfors_karlskoga() -> TableSet:
    """Degerfors/Karlskoga 2023: those there before, who started and ended, by what they were like; guidances, forms."""
    year, before = {"period": "2023"}, {"period": "2022"}
    tables = [
        Table("ongoing", "", "ongoing", ("period",), {("2022",): 105, ("2023",): 120}, weight=20),
        Table("started", "", "started", ("period",), {("2023",): 78}, weight=20),
        by_sex("all", 114, 69, weight=20, **year),
        one_way("all", "municipality", 183, at=year, degerfors=40, karlskoga=143),
        one_way("all", "education", 183, at=year, primary=57, secondary=94),
        one_way("all", "livelihood", 183, at=year, social_insurance=104, social_assistance=46, studies=4, none=29),
        one_way("ended", "end_reason", 63, at=year, weight=5, **REASONS, **GROUPS),
        one_way("screening", "screening", 397, at=year, weight=5, at_least_one_yes=282, all_no=107, declined=8),
        by_sex("guidance", 70, 47, weight=20, **year),
        one_way("guidance", "municipality", 117, at=year, degerfors=26, karlskoga=91),
        one_way("guidance", "livelihood", 117, at=year, social_insurance=60, social_assistance=19, none=28),
    ]
    reasons = tuple(REASONS)
    sums = (
        Sum(TOTAL, reasons),
        Sum("self_support", reasons[:3]),
        Sum(TOTAL, ("self_support", *reasons[3:])),
    )
    variables = (
        SEX,
        Variable("period", "Tid", {"2022": "2022", "2023": "2023"}),
        variable("municipality", "degerfors", "karlskoga"),
        variable("education", "primary", "secondary", "university", "none"),
        variable("livelihood", "social_insurance", "social_assistance", "studies", "none"),
        variable("end_reason", *reasons, "self_support", sums=sums),
        variable("screening", "at_least_one_yes", "all_no", "declined"),
    )
    moved = Flow(
        (
            Step(1, "ongoing", before),
            Step(1, "started", year),
            Step(-1, "ended", year),
            Step(-1, "ongoing", year),
        )
    )
    during = Flow((Step(1, "ongoing", before), Step(1, "started", year), Step(-1, "all", year)))
    return a_set(tables, *variables, flows=(moved, during))


REASONS = {"studies": 13, "work": 8, "labour_market": 4, "rehabilitation": 17, "care": 19, "moved": 2}
GROUPS = {"self_support": 25}


@cache
def protected_degerfors() -> Hidden:
    return hidden_of(degerfors_karlskoga())


def test_no_reader_can_tell_a_small_number_of_degerfors_karlskoga() -> None:
    assert protected_degerfors().is_safe


def test_what_is_hidden_of_degerfors_karlskoga() -> None:
    golden(GOLDEN / "degerfors_karlskoga_2023.txt", protected_degerfors().text())


def test_flow_of_degerfors_karlskoga_is_shown_whole() -> None:
    shown = {cell.key for cell in protected_degerfors().system.cells if cell.is_offered} - protected_degerfors().keys

    assert {key for key in shown if key.count("|") == 1 and key.endswith(("2022", "2023"))} == {
        "all|period=2023",
        "ended|period=2023",
        "guidance|period=2023",
        "ongoing|period=2022",
        "ongoing|period=2023",
        "screening|period=2023",
        "started|period=2023",
    }


def test_one_more_end_moves_few_cells() -> None:
    before = degerfors_karlskoga()
    more = {"care": 20, TOTAL: 64}
    tables = tuple(
        replace(each, numbers={spot: more.get(spot[0], number) for spot, number in each.numbers.items()})
        if each.key == "ended.end_reason"
        else replace(each, numbers={**each.numbers, ("2023",): 119})
        if each.key == "ongoing"
        else each
        for each in before.tables
    )

    moved = protected_degerfors().keys ^ hidden_of(replace(before, tables=tables)).keys

    assert len(moved) <= 4
