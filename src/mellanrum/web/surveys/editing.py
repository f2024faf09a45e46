"""Own questionnaires as rules, changed one thing at a time. Nothing here saves: every change gives new rules.

Keys are made from names once and never change: results of several years are told together by them.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import slugify

from mellanrum.rules import in_force, shipped
from mellanrum.surveys.questionnaires import SHIPPED
from mellanrum.surveys.rules import Answer, Group, QuestionnaireRule, QuestionRule, Rules, Scale

REFERENCE = "Förbundets eget"
_LONGEST_KEY = 50


@dataclass(frozen=True, slots=True)
class Facts:
    """What a questionnaire is called and is; `groups` are names by key, `more` the names of new ones."""

    label: str
    kind: str
    free_text: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    more: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: of which group, the how-manieth of it, and after which answer ("came", "yes") it is asked."""

    label: str
    group: str
    scale: str
    number: int = 0  # 0 puts it last
    only_after: tuple[str, str] | None = None


def questionnaire_in(rules: Rules, key: str) -> QuestionnaireRule | None:
    """Return an own questionnaire by its key; None where there is none."""
    return next((each for each in rules.questionnaires if each.key == key), None)


def question_in(rule: QuestionnaireRule, key: str, day: date | None = None) -> QuestionRule | None:
    """Return a question by its key, as it stands on a day; else as it stands last. None where there is none."""
    found = sorted((each for each in rule.questions if each.key == key), key=lambda each: each.valid_from)
    standing = in_force(found, day) if day is not None else ()
    return next(iter((*standing, *reversed(found))), None)


def scale_in(rules: Rules, key: str) -> Scale | None:
    """Return an own scale by its key; None where there is none."""
    return next((each for each in rules.scales if each.key == key), None)


def with_questionnaire(rules: Rules, facts: Facts, first: Asked, day: date) -> tuple[Rules, str]:
    """Add a questionnaire with its first question, in force from the year's first day; return its key, too."""
    held = shipped(Rules, SHIPPED)
    key = free_key(facts.label, {each.key for each in (*held.questionnaires, *rules.questionnaires)})
    groups = _groups((), facts)
    begins = _dated(date(day.year, 1, 1))
    question = QuestionRule(
        key=free_key(first.label, ()), group=groups[0].key, number=1, label=first.label, scale=first.scale, **begins
    )
    made = QuestionnaireRule(
        key=key,
        label=facts.label,
        kind=_kind(facts.kind),
        groups=groups,
        questions=(question,),
        free_text=facts.free_text,
        **begins,
    )
    return rules.model_copy(update={"questionnaires": (*rules.questionnaires, made)}), key


def with_facts(rules: Rules, key: str, facts: Facts) -> Rules:
    """Change what a questionnaire is called and is; a group that is not among them any more goes with its questions."""

    def changed(rule: QuestionnaireRule) -> QuestionnaireRule:
        groups = _groups(rule.groups, facts)
        kept = {each.key for each in groups}
        update = {
            "label": facts.label,
            "kind": _kind(facts.kind),
            "free_text": facts.free_text,
            "groups": groups,
            "questions": tuple(each for each in rule.questions if each.group in kept),
        }
        return rule.model_copy(update=update)

    return _with(rules, key, changed)


def without_questionnaire(rules: Rules, key: str) -> Rules:
    """Take a questionnaire away."""
    return rules.model_copy(update={"questionnaires": tuple(each for each in rules.questionnaires if each.key != key)})


def with_question(rules: Rules, key: str, asked: Asked, question: str = "", day: date | None = None) -> Rules:
    """Put a question in its place, a new one unless its key is given, and number those of its group anew.

    What no page asks of a question that is there stays: its days, the indicators it serves, its reference. Of several
    of its key it is the one of the day (`question_in`).
    """

    def changed(rule: QuestionnaireRule) -> QuestionnaireRule:
        held = question_in(rule, question, day)
        facts = {"label": asked.label, "group": asked.group, "scale": asked.scale, "only_after": asked.only_after}
        own = free_key(asked.label, {each.key for each in rule.questions})
        made = (held or _new_question(own, asked, rule)).model_copy(update=facts)
        rest = [each for each in rule.questions if each is not held]
        return rule.model_copy(update={"questions": _numbered(rest, made, asked.number)})

    return _with(rules, key, changed)


def without_question(rules: Rules, key: str, question: str, day: date | None = None) -> Rules:
    """Take a question away (of several of its key that of the day), and number those that are left anew."""

    def changed(rule: QuestionnaireRule) -> QuestionnaireRule:
        held = question_in(rule, question, day)
        rest = [each for each in rule.questions if each is not held]
        return rule.model_copy(update={"questions": _in_order(sorted(rest, key=lambda each: each.number))})

    return _with(rules, key, changed)


def with_answers(rules: Rules, label: str, answers: Sequence[Answer], day: date, scale: str = "") -> Rules:
    """Put a scale of answers in place, a new one unless its key is given. An answer keeps its key by its name."""
    held = scale_in(rules, scale)
    keys = {each.label.casefold(): each.key for each in (held.answers if held else ())}
    kept: list[Answer] = []
    for each in answers:
        taken = {other.key for other in kept} | (set(keys.values()) - {keys.get(each.label.casefold())})
        key = keys.get(each.label.casefold()) or free_key(each.label, {*taken, "blank", "withheld"})
        kept.append(each.model_copy(update={"key": key}))
    return _with_scale(rules, held, {"label": label, "answers": tuple(kept)}, day)


def with_grades(rules: Rules, label: str, ends: tuple[int, int], day: date, scale: str = "") -> Rules:
    """Put a scale of grades in place, from the lowest to the highest, a new one unless its key is given."""
    lowest, highest = ends
    return _with_scale(rules, scale_in(rules, scale), {"label": label, "lowest": lowest, "highest": highest}, day)


def without_scale(rules: Rules, scale: str) -> Rules:
    """Take a scale away."""
    return rules.model_copy(update={"scales": tuple(each for each in rules.scales if each.key != scale)})


def merged(rules: Rules, more: Rules) -> Rules:
    """Add own rules from a file: what has the same key there is put in the place of what there was."""
    keys = {each.key for each in more.questionnaires}
    scales = {each.key for each in more.scales}
    return rules.model_copy(
        update={
            "questionnaires": (*(each for each in rules.questionnaires if each.key not in keys), *more.questionnaires),
            "scales": (*(each for each in rules.scales if each.key not in scales), *more.scales),
        }
    )


def users_of(rules: Rules, scale: str) -> tuple[QuestionnaireRule, ...]:
    """List the own questionnaires with a question that has a scale."""
    return tuple(rule for rule in rules.questionnaires if any(each.scale == scale for each in rule.questions))


def free_key(label: str, taken: Container[str]) -> str:
    """Make a key from a name: letters, digits and _, and none that is taken."""
    wanted = slugify(label).replace("-", "_").strip("_")[:_LONGEST_KEY].strip("_") or "x"
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted}_{number}"
    return key


def _with(rules: Rules, key: str, change: Callable[[QuestionnaireRule], QuestionnaireRule]) -> Rules:
    made = tuple(change(each) if each.key == key else each for each in rules.questionnaires)
    return rules.model_copy(update={"questionnaires": made})


def _with_scale(rules: Rules, held: Scale | None, fields: Mapping[str, Any], day: date) -> Rules:
    if held is not None:
        made = held.model_copy(update=dict(fields))
        return rules.model_copy(update={"scales": tuple(made if each is held else each for each in rules.scales)})
    key = free_key(fields["label"], {each.key for each in (*shipped(Rules, SHIPPED).scales, *rules.scales)})
    new = Scale(key=key, **_dated(date(day.year, 1, 1)), **fields)
    return rules.model_copy(update={"scales": (*rules.scales, new)})


def _groups(held: Sequence[Group], facts: Facts) -> tuple[Group, ...]:
    kept = [each.model_copy(update={"label": facts.groups[each.key]}) for each in held if facts.groups.get(each.key)]
    for label in facts.more:
        kept.append(Group(key=free_key(label, {each.key for each in (*held, *kept)}), label=label))
    return tuple(kept)


def _new_question(key: str, asked: Asked, rule: QuestionnaireRule) -> QuestionRule:
    begins = _dated(rule.valid_from)
    return QuestionRule(key=key, group=asked.group, number=1, label=asked.label, scale=asked.scale, **begins)


def _numbered(rest: Sequence[QuestionRule], made: QuestionRule, number: int) -> tuple[QuestionRule, ...]:
    """Put a question among the others of its group, at a number: the how-manieth of those it is asked beside."""
    same = sorted((each for each in rest if each.group == made.group), key=lambda each: each.number)
    beside = [at for at, each in enumerate(same) if _meet(each, made)]
    place = beside[number - 1] if 0 < number <= len(beside) else len(same)
    return _in_order([*(each for each in rest if each.group != made.group), *same[:place], made, *same[place:]])


def _in_order(questions: Sequence[QuestionRule]) -> tuple[QuestionRule, ...]:
    """Number the questions of each group from 1, as they stand. One that takes over from another takes its number."""
    made: list[QuestionRule] = []
    for each in questions:
        before = (other.number for other in made if other.group == each.group and _meet(other, each))
        made.append(each.model_copy(update={"number": max(before, default=0) + 1}))
    return tuple(made)


def _meet(one: QuestionRule, other: QuestionRule) -> bool:
    """Tell whether two questions are asked on the same day."""
    return one.valid_from <= (other.valid_to or date.max) and other.valid_from <= (one.valid_to or date.max)


def _kind(kind: str) -> Any:  # noqa: ANN401 - one of the literals of a rule
    return kind if kind in {"own", "event", "activity"} else "own"


def _dated(begins: date) -> dict[str, Any]:
    return {"valid_from": begins, "reference": REFERENCE}
