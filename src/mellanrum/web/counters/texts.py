"""What was written in free text in surveys: apart from the counters, in a transaction of its own, in no order."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from django.db import transaction

from mellanrum.web.counters.cleaning import clean, patiently
from mellanrum.web.counters.models import SurveyTexts
from mellanrum.web.counters.router import DATABASE
from mellanrum.web.counters.store import Overtaken
from mellanrum.web.tenancy.models import Association

Make = Callable[[tuple["Text", ...]], Iterable["Text"]]


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


def add_text(association: Association, survey: str, text: str) -> None:
    """Keep what somebody has written."""
    change_texts(association, survey, lambda texts: (*texts, Text(text)))


def change_texts(association: Association, survey: str, make: Make) -> None:
    """Replace what was written by what `make` makes of it, all of it in one row that is written anew."""
    patiently(partial(_changed, association, survey, make))


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


def _read(content: str) -> tuple[Text, ...]:
    return tuple(Text(text, is_published) for text, is_published in json.loads(content))


def _written(texts: Iterable[Text]) -> str:
    return json.dumps([[each.text, each.is_published] for each in sorted(texts)], ensure_ascii=False)
