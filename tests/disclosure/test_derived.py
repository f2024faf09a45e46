"""What may be worked out of counts, and said of them, beside a pattern of hidden cells."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.disclosure.derived import (
    Derived,
    Difference,
    Everybody,
    Extreme,
    Mean,
    Median,
    Nobody,
    Rank,
    Share,
    Shown,
    Told,
    may_show,
    shown_of,
    why_not,
)
from mellanrum.disclosure.linking import link
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import TOTAL, Sum, Table, TableSet, Variable
from mellanrum.findings import has_error
from mellanrum.numbers.rounding import round_half_away

SEX = Variable("sex", "Kön", {"woman": "kvinnor", "man": "män"}, (Sum(TOTAL, ("woman", "man")),))
REASONS = ("work", "studies", "care", "other")
REASON = Variable(
    "reason", "Orsak", dict.fromkeys(REASONS, ""), (Sum(TOTAL, REASONS), Sum("self", ("work", "studies")))
)
HEALTH = Variable(
    "health", "Vård", {"care": "vård", "none": "ingen"}, (Sum(TOTAL, ("care", "none")),), is_sensitive=True
)
SUPPORT = Variable("support", "Försörjning", {"sick": "sjukpenning", "study": "studiestöd"}, is_several=True)

BY_SEX = Table("sex", "Efter kön", "ended", ("sex",), {("*",): 60, ("woman",): 40, ("man",): 20})
BY_REASON = Table(
    "reason",
    "Efter orsak",
    "ended",
    ("reason",),
    {("*",): 60, ("work",): 25, ("studies",): 12, ("care",): 20, ("other",): 3},
)
BY_SUPPORT = Table("support", "Försörjning", "ended", ("support",), {("*",): 60, ("sick",): 57, ("study",): 30})
BY_HEALTH = Table("health", "Vård", "started", ("health",), {("*",): 12, ("care",): 12, ("none",): 0})

MEN, WOMEN, ALL = "ended|sex=man", "ended|sex=woman", "ended"


def shown(*tables: Table, hidden: Collection[str] = ()) -> Shown:
    held = TableSet(tables, {each.key: each for each in (SEX, REASON, HEALTH, SUPPORT)}, {"ended": "Avslutade"})
    system, findings = link(held)
    assert not has_error(findings)
    return shown_of(held, system, {system.index[key] for key in hidden})


def code(derived: Derived, seen: Shown) -> str | None:
    found = why_not(derived, seen)
    return None if found is None else found.code.removeprefix("disclosure.derived_")


def test_share_of_shown_cells_may_be_shown() -> None:
    assert code(Share(WOMEN, ALL, (MEN,)), shown(BY_SEX)) is None


@pytest.mark.parametrize("hidden", [WOMEN, MEN, ALL])
def test_share_is_hidden_with_any_of_its_cells(hidden: str) -> None:
    seen = shown(BY_SEX, hidden=[hidden])

    found = why_not(Share(WOMEN, ALL, (MEN,)), seen)

    assert found is not None
    assert (found.code, found.place.key) == ("disclosure.derived_hidden", hidden)


def test_share_that_leaves_few_is_not_shown_though_they_have_no_cell() -> None:
    assert code(Share("ended|support=sick", ALL), shown(BY_SUPPORT)) == "complement"
    assert code(Share("ended|support=study", ALL), shown(BY_SUPPORT)) is None


def test_share_of_nobody_is_no_share() -> None:
    nobody = Table("sex", "Efter kön", "ended", ("sex",), {("*",): 0, ("woman",): 0, ("man",): 0})

    assert code(Share(WOMEN, ALL), shown(nobody)) == "few"


def test_what_rests_on_numbers_that_nobody_protected_is_not_shown() -> None:
    found = why_not(Share("ended|sex=other", ALL), shown(BY_SEX))

    assert found is not None
    assert found.code == "disclosure.derived_unprotected"
    assert dict(found.parameters) == {"cell": "Avslutade (Kön: other)"}


def test_mean_needs_its_count_shown_and_no_fewer_than_the_threshold() -> None:
    few = Table("sex", "Efter kön", "ended", ("sex",), {("*",): 60, ("woman",): 55, ("man",): 5})
    fewer = Table("sex", "Efter kön", "ended", ("sex",), {("*",): 60, ("woman",): 56, ("man",): 4})

    assert code(Mean(MEN), shown(few)) is None
    assert code(Mean(MEN), shown(few, hidden=[MEN])) == "hidden"
    assert code(Mean(MEN), shown(fewer)) == "few"


@pytest.mark.parametrize(("men", "expected"), [(9, "few"), (10, None)])
def test_median_needs_ten(men: int, expected: str | None) -> None:
    table = Table("sex", "Efter kön", "ended", ("sex",), {("*",): 60, ("woman",): 60 - men, ("man",): men})

    assert code(Median(MEN), shown(table)) == expected


def test_extremes_are_never_shown() -> None:
    assert code(Extreme(ALL), shown(BY_SEX)) == "extreme"


def test_difference_needs_both_sides() -> None:
    other = Table("before", "Förra året", "ended", (), {(): 55}, {"year": "2022"})
    seen = shown(BY_SEX, Table(other.key, other.title, "before", (), other.numbers))

    assert code(Difference(Told(ALL), Told("before")), seen) is None
    assert code(Difference(Told(WOMEN), Told(MEN)), shown(BY_SEX, hidden=[MEN])) == "hidden"


def test_difference_of_a_part_is_a_count_of_its_own() -> None:
    seen = shown(BY_SEX, Table("valid", "Giltiga", "valid", (), {(): 57}))

    assert code(Difference(Told(ALL), Told("valid"), is_part=True), seen) == "difference"
    assert code(Difference(Told(ALL), Told("valid")), seen) is None


def test_difference_of_shares_needs_both_shares() -> None:
    seen = shown(BY_SUPPORT)

    assert code(Difference(Share("ended|support=study", ALL), Share("ended|support=sick", ALL)), seen) == "complement"


def test_most_is_said_of_shown_cells_only() -> None:
    most = Rank(("ended|reason=work",), ("ended|reason=studies", "ended|reason=care"))
    beside_all = Rank(most.cells, (*most.rest, "ended|reason=other"))
    seen = shown(BY_REASON, hidden=["ended|reason=other", "ended|reason=studies"])

    assert code(most, shown(BY_REASON, hidden=["ended|reason=other"])) is None
    assert code(beside_all, seen) == "hidden"


def test_rank_that_the_numbers_do_not_give_is_an_error() -> None:
    found = why_not(Rank((MEN, WOMEN)), shown(BY_SEX))

    assert found is not None
    assert (found.code, has_error([found])) == ("disclosure.derived_untrue", True)


def test_equal_numbers_have_no_rank() -> None:
    table = Table("sex", "Efter kön", "ended", ("sex",), {("*",): 60, ("woman",): 30, ("man",): 30})

    assert code(Rank((WOMEN,), (MEN,)), shown(table)) == "untrue"


def test_nobody_is_said_of_a_shown_nil_only() -> None:
    nil = Table("sex", "Efter kön", "ended", ("sex",), {("*",): 60, ("woman",): 60, ("man",): 0})

    assert code(Nobody(MEN), shown(nil)) is None
    assert code(Nobody(MEN), shown(nil, hidden=[MEN])) == "hidden"
    assert code(Nobody(MEN), shown(BY_SEX)) == "untrue"


def test_everybody_is_not_said_of_what_is_sensitive() -> None:
    women = Table("sex", "Efter kön", "ended", ("sex",), {("*",): 60, ("woman",): 60, ("man",): 0})

    assert code(Everybody(WOMEN, ALL), shown(women)) is None
    assert code(Everybody(WOMEN, ALL), shown(BY_SEX)) == "untrue"
    assert code(Everybody("started|health=care", "started"), shown(BY_HEALTH)) == "all_alike"


def test_number_in_a_text_is_told_where_it_is_shown() -> None:
    assert code(Told(MEN), shown(BY_SEX)) is None
    assert code(Told(MEN), shown(BY_SEX, hidden=[MEN])) == "hidden"


def per_cent(numerator: int, base: int) -> Decimal | None:
    return round_half_away(Decimal(100 * numerator) / base, Decimal("0.1")) if base else None


def tables_that_agree(system: System, seen: Shown, most: int) -> Iterator[dict[str, int]]:
    """All numbers no greater than `most` that agree with what is shown and with every sum."""
    keys = [cell.key for cell in system.cells]
    choices = [[seen.values[key]] if key in seen.values else range(most + 1) for key in keys]
    for numbers in product(*choices):
        if all(sum(factor * numbers[at] for factor, at in each.terms) == 0 for each in system.relations):
            yield dict(zip(keys, numbers, strict=True))


@given(st.lists(st.integers(0, 4), min_size=3, max_size=3), st.sets(st.sampled_from(["", "|r=a", "|r=b", "|r=c"])))
@settings(max_examples=40, deadline=None)
def test_shares_that_may_be_shown_tell_nothing_more(parts: list[int], hidden: set[str]) -> None:
    reason = Variable("r", "", dict.fromkeys("abc", ""), (Sum(TOTAL, ("a", "b", "c")),))
    numbers: dict[tuple[str, ...], int] = {
        ("*",): sum(parts),
        **{(key,): number for key, number in zip("abc", parts, strict=True)},
    }
    held = TableSet((Table("t", "", "n", ("r",), numbers),), {"r": reason})
    system, _ = link(held)
    seen = shown_of(held, system, {system.index["n" + each] for each in hidden})
    shares = [Share(f"n|r={each}", "n") for each in "abc"]
    published = {
        share: per_cent(numbers[share.numerator[-1],], sum(parts)) for share in shares if may_show(share, seen)
    }

    agreeing = list(tables_that_agree(system, seen, 12))

    still = [
        each
        for each in agreeing
        if all(per_cent(each[share.numerator], each[share.base]) == told for share, told in published.items())
    ]
    assert still == agreeing


def test_a_share_beside_a_known_base_is_the_count() -> None:
    # What the rule is there for: had the share been shown, one count alone would have agreed.
    seen = shown(BY_SEX, hidden=[WOMEN, MEN])

    agreeing = [women for women in range(61) if per_cent(women, 60) == per_cent(40, 60)]

    assert agreeing == [40]
    assert not may_show(Share(WOMEN, ALL), seen)


def test_a_mean_with_decimals_tells_how_many() -> None:
    # With a hidden count of at most eight, the mean alone would have left four out of eight.
    counts = [
        n
        for n in range(1, 9)
        if any(round_half_away(Decimal(s) / n, Decimal("0.1")) == Decimal("44.8") for s in range(67 * n))
    ]

    assert counts == [4, 5, 6, 8]
    assert not may_show(Mean(MEN), shown(BY_SEX, hidden=[MEN]))


def test_cell_of_a_variable_that_no_table_has_is_named_by_its_key() -> None:
    found = why_not(Told("ended|planet=mars"), shown(BY_SEX))

    assert found is not None
    assert dict(found.parameters) == {"cell": "ended|planet=mars"}
