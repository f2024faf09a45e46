"""What interventions have cost by the books, told to the desk of interventions (`settings.OUTCOMES`)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from mellanrum.books.association_map import InterventionCosts
from mellanrum.books.ledger import COST_CENTRE, PROJECT
from mellanrum.statements import Basis
from mellanrum.web.access.rules import can_edit_economy, refusal_of
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.opening import YearAtDesk, open_years, own_map, years_with_books
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import key_of_slug
from mellanrum.web.interventions.services.outcomes import Outcome, Outcomes
from mellanrum.web.interventions.services.planning import sees_money_of


def outcomes_of(standing: Standing, intervention: Intervention) -> Outcomes:
    """Return what an intervention has cost in each year with books; nothing to who may not see its money.

    Who does not read the statements sees the outcome of the year alone: the accounts behind it are not hers.
    """
    association, key = standing.association, key_of_slug(intervention.slug)
    if not sees_money_of(standing, intervention):
        return Outcomes()
    page = reverse("economy:intervention", args=[association.slug, intervention.slug])
    edit_url = page if can_edit_economy(standing) else ""
    row = next((row for row in own_map(association).intervention if row.key == key), None)
    if row is None:
        return Outcomes(edit_url=edit_url)
    opened = [desk for desk in open_years(association, years_with_books(association)) if desk is not None]
    stops = refusal_of("read_statements", standing)
    found = {desk.year: _outcome(standing, desk, key, has_trace=stops is None) for desk in opened}
    return Outcomes(
        {year: outcome for year, outcome in found.items() if outcome is not None},
        "; ".join(_where(row, opened[0].opened.basis if opened else None)),
        edit_url,
        stops.sentence() if stops else "",
    )


def _outcome(standing: Standing, desk: YearAtDesk, key: str, *, has_trace: bool) -> Outcome | None:
    figure = desk.opened.book.find(f"spending.interventions.{key}")
    if figure is None:
        return None
    url = reverse("economy:trace", args=[standing.association.slug, desk.year, figure.key])
    return Outcome(figure.value, url if has_trace else "")


def _where(row: InterventionCosts, basis: Basis | None) -> Iterator[str]:
    """Say where in the books an intervention's costs stand; `basis` has the names."""
    names = basis.books.object_names if basis else {}
    for code in row.cost_centres:
        yield _("cost centre %(code)s") % {"code": f"{code} {names.get((COST_CENTRE, code), '')}".strip()}
    for code in row.projects:
        yield _("project %(code)s") % {"code": f"{code} {names.get((PROJECT, code), '')}".strip()}
    for prefix in row.accounts:
        yield _("account %(code)s") % {"code": prefix}
