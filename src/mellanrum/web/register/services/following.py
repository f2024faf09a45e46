"""What statistics are made of: every intervention with its counters, and what earlier documents say of it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from mellanrum.tallies.following import Followed, Reported
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.sex import Sex
from mellanrum.web.interventions.models import Counting, Direction, Intervention, Succession, YearPlan
from mellanrum.web.interventions.services.listing import interventions_of, key_of_slug
from mellanrum.web.register.models import ReportedCount
from mellanrum.web.register.services.ledgers import all_now
from mellanrum.web.tenancy.models import Association


def followed_of(association: Association, day: date) -> tuple[Followed, ...]:
    """List every intervention with its counters as they are on a day, locks that are due applied, by slug."""
    ledgers = all_now(association, day)
    reported, plans, before = _reported(association), _plans(association), _before(association)
    return tuple(
        _followed(each, ledgers.get(each.slug, ()), reported[each.pk], plans[each.pk], before[each.pk])
        for each in interventions_of(association)
    )


def _followed(
    row: Intervention,
    ledgers: tuple[Ledger, ...],
    reported: Iterable[Reported],
    plans: Iterable[YearPlan],
    before: Iterable[tuple[str, date]],
) -> Followed:
    described = sorted(row.descriptions.all(), key=lambda each: each.first_day)
    names = tuple((each.first_day, each.name) for each in described)
    return Followed(
        key=key_of_slug(row.slug),
        name=names[-1][1] if names else row.slug,
        names=names,
        is_individual=row.direction == Direction.INDIVIDUAL,
        is_esf=row.is_esf,
        by_head_count=row.counting == Counting.HEAD_COUNTS,
        ledgers=ledgers,
        reported=tuple(reported),
        predecessors=tuple(before),
        budgeted={plan.year: plan.budgeted for plan in plans if plan.budgeted is not None},
        granted={plan.year: plan.from_association + plan.from_esf + plan.from_others for plan in plans},
    )


def _reported(association: Association) -> defaultdict[int, list[Reported]]:
    found: defaultdict[int, list[Reported]] = defaultdict(list)
    for row in ReportedCount.objects.of(association).order_by("year", "key", "sex"):
        sex = Sex(row.sex) if row.sex else None
        found[row.intervention_id].append(Reported(row.year, row.key, sex, row.value, row.source, row.page))
    return found


def _plans(association: Association) -> defaultdict[int, list[YearPlan]]:
    found: defaultdict[int, list[YearPlan]] = defaultdict(list)
    for plan in YearPlan.objects.of(association):
        found[plan.intervention_id].append(plan)
    return found


def _before(association: Association) -> defaultdict[int, list[tuple[str, date]]]:
    found: defaultdict[int, list[tuple[str, date]]] = defaultdict(list)
    for row in Succession.objects.of(association).select_related("before").order_by("on", "before__slug"):
        found[row.after_id].append((key_of_slug(row.before.slug), row.on))
    return found
