"""Who pays what share: the kinds by law, within a kind by inhabitants or as agreed, and always the whole."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.findings import spoken_message
from mellanrum.review.shares import Member, Split, member_shares

FK, AF = Member("Försäkringskassan", "state"), Member("Arbetsförmedlingen", "state")
REGION = Member("Region Örebro län", "region")
YEAR = 2025


def town(name: str, inhabitants: int | None = None, agreed: str | None = None) -> Member:
    return Member(name, "municipality", inhabitants, None if agreed is None else Decimal(agreed))


def region(name: str, agreed: str | None = None) -> Member:
    return Member(name, "region", agreed=None if agreed is None else Decimal(agreed))


def shares(*members: Member, split: Split = "inhabitants", year: int = YEAR) -> dict[str, Fraction]:
    found, findings = member_shares(members, year, split)
    assert findings == ()
    return {" + ".join(row.members): row.share for row in found}


def said(*members: Member, split: Split = "inhabitants", year: int = YEAR) -> list[str]:
    found, findings = member_shares(members, year, split)
    assert found == ()
    return [f"{item.code.removeprefix('shares.')} {item.place.key}" for item in findings]


def test_municipalities_by_inhabitants() -> None:
    assert shares(FK, AF, REGION, town("Degerfors", 9000), town("Karlskoga", 30000)) == {
        "Försäkringskassan + Arbetsförmedlingen": Fraction(1, 2),
        "Region Örebro län": Fraction(1, 4),
        "Degerfors": Fraction(9, 156),
        "Karlskoga": Fraction(30, 156),
    }


def test_municipalities_pay_half_without_a_region() -> None:
    assert shares(FK, AF, town("Gotland")) == {
        "Försäkringskassan + Arbetsförmedlingen": Fraction(1, 2),
        "Gotland": Fraction(1, 2),
    }


def test_municipalities_as_agreed() -> None:
    found = shares(FK, AF, REGION, town("A", 5, "0.3"), town("B", 5, "0.7"), split="agreement")

    assert (found["A"], found["B"]) == (Fraction(3, 40), Fraction(7, 40))


def test_agreed_shares_do_not_count_where_inhabitants_decide() -> None:
    found = shares(FK, AF, REGION, town("A", 5, "0.3"), town("B", 5, "0.7"))

    assert (found["A"], found["B"]) == (Fraction(1, 8), Fraction(1, 8))


@pytest.mark.parametrize("split", ["agreement", "inhabitants"])
def test_regions_share_equally_unless_agreed(split: Split) -> None:
    equal = shares(FK, AF, region("X"), region("Y"), town("A"), split=split)
    agreed = shares(FK, AF, region("X", "0.2"), region("Y", "0.8"), town("A"), split=split)

    assert (equal["X"], equal["Y"]) == (Fraction(1, 8), Fraction(1, 8))
    assert (agreed["X"], agreed["Y"]) == (Fraction(1, 20), Fraction(1, 5))


def test_one_authority_of_the_state_pays_its_half() -> None:
    assert shares(FK, REGION, town("A"))["Försäkringskassan"] == Fraction(1, 2)


def test_members_are_those_of_the_last_day_of_the_year() -> None:
    left = Member("Gamla", "municipality", 5, valid_to=date(2025, 12, 30))
    joined = Member("Nya", "municipality", 5, valid_from=date(2025, 12, 31))

    assert list(shares(FK, AF, REGION, left, joined)) == [
        "Försäkringskassan + Arbetsförmedlingen",
        "Region Örebro län",
        "Nya",
    ]
    assert "Gamla" in shares(FK, AF, REGION, left, joined, year=2024)


@pytest.mark.parametrize(
    ("members", "split", "findings"),
    [
        ((REGION, town("A")), "inhabitants", ["kind_missing state"]),
        ((FK, REGION), "inhabitants", ["kind_missing municipality"]),
        ((FK,), "agreement", ["kind_missing municipality"]),
        ((), "inhabitants", ["kind_missing state", "kind_missing municipality"]),
        ((FK, town("A", 5), town("B"), town("C", 0)), "inhabitants", ["no_inhabitants B", "no_inhabitants C"]),
        ((FK, town("A", 5), town("B", 5)), "agreement", ["no_agreed A", "no_agreed B"]),
        ((FK, town("A", 5, "1"), town("B", 5)), "agreement", ["no_agreed B"]),
        ((FK, town("A", 5, "1.5"), town("B", 5, "-0.5")), "agreement", ["no_agreed A", "no_agreed B"]),
        ((FK, town("A", 5, "NaN"), town("B", 5, "1")), "agreement", ["no_agreed A"]),
        ((FK, town("A", 5, "0.3"), town("B", 5, "0.6")), "agreement", ["not_whole municipality"]),
        ((FK, town("A", 5, "0.3")), "agreement", ["not_whole municipality"]),
        ((FK, region("X", "0.3"), region("Y"), town("A")), "inhabitants", ["no_agreed Y"]),
        ((FK, region("X", "0.3"), region("Y", "0.6"), town("A")), "inhabitants", ["not_whole region"]),
    ],
)
def test_what_is_wrong_is_told_at_once(members: tuple[Member, ...], split: Split, findings: list[str]) -> None:
    assert said(*members, split=split) == findings


def test_year_before_the_law() -> None:
    assert said(FK, AF, REGION, town("A"), year=2003) == ["no_rule 2003"]


def test_finding_says_what_the_shares_are_together() -> None:
    _, (item,) = member_shares([FK, town("A", 5, "0.3"), town("B", 5, "0.6")], YEAR, "agreement")

    assert spoken_message(item) == "De avtalade andelarna för kommunerna blir inte 1 tillsammans."
    assert (item.stated, item.expected) == (Decimal("0.9"), Decimal(1))


people = st.integers(1, 999_999)


@given(st.lists(people, min_size=1, max_size=8), st.integers(0, 3), st.sampled_from((1, 2)))
def test_shares_are_the_whole_and_the_state_pays_half(towns: list[int], regions: int, authorities: int) -> None:
    members = [
        *(FK, AF)[:authorities],
        *(region(f"R{number}") for number in range(regions)),
        *(town(f"K{number}", inhabitants) for number, inhabitants in enumerate(towns)),
    ]

    found, findings = member_shares(members, YEAR)

    assert findings == ()
    assert sum((row.share for row in found), Fraction(0)) == 1
    assert sum((row.share for row in found if row.kind == "state"), Fraction(0)) == Fraction(1, 2)
    assert [name for row in found for name in row.members] == [member.name for member in members]
    by_people = [row.share / people for row, people in zip(found[-len(towns) :], towns, strict=True)]
    assert len(set(by_people)) == 1
