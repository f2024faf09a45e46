"""Publishing: choose what, see what readers will see and why the rest is hidden, and say yes."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_publish
from mellanrum.web.parts.seen import ChangedMeanwhile
from mellanrum.web.publishing import drafts
from mellanrum.web.publishing.engine import CannotBePublished
from mellanrum.web.publishing.figures import to_choose_from
from mellanrum.web.publishing.models import Breadth, Draft, State
from mellanrum.web.publishing.periods import Publishable
from mellanrum.web.publishing.services import drafting
from mellanrum.web.publishing.services.published import latest_of, rounds_last
from mellanrum.web.publishing.steps import STEPS
from mellanrum.web.register.services.deciding import settings_on

FORM = "form-"
"""What the name of a field begins with that chooses the form of a table."""


@in_association(check_can_publish)
@require_GET
def choose(request: Request) -> HttpResponse:
    """Choose a year or a period."""
    standing = request.standing
    subjects = to_choose_from(standing.association, standing.day)
    last = latest_of(standing.association)
    draft = drafting.draft_of(standing.association)
    told = {
        "subjects": [{"subject": each, "last": last.get(each.key)} for each in subjects],
        "threshold": settings_on(standing.association, standing.day.year).threshold,
        "breadths": Breadth.choices,
        "rounds": rounds_last(standing.association),
        "draft": draft,
        "draft_subject": _name(draft.subject, subjects) if draft else "",
        "here": "publish",
    }
    return render(request, "publishing/choose.html", told)


@in_association(check_can_publish)
@require_POST
def begin(request: Request) -> HttpResponse:
    """Begin to make a draft, and show how it goes."""
    standing = request.standing
    subject = request.POST.get("subject", "")
    if subject not in {each.key for each in to_choose_from(standing.association, standing.day)}:
        messages.warning(
            request,
            _("Choose something that stands fast: a year or a period that has locked, or the surveys of a year."),
        )
        return redirect("publishing:choose", standing.association.slug)
    forms = {name.removeprefix(FORM): str(value) for name, value in request.POST.items() if name.startswith(FORM)}
    breadth = str(request.POST.get("breadth", ""))
    rounds = request.POST.get("rounds") == "1"
    drafting.begin(standing, subject, forms, breadth if breadth in Breadth else Breadth.MAIN, rounds=rounds)
    return redirect("publishing:draft", standing.association.slug)


@in_association(check_can_publish)
@never_cache
@require_GET
def draft(request: Request) -> HttpResponse:
    """Show the draft: how its making goes, or what would be published."""
    standing = request.standing
    found = drafting.draft_of(standing.association)
    if found is None:
        return redirect("publishing:choose", standing.association.slug)
    broken_off = drafting.is_broken_off(found)
    is_making = found.state == State.MAKING and not broken_off
    if request.htmx and is_making:
        return render(request, "publishing/progress.html", _progress(found))
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": request.path})
    subjects = to_choose_from(standing.association, standing.day)
    told = {"draft": found, "subject": _name(found.subject, subjects), "here": "publish"}
    if is_making:
        return render(request, "publishing/making.html", {**told, **_progress(found)})
    if found.state != State.DONE:
        return render(request, "publishing/failed.html", {**told, "broken_off": broken_off})
    return render(request, "publishing/draft.html", {**told, **drafts.told_of(standing, found)})


def _progress(draft: Draft) -> dict[str, object]:
    return {"draft": draft, "step": STEPS[draft.step], "steps": len(STEPS)}


def _name(key: str, subjects: Iterable[Publishable]) -> str:
    """Name what a draft is of; by its key where it may no longer be published."""
    return next((each.heading for each in subjects if each.key == key), key)


@in_association(check_can_publish)
@require_POST
def publish(request: Request) -> HttpResponse:
    """Publish the draft that was on the page."""
    standing = request.standing
    try:
        publication = drafting.publish_draft(standing, request.POST.get("seen", ""))
    except ChangedMeanwhile:
        messages.warning(
            request,
            _("Something has been changed since the draft was made. Nothing has been published: look once more."),
        )
        return redirect("publishing:draft", standing.association.slug)
    except CannotBePublished as reason:
        messages.error(request, str(reason))
        return redirect("publishing:draft", standing.association.slug)
    messages.success(
        request,
        _("Published as number %(number)s: %(what)s.")
        % {"what": publication.heading.lower(), "number": publication.number},
    )
    return redirect("publishing:one", standing.association.slug, publication.number)
