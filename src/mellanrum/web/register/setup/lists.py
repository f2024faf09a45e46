"""The lists of answers as a page shows them: shipped answers and the association's own, those it hides among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mellanrum.rules import in_force, shipped
from mellanrum.tallies.rules import Answer, Question, Rules
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.models import OwnAnswer
from mellanrum.web.tenancy.models import Association


@dataclass(frozen=True, slots=True)
class Line:
    """An answer: `row` is what the association has decided about it, None where it is shipped and used as it is."""

    key: str
    label: str
    groups: tuple[str, ...]
    row: OwnAnswer | None
    day: date

    @property
    def is_own(self) -> bool:
        """Whether the association has added it."""
        return self.row is not None and not self.row.is_hidden

    @property
    def is_hidden(self) -> bool:
        """Whether forms leave it out, now or from a day to come."""
        return (
            self.row is not None and self.row.is_hidden and (self.row.last_day is None or self.day <= self.row.last_day)
        )

    @property
    def has_ended(self) -> bool:
        """Whether it is an answer of the association's own that is given no more."""
        return self.is_own and self.row is not None and self.row.last_day is not None and self.row.last_day < self.day


@dataclass(frozen=True, slots=True)
class Listed:
    """A question with its list of answers."""

    question: Question
    lines: tuple[Line, ...]


def questions_on(day: date) -> Mapping[str, Question]:
    """Return every shipped question that is asked on a day, or follows from one, by key."""
    return {question.key: question for question in in_force(shipped(Rules, "tallies").questions, day)}


def may_change(question: Question) -> bool:
    """Tell whether an association may add to a list and hide from it: answers that are not its own facts anyhow."""
    return question.kind in {"one", "several"} and not question.own


def lists_of(association: Association, day: date) -> tuple[Listed, ...]:
    """List the questions whose answers may be changed, with their answers."""
    rows = list(OwnAnswer.objects.of(association).order_by("pk"))
    questions = questions_on(day)
    return tuple(
        Listed(question, tuple(_lines(question, [row for row in rows if row.question == question.key], questions, day)))
        for question in questions.values()
        if may_change(question)
    )


def groups_of(question: str, questions: Iterable[Question]) -> tuple[Question, ...]:
    """List the questions that an answer's broader answers belong to."""
    return tuple(each for each in questions if each.kind == "group" and each.of == question)


def _lines(question: Question, rows: list[OwnAnswer], questions: Mapping[str, Question], day: date) -> Iterable[Line]:
    broad = groups_of(question.key, questions.values())
    decided = {row.key: row for row in rows}
    for answer in question.answers:
        yield Line(answer.key, say(answer.label), _broad(answer, broad), decided.get(answer.key), day)
    for row in rows:
        if not row.is_hidden:
            answer = Answer(key=row.key, label=row.label, groups=tuple(row.groups.split()))
            yield Line(row.key, row.label, _broad(answer, broad), row, day)


def _broad(answer: Answer, broad: Iterable[Question]) -> tuple[str, ...]:
    """Return the labels of the broader answers an answer belongs to: the first of each question, as it is counted."""
    first = (next((each for each in question.answers if each.key in answer.groups), None) for question in broad)
    return tuple(say(each.label) for each in first if each is not None)
