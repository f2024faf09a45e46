"""Tables and means give what a published report prints (Väst 2023)."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.following import Followed
from mellanrum.tallies.means import mean
from mellanrum.tallies.rules import Answer
from mellanrum.tallies.scheme import Own
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import of_years
from mellanrum.tallies.statistics import share, table
from mellanrum.tallies.totals import all_during, totals
from tallies.by_hand import a_ledger, a_scheme, entries

PLACES = ("Färgelanda", "Lysekil", "Mellerud", "Munkedal", "Orust", "Sotenäs", "Strömstad", "Tanum", "Uddevalla")
KEYS = tuple(f"k{at}" for at in range(len(PLACES)))
REFERRALS = {
    "employment_service": (5, 3, 5, 12, 5, 4, 18, 6, 30),
    "social_insurance": (1, 12, 4, 8, 1, 1, 3, 0, 44),
    "municipality": (31, 7, 25, 3, 8, 4, 7, 2, 10),
    "primary_care": (0, 2, 1, 10, 8, 1, 7, 0, 7),
    "psychiatry": (0, 5, 0, 2, 7, 2, 5, 5, 12),
    "own": (3, 0, 1, 0, 5, 0, 0, 3, 3),
}
SCHEME = a_scheme(
    Own(
        answers={"municipality": tuple(Answer(key=key, label=name) for key, name in zip(KEYS, PLACES, strict=True))},
        follow_ups=(6, 24),
    )
)


def in_2023(*counted: Sequence[Entry], opening: Sequence[Entry] | None = None) -> list[Followed]:
    everything = [entry for several in counted for entry in several]
    return [
        Followed("rehabvagledare", "Rehabvägledare", ledgers=(a_ledger(2023, everything, SCHEME, opening=opening),))
    ]


def at(event: str, women: int, men: int, **answers: list[tuple[Given, int]]) -> list[Entry]:
    return entries(event, women, men, month=date(2023, 3, 1), answers=answers)


def ages(women: int, men: int, women_sum: int, men_sum: int) -> list[tuple[Given, int]]:
    """Ages with a given sum: all of one age, but as many a year older as are needed."""
    found: list[tuple[Given, int]] = []
    for number, whole in ((women, women_sum), (men, men_sum)):
        older = whole % number
        found += [(whole // number + 1, older), (whole // number, number - older)]
    return found


def shown(value: Decimal | None) -> Decimal:
    assert value is not None
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_participations_of_the_year() -> None:
    west = in_2023(at("start", 112, 96), at("end", 101, 97), opening=at("start", 91, 75))

    span = of_years([2023])
    assert [all_during(west, span, sex) for sex in (None, Sex.WOMAN, Sex.MAN)] == [374, 203, 171]
    assert totals(west, "start", span) == {None: 208, Sex.WOMAN: 112, Sex.MAN: 96}
    assert totals(west, "end", span) == {None: 198, Sex.WOMAN: 101, Sex.MAN: 97}


def test_mean_age_of_the_ended_is_of_sums_and_numbers() -> None:
    """44,8 in all, 43,8 and 45,8: the mean of all is no mean of the two means."""
    found = mean(in_2023(at("end", 101, 97, age=ages(101, 97, 4424, 4443))), "ended", "age", [2023], SCHEME, 5)

    assert found is not None
    assert [shown(found.cells[sex].value) for sex in (None, Sex.WOMAN, Sex.MAN)] == [
        Decimal("44.8"),
        Decimal("43.8"),
        Decimal("45.8"),
    ]
    assert (found.cells[None].sum, found.cells[None].count) == (4424 + 4443, 198)


def test_under_thirty_and_what_they_left_to() -> None:
    given: dict[str, list[tuple[Given, int]]] = {
        "age": [(25, 32), (45, 166)],
        "livelihood": [(("no_public",), 45), (("sickness_benefit",), 153)],
        "occupation": [(("work_full",), 54), (("none",), 144)],
    }
    west = in_2023(at("end", 101, 97, **given))

    young = table(west, "ended", "young_end_group", [2023], SCHEME, 5)
    crossed = table(west, "ended", "support_occupation", [2023], SCHEME, 5)

    assert young is not None
    assert crossed is not None
    row, support = young.row("under_30"), crossed.row("no_public")
    assert row is not None
    assert support is not None
    assert row.cells[None].number == 32
    assert support.cells[None].number == 45
    assert support.across["work_or_studies"][None].number == 45
    busy = sum(each.across["work_or_studies"][None].number or 0 for each in crossed.rows)
    assert busy == 54


def test_follow_up_rate_is_of_those_who_consented() -> None:
    half_year = at(
        "follow_up_6",
        150,
        137,
        consented=[(("yes",), 279), (("no",), 8)],
        answered=[(("yes",), 239), (("no",), 40)],
        livelihood=[(("no_public",), 77), (("sickness_benefit",), 162)],
    )
    two_years = at(
        "follow_up_24", 80, 83, consented=[(("yes",), 152), (("no",), 11)], answered=[(("yes",), 97), (("no",), 55)]
    )
    west = in_2023(half_year, two_years)

    for event, ended, consented, answered, rate in (
        ("follow_up_6", 287, 279, 239, "0.86"),
        ("follow_up_24", 163, 152, 97, "0.64"),
    ):
        found = [table(west, event, key, [2023], SCHEME, 5) for key in ("consented", "answered")]
        assert all(found)
        rows = [each.row("yes") for each in found if each]
        assert [each.base[None] for each in found if each] == [ended, consented]
        assert [row.cells[None].number for row in rows if row] == [consented, answered]
        last = rows[1]
        assert last is not None
        assert (last.cells[None].share or Decimal(0)).quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(rate)

    livelihood = table(west, "follow_up_6", "livelihood", [2023], SCHEME, 5)
    assert livelihood is not None
    none = livelihood.row("no_public")
    assert none is not None
    assert (livelihood.base[None], none.cells[None].number) == (239, 77)
    assert none.cells[None].share == share(77, 239)


def test_referrals_by_referrer_and_municipality() -> None:
    referred = [
        Entry("referral", date(2023, 1 + at % 12, 1), Sex.WOMAN, {"referrer": (referrer,), "municipality": (place,)})
        for referrer, numbers in REFERRALS.items()
        for place, number in zip(KEYS, numbers, strict=True)
        for at in range(number)
    ]

    found = table(in_2023(referred), "referral", "referrer_municipality", [2023], SCHEME, 5)

    assert found is not None
    assert found.base[None] == 348
    assert share(348, 12) == 29
    assert found.has_split is False
    for referrer, numbers in REFERRALS.items():
        row = found.row(referrer)
        assert row is not None
        assert tuple(row.across[key][None].number for key in KEYS) == numbers
        assert row.cells[None].number == sum(numbers)
    columns = [sum(row.across[key][None].number or 0 for row in found.rows) for key in KEYS]
    assert columns == [sum(column) for column in zip(*REFERRALS.values(), strict=True)]
    assert [(column.label, column.is_own_label) for column in found.across[:2]] == [
        ("Färgelanda", True),
        ("Lysekil", True),
    ]
