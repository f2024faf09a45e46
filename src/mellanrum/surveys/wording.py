"""The wording of a questionnaire, in one language: loaded by an association that has the right to it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated

from pydantic import Field

from mellanrum.findings import Finding, Phrase, Place, finding
from mellanrum.rules import Strict, parse, parse_json
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.rules import Key, QuestionRule

Sentence = Annotated[str, Field(min_length=1, max_length=2000)]


class Wording(Strict):
    """What stands on the page that is answered: by question, by answer of a scale ("frequency.never"), by group.

    `language` is a BCP 47 tag ("sv", "ar", "so"); `source` says by what right it is used. `introduction` and `thanks`
    stand before and after. What is not worded has the short label.
    """

    questionnaire: Key
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    source: Sentence
    introduction: Annotated[str, Field(max_length=4000)] = ""
    thanks: Annotated[str, Field(max_length=2000)] = ""
    questions: dict[Key, Sentence] = Field(default_factory=dict)
    answers: dict[str, Sentence] = Field(default_factory=dict)
    groups: dict[Key, Sentence] = Field(default_factory=dict)

    def question(self, question: QuestionRule) -> str | None:
        """Return how a question is asked; None where it has no wording."""
        return self.questions.get(question.key)

    def answer(self, question: QuestionRule, answer: str) -> str | None:
        """Return how an answer is written; None where it has no wording."""
        return self.answers.get(f"{question.scale}.{answer}")


def read_wording(data: bytes, file: str, questionnaire: Questionnaire) -> tuple[Wording | None, tuple[Finding, ...]]:
    """Read a wording from TOML. Returns it, or None and every fault; what is to be asked about comes beside it.

    Findings: rules.* of the file, those of `wording_findings`.
    """
    read, faults = parse(Wording, data, file)
    return (read, wording_findings(read, questionnaire, file)) if read else (None, faults)


def wording_from_text(text: str) -> Wording | None:
    """Read what `wording_to_text` wrote; None for anything else."""
    return parse_json(Wording, text, "")[0]


def wording_to_text(wording: Wording) -> str:
    """Write a wording as JSON."""
    return wording.model_dump_json()


def wording_findings(wording: Wording, questionnaire: Questionnaire, file: str = "") -> tuple[Finding, ...]:
    """Hold a wording against the questionnaire it is for.

    Findings, warnings: surveys.wording_of_other, surveys.wording_unknown (what it has not), surveys.wording_missing
    (a question that is left with its short label).
    """
    if wording.questionnaire != questionnaire.key:
        place = Place(file=file, key="questionnaire")
        return (finding("surveys.wording_of_other", place, given=wording.questionnaire, wanted=questionnaire.key),)
    known = {
        "questions": {each.key for each in questionnaire.questions},
        "answers": {f"{each.scale}.{key}" for each in questionnaire.questions for key in questionnaire.answers(each)},
        "groups": {each.key for each in questionnaire.groups},
    }
    worded = {"questions": wording.questions, "answers": wording.answers, "groups": wording.groups}
    return (*_unknown(worded, known, file), *_missing(wording, questionnaire.questions, file))


def _unknown(worded: Mapping[str, Mapping[str, str]], known: Mapping[str, set[str]], file: str) -> Iterator[Finding]:
    for kind, texts in worded.items():
        for key in texts:
            if key not in known[kind]:
                yield finding("surveys.wording_unknown", Place(file=file, key=f"{kind}.{key}"), key=key)


def _missing(wording: Wording, questions: Iterable[QuestionRule], file: str) -> Iterator[Finding]:
    for question in questions:
        if question.key not in wording.questions:
            place = Place(file=file, key=f"questions.{question.key}")
            yield finding("surveys.wording_missing", place, question=Phrase(question.label, {}))
