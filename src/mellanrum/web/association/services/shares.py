"""What each member pays of the contributions of a year, as the engine divides them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import get_args

from mellanrum.findings import Finding
from mellanrum.review.shares import Member as Payer
from mellanrum.review.shares import MemberKind as PayerKind
from mellanrum.review.shares import Split, member_shares
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.tenancy.models import Association

_WRITTEN = {Fraction(1, 2): "½", Fraction(1, 4): "¼", Fraction(1, 8): "⅛"}


@dataclass(frozen=True, slots=True)
class ShareRow:
    """What somebody pays: `written` is the share as a fraction where there is a sign for it."""

    kind: MemberKind
    members: tuple[str, ...]
    written: str
    share: Decimal

    @property
    def per_cent(self) -> Decimal:
        """The same, for a column that says per cent in its head."""
        return self.share.scaleb(2)


def shares_in(
    association: Association, members: Iterable[Member], year: int
) -> tuple[tuple[ShareRow, ...], tuple[Finding, ...]]:
    """Return the share of each payer in a year, and what hinders dividing it."""
    split: Split = next((name for name in get_args(Split) if name == association.split), "inhabitants")
    shares, found = member_shares([_payer(member) for member in members], year, split)
    return tuple(
        ShareRow(MemberKind(one.kind), one.members, _WRITTEN.get(one.share, ""), _decimal(one.share)) for one in shares
    ), found


def _payer(member: Member) -> Payer:
    kind: PayerKind = next(name for name in get_args(PayerKind) if name == member.kind)
    agreed = None if member.agreed_share is None else member.agreed_share.scaleb(-2)  # per cent as people write it
    return Payer(member.name, kind, member.inhabitants, agreed, member.first_day or date.min, member.last_day)


def _decimal(share: Fraction) -> Decimal:
    return Decimal(share.numerator) / share.denominator
