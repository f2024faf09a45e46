"""What was written in free text in surveys: apart from the counters, in a transaction of its own, in no order."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from django.db import transaction

from mellanrum.surveys.collected import from_text
from mellanrum.web.counters.cleaning import clean, patiently
from mellanrum.web.counters.models import SurveyCounters, SurveyTexts
from mellanrum.web.counters.router import DATABASE
from mellanrum.web.counters.store import Overtaken
from mellanrum.web.tenancy.models import Association

Make = Callable[[tuple["Text", ...]], Iterable["Text"]]


class TooLate(Exception):  # noqa: N818 - it is news, not an error of the program
    """The survey has been closed in between: what somebody wrote has not been kept."""


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """What somebody wrote, and whether it may be read by others than who has judged it."""

    text: str = field(repr=False)
    is_published: bool = False

    @property
    def name(self) -> str:
        """What a page calls it."""
        return sha256(self.text.encode()).hexdigest()[:16]


def texts_of(association: Association, survey: str) -> tuple[Text, ...]:
    """Return what was written in a survey (its key), in order of the alphabet."""
    row = SurveyTexts.objects.of(association).filter(survey=survey).first()
    return _read(row.content) if row else ()


def all_texts(association: Association) -> Mapping[str, tuple[Text, ...]]:
    """Return what was written in every survey, by its key, in one question."""
    return {row.survey: _read(row.content) for row in SurveyTexts.objects.of(association).order_by("survey")}


def add_text(association: Association, survey: str, text: str) -> None:
    """Keep what somebody has written. TooLate where the survey is closed: a text more would be the last answerer's."""
    patiently(partial(_added, association, survey, text))


def forget_texts(association: Association, survey: str) -> None:
    """Take away all that was written in a survey: so few answered that nobody may read it."""
    patiently(partial(_removed, association, survey))


def change_texts(association: Association, survey: str, make: Make) -> None:
    """Replace what was written by what `make` makes of it, all of it in one row that is written anew."""
    patiently(partial(_changed, association, survey, make))


def _added(association: Association, survey: str, text: str) -> None:
    with transaction.atomic(using=DATABASE):
        held = SurveyCounters.objects.of(association).filter(survey=survey).select_for_update().first()
        if held is not None and not from_text(held.content).is_open:
            raise TooLate
        _changed(association, survey, lambda texts: (*texts, Text(text)))


def _changed(association: Association, survey: str, make: Make) -> None:
    with transaction.atomic(using=DATABASE):
        transaction.on_commit(clean, using=DATABASE)
        own = SurveyTexts.objects.of(association).filter(survey=survey)
        row = own.select_for_update().first()
        if row is None:
            SurveyTexts.objects.of(association).get_or_create(association=association, survey=survey)
            row = own.select_for_update().get()
        if own.filter(content=row.content).update(content=_written(make(_read(row.content)))) != 1:
            raise Overtaken


def _removed(association: Association, survey: str) -> None:
    with transaction.atomic(using=DATABASE):
        transaction.on_commit(clean, using=DATABASE)
        SurveyTexts.objects.of(association).filter(survey=survey).delete()


def _read(content: str) -> tuple[Text, ...]:
    return tuple(Text(text, is_published) for text, is_published in json.loads(content))


def _written(texts: Iterable[Text]) -> str:
    return json.dumps([[each.text, each.is_published] for each in sorted(texts)], ensure_ascii=False)
