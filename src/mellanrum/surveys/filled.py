"""A filled form, for the moment it takes to count it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.sex import Sex


@dataclass(frozen=True, slots=True)
class FilledForm:
    """What one person answered: the key of an answer by question. A question that is left out, or "", is blank."""

    group: str
    sex: Sex
    answers: Mapping[str, str] = field(default_factory=dict)

    def was_asked(self, question: QuestionRule) -> bool:
        """Tell whether a question was asked: one behind a gate only of who gave the answer that opens it."""
        if question.only_after is None:
            return True
        gate, answer = question.only_after
        return self.answers.get(gate) == answer
