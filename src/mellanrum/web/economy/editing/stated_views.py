"""Figures of earlier years: the table, a form for each year, and the file of the command line."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mellanrum.findings import Finding
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import can_edit_economy, check_can_edit_economy, check_can_read_statements
from mellanrum.web.economy.editing.map_flow import posted
from mellanrum.web.economy.editing.map_views import url
from mellanrum.web.economy.editing.stated_forms import DocumentForm, StatedFileForm, YearForm
from mellanrum.web.economy.editing.stated_paste import PasteForm
from mellanrum.web.economy.editing.stated_table import document_of, stated_table
from mellanrum.web.economy.seen import ChangedMeanwhile
from mellanrum.web.economy.services.stating import (
    Document,
    can_be_kept,
    delete_year,
    read_documents,
    rows_stated,
    save_document,
    save_documents,
    year_token,
)

NEW = "+"


@in_association(check_can_read_statements)
@require_safe
def table(request: Request) -> HttpResponse:
    return _table(request, StatedFileForm())


def _table(
    request: Request, form: StatedFileForm, found: tuple[Finding, ...] = (), pasted: PasteForm | None = None
) -> HttpResponse:
    context = {
        "paste_form": pasted or PasteForm(today=request.standing.day.year, prefix="pasted"),
        "table": stated_table(request.standing.association, request.standing.day.year),
        "form": form,
        "year_form": YearForm(),
        "found": found,
        "can_edit": can_edit_economy(request.standing),
    }
    return render(request, "economy/earlier_table.html", context)


@in_association(check_can_edit_economy)
@require_safe
def other_year(request: Request) -> HttpResponse:
    form = YearForm(request.GET)
    if form.is_valid() and form.cleaned_data["year"] <= request.standing.day.year:
        return redirect(url(request, "earlier_year", form.cleaned_data["year"]))
    messages.error(request, _("Write a year from 1994 that has begun."))
    return redirect(url(request, "reported"))


@in_association(check_can_edit_economy)
def year(request: Request, year: int) -> HttpResponse:
    association = request.standing.association
    if not 1994 <= year <= request.standing.day.year:
        raise Http404
    source = request.POST.get("replaced", request.GET.get("dokument", ""))
    document, others = document_of(association, year, source)
    form = DocumentForm(
        posted(request),
        year=year,
        more=tuple(document.values) if document else (),
        initial=_initial(document),
    )
    if request.method == "POST" and form.is_valid() and _saved(request, form, document):
        return redirect(url(request, "reported"))
    context = {
        "of_year": year,
        "document": document,
        "others": others,
        "form": form,
        "figures": [form[key] for key in form.keys],
        "seen": year_token(association, year),
        "new": NEW,
    }
    return render(request, "economy/earlier_year.html", context)


def _initial(document: Document | None) -> dict[str, object]:
    if document is None:
        return {}
    return {"source": document.source, "page": document.page, "step": str(document.step), **document.values}


def _saved(request: Request, form: DocumentForm, document: Document | None) -> bool:
    try:
        replaced = document.source if document else ""
        save_document(request.standing, form.document(), replaced, request.POST.get("seen", ""))
    except ChangedMeanwhile:
        form.add_error(
            None,
            _(
                "Somebody else saved figures of this year meanwhile. Nothing of yours has been saved: what you typed "
                "stands here. Load the page again to see theirs, or save once more to put yours in their place."
            ),
        )
        return False
    messages.success(request, _("The figures of %(year)d are saved.") % {"year": form.year})
    return True


@in_association(check_can_edit_economy)
def remove(request: Request, year: int) -> HttpResponse:
    association = request.standing.association
    rows = rows_stated(association, year)
    if request.method != "POST":
        if not rows:
            raise Http404
        context = {"of_year": year, "rows": rows, "seen": year_token(association, year)}
        return render(request, "economy/earlier_remove.html", context)
    try:
        count = delete_year(request.standing, year, request.POST.get("seen", ""))
    except ChangedMeanwhile:
        told = _("Somebody changed the figures of %(year)d meanwhile. Nothing has been removed.")
        messages.error(request, told % {"year": year})
    else:
        told = _("The figures of %(year)d are removed (%(count)d).")
        messages.success(request, told % {"year": year, "count": count})
    return redirect(url(request, "reported"))


@in_association(check_can_edit_economy)
@require_POST
def read(request: Request) -> HttpResponse:
    form = StatedFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _table(request, form)
    file = form.cleaned_data["file"]
    documents, found = read_documents(file.read(), file.name)
    if not documents:
        if not found:
            form.add_error("file", _("The file states no figures."))
        return _table(request, form, found)
    if too_long := next((document for document in documents if not can_be_kept(document)), None):
        wrong = _("“%(source)s” cannot be kept: the name of a document is at most 200 characters, a page at most 9999.")
        form.add_error("file", wrong % {"source": too_long.source[:60]})
        return _table(request, form)
    save_documents(request.standing, documents)
    told = _("Figures of %(years)s are read in from %(name)s.")
    years = ", ".join(str(year) for year in sorted({document.year for document in documents}, reverse=True))
    messages.success(request, told % {"years": years, "name": file.name})
    return redirect(url(request, "reported"))


@in_association(check_can_edit_economy)
@require_POST
def paste(request: Request) -> HttpResponse:
    form = PasteForm(request.POST, today=request.standing.day.year, prefix="pasted")
    if not form.is_valid():
        return _table(request, StatedFileForm(), pasted=form)
    save_documents(request.standing, form.documents)
    years = ", ".join(str(document.year) for document in form.documents)
    messages.success(request, _("Figures of %(years)s are saved.") % {"years": years})
    return redirect(url(request, "reported"))
