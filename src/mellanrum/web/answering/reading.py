"""What was written in free text: read when the survey is closed by one who may, who publishes it or takes it away."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext as _

from mellanrum.surveys.collected import Collected
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import (
    can_read_survey_results,
    check_can_read_statistics,
    check_can_read_survey_results,
)
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters.surveys import all_collected, collected_of
from mellanrum.web.counters.texts import Text, all_texts, change_texts, texts_of
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services.listing import questionnaire_of
from mellanrum.web.tenancy.models import Association

Done = Literal["publish", "hide", "remove"]


def written_in(standing: Standing, survey: Survey) -> tuple[Text, ...]:
    """Return all that was written in a survey that is closed, in order of the alphabet; nothing of few people."""
    check_can_read_survey_results(standing)
    return texts_of(standing.association, survey.key) if has_enough(survey) else ()


def published_in(standing: Standing, survey: Survey) -> tuple[Text, ...]:
    """Return what has been published of it, for those who read statistics."""
    check_can_read_statistics(standing)
    if not has_enough(survey):
        return ()
    return tuple(each for each in texts_of(standing.association, survey.key) if each.is_published)


def decide(standing: Standing, survey: Survey, name: str, done: Done) -> None:
    """Publish a text (by its name), take it back from those who read what is published, or take it away for good.

    Impossible where it is not there any more, and while the survey is open: nobody reads it then.
    """
    check_can_read_survey_results(standing)
    if not has_enough(survey):
        raise Impossible(_("What was written is not read while the survey is open, nor when few have answered."))

    def make(texts: tuple[Text, ...]) -> tuple[Text, ...]:
        if all(each.name != name for each in texts):
            raise Impossible(_("The text has been taken away meanwhile."))
        if done == "remove":
            return tuple(each for each in texts if each.name != name)
        decided = done == "publish"  # of each that reads the same: several may have written it
        return tuple(replace(each, is_published=decided) if each.name == name else each for each in texts)

    change_texts(standing.association, survey.key, make)


@dataclass(frozen=True, slots=True)
class Written:
    """A survey with free text as a list tells of it: how many texts others may read, and how many nobody judged."""

    survey: Survey
    published: int
    to_read: int


def surveys_to_read(standing: Standing) -> tuple[Written, ...]:
    """List the closed surveys that have free text, the newest first.

    To those who judge what is written, all that asked for it; to others, those of which something has been published.
    """
    check_can_read_statistics(standing)
    judges = can_read_survey_results(standing)
    found = []
    for survey, written in readable_texts(standing.association):
        published = sum(each.is_published for each in written)
        if published or (judges and (written or questionnaire_of(survey).free_text)):
            found.append(Written(survey, published, len(written) - published if judges else 0))
    return tuple(found)


def readable_texts(association: Association) -> Iterator[tuple[Survey, tuple[Text, ...]]]:
    """Return every closed survey, the newest first, with what was written in it; of few people nothing."""
    texts, collected = all_texts(association), all_collected(association)
    for survey in Survey.objects.of(association).exclude(closed_on=None).order_by("-closes", "label"):
        yield survey, texts.get(survey.key, ()) if _is_enough(collected.get(survey.key)) else ()


def has_enough(survey: Survey) -> bool:
    """Tell whether a survey is closed, and was handed in by so many that what they wrote can be read."""
    return _is_enough(collected_of(survey.association, survey.key))


def _is_enough(collected: Collected | None) -> bool:
    if collected is None or collected.threshold is None:
        return False
    return collected.handed_in() >= collected.threshold
