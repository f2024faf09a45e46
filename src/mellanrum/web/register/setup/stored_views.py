"""What is stored, for how long, and the exact file of what could be handed out."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mellanrum.books.sheets.table import Written
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import KEEPERS, Refused, check_can_see_what_is_stored
from mellanrum.web.access.standing import Standing
from mellanrum.web.register.services.deciding import all_settings, locking_of, scheme_on, settings_on
from mellanrum.web.register.services.kept import source_of, sources
from mellanrum.web.register.setup.storing import COLUMNS, csv_of, json_of, rows_to_hand_out, stored_of, tables_told

_KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


@in_association(check_can_see_what_is_stored)
@require_safe
def stored(request: Request) -> HttpResponse:
    association, day = request.standing.association, request.standing.day
    settings = settings_on(association, day.year)
    scheme = scheme_on(association, day)
    context = {
        "here": "stored",
        "stored": stored_of(association, day),
        "settings": settings,
        "decided": all_settings(association),
        "this_month_locks": locking_of(settings).of_month(day.year, day.month),
        "tables": tables_told(scheme),
        "can_fetch": _can_fetch(request.standing),
        "sections": [(source.KEY, source.section_of(association, day)) for source in sources()],
    }
    return render(request, "register/setup_stored.html", context)


@in_association(check_can_see_what_is_stored)
@require_safe
def stored_file(request: Request, form: str) -> HttpResponse:
    _check_file(request.standing, form)
    rows = rows_to_hand_out(request.standing.association, request.standing.day)
    return _file("uppfoljning", form, rows, COLUMNS)


@in_association(check_can_see_what_is_stored)
@require_safe
def source_file(request: Request, source: str, form: str) -> HttpResponse:
    """Hand out what another app keeps, exactly."""
    _check_file(request.standing, form)
    found = source_of(source)
    if found is None:
        raise Http404
    return _file(found.KEY, form, found.exact_rows(request.standing), found.COLUMNS)


def _can_fetch(standing: Standing) -> bool:
    """Tell whether the exact files are open: they are of every intervention and survey, so coordinators' are not."""
    return bool(standing.roles & set(KEEPERS))


def _check_file(standing: Standing, form: str) -> None:
    if form not in _KINDS:
        raise Http404
    if not _can_fetch(standing):
        raise Refused(
            _("The file has exact counts. What could be handed out is what has been published: you can fetch that."),
            KEEPERS,
            instead=(
                reverse("publishing:to_hand_out", args=[standing.association.slug, "csv"]),
                _("Fetch what has been published"),
            ),
        )


def _file(name: str, form: str, rows: Iterable[tuple[Written, ...]], columns: Sequence[str]) -> HttpResponse:
    data = (csv_of if form == "csv" else json_of)(rows, columns)
    answer = HttpResponse(data, content_type=_KINDS[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["Cache-Control"] = "no-store"
    return answer
