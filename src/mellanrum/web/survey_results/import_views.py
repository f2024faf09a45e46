"""What has been read in, taking it back, and the years from which series begin anew."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mellanrum.web.access.pages import forms_too
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_import_survey_results, check_can_read_survey_results
from mellanrum.web.survey_results.breaks_form import BreaksForm
from mellanrum.web.survey_results.services.asking import INDICATORS, own_of, questionnaire_in
from mellanrum.web.survey_results.services.breaks import broken, save_breaks
from mellanrum.web.survey_results.services.reported import every_one, one_of, put_back, take_back


@in_association(check_can_read_survey_results)
@require_GET
def imports(request: Request) -> HttpResponse:
    """List what has been read in."""
    return render(
        request,
        "survey_results/imports.html",
        {"imports": every_one(request.standing), "here": "results", "part": "imports"},
    )


@in_association(check_can_import_survey_results)
@forms_too
def undo(request: Request, pk: int) -> HttpResponse:
    """Ask, and take results back."""
    found = one_of(request.standing, pk)
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "survey_results/undo.html", {"found": found, "here": "results", "part": "imports"})
    if take_back(request.standing, pk):
        messages.success(request, _("The results no longer hold. You can put them back from the list."))
    return redirect("survey_results:imports", request.standing.association.slug)


@in_association(check_can_import_survey_results)
@require_POST
def redo(request: Request, pk: int) -> HttpResponse:
    """Put results back."""
    if one_of(request.standing, pk) is None:
        raise Http404
    if put_back(request.standing, pk):
        messages.success(request, _("The results hold again."))
    return redirect("survey_results:imports", request.standing.association.slug)


@in_association(check_can_import_survey_results)
@forms_too
def breaks(request: Request) -> HttpResponse:
    """Say from which year each reworded question's series begins anew."""
    standing = request.standing
    questionnaire = questionnaire_in(own_of(standing.association), INDICATORS, standing.day.year)
    if questionnaire is None:
        raise Http404
    form = BreaksForm(
        request.POST if request.method == "POST" else None, questionnaire=questionnaire, asked=broken(questionnaire)
    )
    if request.method == "POST" and form.is_valid():
        save_breaks(standing, INDICATORS, form.years())
        messages.success(request, _("The years are saved, and the series are told by them."))
        return redirect("survey_results:home", standing.association.slug)
    status = 422 if form.errors else 200
    return render(
        request, "survey_results/breaks.html", {"form": form, "here": "results", "part": "imports"}, status=status
    )
