"""Results as cells: whole per cent, how many, and why nothing is told."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Column, ColumnKind, Form, Number
from mellanrum.figures import Period
from mellanrum.numbers import round_half_away
from mellanrum.surveys.families import INDICATORS
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import ANSWER_RATE, ASKED, MEAN, VALID
from mellanrum.surveys.results import CLEARLY_POSITIVE, GROUPINGS, NEGATIVE, NEITHER, POSITIVE, Result, Telling, percent
from mellanrum.surveys.rules import QuestionRule

NOTHING = Number(None)
"""What is not known, written as a dash."""


def few() -> str:
    """Say that too few have answered."""
    return _("too few answers")


def why_not(telling: Telling) -> str:
    """Say why a result is not told."""
    return few() if telling is Telling.TOO_FEW else _("still open")


def whole(number: int | None, key: str = "", period: Period | None = None, sex: str = "") -> Number:
    """Write how many."""
    return NOTHING if number is None else Number(Decimal(number), Form.COUNT, key, period, sex)


def per_cent(share: Decimal | None, key: str = "", period: Period | None = None, sex: str = "") -> Number:
    """Write a share in whole per cent, without its sign: the head has it."""
    return whole(percent(share), key, period, sex)


def points(apart: Decimal | None) -> Number:
    """Write a difference in whole percentage points."""
    return NOTHING if apart is None else Number(round_half_away(apart), Form.COUNT)


def mean(value: Decimal | None, key: str = "", period: Period | None = None, sex: str = "") -> Number:
    """Write a mean."""
    return NOTHING if value is None else Number(value, Form.MEAN, key, period, sex)


def figure_key(question: QuestionRule, measure: str, survey: str = "", series: str = INDICATORS) -> str:
    """Name the figure of a question: of its first indicator in a series, or of a survey of the association's own."""
    if survey:
        return f"surveys.{survey}.{question.group}.{question.key}.{measure}"
    if not question.indicators:
        return ""
    return f"{series}.{question.indicators[0]}.{question.group}.{question.number}.{measure}"


def positive(result: Result | None, year: int, series: str = INDICATORS) -> Number:
    """Write the share of positive answers to an indicator's question, opening to its figure of a year and series."""
    if result is None:
        return NOTHING
    return per_cent(result.share(POSITIVE), figure_key(result.question, POSITIVE, series=series), Period.of_year(year))


def columns_of(*, is_grouped: bool, is_grade: bool) -> tuple[Column, ...]:
    """Give the columns of a result."""
    shares = (
        Column(NEGATIVE, _("Negative"), ColumnKind.SHARE, _("Share of the valid answers, %")),
        Column(NEITHER, _("Neither"), ColumnKind.SHARE, _("Share of the valid answers, %")),
        Column(POSITIVE, _("Positive"), ColumnKind.SHARE, _("Share of the valid answers, %")),
        Column(CLEARLY_POSITIVE, _("of which clearly"), ColumnKind.SHARE, _("Share of the valid answers, %")),
    )
    return (
        Column(ASKED, _("Were asked")),
        Column(VALID, _("Valid answers")),
        Column(ANSWER_RATE, _("Answer rate, %"), ColumnKind.SHARE),
        *(shares if is_grouped else ()),
        *((Column(MEAN, _("Mean")),) if is_grade else ()),
    )


def set_columns(questionnaires: Iterable[Questionnaire], questions: Iterable[QuestionRule]) -> tuple[Column, ...]:
    """Give a column for each own set of answers that some of the questions is told of, in any of the years."""
    asked = tuple(questions)
    sets = {each.key: each for of in questionnaires for question in asked for each in of.sets_of(question)}
    head = _("Own sets of answers, %")
    return tuple(Column(each.key, each.label, ColumnKind.SHARE, head) for each in sets.values())


def cells_of(
    result: Result | None, telling: Telling, columns: Iterable[Column], year: int, survey: str = ""
) -> tuple[Cell, ...]:
    """Write a result under its columns; where it is not told, why."""
    listed = tuple(columns)
    if result is None:
        return (NOTHING,) * len(listed)
    if telling is not Telling.SHOWN:
        return tuple(why_not(telling) if column.key in {POSITIVE, MEAN} else "" for column in listed)
    return tuple(_cell(result, column.key, year, survey) for column in listed)


def _cell(result: Result, what: str, year: int, survey: str) -> Number:
    key, period = figure_key(result.question, what, survey), Period.of_year(year)
    if what == ASKED:
        return whole(result.asked, key, period)
    if what == VALID:
        return whole(result.valid, key, period)
    if what == ANSWER_RATE:
        rate = result.answer_rate if result.answer_rate is not None else result.shares.get(ANSWER_RATE)
        return per_cent(rate, key, period)
    if what == MEAN:
        return mean(result.mean, key, period)
    return per_cent(result.share(what), key, period)


def has_shares(results: Iterable[Result]) -> bool:
    """Whether any of the results is told as negative, neither and positive."""
    return any(result.share(what) is not None for result in results for what in GROUPINGS)


def has_mean(results: Iterable[Result]) -> bool:
    """Whether any of the results has a mean."""
    return any(result.mean is not None for result in results)
