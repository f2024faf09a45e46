"""The association's own sets of answers: which answers to a question it counts as one, and in which years."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.text import slugify

from mellanrum.surveys.measures import ANSWER, COUNT
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import ANSWER_RATE, COUNTS, MEAN
from mellanrum.surveys.results import GROUPINGS
from mellanrum.surveys.rules import AnswerSet
from mellanrum.web.access.rules import check_can_import_survey_results, check_can_read_survey_results
from mellanrum.web.access.standing import Standing
from mellanrum.web.survey_results.models import OwnSet
from mellanrum.web.tenancy.models import Association

_TAKEN = frozenset({*GROUPINGS, *COUNTS, ANSWER_RATE, MEAN, ANSWER, COUNT})
"""What other figures of a question are called."""
_LONGEST = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is said of a set: its name, which answers, from which year and to which (None: still)."""

    name: str
    answers: tuple[str, ...]
    first_year: int
    last_year: int | None = None


def sets_in(association: Association) -> tuple[OwnSet, ...]:
    """List an association's own sets of answers, question by question."""
    return tuple(OwnSet.objects.of(association).order_by("questionnaire", "question", "first_year", "key"))


def sets_of(standing: Standing) -> tuple[OwnSet, ...]:
    """List the sets for who reads results."""
    check_can_read_survey_results(standing)
    return sets_in(standing.association)


def set_of(standing: Standing, pk: int) -> OwnSet | None:
    """Return a set; None where there is none of that number."""
    return next((each for each in sets_of(standing) if each.pk == pk), None)


def save_set(standing: Standing, held: OwnSet | None, of: tuple[str, str], chosen: Chosen) -> OwnSet:
    """Save a set, a new one where none is given. `of` are the keys of its questionnaire and question: they stay."""
    check_can_import_survey_results(standing)
    with transaction.atomic():
        questionnaire, question = of
        made = held or OwnSet(
            association=standing.association,
            key=_free_key(chosen.name, sets_in(standing.association)),
            questionnaire=questionnaire,
            question=question,
        )
        made.name, made.answers = chosen.name, " ".join(chosen.answers)
        made.first_year, made.last_year = chosen.first_year, chosen.last_year
        made.save()
    return made


def remove_set(standing: Standing, held: OwnSet) -> None:
    """Remove a set; no answer is touched."""
    check_can_import_survey_results(standing)
    OwnSet.objects.of(standing.association).filter(pk=held.pk).delete()


def with_sets(questionnaire: Questionnaire, sets: Sequence[OwnSet], year: int) -> Questionnaire:
    """Return a questionnaire with the sets that hold in a year and whose answers its question has."""
    return replace(questionnaire, sets=(*questionnaire.sets, *_held(questionnaire, sets, year)))


def _held(questionnaire: Questionnaire, sets: Iterable[OwnSet], year: int) -> Iterable[AnswerSet]:
    for each in sets:
        if each.questionnaire != questionnaire.key or not each.first_year <= year <= (each.last_year or year):
            continue
        question = next((one for one in questionnaire.questions if one.key == each.question), None)
        answers = tuple(each.answers.split())
        if question is not None and set(answers) <= questionnaire.valid(question):
            yield AnswerSet(
                key=each.key, label=each.name, scale=question.scale, answers=answers, questions=(question.key,)
            )


def _free_key(name: str, sets: Iterable[OwnSet]) -> str:
    """Make a key of a name, one that no other set and no other figure of a question has."""
    taken = _TAKEN.union(each.key for each in sets)
    word = slugify(name).replace("-", "_")[:_LONGEST] or "set"
    key = word if word not in _TAKEN else f"{word}_set"
    number = 2
    while key in taken:
        key, number = f"{word}_{number}", number + 1
    return key
