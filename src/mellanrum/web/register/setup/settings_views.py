"""How an association counts, from a year on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.register.models import Settings
from mellanrum.web.register.services.deciding import all_settings, settings_on
from mellanrum.web.register.services.declaring import first_free_year, save_settings
from mellanrum.web.register.setup.expected import expected_of
from mellanrum.web.register.setup.pages import FormPage, done, form_page
from mellanrum.web.register.setup.settings_forms import SettingsForm

_PAGE = FormPage(gettext_lazy("Decide anew"), gettext_lazy("Decide"), "register:settings")


@in_association(check_can_set_up_follow_up)
@require_safe
def settings(request: Request) -> HttpResponse:
    association, day = request.standing.association, request.standing.day
    now = settings_on(association, day.year)
    context = {
        "here": "setup",
        "now": now,
        "later": [row for row in all_settings(association) if row.from_year > day.year],
        "earlier": [row for row in all_settings(association) if row.from_year < now.from_year],
        "is_usual": now.pk is None,
        "first_year": max(first_free_year(association, day), day.year),
        "year": day.year,
    }
    return render(request, "register/setup_settings.html", context)


@in_association(check_can_set_up_follow_up)
def change_settings(request: Request) -> HttpResponse:
    association, day = request.standing.association, request.standing.day
    first = first_free_year(association, day)
    wanted = max(first, day.year)
    held = settings_on(association, wanted)
    row = Settings(association=association, **{name: getattr(held, name) for name in SettingsForm.Meta.fields})
    row.from_year = wanted
    expected = expected_of(association, day)
    form = SettingsForm(request.POST or None, instance=row, first_year=first, today=day.year, expected=expected)
    if request.method == "POST" and form.is_valid():
        save_settings(request.standing, row)
        return done(request, _("This holds from %(year)s.") % {"year": row.from_year}, "register:settings")
    return form_page(request, form, _PAGE)
