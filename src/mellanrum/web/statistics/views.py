"""The pages of statistics: of the association, and of each intervention."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import KEEPERS, can_fill_sheets, can_read_exact_counts, check_can_read_statistics
from mellanrum.web.publishing.periods import part_name
from mellanrum.web.statistics.choices import WHATS
from mellanrum.web.statistics.heading import facts_of
from mellanrum.web.statistics.opening import Desk, open_desk
from mellanrum.web.statistics.pages import groups_of
from mellanrum.web.statistics.telling.pieces import made


@in_association(check_can_read_statistics)
@never_cache
@require_GET
def home(request: Request) -> HttpResponse:
    """Show the statistics of the association, or of all that the reader counts in; to others what is published."""
    if not can_read_exact_counts(request.standing):
        return redirect("publishing:list", request.standing.association.slug)
    desk = open_desk(request.standing, request.GET)
    return render(request, "statistics/home.html", {**_page(desk), "empty": _without_interventions(desk)})


@in_association(check_can_read_statistics)
@never_cache
@require_GET
def intervention(request: Request, intervention: str) -> HttpResponse:
    """Show the statistics of an intervention."""
    desk = open_desk(request.standing, request.GET, intervention)
    return render(request, "statistics/intervention.html", _page(desk))


def _page(desk: Desk) -> dict[str, Any]:
    return {
        "desk": desk,
        "choice": desk.choice,
        "years": desk.years,
        "parts": [(number, part_name(desk.kind, number)) for number in range(1, desk.kind.in_year + 1)],
        "whats": WHATS.items(),
        "facts": facts_of(desk),
        "groups": tuple(made(groups_of(desk), desk)),
        "part_name": part_name(desk.kind, desk.choice.part) if desk.choice.part else "",
        "nothing": _nothing(desk),
        "has_esf": any(each.is_esf for each in desk.readable),
    }


def _without_interventions(desk: Desk) -> dict[str, str]:
    """Say how to begin, where there is no intervention that the reader may read of."""
    slug = desk.standing.association.slug
    if desk.standing.roles & set(KEEPERS):
        return {
            "heading": _("No interventions have been added yet"),
            "text": _("When an intervention has been added and counting has begun, its statistics stand here."),
            "url": reverse("interventions:home", args=[slug]),
            "link": _("To the interventions"),
        }
    return {
        "heading": _("You do not count in any intervention yet"),
        "text": _("The statistics of those you count in stand here. The manager decides who counts where."),
    }


def _nothing(desk: Desk) -> dict[str, str]:
    """Say what will be here, and how to begin counting."""
    told = {
        "heading": _("Nothing has been counted for %(year)s yet") % {"year": desk.choice.year},
        "text": _(
            "Totals stand here as soon as something has been counted. Tables of attributes come when there are at "
            "least %(threshold)s to tell of, or when the period locks."
        )
        % {"threshold": desk.threshold},
    }
    if can_fill_sheets(desk.standing):
        told |= {"url": reverse("register:home", args=[desk.standing.association.slug]), "link": _("Count")}
    return told
