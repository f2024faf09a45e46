"""An association's own questionnaires and scales: plain data through the same strict model, all faults at once."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mellanrum.findings import Finding, Phrase, Place, finding
from mellanrum.rules import parse, parse_json, shipped
from mellanrum.surveys.questionnaires import SHIPPED, Own, questionnaire_of
from mellanrum.surveys.rules import BLANK, WITHHELD, AnswerSet, QuestionnaireRule, QuestionRule, Rules, Scale

Read = tuple[Rules | None, tuple[Finding, ...]]


def read_own(text: str, file: str = "") -> Read:
    """Read an association's own questionnaires from JSON (what `own_to_text` writes, or what a page puts together).

    Returns the rules, or None and every fault: those of the strict model (rules.*), else those of `own_findings`.
    """
    read, faults = parse_json(Rules, text, file)
    return _held(read, faults, file)


def read_own_toml(data: bytes, file: str) -> Read:
    """Read an association's own questionnaires from TOML of the same shape as the shipped file; as `read_own`."""
    read, faults = parse(Rules, data, file)
    return _held(read, faults, file)


def own_to_text(rules: Rules) -> str:
    """Write questionnaires as JSON; the same rules give the same text."""
    plain = rules.model_dump(mode="json", by_alias=True, exclude_none=True)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def own_findings(own: Rules, file: str = "") -> tuple[Finding, ...]:
    """Check what no model sees: that questions, gates, scales, groups and keys of own questionnaires fit together.

    Findings, errors, each at its questionnaire or question (`place.key`): surveys.key_taken, surveys.key_twice,
    surveys.number_twice, surveys.unknown_scale, surveys.scale_without_answers, surveys.answer_reserved,
    surveys.group_of_question, surveys.gate_unknown, surveys.gate_later, surveys.indicator_unknown,
    surveys.break_unknown.
    """
    rules = shipped(Rules, SHIPPED)
    scales = {scale.key: scale for scale in (*rules.scales, *own.scales)}
    return (
        *_taken(own, rules, file),
        *(item for scale in own.scales for item in _scale(scale, file)),
        *(item for each in own.questionnaires for check in _CHECKS for item in check(each, scales, file)),
    )


@dataclass(frozen=True, slots=True)
class OpenSurvey:
    """A survey that is open: of which questionnaire and version, the day whose rules it follows, what it is called."""

    questionnaire: str
    version: str
    day: date
    label: str


def still_asked_findings(surveys: Iterable[OpenSurvey], own: Own) -> tuple[Finding, ...]:
    """Say which open surveys would be changed if `own` were what is the association's own from now on.

    Finding: surveys.changed_while_open (an error): a question does not change while somebody may be answering it.
    """
    return tuple(
        finding("surveys.changed_while_open", Place(key=each.questionnaire), survey=each.label)
        for each in surveys
        if (found := questionnaire_of(each.questionnaire, each.day, own)) is None or found.version != each.version
    )


def set_findings(sets: Iterable[AnswerSet], own: Own) -> tuple[Finding, ...]:
    """Check own sets of answers: surveys.unknown_scale, surveys.set_answer_unknown (errors)."""
    scales = {scale.key: scale for scale in (*shipped(Rules, SHIPPED).scales, *own.rules.scales)}
    return tuple(item for each in sets for item in _set(each, scales))


def _held(read: Rules | None, faults: tuple[Finding, ...], file: str) -> Read:
    if read is None:
        return None, faults
    found = own_findings(read, file)
    return (None if found else read), found


def _taken(own: Rules, rules: Rules, file: str) -> Iterator[Finding]:
    for kind, mine, theirs in (
        ("questionnaire", own.questionnaires, rules.questionnaires),
        ("scale", own.scales, rules.scales),
    ):
        listed = {each.key for each in theirs}
        for each in mine:
            if each.key in listed:
                yield finding("surveys.key_taken", Place(file=file, key=f"{kind}.{each.key}"), key=each.key)
        yield from _overlapping(kind, mine, file)


def _overlapping(kind: str, rules: Iterable[QuestionnaireRule | Scale | QuestionRule], file: str) -> Iterator[Finding]:
    """Say where one key means two things on the same day; what follows upon another in time may share its key."""
    seen: dict[str, list[tuple[date, date]]] = {}
    for each in rules:
        span = (each.valid_from, each.valid_to or date.max)
        if any(span[0] <= end and start <= span[1] for start, end in seen.get(each.key, ())):
            yield finding("surveys.key_twice", Place(file=file, key=f"{kind}.{each.key}"), key=each.key)
        seen.setdefault(each.key, []).append(span)


def _scale(scale: Scale, file: str) -> Iterator[Finding]:
    place = Place(file=file, key=f"scale.{scale.key}")
    label = Phrase(scale.label, {})
    keys = [answer.key for answer in scale.answers] + [str(grade) for grade in scale.grades]
    if not any(answer.is_valid for answer in scale.answers) and not scale.grades:
        yield finding("surveys.scale_without_answers", place, scale=label)
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield finding("surveys.key_twice", place, key=key)
    for key in sorted(set(keys) & {BLANK, WITHHELD}):
        yield finding("surveys.answer_reserved", place, key=key)


def _questions(rule: QuestionnaireRule, scales: Mapping[str, Scale], file: str) -> Iterator[Finding]:
    groups = {group.key for group in rule.groups}
    for question in rule.questions:
        place, label = _place(rule, question, file), Phrase(question.label, {})
        if question.group not in groups:
            yield finding("surveys.group_of_question", place, question=label, group=question.group)
        if question.scale not in scales:
            yield finding("surveys.unknown_scale", place, scale=question.scale)
        for indicator in question.indicators:
            if indicator not in {each.key for each in rule.indicators}:
                yield finding("surveys.indicator_unknown", place, question=label, indicator=indicator)
    yield from _overlapping(rule.key, rule.questions, file)


def _numbers(rule: QuestionnaireRule, _scales: Mapping[str, Scale], file: str) -> Iterator[Finding]:
    before: list[QuestionRule] = []
    for question in rule.questions:
        if any(_share_a_number(question, each) for each in before):
            yield finding("surveys.number_twice", _place(rule, question, file), number=question.number)
        before.append(question)


def _share_a_number(one: QuestionRule, other: QuestionRule) -> bool:
    """Tell whether two questions of a group have one number on the same day; of one key that is another fault."""
    is_same = (one.group, one.number) == (other.group, other.number) and one.key != other.key
    return is_same and one.valid_from <= _last(other) and other.valid_from <= _last(one)


def _last(rule: QuestionRule) -> date:
    return rule.valid_to or date.max


def _gates(rule: QuestionnaireRule, scales: Mapping[str, Scale], file: str) -> Iterator[Finding]:
    for question in rule.questions:
        if question.only_after is None:
            continue
        key, answer = question.only_after
        place, label = _place(rule, question, file), Phrase(question.label, {})
        gate = next((each for each in rule.questions if (each.key, each.group) == (key, question.group)), None)
        scale = scales.get(gate.scale) if gate else None
        known = {str(grade) for grade in scale.grades} | {each.key for each in scale.answers} if scale else set()
        if gate is None or (scale is not None and answer not in known):
            yield finding("surveys.gate_unknown", place, question=label, gate=key, answer=answer)
        elif gate.number >= question.number or gate.only_after is not None:
            yield finding("surveys.gate_later", place, question=label, gate=Phrase(gate.label, {}))


def _breaks(rule: QuestionnaireRule, _scales: Mapping[str, Scale], file: str) -> Iterator[Finding]:
    keys = {question.key for question in rule.questions}
    for each in rule.breaks:
        for key in each.questions:
            if key not in keys:
                yield finding("surveys.break_unknown", Place(file=file, key=rule.key), question=key, year=each.year)


def _set(each: AnswerSet, scales: Mapping[str, Scale]) -> Iterator[Finding]:
    scale, place = scales.get(each.scale), Place(key=each.key)
    if scale is None:
        yield finding("surveys.unknown_scale", place, scale=each.scale)
        return
    known = {answer.key for answer in scale.answers if answer.is_valid} | {str(grade) for grade in scale.grades}
    for key in each.answers:
        if key not in known:
            yield finding("surveys.set_answer_unknown", place, set=Phrase(each.label, {}), answer=key)


def _place(rule: QuestionnaireRule, question: QuestionRule, file: str) -> Place:
    return Place(file=file, key=f"{rule.key}.{question.key}")


_CHECKS = (_questions, _numbers, _gates, _breaks)
