"""A year's budget by area, typed in. It goes before a file's, and a file's before that of the books."""

from collections.abc import Iterable

from django.db import transaction

from mellanrum.statements.budgets import AreaBudget as Budgeted
from mellanrum.web.access.rules import check_can_edit_economy
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.desk import changed
from mellanrum.web.economy.models import AreaBudget
from mellanrum.web.economy.seen import ChangedMeanwhile, token_of
from mellanrum.web.tenancy.models import Association


def typed_budget(association: Association, year: int) -> tuple[Budgeted, ...]:
    """Return the budget that has been typed for a year, empty where none has."""
    rows = AreaBudget.objects.of(association).filter(year=year).order_by("area")
    return tuple(Budgeted(row.area, row.income, row.cost) for row in rows)


def budget_token(association: Association, year: int) -> str:
    """Return a token of what has been typed for a year."""
    return token_of(typed_budget(association, year))


def save_budget(standing: Standing, year: int, rows: Iterable[Budgeted], seen: str) -> None:
    """Let `rows` be the year's typed budget, all of it; without rows the file or the books hold again.

    ChangedMeanwhile where somebody saved after the token `seen` was given; nothing is saved then.
    """
    check_can_edit_economy(standing)
    association = standing.association
    with transaction.atomic():
        changed(association)
        if budget_token(association, year) != seen:
            raise ChangedMeanwhile
        AreaBudget.objects.of(association).filter(year=year).delete()
        made = (AreaBudget(association=association, year=year, area=r.area, income=r.income, cost=r.cost) for r in rows)
        AreaBudget.objects.bulk_create(made)
