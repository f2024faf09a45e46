"""Results over years with breaks marked, and beside another series, as the national one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.results import QuestionResults, Response, Result
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.sex import Sex

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class YearResults:
    """All results of a questionnaire in a year: its own counters', or those reported (`is_reported`)."""

    year: int
    questionnaire: Questionnaire
    results: tuple[QuestionResults, ...]
    responses: tuple[Response, ...] = ()
    source: str = ""

    def of(self, group: str, question: str) -> QuestionResults | None:
        """Return the results of a question; None where it was not asked, or nothing is reported of it."""
        return next((each for each in self.results if _is(each.question, group, question)), None)

    def response(self, group: str) -> Response | None:
        """Return how many forms a group handed in; None where nothing is known of it."""
        return next((each for each in self.responses if each.group == group), None)

    @property
    def is_reported(self) -> bool:
        """Whether somebody else collected them."""
        return bool(self.source)


@dataclass(frozen=True, slots=True)
class Point:
    """A year. `is_break`: what came before is not to be compared with it. No result: not told, or not asked."""

    year: int
    result: Result | None
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorResults:
    """An indicator's questions in a year: a result of each, and of a group together where the rules pool them."""

    indicator: str
    label: str
    questions: tuple[QuestionResults, ...]
    pooled: Mapping[str, Result] = field(default_factory=dict)


def series(
    years: Iterable[YearResults], group: str, question: str, sex: Sex | None = None, *, breaks: Iterable[int] = ()
) -> tuple[Point, ...]:
    """Return a question's results over years, the first first. `breaks` are its years of break (`breaks_in`)."""
    at, found, before = sorted(breaks), [], None
    for each in sorted(years, key=lambda results: results.year):
        results = each.of(group, question)
        broken = before is not None and any(before < year <= each.year for year in at)
        found.append(Point(each.year, results.of(sex) if results else None, is_break=broken))
        before = each.year
    return tuple(found)


def comparable(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return the points that may be compared with the last one: those from the last break on."""
    start = max((at for at, point in enumerate(points) if point.is_break), default=0)
    return tuple(points[start:])


def indicator_results(results: YearResults, indicator: str) -> IndicatorResults | None:
    """Return an indicator's results in a year, question by question; None where it has no such indicator."""
    rule = results.questionnaire.indicator(indicator)
    if rule is None:
        return None
    served = results.questionnaire.serving(indicator)
    found = tuple(told for each in served if (told := results.of(each.group, each.key)) is not None)
    return IndicatorResults(indicator, rule.label, found, _pooled(found) if rule.combine == "pooled" else {})


def pooled(results: Sequence[Result], question: QuestionRule, sex: Sex | None = None) -> Result | None:
    """Add the answers of several questions up: counts, never shares. None where one of them is not told in numbers."""
    if not results or any(not each.is_shown or each.valid is None or not each.numbers for each in results):
        return None
    common = set.intersection(*(set(each.numbers) for each in results))
    asked = [each.asked for each in results if each.asked is not None]
    return Result(
        question,
        sex,
        asked=sum(asked) if len(asked) == len(results) else None,
        valid=sum(each.valid or 0 for each in results),
        numbers={what: sum(each.numbers[what] for each in results) for what in sorted(common)},
    )


def points_apart(result: Result | None, other: Result | None, what: str) -> Decimal | None:
    """Return how many percentage points a share is over another series' (minus: under); None where one is not known.

    Of the exact shares: what is shown is rounded once, at the edge.
    """
    mine = result.share(what) if result is not None else None
    theirs = other.share(what) if other is not None else None
    return None if mine is None or theirs is None else (mine - theirs) * _HUNDRED


def breaks_in(questionnaire: Questionnaire, question: str) -> tuple[int, ...]:
    """Return the years from which a question's answers are not to be compared with those before."""
    return questionnaire.breaks.get(question, ())


def _is(question: QuestionRule, group: str, key: str) -> bool:
    return (question.group, question.key) == (group, key)


def _pooled(questions: Sequence[QuestionResults]) -> dict[str, Result]:
    found = {}
    for group in dict.fromkeys(each.question.group for each in questions):
        own = [each for each in questions if each.question.group == group]
        result = pooled([each.all for each in own], own[0].question)
        if result is not None:
            found[group] = result
    return found
