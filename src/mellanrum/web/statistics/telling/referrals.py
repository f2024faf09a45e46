"""Who referred from where, beside what each member pays; who was declined, withdrew, or waits."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Column, ColumnKind, Row, RowKind, Table
from mellanrum.tallies.payers import PAYERS, REFERRER, payer, payers_of
from mellanrum.tallies.statistics import StatRow, StatTable, share, table_of
from mellanrum.web.association.models import MemberKind
from mellanrum.web.association.services.members import members_on
from mellanrum.web.association.services.shares import ShareRow, shares_in
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.attributes import notes, told
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import bars, count, labels, name_of, per_cent


def matrix(desk: Desk) -> Told | None:
    """Tell referrals by municipality and referrer, each municipality beside its share of the financing."""
    found = _crossed(desk)
    if found is None or found.state != "shown":
        return told(desk, "referral", "referrer_municipality")
    paid = _paid_by_municipality(desk)
    columns = (
        labels(_("Municipality")),
        *(Column(f"all.{row.key}", name_of(row.label, is_own=row.is_own_label)) for row in _referrers(found)),
        Column("all.sum", _("In all")),
        Column("all.share", _("Share of the referrals, %"), ColumnKind.SHARE),
        Column("all.paid", _("Share of the financing, %"), ColumnKind.SHARE),
    )
    rows = (*_municipalities(desk, found, paid), _sum(desk, found))
    title = _("Referrals by municipality and referrer")
    table = Table("referral.matrix", title, columns, rows, notes=(*notes(desk, found), _ABOUT()))
    values = [
        (name_of(row.label, is_own=row.is_own_label), row.cells[None].share or Decimal(0)) for row in _referrers(found)
    ]
    return Told(table, bars("referral.matrix", _("Referrals by referrer"), values))


def _ABOUT() -> str:  # noqa: N802 - a text, worded in the language of the page
    return _("The financing is that of the year, as the members' agreed or calculated shares say.")


def _crossed(desk: Desk) -> StatTable | None:
    return table_of(desk.followed, "referral", "referrer_municipality", desk.span, desk.scheme, desk.threshold)


def _referrers(found: StatTable) -> list[StatRow]:
    return [row for row in found.rows if row.key not in {"missing", "withheld"} or row.cells[None].number]


def _municipalities(desk: Desk, found: StatTable, paid: Mapping[str, Decimal]) -> Iterator[Row]:
    base, key = found.base[None] or 0, desk.figure_key("referral.referrer_municipality")
    for place in found.across:
        numbers = [row.across[place.key][None].number or 0 for row in _referrers(found)]
        if not sum(numbers) and place.key in {"missing", "withheld"}:
            continue
        yield Row(
            (
                name_of(place.label, is_own=place.is_own_label),
                *(
                    count(number, f"{key}.{row.key}.{place.key}" if number else "")
                    for row, number in zip(_referrers(found), numbers, strict=True)
                ),
                _same(desk, f"referral.municipality.{place.key}", sum(numbers)),
                per_cent(share(sum(numbers), base)),
                per_cent(paid.get(place.label)),
            )
        )


def _same(desk: Desk, name: str, number: int) -> Cell:
    """Write a sum of the table as the figure of another table that says the same, where it does."""
    figure = desk.figure(name)
    return count(number, figure.key if figure is not None and figure.value == number else "")


def _sum(desk: Desk, found: StatTable) -> Row:
    sums = [_same(desk, f"referral.referrer.{row.key}", row.cells[None].number or 0) for row in _referrers(found)]
    base = count(found.base[None], desk.figure_key("referral.referrer_municipality"))
    return Row((_("In all"), *sums, base), RowKind.SUM)


def _paid_by_municipality(desk: Desk) -> Mapping[str, Decimal]:
    rows = _shares(desk)
    return {row.members[0]: row.share for row in rows if row.kind == MemberKind.MUNICIPALITY and len(row.members) == 1}


def _shares(desk: Desk) -> tuple[ShareRow, ...]:
    association = desk.standing.association
    rows, _found = shares_in(association, members_on(association, desk.standing.day), desk.choice.year)
    return rows


def beside_payers(desk: Desk) -> Told | None:
    """Tell the referrals of each kind of member beside what that kind pays."""
    found = table_of(desk.followed, "referral", "referrer", desk.span, desk.scheme, desk.threshold)
    if found is None or found.state != "shown":
        return None
    columns = (
        labels(_("Who referred")),
        Column("all.number", _("Referrals")),
        Column("all.share", _("Share of the referrals, %"), ColumnKind.SHARE),
        Column("all.paid", _("Share of the financing, %"), ColumnKind.SHARE),
    )
    rows = (*_payers(desk, found), _base(desk, found))
    return Told(Table("referral.payers", _("Referrals beside the financing"), columns, rows))


def _payers(desk: Desk, found: StatTable) -> Iterator[Row]:
    """List the kinds of members that refer and pay, and last those who do not pay."""
    shares, base = _shares(desk), found.base[None] or 0
    names = {payer(kind): str(MemberKind(kind).label) for kind in PAYERS}
    paid = {payer(kind): sum((row.share for row in shares if row.kind == kind), Decimal(0)) for kind in PAYERS}
    for each in payers_of(REFERRER, desk.scheme):
        number = sum(row.cells[None].number or 0 for row in found.rows if row.key in each.answers)
        key = desk.figure_key(f"referral.{REFERRER}.{each.key}")
        cells = count(number, key), per_cent(share(number, base), f"{key}.share"), per_cent(paid.get(each.key) or None)
        yield Row((names.get(each.key) or _("Own application and others"), *cells))


def _base(desk: Desk, found: StatTable) -> Row:
    return Row((_("In all"), count(found.base[None], desk.figure_key("referral.referrer"))), RowKind.SUM)
