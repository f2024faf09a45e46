"""Withdrawing what has been published: readers are no longer shown it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_publish
from mellanrum.web.publishing.services.published import CannotBeWithdrawn, publication_of, withdraw


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"),
        help_text=gettext_lazy("It stands on the publication's page, for you who publish."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


@in_association(check_can_publish)
@require_http_methods(["GET", "POST"])
def take_back(request: Request, number: int) -> HttpResponse:
    """Ask for a reason, and withdraw."""
    standing = request.standing
    publication = publication_of(standing, number)
    if publication is None:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(standing, publication, form.cleaned_data["reason"])
        except CannotBeWithdrawn as reason:
            messages.warning(request, str(reason))
        else:
            messages.success(
                request,
                _("No longer shown to readers: %(what)s.") % {"what": publication.heading.lower()},
            )
        return redirect("publishing:one", standing.association.slug, publication.number)
    told = {"form": form, "publication": publication, "here": "published"}
    return render(request, "publishing/withdraw.html", told, status=422 if form.errors else 200)
