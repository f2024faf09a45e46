"""What is told of a question as figures: shares, counts, means and rates, down to counters or to what was reported."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from mellanrum.figures import KRONOR, Figure, Leaf, Operation, Period, Shown, Term, Trace, Unit, total
from mellanrum.findings import Place
from mellanrum.surveys.questionnaires import Questionnaire, answer_label
from mellanrum.surveys.reported import ANSWER_RATE, ASKED, HANDED_IN, LABELS, MEAN, OFFERED, VALID
from mellanrum.surveys.results import GROUPINGS, Response, Result
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.sex import Sex

COUNT = "count"
"""After what is told as a share: how many they are."""
ANSWER = "answer"
"""Before the key of an answer: those who gave it, a share of the valid answers where it is one of them."""
RESPONSE_RATE = "response_rate"
WHOLE_PER_CENT = Shown(Decimal("0.01"))
ONE_DECIMAL = Shown(Decimal("0.1"))
MINUS_ONE = Decimal(-1)
COUNTED = "Answers as they were counted"
REPORTED = "Results reported by somebody else"
TYPED = "Totals as they were typed in"
OF_VALID = "Share of the valid answers"
OF_ASKED = "Share of those who were asked"
OF_OFFERED = "Share of the forms offered"
MEAN_OF_GRADES = "Sum of the grades, by the valid answers"


@dataclass(frozen=True, slots=True)
class At:
    """Which figures are made: the start of their keys, of which period, from which result."""

    before: str
    period: Period
    result: Result
    questionnaire: Questionnaire

    @property
    def question(self) -> QuestionRule:
        """The question the result is of."""
        return self.result.question

    def key(self, measure: str) -> str:
        """Return the whole key of a measure."""
        return f"{self.before}.{measure}"


def measures_of(result: Result) -> Iterator[str]:
    """List the measures a result has, in reading order."""
    told = (*GROUPINGS, *(key for key in result.numbers if key not in GROUPINGS))
    for what in dict.fromkeys((*told, *(key for key in result.shares if key != ANSWER_RATE))):
        if result.share(what) is not None:
            yield what
            if result.number(what) is not None:
                yield f"{what}.{COUNT}"
    if result.mean is not None:
        yield MEAN
    yield from (what for what in (VALID, ASKED) if getattr(result, what) is not None)
    if result.answer_rate is not None or ANSWER_RATE in result.shares:
        yield ANSWER_RATE


def answer_measures(result: Result, questionnaire: Questionnaire) -> Iterator[str]:
    """List the measures of each answer, where it is known how many gave it."""
    if not result.answers:
        return
    valid = questionnaire.valid(result.question) if result.valid else ()
    for answer in questionnaire.answers(result.question):
        if answer in valid:
            yield f"{ANSWER}.{answer}"
        yield f"{ANSWER}.{answer}.{COUNT}"


def measure_figure(at: At, measure: str) -> Figure | None:
    """Make a figure of a result; None where the result has no such measure."""
    if measure.startswith(f"{ANSWER}."):
        return _of_answer(at, measure)
    if measure not in set(measures_of(at.result)):
        return None
    if measure in {VALID, ASKED}:
        return _count(at, measure, getattr(at.result, measure), LABELS[measure])
    if measure == MEAN:
        return _mean(at)
    what = measure.removesuffix(f".{COUNT}")
    if what != measure:
        return _count(at, measure, at.result.numbers[what], _label(at, what), _answers_of(at, what))
    return _rate(at) if what == ANSWER_RATE else _share(at, what)


def alias(figure: Figure, key: str) -> Figure:
    """Return a figure under a shorter key, resting on itself under the whole one."""
    trace = Trace(figure.trace.rule, figure.trace.reference, Operation.SUM, (Term(figure),), figure.trace.source)
    return replace(figure, key=key, trace=trace)


def added_figure(figures: Iterable[Figure], key: str) -> Figure | None:
    """Add counts of several questions up, as one figure; None where there are none."""
    parts = tuple(figures)
    if not parts:
        return None
    terms = tuple(Term(part) for part in parts)
    trace = Trace("Answers to several questions, added up", parts[0].trace.reference, Operation.SUM, terms)
    return replace(parts[0], key=key, value=total(terms), trace=trace)


def quotient(key: str, over: Figure, under: Figure, rule: str, column: str = "") -> Figure | None:
    """Make the share that one figure is of another; None where there is nothing to divide by."""
    if not under.value:
        return None
    trace = Trace(rule, over.trace.reference, Operation.QUOTIENT, (Term(over), Term(under, MINUS_ONE)))
    return replace(
        over,
        key=key,
        value=over.value / under.value,
        unit=Unit.SHARE,
        trace=trace,
        shown=WHOLE_PER_CENT,
        column=column or over.column,
    )


def response_figure(
    before: str, period: Period, response: Response, measure: str, about: Iterable[str]
) -> Figure | None:
    """Make a figure of how many forms a group handed in, were offered, or the rate of the survey.

    `about` are the group's label, the reference, and the source of what is reported ("" for own counters).
    """
    label, reference, source = about
    numbers = {HANDED_IN: response.handed_in, OFFERED: response.offered}

    def counted(what: str) -> Figure | None:
        number = numbers[what]
        if number is None:
            return None
        leaf = _leaf(period, label, number, source, Place(key=what))
        return _figure(f"{before}.{what}", period, (leaf,), label, LABELS[what], reference, source)

    if measure in numbers:
        return counted(measure)
    handed_in, offered = counted(HANDED_IN), counted(OFFERED)
    if measure != RESPONSE_RATE or handed_in is None or offered is None:
        return None
    return quotient(f"{before}.{RESPONSE_RATE}", handed_in, offered, OF_OFFERED, "Response rate")


def _share(at: At, what: str) -> Figure | None:
    number = at.result.number(what)
    if number is None or not at.result.valid:
        return _given(at, what, at.result.shares[what], _label(at, what))
    part = _count(at, f"{what}.{COUNT}", number, _label(at, what), _answers_of(at, what))
    return quotient(at.key(what), part, _count(at, VALID, at.result.valid, LABELS[VALID]), OF_VALID)


def _of_answer(at: At, measure: str) -> Figure | None:
    """Make the figure of one answer: how many gave it, or their share of the valid answers."""
    if measure not in set(answer_measures(at.result, at.questionnaire)):
        return None
    key, *counts = measure.removeprefix(f"{ANSWER}.").split(".")
    label = answer_label(at.questionnaire, at.question, key)
    part = _count(at, f"{ANSWER}.{key}.{COUNT}", at.result.answers.get(key, 0), label)
    if counts:
        return part
    return quotient(at.key(measure), part, _count(at, VALID, at.result.valid or 0, LABELS[VALID]), OF_VALID)


def _rate(at: At) -> Figure | None:
    valid, asked = at.result.valid, at.result.asked
    if valid is None or not asked:
        share = at.result.shares[ANSWER_RATE]
        return _given(at, ANSWER_RATE, share, LABELS[ANSWER_RATE])
    over, under = _count(at, VALID, valid, LABELS[VALID]), _count(at, ASKED, asked, LABELS[ASKED])
    return quotient(at.key(ANSWER_RATE), over, under, OF_ASKED, LABELS[ANSWER_RATE])


def _mean(at: At) -> Figure | None:
    result = at.result
    if result.total is None or not result.valid:
        mean = result.reported_mean
        return None if mean is None else _given(at, MEAN, mean, LABELS[MEAN])
    over = _leaf(at.period, "Sum of the grades", result.total, *_source(result))
    under = _count(at, VALID, result.valid, LABELS[VALID])
    inputs = (Term(over), Term(under, MINUS_ONE))
    trace = Trace(MEAN_OF_GRADES, at.question.reference, Operation.QUOTIENT, inputs)
    value = Decimal(result.total) / result.valid
    return replace(under, key=at.key(MEAN), value=value, trace=trace, shown=ONE_DECIMAL, column=LABELS[MEAN])


def _count(at: At, measure: str, number: int, column: str, answers: Mapping[str, int] | None = None) -> Figure:
    """Make a figure that counts: the sum of the answers it is made of, where they are known."""
    source, place = _source(at.result)
    parts = {label: value for label, value in (answers or {}).items() if value}
    if not parts or sum(parts.values()) != number:
        parts = {column: number}
    leaves = tuple(_leaf(at.period, label, value, source, place) for label, value in parts.items())
    sex, question = at.result.sex, at.question
    return _figure(at.key(measure), at.period, leaves, question.label, column, question.reference, source, sex)


def _answers_of(at: At, what: str) -> dict[str, int]:
    """Return how many gave each answer that a group or a set of answers holds, by the answer's label."""
    sets = {each.key: frozenset(each.answers) for each in at.questionnaire.sets_of(at.question)}
    keys = sets.get(what) or at.questionnaire.grouped(at.question, what)
    return {
        answer_label(at.questionnaire, at.question, key): number
        for key, number in at.result.answers.items()
        if key in keys
    }


def _label(at: At, what: str) -> str:
    sets = {each.key: each.label for each in at.questionnaire.sets_of(at.question)}
    return LABELS.get(what) or sets.get(what, what)


def _source(result: Result) -> tuple[str, Place]:
    return (result.source.name, result.source.place) if result.source else ("", Place())


def _leaf(period: Period, label: str, number: int, source: str, place: Place) -> Leaf:
    if source:
        return Leaf("report", label, source, Decimal(number), place)
    return Leaf("counter", str(period), label, Decimal(number))


def _given(at: At, measure: str, value: Decimal, column: str) -> Figure:
    """Make a figure that is reported as it is, with nothing to compute it from: a share, or a mean of grades."""
    unit, shown = (Unit.COUNT, ONE_DECIMAL) if measure == MEAN else (Unit.SHARE, WHOLE_PER_CENT)
    source, place = _source(at.result)
    trace = Trace(
        REPORTED, at.question.reference, Operation.GIVEN, (Term(Leaf("report", column, source, value, place)),), source
    )
    sex = at.result.sex and at.result.sex.value
    return Figure(at.key(measure), at.period, value, unit, at.question.label, trace, shown, sex, column)


def _figure(  # noqa: PLR0913, PLR0917 - a figure has this many sides
    key: str,
    period: Period,
    leaves: tuple[Leaf, ...],
    label: str,
    column: str,
    reference: str,
    source: str,
    sex: Sex | None = None,
) -> Figure:
    terms = tuple(Term(leaf) for leaf in leaves)
    operation = Operation.GIVEN if source else Operation.SUM
    trace = Trace(REPORTED if source else COUNTED, reference, operation, terms, source)
    return Figure(key, period, total(terms), Unit.COUNT, label, trace, KRONOR, sex and sex.value, column)
