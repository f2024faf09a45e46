from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mellanrum.books.sheets import Format, write_template
from mellanrum.books.sheets import Kind as Sheet
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_fetch_files, check_can_import_books
from mellanrum.web.economy.imports.comparing import compare
from mellanrum.web.economy.imports.forms import ConfirmForm, FilesForm
from mellanrum.web.economy.imports.history import history, imported_file
from mellanrum.web.economy.imports.importing import (
    Gone,
    Moved,
    Received,
    Same,
    Unanswered,
    Unreadable,
    cancel,
    confirm,
    forget_old,
    move_of,
    receive,
    set_columns,
    undo,
    upload_of,
    waiting,
)
from mellanrum.web.economy.imports.page import columns_form, comparison_shown, findings_shown, upload_page
from mellanrum.web.economy.models import ImportedFile, Kind, Upload
from mellanrum.web.economy.opening import years_with_books

CONFLICT, INVALID = 409, 422
TEMPLATES: dict[str, tuple[Sheet, Format]] = {
    "saldobalans.xlsx": ("trial_balance", "xlsx"),
    "saldobalans.csv": ("trial_balance", "csv"),
    "budget.xlsx": ("budget", "xlsx"),
    "budget.csv": ("budget", "csv"),
}


@in_association(check_can_import_books)
@require_http_methods(["GET", "POST"])
def import_files(request: Request) -> HttpResponse:
    """Take files in to be looked at; what waits already is listed."""
    if request.method != "POST":
        return _arrivals(request, FilesForm())
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _arrivals(request, form, status=INVALID)
    came = [receive(request.standing, file.name or "", file.read()) for file in form.cleaned_data["file"]]
    refused = [one for one in came if one.upload is None]
    kept = [one.upload for one in came if one.upload is not None]
    if refused:
        return _arrivals(request, FilesForm(), refused=refused, status=INVALID)
    return _go(request, "economy:upload", kept[0].pk) if len(kept) == 1 else _go(request, "economy:import")


def _arrivals(
    request: Request, form: FilesForm, refused: list[Received] | None = None, status: int = 200
) -> HttpResponse:
    standing = request.standing
    forget_old(standing.association, standing.day)
    shown = [(one.name, findings_shown(one.found)) for one in refused or []]
    waits = list(waiting(standing.association, standing.day))
    context = {"form": form, "refused": shown, "waiting": waits}
    return render(request, "economy/import.html", context, status=status)


def _go(request: Request, route: str, *args: object) -> HttpResponse:
    """Send the reader on; a script that sends the form is told where, and goes there itself."""
    url = reverse(route, args=[request.standing.association.slug, *args])
    return HttpResponse(status=204, headers={"HX-Redirect": url}) if request.htmx else redirect(url)


def _gone(request: Request, status: int = CONFLICT) -> HttpResponse:
    return render(request, "economy/import_gone.html", status=status)


@in_association(check_can_import_books)
@require_GET
def upload(request: Request, upload: int) -> HttpResponse:
    """Show what a file is, what is to be said of it, and what would change."""
    try:
        waits = upload_of(request.standing, upload)
    except Gone:
        return _gone(request, 404)
    return render(request, "economy/import_upload.html", upload_page(request.standing, waits))


@in_association(check_can_import_books)
@require_POST
def confirm_upload(request: Request, upload: int) -> HttpResponse:
    """Read a file in, if what holds is still what the reader saw and every question has its yes."""
    try:
        waits = upload_of(request.standing, upload)
        return _confirmed(request, waits)
    except Gone:
        return _gone(request)


def _confirmed(request: Request, waits: Upload) -> HttpResponse:
    context = upload_page(request.standing, waits)
    form = ConfirmForm(request.POST, **context["asking"])
    if not form.is_valid():
        return _again(request, context | {"form": form}, INVALID)
    adopt = form.cleaned_data.get("adopt", False)
    try:
        made = confirm(request.standing, waits.pk, form.cleaned_data["seen"], form.yes(), adopt=adopt)
    except Moved as moved:
        return _again(request, upload_page(request.standing, waits) | {"moved": moved.move, "was_late": True})
    except (Same, Unanswered, Unreadable):
        return _again(request, upload_page(request.standing, waits))
    messages.success(request, _READ_IN[Kind(made.kind)]() % {"name": made.name, "year": made.year})
    return _on_from(request, made, [row.account for row in context["comparison"].unmapped])


def _on_from(request: Request, made: ImportedFile, unmapped: list[str]) -> HttpResponse:
    """Go on to the next file that waits, else to the accounts of this one that are on no line."""
    association = request.standing.association
    if waiting(association, request.standing.day).exists():
        return _go(request, "economy:import")
    # The account map shows the accounts of the newest year.
    if not unmapped or made.year != max(years_with_books(association)):
        return _go(request, "economy:home")
    return _go(request, "economy:map_account", *unmapped) if len(unmapped) == 1 else _go(request, "economy:account_map")


_READ_IN = {
    Kind.BOOKS: lambda: _("%(name)s has been read in. The statements of %(year)s now rest on it."),
    Kind.BUDGET: lambda: _("%(name)s has been read in as the budget for %(year)s."),
}


def _again(request: Request, context: dict[str, Any], status: int = CONFLICT) -> HttpResponse:
    return render(request, "economy/import_upload.html", context, status=status)


@in_association(check_can_import_books)
@require_POST
def cancel_upload(request: Request, upload: int) -> HttpResponse:
    try:
        name = cancel(request.standing, upload)
    except Gone:
        return _gone(request)
    messages.success(
        request, _("%(name)s was not read in, and has been removed. Nothing has changed.") % {"name": name}
    )
    return _go(request, "economy:import")


@in_association(check_can_import_books)
@require_POST
def columns(request: Request, upload: int) -> HttpResponse:
    """Let a table that waits be read as the reader says."""
    try:
        waits = upload_of(request.standing, upload)
        form = columns_form(waits, request.POST)
        if form is None:
            raise Http404
        if not form.is_valid():
            return _again(request, upload_page(request.standing, waits) | {"columns_form": form}, INVALID)
        set_columns(request.standing, upload, Kind(form.cleaned_data["kind"]), form.wanted())
    except Gone:
        return _gone(request)
    return _go(request, "economy:upload", upload)


@in_association(check_can_import_books)
@require_GET
def template(request: Request, name: str) -> HttpResponse:  # noqa: ARG001 - every view takes its request
    """Hand out an empty table to fill in."""
    if name not in TEMPLATES:
        raise Http404
    return _attachment(write_template(*TEMPLATES[name]), name)


@in_association(check_can_fetch_files)
@require_GET
def files(request: Request) -> HttpResponse:
    """Show every file that has been read in, and which holds."""
    return render(request, "economy/import_files.html", {"histories": history(request.standing)})


@in_association(check_can_fetch_files)
@require_GET
def download(request: Request, file: int) -> HttpResponse:
    """Hand out a file exactly as it came."""
    try:
        found = imported_file(request.standing, file)
    except Gone:
        raise Http404 from None
    return _attachment(bytes(found.data), found.name)


def _attachment(data: bytes, name: str) -> HttpResponse:
    """Give a file to be saved: never shown as a page, and without any right if a browser should do so all the same."""
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@in_association(check_can_import_books)
@require_http_methods(["GET", "POST"])
def undo_move(request: Request, move: int) -> HttpResponse:
    """Ask whether the last move is to be taken back, with what changes; then do it."""
    try:
        if request.method == "POST":
            return _undone(request, move)
        found = move_of(request.standing.association, move)
    except Gone:
        raise Http404 from None
    except Moved as moved:
        return render(request, "economy/import_moved.html", {"move": moved.move}, status=CONFLICT)
    event = next((event for year in history(request.standing) for event in year.events if event.move.pk == move), None)
    if event is None or not event.is_last:
        return render(request, "economy/import_moved.html", {"move": found}, status=CONFLICT)
    comparison = compare(request.standing.association, found.before) if found.before is not None else None
    shown = comparison_shown(comparison) if comparison is not None else {}
    return render(request, "economy/import_undo.html", {"event": event, "move": found, **shown})


def _undone(request: Request, move: int) -> HttpResponse:
    taken = undo(request.standing, move)
    if taken.before is None:
        said = _("Taken back. No file holds for %(year)s now.") % {"year": taken.year}
    else:
        said = _("Done. %(name)s holds for %(year)s again.") % {"name": taken.before.name, "year": taken.year}
    messages.success(request, said)
    return _go(request, "economy:files")
