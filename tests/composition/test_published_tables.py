"""The follow-up as one linked set: the statistics' numbers, every sum of which holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from mellanrum.composition.published_tables import Contents, Published, published_follow_up
from mellanrum.disclosure.linking import link
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TOTAL, TableSet
from mellanrum.findings import spoken_mend, spoken_message
from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.counting import count
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import Ledger, empty_ledger
from mellanrum.tallies.locking import lock_due
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import of_part, of_years
from mellanrum.tallies.statistics import table
from support.demo_year import demo_followed, demo_published, demo_scheme
from tallies.by_hand import PLACES, a_ledger, a_scheme, entries

SCHEME = a_scheme()
TOGETHER = Contents(each=frozenset(), finest="part")
_FEW = frozenset(
    f"{what}.{key}" for what in ("started", "ended", "ongoing", "all") for key in ("age_band", "municipality")
)
FEW = Contents(together=_FEW | {"municipal.started"}, each=_FEW | {"municipal.started"}, finest="part")
PLAIN = Contents(finest="part")
MARCH, AUGUST = date(2025, 3, 1), date(2025, 8, 1)


def published(*ledgers: Ledger, contents: Contents = FEW, part: int | None = None) -> Published:
    """What is published of 2025 of interventions a, b …, a ledger each."""
    followed = [Followed(key, key.upper(), ledgers=(ledger,)) for key, ledger in zip("abcd", ledgers, strict=False)]
    span = of_years([2025]) if part is None else of_part(followed, 2025, part)
    return published_follow_up(followed, span, SCHEME, threshold=5, contents=contents)


def system_of(made: Published | TableSet) -> System:
    """The system of a set; all of its sums hold."""
    system, findings = link(made.tables if isinstance(made, Published) else made)
    assert [(each.code, dict(each.parameters)) for each in findings] == []
    return system


def values(system: System, start: str) -> dict[str, int]:
    """The numbers that tables offer of cells whose keys begin so, by what follows."""
    return {
        cell.key.removeprefix(start): cell.value
        for cell in system.cells
        if cell.is_offered and cell.key.startswith(start)
    }


def year_of(*several: Sequence[Entry], opening: Sequence[Entry] | None = None) -> Ledger:
    return a_ledger(2025, [entry for each in several for entry in each], SCHEME, opening=opening)


@cache
def demo_system(year: int) -> System:
    return system_of(demo_published(year, PLAIN if year == 2025 else TOGETHER))


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_every_sum_of_a_year_of_the_demo_holds(year: int) -> None:
    assert len(demo_system(year).cells) > 1000


@pytest.mark.parametrize("part", [1, 2])
def test_every_sum_of_a_period_of_the_demo_holds(part: int) -> None:
    assert len(system_of(demo_published(2025, TOGETHER, part)).cells) > 500


def test_every_sum_of_months_and_periods_of_the_demo_holds() -> None:
    few = frozenset({"started.age_band", "ended.age_band", "ongoing.livelihood_before", "all.livelihood_before"})
    made = demo_published(2024, Contents(together=few, each=frozenset(), by_part=True))

    halves = values(system_of(made), "started|period=2024h")

    assert halves["1"] + halves["2"] == 67
    assert halves["1|sex=woman"] + halves["2|sex=woman"] == values(system_of(made), "started|period=2024|sex=")["woman"]


def test_flow_of_the_demo_stands_with_its_correction() -> None:
    system = demo_system(2025)

    assert {key: values(system, key)[""] for key in FLOW_OF_2025} == FLOW_OF_2025


FLOW_OF_2025 = {
    "ongoing|period=2024": 119,
    "started|period=2025": 99,
    "ended|period=2025": 84,
    "corrected_down|period=2025": 20,
    "ongoing|period=2025": 114,
    "all|period=2025": 198,
    "guidance|period=2025": 119,
}


def test_closing_of_a_year_is_the_same_cell_as_the_opening_of_the_next() -> None:
    before, after = demo_system(2023), demo_system(2024)

    of_both = {each.key for each in before.cells} & {each.key for each in after.cells if "|period=2023" in each.key}

    assert {key for key in of_both if "sex" not in key and "intervention" not in key and key.count("|") == 1} == {
        "ongoing|period=2023"
    }
    assert {key: before.cells[before.index[key]].value for key in of_both} == {
        key: after.cells[after.index[key]].value for key in of_both
    }


@pytest.mark.parametrize("what", ["started", "ended"])
def test_attributes_are_those_of_the_statistics(what: str) -> None:
    found = table(demo_followed(), what, "age_band", [2025], demo_scheme(2025), 5)
    offered = values(demo_system(2025), f"{what}|age=")

    assert found is not None
    for row in found.rows:
        for sex in (None, Sex.WOMAN, Sex.MAN):
            key = f"{row.key}|period=2025" + (f"|sex={sex}" if sex else "")
            assert offered.get(key, 0) == row.cells[sex].number


def test_broader_bands_limits_and_sets_are_sums_of_the_same_answers() -> None:
    offered = values(demo_system(2025), "ended|months=")

    assert offered["limit.at_least_24|period=2025"] == 23
    assert offered["broad.24_35|period=2025"] == 23
    assert offered["limit.at_most_9|period=2025"] == 41


def test_answers_that_are_no_bands_of_their_own_are_one_code() -> None:
    codes = demo_published(2025, PLAIN).tables.variables["age"].codes

    assert [key for key in codes if "under_30" in key or "16_29" in key] == ["broad.16_29"]


def test_codes_stand_in_the_order_to_read_them_with_what_is_made_of_them_after() -> None:
    variables = demo_published(2025, PLAIN).tables.variables
    ages = list(variables["age"].codes)

    assert ages[:4] == ["16_19", "20_24", "25_29", "broad.16_29"]
    assert ages[-5:] == ["67_up", "young.30_up", "answered", "missing", "stock_missing"]
    assert list(variables["period"].codes) == ["2024", "2025h1", "2025h2", "2025"]


def test_group_of_those_with_several_answers_is_told_beside_them() -> None:
    system = demo_system(2025)

    assert (
        values(system, "ended|livelihood=no_public|")["period=2025"]
        == (values(system, "ended|period=2025|support=no_public")[""])
    )


def test_end_reasons_and_screening_are_sensitive() -> None:
    variables = demo_published(2023, PLAIN).tables.variables

    assert [key for key, each in variables.items() if each.is_sensitive] == ["end_reason", "screening_outcome"]


def test_several_answers_do_not_add_up() -> None:
    variables = demo_published(2025, PLAIN).tables.variables

    assert {key for key, each in variables.items() if each.is_several} == {
        "contacts",
        "livelihood",
        "livelihood_before",
        "next_step",
        "occupation",
        "occupation_before",
    }


def test_forms_come_finest_first_and_keep_the_totals() -> None:
    made = {each.key: each for each in demo_published(2025, PLAIN).tables.tables}

    forms = made["together.ended.age_band.2025"].forms
    assert [form.key for form in forms] == [
        "broad",
        "young",
        "without_sex",
        "broad-without_sex",
        "young-without_sex",
    ]
    assert all(TOTAL in kept for form in forms for kept in form.keep.values())
    assert [form.label for form in forms][-1] == "under 30 år, utan kön"
    assert [form.key for form in made["together.ended.livelihood.2025"].forms] == [
        "alone",
        "without_sex",
        "alone-without_sex",
    ]


def test_months_can_be_told_by_quarter_by_half_year_or_not_at_all() -> None:
    made = {each.key: each for each in demo_published(2025, Contents(each=frozenset())).tables.tables}

    assert [form.key for form in made["started.period"].forms] == ["quarter", "half_year", "whole"]
    assert made["started.period"].forms[-1].keep == {"period": ("2025",)}
    assert [form.key for form in made["together.municipal.started"].forms] == ["quarter", "half_year", "whole"]


def test_totals_are_dearer_to_hide_than_what_they_are_made_of() -> None:
    made = {each.key: each.weight for each in demo_published(2025, PLAIN).tables.tables}

    assert (
        made["started.whole"]
        > made["started.sex"]
        > made["started.period"]
        > made["together.started.age_band.2025"]
        > made["together.all.age_band.2025"]
    )


def test_titles_are_in_swedish_and_name_the_group() -> None:
    made = {each.key: each.title for each in demo_published(2024, PLAIN).tables.tables}

    assert made["coachingteamet.ended.end_reason.2024"] == "Coachingteamet: Avslutade efter avslutsorsak"
    assert made["together.ongoing.livelihood_before.2023"] == (
        "Alla insatser tillsammans: Pågående vid periodens slut, efter försörjning vid start, 2023"
    )
    assert made["started.whole"] == "Startade"


def test_every_code_that_tables_use_has_a_name() -> None:
    made = demo_published(2025, PLAIN).tables
    used = {(variable, code) for each in made.tables for variable, code in each.at.items()}
    used |= {(each.by[at], place[at]) for each in made.tables for place in each.numbers for at in range(len(each.by))}

    assert {(name, code) for name, code in used if code != TOTAL and not made.variables[name].codes.get(code)} == set()
    assert {each.of for each in made.tables} == made.counts.keys()


def test_one_intervention_alone_is_all_of_its_counts() -> None:
    system = demo_system(2025)
    pair = {(1, "guidance|period=2025"), (-1, "guidance|intervention=mottagningsteamet|period=2025")}

    assert pair in [{(way, system.cells[at].key) for way, at in each.terms} for each in system.relations]


def test_project_of_esf_stands_beside_the_totals_and_not_in_them() -> None:
    own = Followed("a", "A", ledgers=(year_of(entries("start", 9, 8)),))
    project = Followed("p", "P", is_esf=True, ledgers=(year_of(entries("start", 6, 7)),))

    made = published_follow_up([own, project], of_years([2025]), SCHEME, threshold=5, contents=FEW)

    offered = values(system_of(made), "started|")
    assert (offered["period=2025"], offered["intervention=p|period=2025"]) == (17, 13)


def test_table_of_few_is_left_out_and_said_to_be() -> None:
    made = published(year_of(entries("start", 3)), year_of(entries("start", 9, 9)))

    assert {each.code for each in made.left_out} == {"published.too_few"}
    assert spoken_message(made.left_out[0]) == "A: Startade efter kommun är inte med, eftersom för få finns i den."
    assert values(system_of(made), "started|intervention=a|") == {
        "period=2025": 3,
        "period=2025|sex=woman": 3,
        "period=2025|sex=man": 0,
        "period=2025h1": 3,
        "period=2025h2": 0,
    }


def test_other_sex_is_a_column_of_its_own() -> None:
    ages = {"age": [(20, 6), (40, 12)]}
    made = published(year_of(entries("start", 6, 6, other=6, answers=ages)), year_of(entries("start", 9, 9)))

    offered = values(system_of(made), "started|age=broad.16_29|")

    assert offered["period=2025"] == 6
    assert offered["period=2025|sex=other"] == 0
    assert offered["intervention=b|period=2025|sex=other"] == 0


def locked(*counted: Entry, year: int = 2025) -> Ledger:
    """A year that was counted by form and has locked."""
    ledger = empty_ledger(year)
    for entry in counted:
        ledger = count(ledger, entry, SCHEME)
    return lock_due(ledger, date(year + 1, 3, 1), Locking(), 5, SCHEME)


def test_those_whose_split_was_lost_are_told_of_apart() -> None:
    """Two men in the first half-year: all of it has lost its split, and the year's tables are split in part."""
    first = entries("start", 8, 2, month=MARCH, answers={"age": [(20, 10)]})
    second = entries("start", 9, 7, month=AUGUST, answers={"age": [(40, 16)]})

    system = system_of(published(locked(*first, *second)))

    bases = {key: number for key, number in values(system, "started|period=2025|sex=").items() if "|" not in key}
    assert bases == {
        "woman": 17,
        "man": 9,
        "woman_told": 9,
        "man_told": 7,
        "unsplit": 10,
    }
    apart = {each.key: each.value for each in system.cells if not each.is_offered and "_apart" in each.key}
    assert apart["started|period=2025|sex=man_apart"] == 2


def test_those_who_are_withheld_are_counted_and_nothing_is_told_of_them() -> None:
    first = entries("start", 9, 8, month=MARCH, answers={"age": [(20, 17)]})
    second = entries("start", 2, 1, month=AUGUST, answers={"age": [(40, 3)]})

    system = system_of(published(locked(*first, *second)))

    assert values(system, "started|age=withheld|")["period=2025"] == 3
    assert values(system, "started|age=answered|")["period=2025"] == 17


def test_correction_of_starts_stands_beside_what_was_counted() -> None:
    first = entries("start", 9, 8, month=MARCH)
    ledger = year_of(first)
    month = ledger.month(9)
    counts = {("start", Sex.WOMAN): replace(ledger.month(3).counts["start", Sex.WOMAN], on_time=0, corrected=-2)}
    months = (*ledger.months[:8], replace(month, counts=counts), *ledger.months[9:])

    system = system_of(published(replace(ledger, months=months)))

    assert values(system, "started_as_counted|")["period=2025"] == 17
    assert values(system, "started_fewer|")["period=2025"] == 2
    assert values(system, "started|")["period=2025"] == 15
    # The table still has all 17, and says by how many it differs.
    assert values(system, "started.municipality|")["period=2025"] == 17
    assert values(system, "started.municipality_fewer|")["period=2025"] == 2


def test_tables_of_corrections_say_what_their_numbers_are() -> None:
    tables = demo_published(2025, PLAIN).tables.tables

    assert {table.about for table in tables if table.of == "corrected_down"} == {
        "Så många hade räknats som pågående fast de inte längre var det. De ingår inte bland de avslutade."
    }
    assert {table.about for table in tables if table.of != "corrected_down"} == {""}


def with_in_march(ledger: Ledger, **changes: object) -> Ledger:
    months = (*ledger.months[:2], replace(ledger.month(3), **changes), *ledger.months[3:])  # type: ignore[arg-type]  # fields by name
    return replace(ledger, months=months)


def test_correction_of_the_stock_takes_nobody_with_an_answer_away() -> None:
    """Of 30 with an answer three were taken away by correction: who, nobody knows."""
    answers = {"age": [(20, 18)]}
    ledger = year_of(entries("start", 6, 6, answers=answers), opening=entries("start", 9, 9, answers=answers))

    system = system_of(published(with_in_march(ledger, stock_corrected={Sex.WOMAN: -2, Sex.MAN: -1})))

    assert values(system, "corrected_down|")["period=2025"] == 3
    assert values(system, "ongoing|period=2025")[""] == 27
    assert values(system, "ongoing.age_band|age=20_24|period=2025")[""] == 30
    assert values(system, "ongoing.age_band|period=2025")[""] == 30
    assert values(system, "ongoing.age_band_fewer|period=2025")[""] == 3


def test_those_ongoing_are_told_of_by_answer_at_both_ends() -> None:
    young, old = {"age": [(20, 99)]}, {"age": [(40, 99)]}
    ledger = year_of(
        entries("start", 6, 6, answers=young),
        entries("end", 2, 3, answers=old),
        opening=[*entries("start", 9, 9, answers=old), *entries("start", 5, 5, answers=young)],
    )

    offered = values(system_of(published(ledger)), "ongoing|age=")

    assert (offered["20_24|period=2024"], offered["20_24|period=2025"]) == (10, 22)
    assert (offered["40_44|period=2024"], offered["40_44|period=2025"]) == (18, 13)


def test_those_carried_over_are_told_of_in_all_alone() -> None:
    """Six are carried over from A to B: neither start nor end, and nobody for both together."""
    one = year_of(opening=entries("start", 12, 12))
    other = year_of(entries("start", 9, 9))

    made = published(
        with_in_march(one, transferred={("b", Sex.WOMAN): -6}), with_in_march(other, transferred={("a", Sex.WOMAN): 6})
    )

    system = system_of(made)
    assert values(system, "carried_out|") == {
        "period=2025": 0,
        "period=2025|sex=woman": 0,
        "period=2025|sex=man": 0,
        "period=2025h1": 0,
        "period=2025h2": 0,
        "intervention=a|period=2025": 6,
        "intervention=a|period=2025|sex=woman": 6,
        "intervention=a|period=2025|sex=man": 0,
        "intervention=a|period=2025h1": 6,
        "intervention=a|period=2025h2": 0,
    }
    assert values(system, "all|")["intervention=b|period=2025"] == 24
    assert values(system, "all|")["period=2025"] == 42
    assert {each.code for each in made.left_out} == {"published.carried"}


def test_answer_that_more_have_ended_with_than_had_is_told_and_left_out() -> None:
    answers, others = {"age": [(20, 99)]}, {"age": [(40, 99)]}
    ledger = year_of(entries("end", 3, 3, answers=others), opening=entries("start", 9, 9, answers=answers))

    made = published(ledger, year_of(opening=entries("start", 9, 9, answers=answers)))

    said = {each.code: spoken_message(each) for each in made.left_out if each.code != "published.too_few"}
    assert said == {
        "published.negative": (
            "A: Pågående vid periodens slut, efter ålder är inte med, eftersom fler har avslutats med ett svar än vad "
            "som fanns."
        ),
        "published.beside_negative": (
            "B: Pågående vid periodens slut, efter ålder är inte med, eftersom tabellen för en annan insats inte är "
            "med. Alla tillsammans skulle avslöja den."
        ),
    }
    assert system_of(made) is not None


def test_municipalities_that_do_not_add_up_are_left_out_and_said_to_be() -> None:
    ledger = year_of(entries("start", 9, 8, answers={"municipality": [((PLACES[0],), 17)]}))

    made = published(with_in_march(ledger, municipal={("start", PLACES[0]): 16}))

    assert {spoken_message(each) for each in made.left_out} == {
        "A: Startade efter kommun och tid är inte med, eftersom kommunerna inte blir lika många som alla som räknats.",
        (
            "Alla insatser tillsammans: Startade efter kommun och tid är inte med, eftersom kommunerna inte blir lika "
            "många som alla som räknats."
        ),
    }


@pytest.mark.parametrize("kind", list(PeriodKind))
def test_every_length_of_period_has_its_own_times(kind: PeriodKind) -> None:
    several = [entry for month in range(1, 13) for entry in entries("start", 6, 6, month=date(2025, month, 1))]
    made = published(a_ledger(2025, several, SCHEME, kind=kind), contents=replace(FEW, finest="month"))

    system = system_of(made)

    parts = {PeriodKind.HALF_YEAR: "h", PeriodKind.TERTIAL: "t", PeriodKind.QUARTER: "q"}
    first = "2025m01" if kind is PeriodKind.YEAR else f"2025{parts[kind]}1"
    assert values(system, f"started|period={first}")[""] == 12 * (1 if kind is PeriodKind.YEAR else kind.months)
    assert values(system, "ongoing|period=2025m12")[""] == values(system, "ongoing|period=2025")[""] == 144


def test_only_what_is_wanted_is_in_the_set() -> None:
    wanted = Contents(together=frozenset({"started.age_band"}), each=frozenset(), finest="part")
    several = year_of(entries("start", 9, 8, answers={"municipality": [((PLACES[0],), 17)]}))

    made = published(several, contents=wanted)

    assert [each.key for each in made.tables.tables if each.key.startswith(("together", "a."))] == [
        "together.started.age_band.2025"
    ]


def test_open_period_has_no_table_until_something_is_shown() -> None:
    made = published(a_ledger(2025, entries("start", 9, 8), SCHEME, is_shown=False))

    assert {each.code for each in made.left_out} == {"published.waiting"}
    assert {spoken_mend(each) for each in made.left_out} == {"Publicera när perioden har låsts."}
    assert system_of(made).cells != ()


def test_mean_follows_the_cell_of_those_who_gave_the_number() -> None:
    """Four of twenty have no age: the mean is of sixteen."""
    ledger = year_of(entries("start", 10, 10, answers={"age": [(20, 10), (30, 6)]}))

    made = published(ledger)

    means = {(each.measure, each.group, each.sex): each for each in made.means}
    whole = means["mean_age_started", TOTAL, None]
    assert (whole.value, whole.unit, whole.follows.count) == (
        Decimal("23.75"),
        "years",
        "started|age=answered|period=2025",
    )
    women = means["mean_age_started", "a", Sex.WOMAN]
    assert women.follows.count == "started|age=answered|intervention=a|period=2025|sex=woman"
    assert values(system_of(made), women.follows.count)[""] == 10


def test_mean_of_those_who_all_gave_the_number_follows_how_many_they_are() -> None:
    made = published(year_of(entries("start", 10, 10, answers={"age": [(20, 20)]})))

    assert {each.follows.count for each in made.means if each.group == TOTAL and each.sex is None} == {
        "started|period=2025"
    }
