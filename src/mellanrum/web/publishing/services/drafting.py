"""Making a draft: what would be published, step by step, so that whoever waits sees what is being done."""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from threading import BoundedSemaphore

from django.db import transaction
from django.utils import timezone, translation

from mellanrum.web.access.rules import check_can_publish
from mellanrum.web.access.standing import Standing
from mellanrum.web.parts.seen import ChangedMeanwhile
from mellanrum.web.parts.threads import in_a_thread
from mellanrum.web.publishing import steps
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.engine import CannotBePublished, Made, Wish, chosen
from mellanrum.web.publishing.figures import Figures, figures_of
from mellanrum.web.publishing.models import Breadth, Draft, Publication, State
from mellanrum.web.publishing.options import options_of
from mellanrum.web.publishing.services.publishing import Preview, preview, release
from mellanrum.web.tenancy.models import Association

log = logging.getLogger(__name__)

SILENCE = timedelta(minutes=5)
"""A draft that is being made and not heard of for so long was broken off: finding what to hide may take a while."""
_TURNS = BoundedSemaphore(1)
"""The solver uses what a machine has: more drafts at a time in a process would only make each other wait."""


def draft_of(association: Association) -> Draft | None:
    """Return the association's draft, without its proof."""
    found: Draft | None = Draft.objects.of(association).select_related("by").defer("proof").first()
    return found


def is_broken_off(draft: Draft) -> bool:
    """Tell whether a draft that says it is being made no longer is."""
    return draft.state == State.MAKING and draft.beat < timezone.now() - SILENCE


def begin(
    standing: Standing, subject: str, forms: Mapping[str, str], breadth: str = Breadth.MAIN, *, rounds: bool = False
) -> Draft:
    """Begin to make a draft, in place of the one there is; one that is being made of the same is let go on.

    The work goes on in a thread, and what it has come to is read from the draft.
    """
    check_can_publish(standing)
    association = standing.association
    asked = {"subject": subject, "forms": dict(forms), "breadth": breadth, "rounds": rounds}
    with transaction.atomic():
        Association.objects.select_for_update().get(pk=association.pk)  # two clicks make one draft
        found = draft_of(association)
        if found and found.state == State.MAKING and not is_broken_off(found) and _asks(found) == asked:
            return found
        Draft.objects.of(association).delete()
        draft: Draft = Draft.objects.make(association, beat=timezone.now(), by=standing.user, on=standing.day, **asked)
    _start(lambda: work(standing, draft.pk))
    return draft


def _asks(draft: Draft) -> dict[str, object]:
    return {"subject": draft.subject, "forms": draft.forms, "breadth": draft.breadth, "rounds": draft.rounds}


_start = partial(in_a_thread, name="make-draft")


def work(standing: Standing, pk: int) -> None:
    """Make a draft that has been begun, and say on it how that went. Never raises: nobody would hear."""
    own = Draft.objects.of(standing.association).filter(pk=pk)
    try:
        with _TURNS, translation.override("sv"):
            draft = own.first()
            if draft is not None:  # else another has taken its place
                _make(standing, draft, lambda step: own.update(step=step, beat=timezone.now()))
    except CannotBePublished as reason:
        own.update(state=State.FAILED, problem=str(reason), beat=timezone.now())
    except Exception:
        log.exception("a draft could not be made")
        own.update(state=State.FAILED, problem="", beat=timezone.now())


def _make(standing: Standing, draft: Draft, tell: Callable[[int], object]) -> None:
    tell(steps.READING)
    figures = figures_of(standing.association, standing.day, draft.subject, draft.breadth)
    if figures is None:
        raise CannotBePublished(translation.gettext("There is nothing that has locked of that time."))
    tell(steps.HIDING)
    wish = Wish(chosen(figures.tables, draft.forms), draft.rounds)
    seen = preview(standing, figures.subject, figures.tables, wish, figures.derived)
    tell(steps.FORMS)
    found = options_of(figures.tables, view_of(seen.made.document))
    tell(steps.SAVING)
    Draft.objects.of(standing.association).filter(pk=draft.pk).update(
        state=State.DONE,
        document=seen.made.document,
        proof=seen.made.proof,
        figures=seen.figures,
        after=seen.after,
        options=found,
        warnings=seen.made.warnings,
        beat=timezone.now(),
    )


def is_stale(draft: Draft, figures: Figures, after: int) -> bool:
    """Tell whether the numbers are others than those the draft is of, or something has been published since."""
    return draft.figures != figures.digest or draft.after != after


def publish_draft(standing: Standing, token: str) -> Publication:
    """Publish the draft that somebody has seen; `token` is its document's.

    ChangedMeanwhile where there is another draft by now, or it is no longer what would be published.
    """
    check_can_publish(standing)
    draft = Draft.objects.of(standing.association).filter(state=State.DONE).first()
    if draft is None or token_of_draft(draft) != token:
        raise ChangedMeanwhile
    figures = figures_of(standing.association, standing.day, draft.subject, draft.breadth)
    if figures is None:
        raise ChangedMeanwhile
    made = Made(draft.document, draft.proof)
    seen = Preview(figures.subject, made, draft.figures, draft.after)
    publication = release(standing, seen, figures.tables, figures.derived)
    Draft.objects.of(standing.association).filter(pk=draft.pk).delete()
    return publication


def token_of_draft(draft: Draft) -> str:
    """Name a draft by what it would publish and of what."""
    return f"{draft.pk}-{draft.figures[:16]}"
