"""Results that others have collected: kept with their source, taken back, put back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from unicodedata import combining, normalize

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from mellanrum.surveys.importing.mapping import ResultsMapping, mapping_from_text, mapping_to_text
from mellanrum.surveys.reported import ReportedSurvey, reported_to_text
from mellanrum.web.access.rules import check_can_import_survey_results, check_can_read_survey_results
from mellanrum.web.access.standing import Standing
from mellanrum.web.survey_results.models import RememberedMapping, ReportedResults, Whose
from mellanrum.web.tenancy.models import Association

REPORTED = "reported_"
"""Before the key of a questionnaire: the key of what others report of it."""
_LONGEST_KEY = 60
_SPACED_DASH = re.compile(r"(?<=\s)[\N{EN DASH}\N{EM DASH}](?=\s)")


class HeldAlready(Exception):  # noqa: N818 - an answer to whoever asked
    """The same results have been read in, and hold."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """Results to keep: what they are, whose, the name of the file they stood in, and of the event they are of."""

    survey: ReportedSurvey
    whose: Whose
    file: str = ""
    event: str = ""


def reported_key(questionnaire: str, event: str = "") -> str:
    """Return the key of what is reported of a questionnaire, or of one of its events; names that read alike are one.

    Case, spaces, hyphens and accents are no difference, nor a dash between spaces, which is written for a hyphen; every
    other sign is, also one that no key can have.
    """
    if not event:
        return f"{REPORTED}{questionnaire}"
    event = _SPACED_DASH.sub("-", event)
    plain = normalize("NFKC", " ".join(event.casefold().split()))
    mark = blake2b(plain.encode(), digest_size=4).hexdigest()
    word = slugify(event).replace("-", "_")
    whole = f"{REPORTED}{questionnaire}__{word or mark}"
    if len(whole) <= _LONGEST_KEY and not (word and _is_cut(event)):
        return whole
    return f"{whole[: _LONGEST_KEY - len(mark) - 1]}_{mark}"


def _is_cut(name: str) -> bool:
    """Tell whether a name has signs that are not in its key."""
    plain = (sign for sign in normalize("NFKD", name) if not combining(sign))
    return any(not (sign.isascii() and (sign.isalnum() or sign in "_-")) and not sign.isspace() for sign in plain)


def keep(standing: Standing, arriving: Arriving, mapping: ResultsMapping | None = None) -> ReportedResults:
    """Keep results, and remember what the words of their file mean. HeldAlready where the same ones hold."""
    check_can_import_survey_results(standing)
    survey = arriving.survey
    facts = {"questionnaire": survey.questionnaire, "year": survey.year, "whose": arriving.whose}
    facts["event"] = arriving.event
    content = reported_to_text(survey)
    with transaction.atomic():
        association = Association.objects.select_for_update().get(pk=standing.association.pk)  # two clicks keep one
        if holding(association).filter(**facts, content=content).exists():
            raise HeldAlready
        made: ReportedResults = ReportedResults.objects.make(
            association,
            **facts,
            source=survey.source,
            file=arriving.file,
            content=content,
            on=standing.day,
            by=standing.user,
        )
        if mapping is not None:
            _remember(association, survey.questionnaire, mapping)
    return made


def holding(association: Association) -> QuerySet[ReportedResults]:
    """Return the results that hold, the newest first: it counts where two tell the same."""
    found: QuerySet[ReportedResults] = ReportedResults.objects.of(association).filter(taken_back=None)
    return found.order_by("-id")


def every_one(standing: Standing) -> tuple[ReportedResults, ...]:
    """List all that has been read in, the newest first, without its content."""
    check_can_read_survey_results(standing)
    found = ReportedResults.objects.of(standing.association).select_related("by").defer("content")
    return tuple(found.order_by("-id"))


def one_of(standing: Standing, pk: int) -> ReportedResults | None:
    """Return results that have been read in; None where there are none of that number."""
    check_can_read_survey_results(standing)
    found: ReportedResults | None = ReportedResults.objects.of(standing.association).filter(pk=pk).first()
    return found


def take_back(standing: Standing, pk: int) -> bool:
    """Let results no longer hold; False where they do not."""
    check_can_import_survey_results(standing)
    own = ReportedResults.objects.of(standing.association).filter(pk=pk, taken_back=None)
    return bool(own.update(taken_back=standing.day) == 1)


def put_back(standing: Standing, pk: int) -> bool:
    """Let results hold again; False where they do."""
    check_can_import_survey_results(standing)
    own = ReportedResults.objects.of(standing.association).filter(pk=pk).exclude(taken_back=None)
    return bool(own.update(taken_back=None) == 1)


def remembered(association: Association, questionnaire: str) -> ResultsMapping:
    """Return what the words of files have been said to mean."""
    found = RememberedMapping.objects.of(association).filter(questionnaire=questionnaire).first()
    return mapping_from_text(found.content) if found is not None else ResultsMapping()


def _remember(association: Association, questionnaire: str, mapping: ResultsMapping) -> None:
    known = remembered(association, questionnaire).with_more(mapping)
    RememberedMapping.objects.of(association).filter(questionnaire=questionnaire).delete()
    RememberedMapping.objects.make(association, questionnaire=questionnaire, content=mapping_to_text(known))


def sources(held: Iterable[ReportedResults]) -> tuple[str, ...]:
    """List where results come from, each once."""
    return tuple(dict.fromkeys(each.source for each in held))
