from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from mellanrum.web.access.pages import found
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_edit_association, check_can_see_association
from mellanrum.web.access.standing import Standing
from mellanrum.web.association.forms.look import HeadingForm, LogoForm
from mellanrum.web.association.services import look
from mellanrum.web.association.views.pages import FormPage, done, form_page

_PAGE = "association:look"
_LOGO = FormPage(gettext_lazy("Logotype"), gettext_lazy("Save the logotype"), _PAGE)


@in_association(check_can_see_association)
def report_look(request: Request) -> HttpResponse:
    association, day = request.standing.association, request.standing.day
    context = {
        "here": "look",
        "sections": look.sections_of(association, day),
        "is_own": look.has_own_outline(association),
        "logo": look.report_logo(association),
    }
    return render(request, "association/look.html", context)


@in_association(check_can_edit_association)
def edit_logo(request: Request) -> HttpResponse:
    logo = look.report_logo(request.standing.association)
    form = LogoForm(
        request.POST or None,
        request.FILES or None,
        has_logo=logo is not None,
        initial={"alt": logo.alt if logo else ""},
    )
    if request.method == "POST" and form.is_valid():
        look.save_logo(request.standing, form.cleaned_data["alt"], form.content)
        return done(request, _PAGE, _("The logotype has been saved. It is in the next report that is made."))
    return form_page(request, form, _LOGO, here="look")


@in_association(check_can_edit_association)
def remove_logo(request: Request) -> HttpResponse:
    if request.method == "POST":
        look.remove_logo(request.standing)
        return done(request, _PAGE, _("The logotype has been removed."))
    return render(request, "association/remove_logo.html", {"here": "look"})


@in_association(check_can_see_association)
@require_GET
def logo_picture(request: Request) -> HttpResponse:
    """Serve the logo so that it is nothing but a picture, whatever it holds."""
    logo = found(look.report_logo(request.standing.association))
    answer = HttpResponse(logo.content, content_type=logo.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    answer["Content-Disposition"] = "inline; filename=logo"
    answer["Cache-Control"] = "private, no-cache"
    return answer


@in_association(check_can_edit_association)
@require_POST
def arrange(request: Request) -> HttpResponse:
    """Do what the button that was pressed says: one of up, down, leave_out, take_in, with the section as its value."""
    doing = found(next((name for name in _ARRANGING if name in request.POST), None))
    rows = look.sections_of(request.standing.association, request.standing.day)
    key = found(next((row.key for row in rows if row.key == request.POST[doing]), None))
    _ARRANGING[doing](request.standing, key)
    return done(request, _PAGE, _("The order of the sections has been saved."), f"section-{key}")


_ARRANGING: dict[str, Callable[[Standing, str], None]] = {
    "up": lambda standing, key: look.move_section(standing, key, -1),
    "down": lambda standing, key: look.move_section(standing, key, 1),
    "leave_out": lambda standing, key: look.put_section(standing, key, is_in=False),
    "take_in": lambda standing, key: look.put_section(standing, key, is_in=True),
}


@in_association(check_can_edit_association)
def rename(request: Request, section: str) -> HttpResponse:
    rows = look.sections_of(request.standing.association, request.standing.day)
    row = found(next((row for row in rows if row.key == section), None))
    form = HeadingForm(request.POST or None, initial={"heading": row.shown})
    if request.method == "POST" and form.is_valid():
        look.rename_section(request.standing, section, form.cleaned_data["heading"])
        return done(request, _PAGE, _("The heading has been saved."), f"section-{section}")
    page = FormPage(
        _("Another heading for %(heading)s") % {"heading": row.usual}, _("Save the heading"), _PAGE, row.reference
    )
    return form_page(request, form, page, here="look")


@in_association(check_can_edit_association)
def as_usual(request: Request) -> HttpResponse:
    if request.method == "POST":
        look.as_usual(request.standing)
        return done(request, _PAGE, _("The sections stand in the usual order, under the usual headings."))
    return render(request, "association/as_usual.html", {"here": "look"})
