"""Those ongoing, carried over from the intervention before to the one that took over."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mellanrum.web.access.pages import found
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.counters.store import Overtaken
from mellanrum.web.interventions.models import Succession
from mellanrum.web.interventions.services.listing import intervention_of, name_on
from mellanrum.web.interventions.services.succession import succession_of
from mellanrum.web.register.services.carrying_over import AlreadyMoved, NothingToMove, Offer, carry_over, offers
from mellanrum.web.register.setup.opening_forms import SEXES
from mellanrum.web.register.setup.pages import intervention_at


class CarryForm(forms.Form):
    """The month it is done in."""

    month = forms.TypedChoiceField(coerce=date.fromisoformat, widget=forms.RadioSelect)

    def __init__(self, *args: object, offered: tuple[Offer, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what Django's own takes
        field = self.fields["month"]
        field.label = _("In which month?")
        choices = [(offer.month.isoformat(), date_format(offer.month, "F Y")) for offer in offered]
        field.choices = choices  # type: ignore[attr-defined]  # a choice field has them
        field.initial = choices[0][0] if choices else None


@in_association(check_can_set_up_follow_up)
def carry(request: Request, intervention: str, succession: int) -> HttpResponse:
    association, day = request.standing.association, request.standing.day
    after = intervention_at(request, intervention)
    row = found(succession_of(association, after, succession))
    before = intervention_of(association, row.before.slug)
    if before is None:
        raise Http404
    offered = () if row.stock_moved else offers(request.standing, row)
    form = CarryForm(request.POST or None, offered=offered)
    if request.method == "POST" and form.is_valid():
        if _is_carried(request, row, form.cleaned_data["month"]):
            return redirect("register:setup", association.slug)
        form.add_error(None, _("Something was counted meanwhile. Nothing has been moved: look once more."))
        offered = offers(request.standing, row)
    context = {
        "here": "setup",
        "form": form,
        "succession": row,
        "before": name_on(before, row.on),
        "after": name_on(after, day),
        "offers": [(offer, [(SEXES[sex], number) for sex, number in offer.numbers.items()]) for offer in offered],
    }
    return render(request, "register/setup_carry.html", context, status=_status(form))


def _status(form: forms.Form) -> int:
    if form.non_field_errors():
        return 409
    return 422 if form.errors else 200


def _is_carried(request: Request, succession: Succession, month: date) -> bool:
    """Carry over, and tell; False where somebody has counted meanwhile, so that nothing has been moved."""
    try:
        number = carry_over(request.standing, succession, month)
    except AlreadyMoved:
        messages.warning(request, _("They have been carried over already. Nothing has been moved now."))
    except (NothingToMove, Overtaken):
        return False
    else:
        said = ngettext("%(number)d is carried over.", "%(number)d are carried over.", number)
        messages.success(request, said % {"number": number})
    return True
