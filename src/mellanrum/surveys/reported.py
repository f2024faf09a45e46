"""Results that somebody else has collected (NNS, the national result), as they report them, with their source."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from mellanrum.findings import Finding, Phrase, Place, finding
from mellanrum.numbers import round_half_away, to_decimal
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.results import (
    CLEARLY_POSITIVE,
    GROUPINGS,
    NEGATIVE,
    NEITHER,
    POSITIVE,
    QuestionResults,
    Response,
    Result,
    Source,
    grouped_numbers,
    percent,
    set_numbers,
)
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.sex import TOLD, Sex

_WHOLE = (NEGATIVE, NEITHER, POSITIVE)
_PER_CENT = Decimal("0.01")
MEAN, ANSWER_RATE = "mean", "answer_rate"
HANDED_IN, ASKED, VALID, OFFERED = "handed_in", "asked", "valid", "offered"
COUNTS = (HANDED_IN, ASKED, VALID, OFFERED)


@dataclass(frozen=True, slots=True)
class Reported:
    """What is reported of a question for a group and a sex (None: of all).

    `counts` are handed_in, asked, valid, offered; `numbers` how many answered negative, neither, positive, clearly
    positive; `answers` how many gave each answer; `shares` the same four, or a set's, as they are printed (0.96), and
    answer_rate. `mean` is of grades. What is not stated is left out.
    """

    group: str
    question: str
    sex: Sex | None
    counts: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    mean: Decimal | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class ReportedSurvey:
    """A survey as its results are reported: of which year and questionnaire, by whom ("NNS, resultat 2023")."""

    questionnaire: str
    year: int
    source: str
    rows: tuple[Reported, ...]


def reported_results(survey: ReportedSurvey, questionnaire: Questionnaire) -> tuple[QuestionResults, ...]:
    """Return the results that are reported, by question in the questionnaire's order; those not reported are left out.

    Of a question that is reported twice alike counts the first row; `reported_findings` says where they differ.
    """
    found = []
    for group in questionnaire.groups:
        for question in questionnaire.of_group(group.key):
            rows = _first(row for row in survey.rows if (row.group, row.question) == (group.key, question.key))
            results = {sex: _result(row, survey, questionnaire) for sex, row in rows.items()}
            if None in results:
                by_sex = {sex: results[sex] for sex in TOLD if sex in results}
                found.append(QuestionResults(question, results[None], by_sex))
    return tuple(found)


def reported_responses(survey: ReportedSurvey, questionnaire: Questionnaire) -> tuple[Response, ...]:
    """Say how many forms each group handed in, as reported: the most that any of its ungated questions states."""
    found = []
    for group in questionnaire.groups:
        rows = [row for row in survey.rows if row.group == group.key and row.sex is None]
        asked = [(row, questionnaire.question(row.group, row.question)) for row in rows]
        handed_in = max((_handed_in(row, question) or 0 for row, question in asked if question), default=0)
        offered = max((row.counts.get(OFFERED, 0) for row in rows), default=0)
        if handed_in:
            found.append(Response(group.key, handed_in, offered or None, survey.source))
    return tuple(found)


def reported_findings(survey: ReportedSurvey, questionnaire: Questionnaire) -> tuple[Finding, ...]:
    """Hold what is reported against itself: every row at its place.

    Findings: surveys.share_differs (the printed share is not that of the numbers), surveys.parts_differ (negative,
    neither and positive are not the valid answers), surveys.more_than_whole (more clearly positive than positive, more
    valid than asked), surveys.reported_twice (a row says again what another says otherwise), surveys.no_total (a sex
    is reported, and not all together: the question is left out): warnings.
    """
    rows = [(row, _label(row, questionnaire)) for row in survey.rows]
    within = (item for row, label in rows for check in _CHECKS for item in check(row, label))
    return (*within, *_twice(rows), *_without_total(rows))


def merged(rows: Iterable[Reported]) -> tuple[Reported, ...]:
    """Put rows of one question, group and sex together that each state a part, as where each answer has its row."""
    found: dict[tuple[str, str, Sex | None], Reported] = {}
    for row in rows:
        before = found.get((row.group, row.question, row.sex))
        found[row.group, row.question, row.sex] = row if before is None else _joined(before, row)
    return tuple(found.values())


def reported_to_text(survey: ReportedSurvey) -> str:
    """Write a reported survey as JSON; the same rows give the same text."""
    rows = [_plain(row) for row in survey.rows]
    plain = {"questionnaire": survey.questionnaire, "year": survey.year, "source": survey.source, "rows": rows}
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def reported_from_text(text: str) -> ReportedSurvey:
    """Read what `reported_to_text` wrote. ValueError for anything else."""
    try:
        plain = json.loads(text)
        rows = tuple(_reported(row) for row in plain["rows"])
        year = plain["year"]
        if type(year) is not int:
            raise ValueError("not a year")
        return ReportedSurvey(_text(plain["questionnaire"]), year, _text(plain["source"]), rows)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a reported survey") from error


def _joined(before: Reported, row: Reported) -> Reported:
    return Reported(
        row.group,
        row.question,
        row.sex,
        {**row.counts, **before.counts},
        {**row.numbers, **before.numbers},
        {**row.answers, **before.answers},
        {**row.shares, **before.shares},
        row.mean if before.mean is None else before.mean,
        before.place,
    )


def _first(rows: Iterable[Reported]) -> dict[Sex | None, Reported]:
    found: dict[Sex | None, Reported] = {}
    for row in rows:
        found.setdefault(row.sex, row)
    return found


def _result(row: Reported, survey: ReportedSurvey, questionnaire: Questionnaire) -> Result:
    question = questionnaire.question(row.group, row.question)
    if question is None:
        raise KeyError(row.question)
    scale = questionnaire.scale(question)
    numbers = {**(grouped_numbers(row.answers, questionnaire, question) if row.answers else {}), **row.numbers}
    numbers = {**set_numbers(numbers, questionnaire, question), **numbers}
    valid = row.counts.get(VALID)
    if valid is None and row.answers:
        valid = sum(row.answers.get(key, 0) for key in questionnaire.valid(question))
    if valid is None and set(_WHOLE) <= set(numbers):
        valid = sum(numbers[each] for each in _WHOLE)
    total = sum(grade * row.answers.get(str(grade), 0) for grade in scale.grades) if row.answers else None
    return Result(
        question,
        row.sex,
        handed_in=_handed_in(row, question),
        asked=row.counts.get(ASKED, None if question.only_after else row.counts.get(HANDED_IN)),
        valid=valid,
        numbers=numbers,
        shares=row.shares,
        answers=row.answers,
        total=total if scale.is_grade else None,
        reported_mean=row.mean,
        source=Source(survey.source, row.place),
    )


def _handed_in(row: Reported, question: QuestionRule) -> int | None:
    """Return the forms handed in: as stated, else those who were asked what everybody is asked."""
    return row.counts.get(HANDED_IN, None if question.only_after else row.counts.get(ASKED))


def _label(row: Reported, questionnaire: Questionnaire) -> Phrase:
    question = questionnaire.question(row.group, row.question)
    return Phrase(question.label if question else row.question, {})


def _share(row: Reported, label: Phrase) -> Iterator[Finding]:
    valid, asked = row.counts.get(VALID), row.counts.get(ASKED)
    parts = {**{what: (row.numbers.get(what), valid) for what in GROUPINGS}, ANSWER_RATE: (valid, asked)}
    for what, (part, base) in parts.items():
        if part is not None and base and what in row.shares:
            makes, says = Decimal(part) / base, row.shares[what]
            if round_half_away(makes, _step(says)) != says:
                yield finding(
                    "surveys.share_differs",
                    row.place,
                    stated=says,
                    expected=makes,
                    question=label,
                    what=Phrase(LABELS[what], {}),
                    says=percent(says) or 0,
                    makes=percent(makes) or 0,
                )


def _step(says: Decimal) -> Decimal:
    """Return what a share was rounded to: whole per cent, or finer where it has more decimals."""
    exponent = says.as_tuple().exponent
    return min(_PER_CENT, Decimal(1).scaleb(exponent)) if isinstance(exponent, int) else _PER_CENT


def _parts(row: Reported, label: Phrase) -> Iterator[Finding]:
    valid = row.counts.get(VALID)
    if valid is not None and set(_WHOLE) <= set(row.numbers):
        makes = sum(row.numbers[each] for each in _WHOLE)
        if makes != valid:
            yield finding("surveys.parts_differ", row.place, question=label, says=valid, makes=makes)


def _whole(row: Reported, label: Phrase) -> Iterator[Finding]:
    both = {**row.numbers, **row.counts}
    for part, whole in ((CLEARLY_POSITIVE, POSITIVE), (VALID, ASKED), (HANDED_IN, OFFERED)):
        if part in both and whole in both and both[part] > both[whole]:
            yield finding(
                "surveys.more_than_whole",
                row.place,
                question=label,
                part=Phrase(LABELS[part], {}),
                whole=Phrase(LABELS[whole], {}),
                says=both[part],
                makes=both[whole],
            )


_CHECKS = (_share, _parts, _whole)

LABELS: Mapping[str, str] = {
    NEGATIVE: "Negative",
    NEITHER: "Neither",
    POSITIVE: "Positive",
    CLEARLY_POSITIVE: "Clearly positive",
    VALID: "Valid answers",
    ASKED: "Were asked",
    HANDED_IN: "Forms handed in",
    OFFERED: "Forms offered",
    ANSWER_RATE: "Valid answers, of those who were asked",
    MEAN: "Mean",
}
"""The message ids of what is told of a question."""


def _twice(rows: Iterable[tuple[Reported, Phrase]]) -> Iterator[Finding]:
    first: dict[tuple[str, str, Sex | None], Reported] = {}
    for row, label in rows:
        before = first.setdefault((row.group, row.question, row.sex), row)
        if _facts(before) != _facts(row):
            cell = before.place.cell or str(before.place.line or "")
            yield finding("surveys.reported_twice", row.place, question=label, first=cell)


def _without_total(rows: Iterable[tuple[Reported, Phrase]]) -> Iterator[Finding]:
    first: dict[tuple[str, str], tuple[Reported, Phrase]] = {}
    whole = set()
    for row, label in rows:
        first.setdefault((row.group, row.question), (row, label))
        if row.sex is None:
            whole.add((row.group, row.question))
    for place, (row, label) in first.items():
        if place not in whole:
            yield finding("surveys.no_total", row.place, question=label)


def _facts(row: Reported) -> tuple[object, ...]:
    return row.counts, row.numbers, row.answers, row.shares, row.mean


def _plain(row: Reported) -> dict[str, Any]:
    place = row.place
    return {
        "group": row.group,
        "question": row.question,
        "sex": row.sex,
        "counts": dict(row.counts),
        "numbers": dict(row.numbers),
        "answers": dict(row.answers),
        "shares": {key: str(share) for key, share in row.shares.items()},
        "mean": None if row.mean is None else str(row.mean),
        "place": [place.file, place.sheet, place.line, place.cell, place.page],
    }


def _reported(plain: Mapping[str, Any]) -> Reported:
    file, sheet, line, cell, page = plain["place"]
    mean = plain["mean"]
    return Reported(
        _text(plain["group"]),
        _text(plain["question"]),
        None if plain["sex"] is None else Sex(plain["sex"]),
        _numbers(plain["counts"]),
        _numbers(plain["numbers"]),
        _numbers(plain["answers"]),
        {key: _decimal(share) for key, share in plain["shares"].items()},
        None if mean is None else _decimal(mean),
        Place(file=file, sheet=sheet, line=line, cell=cell, page=page),
    )


def _text(plain: Any) -> str:  # noqa: ANN401 - whatever stands in the text
    if not isinstance(plain, str):
        raise TypeError("not a text")
    return plain


def _numbers(plain: Mapping[str, Any]) -> dict[str, int]:
    if any(type(number) is not int or number < 0 for number in plain.values()):
        raise ValueError("not a number")
    return dict(plain)


def _decimal(plain: str) -> Decimal:
    found = to_decimal(plain)
    if found is None:
        raise ValueError("not a decimal")
    return found
