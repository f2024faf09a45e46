"""A questionnaire as it stands on a day: the rules that ship with the program, and what is the association's own."""

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

from mellanrum.rules import in_force, shipped
from mellanrum.surveys.rules import (
    BLANK,
    AnswerSet,
    BreakRule,
    Group,
    IndicatorRule,
    QuestionnaireRule,
    QuestionRule,
    Rules,
    Scale,
    TotalsRule,
)

SHIPPED = "surveys"
_VERSION_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Own:
    """What is an association's own.

    `rules` are its questionnaires and scales, of the same shape as those that ship. `breaks` are its own break years,
    by question: they stand in place of the rules'. `scales` says which scale a question has, where it is another than
    the rules say. `sets` are its own sets of answers.
    """

    rules: Rules = field(default_factory=Rules)
    breaks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    scales: Mapping[str, str] = field(default_factory=dict)
    sets: tuple[AnswerSet, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """A questionnaire as it stands on a day. Made by `questionnaire_of`, asked by everybody.

    `own` are the keys of what is the association's own: the questionnaire's, and those of its scales.
    """

    key: str
    label: str
    kind: str
    groups: tuple[Group, ...]
    questions: tuple[QuestionRule, ...]
    scales: Mapping[str, Scale]
    indicators: tuple[IndicatorRule, ...] = ()
    breaks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    sets: tuple[AnswerSet, ...] = ()
    reference: str = ""
    free_text: str = ""
    own: frozenset[str] = frozenset()

    def of_group(self, group: str) -> tuple[QuestionRule, ...]:
        """List the questions of a group by their numbers; none for a group it has not."""
        return self._by_group.get(group, ())

    def group(self, key: str) -> Group | None:
        """Return a group by its key; None where there is none."""
        return next((each for each in self.groups if each.key == key), None)

    def of_groups(self, groups: Container[str]) -> "Questionnaire":
        """Return what is put to some of its groups alone. Counting goes by the whole, which has another version."""
        kept = tuple(each for each in self.groups if each.key in groups)
        return replace(self, groups=kept, questions=tuple(each for each in self.questions if each.group in groups))

    def question(self, group: str, key: str) -> QuestionRule | None:
        """Return a question of a group by its key; None where the group has none."""
        return self._by_key.get((group, key))

    def numbered(self, group: str, number: int) -> QuestionRule | None:
        """Return a question of a group by its number; None where the group has none."""
        return next((each for each in self.of_group(group) if each.number == number), None)

    def scale(self, question: QuestionRule) -> Scale:
        """Return the scale of a question."""
        return self.scales[question.scale]

    def answers(self, question: QuestionRule) -> tuple[str, ...]:
        """List the keys of a question's answers in their order: grades, the list, "blank" last."""
        return self._answers[question.scale]

    def valid(self, question: QuestionRule) -> frozenset[str]:
        """Return the answers that are the base of shares."""
        return self._valid[question.scale]

    def grouped(self, question: QuestionRule, grouping: str) -> frozenset[str]:
        """Return the answers that are told as negative, neither, positive or clearly_positive (which is inside it)."""
        wanted = {"positive", "clearly_positive"} if grouping == "positive" else {grouping}
        return frozenset(each.key for each in self.scale(question).answers if each.is_valid and each.group in wanted)

    def is_grouped(self, question: QuestionRule, grouping: str = "positive") -> bool:
        """Tell whether its answers are told by group; grades are told by their mean."""
        return bool(self.grouped(question, grouping))

    def sets_of(self, question: QuestionRule) -> tuple[AnswerSet, ...]:
        """List the association's own sets of answers that a question is told of."""
        return tuple(
            each
            for each in self.sets
            if each.scale == question.scale and (not each.questions or question.key in each.questions)
        )

    def serving(self, indicator: str) -> tuple[QuestionRule, ...]:
        """List the questions that serve an indicator, groups in their order."""
        return tuple(each for each in self.questions if indicator in each.indicators)

    def indicator(self, key: str) -> IndicatorRule | None:
        """Return an indicator by its key; None where there is none."""
        return next((each for each in self.indicators if each.key == key), None)

    @cached_property
    def version(self) -> str:
        """What it is told apart by from every other way it has stood: the same questions give the same letters.

        An association's sets of answers and breaks change what is told of answers, not what is asked. The labels of
        what ships are no part of it: those are names for questions whose wording stands elsewhere.
        """
        rules: tuple[Group | QuestionRule, ...] = (*self.groups, *self.questions)
        asked = [_plain(rule, is_own=self.key in self.own) for rule in rules]
        used = sorted({each.scale for each in self.questions})
        scales = [_plain(self.scales[key], is_own=key in self.own) for key in used]
        text = json.dumps([self.key, bool(self.free_text), asked, scales], sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()[:_VERSION_LENGTH]

    @cached_property
    def _by_group(self) -> Mapping[str, tuple[QuestionRule, ...]]:
        found: dict[str, list[QuestionRule]] = {each.key: [] for each in self.groups}
        for question in self.questions:
            found[question.group].append(question)
        return {group: tuple(sorted(each, key=lambda question: question.number)) for group, each in found.items()}

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str], QuestionRule]:
        return {(each.group, each.key): each for each in self.questions}

    @cached_property
    def _answers(self) -> Mapping[str, tuple[str, ...]]:
        return {key: (*map(str, scale.grades), *_listed(scale), BLANK) for key, scale in self.scales.items()}

    @cached_property
    def _valid(self) -> Mapping[str, frozenset[str]]:
        return {
            key: frozenset((*map(str, scale.grades), *(each.key for each in scale.answers if each.is_valid)))
            for key, scale in self.scales.items()
        }


def questionnaire_of(key: str, day: date, own: Own | None = None, rules: Rules | None = None) -> Questionnaire | None:
    """Put a questionnaire together as it stands on a day; None where there is none of that key then.

    From the rules (the shipped ones unless given) and the association's own, which must have been held against
    `own_findings`: KeyError where a question has a group or a scale that is not there.
    """
    mine, made_from = own or Own(), rules or shipped(Rules, SHIPPED)
    listed = in_force((*made_from.questionnaires, *mine.rules.questionnaires), day)
    rule = next((each for each in listed if each.key == key), None)
    return None if rule is None else _made(rule, day, mine, made_from)


def questionnaires_on(day: date, own: Own | None = None, rules: Rules | None = None) -> tuple[Questionnaire, ...]:
    """List every questionnaire that stands on a day, the shipped ones first."""
    mine, made_from = own or Own(), rules or shipped(Rules, SHIPPED)
    listed = in_force((*made_from.questionnaires, *mine.rules.questionnaires), day)
    return tuple(_made(rule, day, mine, made_from) for rule in listed)


def totals_on(day: date, rules: Rules | None = None) -> tuple[TotalsRule, ...]:
    """List what is known by its totals alone on a day."""
    return in_force((rules or shipped(Rules, SHIPPED)).totals, day)


def answer_label(questionnaire: Questionnaire, question: QuestionRule, key: str) -> str:
    """Return what an answer is called: an English message id or the association's own; a grade is its number."""
    if key in _LABELS:
        return _LABELS[key]
    return next((each.label for each in questionnaire.scale(question).answers if each.key == key), key)


_LABELS: Mapping[str, str] = {BLANK: "No answer", "withheld": "Not disclosed"}


def _made(rule: QuestionnaireRule, day: date, own: Own, rules: Rules) -> Questionnaire:
    scales = {scale.key: scale for scale in in_force((*rules.scales, *own.rules.scales), day)}
    questions = tuple(_with_scale(each, own.scales, scales) for each in in_force(rule.questions, day))
    asked = {each.group for each in questions}
    return Questionnaire(
        rule.key,
        rule.label,
        rule.kind,
        tuple(group for group in rule.groups if group.key in asked),
        questions,
        scales,
        in_force(rule.indicators, day),
        breaks_of(rule.breaks, own.breaks),
        own.sets,
        rule.reference,
        rule.free_text,
        frozenset(each.key for each in own.rules.questionnaires) | frozenset(each.key for each in own.rules.scales),
    )


def breaks_of(rules: tuple[BreakRule, ...], own: Mapping[str, tuple[int, ...]]) -> Mapping[str, tuple[int, ...]]:
    """Return the years of breaks by question: the association's own in place of the rules', where it has said them."""
    found: dict[str, set[int]] = {}
    for rule in rules:
        for question in rule.questions:
            found.setdefault(question, set()).add(rule.year)
    return {**{question: tuple(sorted(years)) for question, years in found.items()}, **own}


def _with_scale(question: QuestionRule, own: Mapping[str, str], scales: Mapping[str, Scale]) -> QuestionRule:
    scale = own.get(question.key, question.scale)
    return question.model_copy(update={"scale": scale if scale in scales else question.scale})


def _plain(rule: Group | QuestionRule | Scale, *, is_own: bool) -> dict[str, object]:
    """Return what a rule asks, and, of an association's own, in which words."""
    without = {"valid_from", "valid_to", "reference"} if is_own else {"valid_from", "valid_to", "reference", "label"}
    plain = rule.model_dump(mode="json", exclude=without)
    if isinstance(rule, Scale) and not is_own:
        plain["answers"] = [each.model_dump(mode="json", exclude={"label"}) for each in rule.answers]
    return plain


def _listed(scale: Scale) -> Iterator[str]:
    return (each.key for each in scale.answers)
