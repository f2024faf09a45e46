"""Who took over from whom, and on which day: renamed, divided, merged. The stock itself is moved by the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import check_can_edit_interventions
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention, Succession
from mellanrum.web.interventions.services.holding import locked
from mellanrum.web.interventions.services.listing import interventions_of, key_of_slug, name_on
from mellanrum.web.tenancy.models import Association

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kin:
    """Another intervention that one took over from or was taken over by, as it was called then."""

    row: Succession
    slug: str
    name: str


def lineage(association: Association) -> tuple[tuple[str, str, date], ...]:
    """List who took over from whom: the key before, the key after (slugs with _ for -), the day; by day."""
    rows = successions_of(association)
    return tuple((key_of_slug(row.before.slug), key_of_slug(row.after.slug), row.on) for row in rows)


def successions_of(association: Association) -> tuple[Succession, ...]:
    """List every succession of an association with both its interventions, by day."""
    rows = Succession.objects.of(association).select_related("before", "after")
    return tuple(rows.order_by("on", "after__slug", "before__slug"))


def waiting_stock(association: Association) -> tuple[Succession, ...]:
    """List the successions whose ongoing participations have not been moved yet."""
    return tuple(row for row in successions_of(association) if not row.stock_moved)


def mark_stock_moved(succession: Succession) -> bool:
    """Remember that the ongoing have been moved; false where that was done already: then nothing is to be moved."""
    own = Succession.objects.of(succession.association).filter(pk=succession.pk, stock_moved=False)
    return bool(own.update(stock_moved=True) == 1)


def succession_of(association: Association, intervention: Intervention, pk: int) -> Succession | None:
    """Return one succession to an intervention; None where it has none by that number."""
    own = (row for row in successions_of(association) if row.after_id == intervention.pk)
    return next((row for row in own if row.pk == pk), None)


def kin_of(association: Association, intervention: Intervention) -> tuple[tuple[Kin, ...], tuple[Kin, ...]]:
    """List those an intervention took over from, and those that took over from it."""
    known = {each.pk: each for each in interventions_of(association)}
    rows = successions_of(association)
    before = [_kin(row, known[row.before_id], row.on - _DAY) for row in rows if row.after_id == intervention.pk]
    after = [_kin(row, known[row.after_id], row.on) for row in rows if row.before_id == intervention.pk]
    return tuple(before), tuple(after)


def possible_predecessors(association: Association, intervention: Intervention) -> tuple[Intervention, ...]:
    """List those an intervention can take over from: neither itself, nor one it has, nor one that comes after it."""
    pairs = _pairs(association)
    own = {before for before, after in pairs if after == intervention.pk}
    later = _after(intervention.pk, pairs)
    barred = own | later | {intervention.pk}
    return tuple(each for each in interventions_of(association) if each.pk not in barred)


@transaction.atomic
def take_over(
    standing: Standing, after: Intervention, befores: Iterable[Intervention], on: date, *, ends_them: bool
) -> None:
    """Let an intervention take over from others on a day; `ends_them` makes the day before it their last.

    Impossible where one would take over from itself in the end, or before it or after they exist.
    """
    check_can_edit_interventions(standing)
    association = standing.association
    held = locked(association, after)
    _refuse_days(held, on)
    for before in befores:
        other = locked(association, before)
        _refuse(association, held, other, on)
        Succession.objects.make(association, before=other, after=held, on=on)
        if ends_them and (other.last_day is None or other.last_day >= on):
            Intervention.objects.of(association).filter(pk=other.pk).update(last_day=on - _DAY)


@transaction.atomic
def remove_succession(standing: Standing, succession: Succession) -> None:
    """Take back that an intervention took over from another. Impossible where its ongoing have been moved."""
    check_can_edit_interventions(standing)
    locked(standing.association, succession.after)
    own = Succession.objects.of(standing.association).filter(pk=succession.pk)
    if own.filter(stock_moved=True).exists():
        raise Impossible(_("Those who were ongoing have been moved already: this stands."))
    own.delete()


def _refuse_days(after: Intervention, on: date) -> None:
    if on < after.first_day:
        raise Impossible(_("It begins on %(day)s, and cannot take over before that.") % {"day": after.first_day})
    if after.last_day and on > after.last_day:
        raise Impossible(_("It ends on %(day)s, and cannot take over after that.") % {"day": after.last_day})


def _refuse(association: Association, after: Intervention, before: Intervention, on: date) -> None:
    if before not in possible_predecessors(association, after):
        raise Impossible(
            _("%(name)s comes after it already, or is written down already.") % {"name": name_on(before, on)}
        )
    if before.first_day >= on:
        told = {"name": name_on(before, on), "day": before.first_day}
        raise Impossible(_("%(name)s begins on %(day)s, and cannot be taken over by then.") % told)


def _kin(row: Succession, other: Intervention, day: date) -> Kin:
    return Kin(row, other.slug, name_on(other, day))


def _pairs(association: Association) -> set[tuple[int, int]]:
    return set(Succession.objects.of(association).values_list("before", "after"))


def _after(start: int, pairs: set[tuple[int, int]]) -> set[int]:
    """Everything that took over from `start`, at once or in the end."""
    found: set[int] = set()
    waiting = {start}
    while waiting:
        waiting = {after for before, after in pairs if before in waiting} - found
        found |= waiting
    return found
