"""What is shown of typed totals tells nothing of the few."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.surveys.few_in_totals import told_totals
from mellanrum.surveys.questionnaires import totals_on
from mellanrum.surveys.rules import TotalsRule
from mellanrum.surveys.sex import TOLD, Sex
from mellanrum.surveys.totals import Totals

VIOLENCE, RATING = totals_on(date(2025, 12, 31))
SEXES = (Sex.WOMAN, Sex.MAN, Sex.OTHER)
Spot = tuple[str, Sex | None]
Numbers = Mapping[Spot, int]
Drawn = tuple[TotalsRule, Numbers, frozenset[Spot]]
LEAVES = {VIOLENCE.key: ("at_least_one_yes", "all_no", "declined"), RATING.key: ("better", "alike", "worse")}


def shown(rule: TotalsRule, numbers: Mapping[str, int], threshold: int = 5) -> dict[str, int]:
    totals = Totals(rule.key, 2025, {(line, None): number for line, number in numbers.items()})
    return {line: number for (line, _), number in told_totals(totals, rule, threshold).numbers.items()}


def test_few_are_not_told_by_subtraction() -> None:
    typed = {"offered": 40, "answered": 28, "at_least_one_yes": 2, "all_no": 26, "declined": 12}

    assert shown(VIOLENCE, typed) == {"offered": 40, "answered": 28, "declined": 12}


def test_what_is_left_of_the_whole_is_not_told() -> None:
    typed = {"offered": 30, "answered": 28, "at_least_one_yes": 8, "all_no": 20, "declined": 2}

    assert shown(VIOLENCE, typed) == {"answered": 28, "at_least_one_yes": 8, "all_no": 20}


def test_few_that_were_not_typed_are_not_told_either() -> None:
    assert shown(VIOLENCE, {"offered": 30, "answered": 28}) == {"offered": 30}


def test_nothing_is_told_of_a_whole_that_is_few() -> None:
    typed = {"rated": 3, "better": 3, "alike": 0, "worse": 0, "sum_before": 36, "sum_after": 45}

    assert shown(RATING, typed) == {}


def test_sum_and_mean_are_told_with_the_line_they_are_of() -> None:
    typed = {"rated": 30, "better": 14, "alike": 10, "worse": 6, "sum_before": 360, "sum_after": 450}

    assert shown(RATING, typed) == typed


def test_few_are_not_told_by_being_one_each() -> None:
    assert shown(RATING, {"rated": 12, "better": 10, "alike": 1, "worse": 1}, 3) == {"rated": 12}


def of_sexes(women: int, men: int) -> Totals:
    numbers: Numbers = {("offered", None): 40, ("offered", Sex.WOMAN): women, ("offered", Sex.MAN): men}
    return Totals(VIOLENCE.key, 2025, numbers)


def test_no_sex_is_told_where_one_is_few() -> None:
    for totals in (of_sexes(37, 3), of_sexes(20, 17)):
        assert told_totals(totals, VIOLENCE, 5).numbers == {("offered", None): 40}


def test_sexes_are_told_where_all_are_many() -> None:
    assert told_totals(of_sexes(20, 20), VIOLENCE, 5) == of_sexes(20, 20)


@st.composite
def typed_totals(draw: st.DrawFn) -> Drawn:
    """Draw true numbers of every line and sex, and which of them are typed."""
    rule = draw(st.sampled_from([VIOLENCE, RATING]))
    size = st.sampled_from([0, 0, 1, 2, 3, 5, 6, 9, 20])
    true: dict[Spot, int] = {(line, sex): draw(size) for line in LEAVES[rule.key] for sex in SEXES}
    for each in reversed(rule.parts):
        true |= {(each.whole, sex): sum(true[part, sex] for part in each.parts) for sex in SEXES}
    lines = [line.key for line in rule.lines if not line.is_sum]
    true |= {(line, None): sum(true[line, sex] for sex in SEXES) for line in lines}
    left_out = draw(st.sets(st.sampled_from([(line, sex) for line in lines for sex in (None, *TOLD)]), max_size=3))
    return rule, true, frozenset(true.keys() - left_out - {(line, Sex.OTHER) for line in lines})


def reduced(rows: Iterable[Sequence[Fraction]]) -> list[list[Fraction]]:
    """Return a matrix as its reduced rows, exactly: what it determines alone has a row with a single one."""
    left, found = [list(row) for row in rows], 0
    for column in range(len(left[0])):
        at = next((row for row in range(found, len(left)) if left[row][column]), None)
        if at is None:
            continue
        left[found], left[at] = left[at], left[found]
        pivot = [each / left[found][column] for each in left[found]]
        left = [
            [one - row[column] * other for one, other in zip(row, pivot, strict=True)] if row[column] else row
            for row in left
        ]
        left[found] = pivot
        found += 1
    return left[:found]


def computable(rule: TotalsRule, places: Sequence[Spot], known: set[Spot]) -> set[Spot]:
    """Return the places whose numbers follow from the known ones by adding and subtracting."""
    at = {place: index for index, place in enumerate(places)}

    def row(plus: Iterable[Spot], minus: Iterable[Spot] = ()) -> list[Fraction]:
        made = [Fraction(0)] * len(places)
        for place in plus:
            made[at[place]] += 1
        for place in minus:
            made[at[place]] -= 1
        return made

    ties = [
        row([(each.whole, sex)], [(part, sex) for part in each.parts]) for each in rule.parts for sex in (None, *SEXES)
    ]
    ties += [row([(line, None)], [(line, sex) for sex in SEXES]) for line in {line for line, _ in places}]
    ties += [row([place]) for place in sorted(known, key=repr)]
    alone = [row for row in reduced(ties) if sum(1 for each in row if each) == 1]
    return {place for place in places if any(row[at[place]] for row in alone)}


@settings(max_examples=60, deadline=None)
@given(drawn=typed_totals(), threshold=st.integers(3, 6))
def test_no_few_can_be_computed_from_what_is_shown(drawn: Drawn, threshold: int) -> None:
    rule, true, typed = drawn
    totals = Totals(rule.key, 2025, {place: true[place] for place in sorted(typed, key=repr)})

    told = told_totals(totals, rule, threshold)

    found = computable(rule, list(true), set(told.numbers))
    assert [place for place in found if 0 < true[place] < threshold] == []
    hidden = {line for line, sex in typed if sex is None} - {line for line, sex in told.numbers if sex is None}
    assert {(line, None) for line in hidden} & found == set()


@settings(max_examples=60, deadline=None)
@given(drawn=typed_totals())
def test_nothing_is_hidden_where_all_are_many(
    drawn: Drawn,
) -> None:
    rule, true, _ = drawn
    whole = {place: 10 * number for place, number in true.items() if place[1] is None}

    assert told_totals(Totals(rule.key, 2025, whole), rule, 5).numbers == whole
