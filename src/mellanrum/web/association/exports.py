"""Members and officials as files for a spreadsheet. What somebody has typed never becomes a formula there."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mellanrum.books.sheets.table import Column, Table, Written, write_tables
from mellanrum.web.association.models import Member, Official


def members_file(members: Iterable[Member]) -> HttpResponse:
    """Write the members, one a row."""
    headings = [_("Name"), _("Kind"), _("Inhabitants"), _("Agreed share"), _("From"), _("To")]
    rows: list[list[Written]] = [
        [
            member.name,
            member.get_kind_display(),
            member.inhabitants,
            member.agreed,
            *_days(member.first_day, member.last_day),
        ]
        for member in members
    ]
    return _file(_("members"), headings, rows)


def officials_file(officials: Iterable[Official]) -> HttpResponse:
    """Write the board and the officials, one a row."""
    headings = [_("Name"), _("Function"), _("Appointed by"), _("From"), _("To")]
    rows: list[list[Written]] = [
        [
            official.name,
            official.get_function_display(),
            official.appointed_by.name if official.appointed_by else "",
            *_days(official.first_day, official.last_day),
        ]
        for official in officials
    ]
    return _file(_("officials"), headings, rows)


def _days(first: date | None, last: date | None) -> list[Written]:
    return [first.isoformat() if first else "", last.isoformat() if last else ""]


def _file(name: str, headings: Iterable[str], rows: Sequence[Sequence[Written]]) -> HttpResponse:
    table = Table(name, (), [Column(heading) for heading in headings], rows)
    answer = HttpResponse(write_tables([table], "csv"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
