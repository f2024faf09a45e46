"""The years: a closed one takes no more files. A year nobody has said anything of is open."""

from django.db import transaction

from mellanrum.web.access.rules import check_can_edit_association
from mellanrum.web.access.standing import Standing
from mellanrum.web.association.models import FinancialYear
from mellanrum.web.tenancy.models import Association


def all_years(association: Association) -> tuple[FinancialYear, ...]:
    """List the years that have been opened, newest first."""
    return tuple(FinancialYear.objects.of(association).order_by("-year"))


def takes_files(association: Association, year: int) -> bool:
    """Tell whether files may be read in for a year: they may unless it has been closed."""
    return not FinancialYear.objects.of(association).filter(year=year, is_open=False).exists()


def closed_years(association: Association) -> frozenset[int]:
    """Return the years that have been closed."""
    closed = FinancialYear.objects.of(association).filter(is_open=False)
    return frozenset(closed.values_list("year", flat=True))


def remember_year(association: Association, year: int) -> None:
    """Put a year that books have come for among the years, open, unless it is there."""
    FinancialYear.objects.get_or_create(association=association, year=year)


@transaction.atomic
def open_year_for_files(standing: Standing, year: int) -> None:
    """Open a year, new or closed."""
    check_can_edit_association(standing)
    FinancialYear.objects.update_or_create(association=standing.association, year=year, defaults={"is_open": True})


@transaction.atomic
def close_year(standing: Standing, year: int) -> bool:
    """Close a year; tells whether it was open until now."""
    check_can_edit_association(standing)
    open_one = FinancialYear.objects.of(standing.association).filter(year=year, is_open=True)
    return bool(open_one.update(is_open=False) == 1)
