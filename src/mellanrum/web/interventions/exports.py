"""The interventions as a file for a spreadsheet. What somebody has typed never becomes a formula there."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mellanrum.books.sheets.table import Column, Table, Written, write_tables
from mellanrum.web.interventions.services.catalogue import Listed


def interventions_file(rows: Iterable[Listed]) -> HttpResponse:
    """Write the interventions, one a row, as they are now. Their money stands on their pages."""
    headings = [
        _("Name"),
        _("Direction"),
        _("Area of money"),
        _("How it is counted"),
        _("ESF project"),
        _("Kind"),
        _("Provider"),
        _("Target groups"),
        _("From"),
        _("To"),
    ]
    table = Table(_("interventions"), (), [Column(heading) for heading in headings], [_row(row) for row in rows])
    answer = HttpResponse(write_tables([table], "csv"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("interventions")}.csv"'
    return answer


def _row(row: Listed) -> list[Written]:
    held, described = row.intervention, row.description
    return [
        described.name,
        str(held.get_direction_display()),
        str(described.get_money_area_display()),
        str(held.get_counting_display()),
        _("yes") if held.is_esf else _("no"),
        str(described.get_kind_display()),
        described.provider.name if described.provider else "",
        described.target_groups,
        held.first_day.isoformat(),
        held.last_day.isoformat() if held.last_day else "",
    ]
