"""What share of the contributions each member pays: the kinds by law, and within a kind as the members agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from mellanrum.findings import Finding, Phrase, Place, finding
from mellanrum.review.limits import Payer, shipped_limits

MemberKind = Literal["state", "region", "municipality"]
Split = Literal["agreement", "inhabitants"]

_PAYERS: Mapping[MemberKind, Payer] = {"state": "state", "region": "region", "municipality": "municipalities"}
_PHRASES: Mapping[MemberKind, Phrase] = {
    "state": Phrase("the state", {}),
    "region": Phrase("the regions", {}),
    "municipality": Phrase("the municipalities", {}),
}
_WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the association: `agreed` is its share of what its kind pays; no `valid_to`: until further notice."""

    name: str
    kind: MemberKind
    inhabitants: int | None = None
    agreed: Decimal | None = None
    valid_from: date = date.min
    valid_to: date | None = None

    def is_in(self, day: date) -> bool:
        """Tell whether it is a member on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class MemberShare:
    """Who pays what share of all contributions; the authorities of the state pay theirs together."""

    kind: MemberKind
    members: tuple[str, ...]
    share: Fraction


Answer = tuple[tuple[MemberShare, ...], tuple[Finding, ...]]


def member_shares(members: Iterable[Member], year: int, split: Split = "inhabitants") -> Answer:
    """Divide the contributions of a year between those who are members on its last day (Finsamlagen 5 and 5 a §§).

    The state pays half, whether one authority or two stand for it; regions a quarter, municipalities a quarter, or
    half where there is no region. Municipalities divide theirs by `split`; regions in equal parts, unless they have
    agreed shares. What an only member of its kind pays needs neither.

    Returns shares that add up to 1 exactly, state first, or none and every finding: a kind without members, a member
    without its agreed share or number of inhabitants, agreed shares that are not the whole of their kind.
    """
    present = [member for member in members if member.is_in(date(year, 12, 31))]
    by_kind = {kind: [member for member in present if member.kind == kind] for kind in _PAYERS}
    by_law = {
        row.member: Fraction(row.share) for row in shipped_limits().shares_of(year, region=bool(by_kind["region"]))
    }
    if not by_law:
        return (), (finding("shares.no_rule", Place(key=str(year)), year=year),)
    shares: list[MemberShare] = []
    found: list[Finding] = []
    for kind, payer in _PAYERS.items():
        if payer in by_law:
            within, faults = _within(kind, by_kind[kind], year, split)
            shares += [MemberShare(kind, names, by_law[payer] * part) for names, part in within]
            found += faults
    return (() if found else tuple(shares)), tuple(found)


Within = list[tuple[tuple[str, ...], Fraction]]
"""The members of a kind with the share of it that each pays."""


def _within(kind: MemberKind, members: list[Member], year: int, split: Split) -> tuple[Within, list[Finding]]:
    if not members:
        return [], [finding("shares.kind_missing", Place(key=kind), kind=_PHRASES[kind], year=year)]
    if kind == "state":
        return [(tuple(member.name for member in members), _WHOLE)], []
    has_agreed = any(member.agreed is not None for member in members)
    if kind == "region":
        return _by_agreement(kind, members, year) if has_agreed else (_by_weight(members, [1] * len(members)), [])
    if len(members) == 1 and not (has_agreed and split == "agreement"):
        return _by_weight(members, [1]), []
    return _by_agreement(kind, members, year) if split == "agreement" else _by_inhabitants(members, year)


def _by_weight(members: list[Member], weights: list[int]) -> Within:
    return [((m.name,), Fraction(weight, sum(weights))) for m, weight in zip(members, weights, strict=True)]


def _by_inhabitants(members: list[Member], year: int) -> tuple[Within, list[Finding]]:
    known = [member.inhabitants for member in members if member.inhabitants is not None and member.inhabitants > 0]
    if len(known) == len(members):
        return _by_weight(members, known), []
    lacking = (member.name for member in members if member.inhabitants is None or member.inhabitants <= 0)
    return [], [finding("shares.no_inhabitants", Place(key=name), name=name, year=year) for name in lacking]


def _by_agreement(kind: MemberKind, members: list[Member], year: int) -> tuple[Within, list[Finding]]:
    agreed = [(member.name, member.agreed) for member in members if member.agreed is not None]
    usable = {name for name, share in agreed if share.is_finite() and 0 <= share <= 1}
    lacking = [member.name for member in members if member.name not in usable]
    if lacking:
        return [], [finding("shares.no_agreed", Place(key=name), name=name, year=year) for name in lacking]
    within: Within = [((name,), Fraction(share)) for name, share in agreed]
    if sum((share for _, share in within), Fraction(0)) == _WHOLE:
        return within, []
    together = sum((share for _, share in agreed), Decimal(0))
    place = Place(key=kind)
    return [], [finding("shares.not_whole", place, stated=together, expected=Decimal(1), kind=_PHRASES[kind])]
