"""What the words of a file mean: headings → what a column holds, texts → group, question, sex, answer.

What has been said once is remembered by the words that stand in the file, not by where they stand.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mellanrum.findings import words
from mellanrum.findings.sheet import normal
from mellanrum.surveys.importing.found import Cell, FoundTable
from mellanrum.surveys.importing.vocabulary import (
    ANSWER,
    GROUP,
    INDICATOR,
    MEANINGS,
    PLACES,
    QUESTION,
    SEX,
    SKIP,
    group_of,
    meaning_of,
    sex_of,
)
from mellanrum.surveys.questionnaires import Questionnaire, answer_label
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.sex import Sex

_MOST, _LONGEST = 2_000, 400
_LEADING = re.compile(r"([a-zåäö]{1,3})?\s?\.?\s?(\d{1,3})(?:[.:)\s-].*)?")
_FIELDS = ("columns", "groups", "questions", "sexes", "answers")
ALL = "all"
"""What a text means in `sexes` that stands for everybody."""


@dataclass(frozen=True, slots=True)
class ResultsMapping:
    """What words mean, each as `normal` writes it.

    `columns`: heading → a meaning of MEANINGS, perhaps with "@" and a sex. `groups`: text, title or name of a sheet →
    group, for rows that name none of their own too. `questions`: text → key, for which group ("ended/…") or for any.
    `sexes`: text → woman, man, other or all. `answers`: text → key of an answer.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    sexes: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    def with_more(self, more: "ResultsMapping") -> "ResultsMapping":
        """Return the mapping with what else was said, which counts where both say something."""
        return ResultsMapping(*({**getattr(self, name), **getattr(more, name)} for name in _FIELDS))


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a meaning, and of which sex; `named` False where no column says so of itself."""

    meaning: str
    sex: Sex | None = None
    is_of_sex: bool = False


def mapping_to_text(mapping: ResultsMapping) -> str:
    """Write a mapping as JSON, to be remembered; the same words give the same text."""
    plain = {name: dict(getattr(mapping, name)) for name in _FIELDS}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def mapping_from_text(text: str) -> ResultsMapping:
    """Read what `mapping_to_text` wrote. ValueError for anything else."""
    try:
        plain = json.loads(text)
        return ResultsMapping(*(_words(plain[name]) for name in _FIELDS))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a mapping") from error


def suggested(tables: Iterable[FoundTable], remembered: ResultsMapping | None = None) -> ResultsMapping:
    """Say what each heading seems to mean; what is remembered counts first, what says nothing is left alone."""
    known = remembered or ResultsMapping()
    guessed = {
        normal(heading): meaning_of(heading) or SKIP for table in tables for heading in table.headings if heading
    }
    return ResultsMapping(guessed).with_more(known)


def column_of(heading: str, mapping: ResultsMapping) -> Column:
    """Return what a column holds; SKIP for what is not in the mapping."""
    said = mapping.columns.get(normal(heading), SKIP)
    meaning, at, sex = said.partition("@")
    if meaning not in MEANINGS or (at and sex not in set(Sex)):
        return Column(SKIP)
    return Column(meaning, Sex(sex) if at else None, is_of_sex=bool(at))


def group_named(text: str, mapping: ResultsMapping, questionnaire: Questionnaire) -> str | None:
    """Return the group a text names: as remembered, by its key, its name or its letters; None for none."""
    plain = normal(text)
    said = mapping.groups.get(plain) or group_of(plain)
    for group in questionnaire.groups:
        names = {group.key, group.letters.casefold(), *_called(group.label)} - {""}
        if said == group.key or plain in names:
            return group.key
    return None


def question_named(
    cell: Cell, group: str, mapping: ResultsMapping, questionnaire: Questionnaire
) -> QuestionRule | None:
    """Return the question of a group that a cell names: as remembered, by number (6, DA6, "6. …"), key or label."""
    plain = f"{cell:f}" if isinstance(cell, Decimal) else normal(cell)
    said = mapping.questions.get(f"{group}/{plain}") or mapping.questions.get(plain)
    for question in questionnaire.of_group(group):
        if said == question.key or plain in {question.key, *_called(question.label)}:
            return question
    led = _LEADING.fullmatch(plain)
    letters = (questionnaire.group(group) or questionnaire.groups[0]).letters.casefold()
    if led is None or led[1] not in {None, letters, "nr"}:
        return None
    return questionnaire.numbered(group, int(led[2]))


def sex_named(text: str, mapping: ResultsMapping) -> Sex | str | None:
    """Return the sex a text names, None for all; "" for none."""
    said = mapping.sexes.get(normal(text))
    if said:
        return None if said == ALL else Sex(said) if said in set(Sex) else ""
    return sex_of(text)


def answer_named(
    cell: Cell, question: QuestionRule, mapping: ResultsMapping, questionnaire: Questionnaire
) -> str | None:
    """Return the answer of a question that a cell names: as remembered, by key, label or grade; None for none."""
    plain = f"{cell:f}" if isinstance(cell, Decimal) else normal(cell)
    said = mapping.answers.get(plain)
    for key in questionnaire.answers(question):
        if said == key or plain in {key, *_called(answer_label(questionnaire, question, key))}:
            return key
    return None


def unknown_words(
    tables: Sequence[FoundTable], mapping: ResultsMapping, questionnaire: Questionnaire
) -> Mapping[str, tuple[str, ...]]:
    """List the words of a file that nothing is known of, by kind (groups, sexes, answers), each once: to be asked."""
    found: dict[str, dict[str, None]] = {GROUP: {}, SEX: {}, ANSWER: {}}
    answers = {key for each in questionnaire.questions for key in _answers(each, questionnaire)}
    for kind, cell in _told(tables, mapping):
        text = str(cell)
        is_known = {
            GROUP: group_named(text, mapping, questionnaire) is not None,
            SEX: sex_named(text, mapping) != "",
            ANSWER: normal(text) in answers or normal(text) in mapping.answers,
        }
        if not is_known.get(kind, True):
            found[kind][text] = None
    return {kind: tuple(texts) for kind, texts in found.items() if texts}


def _told(tables: Sequence[FoundTable], mapping: ResultsMapping) -> Iterator[tuple[str, Cell]]:
    for table in tables:
        columns = [column_of(heading, mapping).meaning for heading in table.headings]
        for row in table.rows:
            yield from (
                (meaning, cell)
                for meaning, cell in zip(columns, row.cells, strict=True)
                if meaning in PLACES and meaning not in {QUESTION, INDICATOR} and cell != ""
            )


def _answers(question: QuestionRule, questionnaire: Questionnaire) -> Iterator[str]:
    for key in questionnaire.answers(question):
        yield key
        yield from _called(answer_label(questionnaire, question, key))


def _called(label: str) -> frozenset[str]:
    """Return a label as it may stand in a file: in Swedish, and as it is."""
    return frozenset({normal(words(label)), normal(label)})


def _words(plain: object) -> dict[str, str]:
    if not isinstance(plain, dict) or len(plain) > _MOST:
        raise TypeError("not words")
    if any(not isinstance(text, str) or len(text) > _LONGEST for pair in plain.items() for text in pair):
        raise TypeError("not words")
    return dict(plain)
