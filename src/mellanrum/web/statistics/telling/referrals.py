"""Who referred from where, beside what each member pays; who was declined, withdrew, or waits."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from mellanrum.documents.model import Column, ColumnKind, Row, RowKind, Table
from mellanrum.tallies.statistics import StatRow, StatTable, share, table_of
from mellanrum.web.association.models import MemberKind
from mellanrum.web.association.services.members import members_on
from mellanrum.web.association.services.shares import ShareRow, shares_in
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.attributes import notes, told
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import bars, count, labels, name_of, per_cent

PAYERS: Mapping[str, tuple[str, ...]] = {
    MemberKind.STATE: ("employment_service", "social_insurance"),
    MemberKind.REGION: ("primary_care", "psychiatry"),
    MemberKind.MUNICIPALITY: ("municipality",),
}
"""Whose referrers are whose: the state's agencies, the region's care, the municipalities' own."""


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
    rows = (*_municipalities(found, paid), _sum(found))
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


def _municipalities(found: StatTable, paid: Mapping[str, Decimal]) -> Iterator[Row]:
    base = found.base[None] or 0
    for place in found.across:
        numbers = [row.across[place.key][None].number or 0 for row in _referrers(found)]
        if not sum(numbers) and place.key in {"missing", "withheld"}:
            continue
        yield Row(
            (
                name_of(place.label, is_own=place.is_own_label),
                *(count(number) for number in numbers),
                count(sum(numbers)),
                per_cent(share(sum(numbers), base)),
                per_cent(paid.get(place.label)),
            )
        )


def _sum(found: StatTable) -> Row:
    numbers = [row.cells[None].number for row in _referrers(found)]
    return Row((_("In all"), *(count(number) for number in numbers), count(found.base[None])), RowKind.SUM)


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
    rows = _shares(desk)
    base = found.base[None] or 0
    paid = {kind: sum((row.share for row in rows if row.kind == kind), Decimal(0)) for kind in PAYERS}
    listed = []
    for kind, keys in PAYERS.items():
        number = sum(row.cells[None].number or 0 for row in found.rows if row.key in keys)
        listed.append(
            Row(
                (
                    str(MemberKind(kind).label),
                    count(number),
                    per_cent(share(number, base)),
                    per_cent(paid[kind] or None),
                )
            )
        )
    others = base - sum(
        row.cells[None].number or 0 for row in found.rows if any(row.key in keys for keys in PAYERS.values())
    )
    listed.append(Row((_("Own application and others"), count(others), per_cent(share(others, base)), per_cent(None))))
    listed.append(Row((_("In all"), count(base)), RowKind.SUM))
    columns = (
        labels(_("Who referred")),
        Column("all.number", _("Referrals")),
        Column("all.share", _("Share of the referrals, %"), ColumnKind.SHARE),
        Column("all.paid", _("Share of the financing, %"), ColumnKind.SHARE),
    )
    return Told(Table("referral.payers", _("Referrals beside the financing"), columns, tuple(listed)))
