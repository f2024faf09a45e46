"""Results over years with breaks marked, and beside another series, as the national one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mellanrum.findings import Finding, Phrase, Place, finding
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import LABELS
from mellanrum.surveys.results import GROUPINGS, QuestionResults, Response, Result, Telling
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.sex import TOLD, Sex

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


def joined(years: Iterable[YearResults]) -> tuple[YearResults, ...]:
    """Join what several surveys or sources say of a year, the years in order.

    A question that two of them tell is that of the association's own counters, else of the first; `differences` says
    where they do not agree. The questionnaire is that of the first.
    """
    found: dict[int, YearResults] = {}
    for each in sorted(years, key=lambda results: (results.year, results.is_reported)):
        before = found.get(each.year)
        found[each.year] = each if before is None else _both(before, each)
    return tuple(found.values())


def differences(own: YearResults, reported: YearResults) -> tuple[Finding, ...]:
    """Compare what is reported of a year with the association's own counters, in whole per cent.

    Findings: surveys.reported_differs, a warning at the place of the reported result. What only one tells is left out.
    """
    found = []
    for theirs in reported.results:
        mine = own.of(theirs.question.group, theirs.question.key)
        for sex in (None, *theirs.by_sex):
            one, other = (each.of(sex) if each else None for each in (mine, theirs))
            if one is not None and other is not None:
                found += [_differing(one, other, what) for what in GROUPINGS if _differs(one, other, what)]
    return tuple(found)


def added_results(surveys: Sequence[YearResults], year: int, threshold: int = 0) -> YearResults | None:
    """Add surveys of one questionnaire up, asked more than once in a year: counts, never shares. None where none is.

    A question is of the surveys that tell it, one behind a gate of all or of none. A survey in which fewer of a group
    than `threshold` handed in a form is in none of the group's numbers, nor are its forms: what is added is then never
    the few. By sex a question is added where all of them tell both sexes. A group's `surveys` says how many were added.
    """
    of_year = [each for each in surveys if each.year == year]
    if len(of_year) < 2:
        return of_year[0] if of_year else None
    last = of_year[-1]
    results: list[QuestionResults] = []
    responses: list[Response] = []
    for group in last.questionnaire.groups:
        asked = [each for each in of_year if _has_asked(each, group.key)]
        enough = [each for each in asked if _has_enough(each, group.key, threshold)] or asked[:1]
        added = (_added(question, enough) for question in last.questionnaire.of_group(group.key))
        results += [each for each in added if each is not None]
        responses += _added_response(group.key, enough)
    return replace(last, results=tuple(results), responses=tuple(responses))


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


def _both(before: YearResults, after: YearResults) -> YearResults:
    results = {(each.question.group, each.question.key): each for each in before.results}
    for each in after.results:
        place = (each.question.group, each.question.key)
        if place not in results or not results[place].all.is_shown:
            results[place] = each
    responses = {each.group: each for each in after.responses}
    responses |= {each.group: each for each in before.responses if each.handed_in or each.group not in responses}
    sources = dict.fromkeys(each for each in (before.source, after.source) if each)
    return replace(
        before, results=tuple(results.values()), responses=tuple(responses.values()), source="; ".join(sources)
    )


def _differs(one: Result, other: Result, what: str) -> bool:
    mine, theirs = one.percent(what), other.percent(what)
    return mine is not None and theirs is not None and mine != theirs


def _differing(one: Result, other: Result, what: str) -> Finding:
    return finding(
        "surveys.reported_differs",
        other.source.place if other.source else Place(),
        stated=other.share(what),
        expected=one.share(what),
        question=Phrase(one.question.label, {}),
        what=Phrase(LABELS[what], {}),
        says=other.percent(what) or 0,
        makes=one.percent(what) or 0,
    )


def _has_asked(survey: YearResults, group: str) -> bool:
    response = survey.response(group)
    return response is None or bool(response.handed_in or response.offered)


def _has_enough(survey: YearResults, group: str, threshold: int) -> bool:
    response = survey.response(group)
    return response is None or not 0 < response.handed_in < threshold


def _added_response(group: str, surveys: Sequence[YearResults]) -> Iterator[Response]:
    """Give a group's forms; how many were offered only where every survey that asked the group says so."""
    found = [each for survey in surveys if (each := survey.response(group)) is not None]
    if found:
        offered = [each.offered for each in found if each.offered is not None]
        whole = sum(offered) if len(offered) == len(found) else None
        yield Response(group, sum(each.handed_in for each in found), whole, found[0].source, len(found))


def _added(question: QuestionRule, surveys: Sequence[YearResults]) -> QuestionResults | None:
    asked = [each for survey in surveys if (each := survey.of(question.group, question.key))]
    told = [each for each in asked if each.all.is_shown]
    if len(surveys) < 2 or not told:
        return next(iter(asked), None)
    if any(_hides(question, each) for each in surveys):
        return QuestionResults(question, Result(question, telling=Telling.TOO_FEW))
    whole = _sum([each.all for each in told], question)
    if whole is None:
        return None
    by_sex = {
        sex: result
        for sex in TOLD
        if len(told) == len(surveys)
        and all(sex in each.by_sex for each in told)
        and (result := _sum([each.by_sex[sex] for each in told], question, sex)) is not None
    }
    return QuestionResults(question, whole, by_sex if len(by_sex) == len(TOLD) else {})


def _hides(question: QuestionRule, survey: YearResults) -> bool:
    """Tell whether a survey tells how many a gate let through, and not what they answered: they are the few.

    Whoever took those asked in the others from those let through in all would know how many they were.
    """
    told = survey.of(question.group, question.key)
    if question.only_after is None or (told is not None and told.all.is_shown):
        return False
    gate = survey.of(question.group, question.only_after[0])
    return gate is not None and bool(gate.all.answers.get(question.only_after[1]))


def _sum(results: Sequence[Result], question: QuestionRule, sex: Sex | None = None) -> Result | None:
    """Add results of one question up; None where there are none, or one of them has no numbers."""
    if not results or any(each.valid is None for each in results):
        return None
    forms = [each.handed_in for each in results if each.handed_in is not None]
    asked = [each.asked for each in results if each.asked is not None]
    totals = [each.total for each in results if each.total is not None]
    answers: Counter[str] = Counter()
    for each in results:
        answers.update(each.answers)
    common = set.intersection(*(set(each.numbers) for each in results))
    return Result(
        question,
        sex,
        handed_in=sum(forms) if len(forms) == len(results) else None,
        asked=sum(asked) if len(asked) == len(results) else None,
        valid=sum(each.valid or 0 for each in results),
        numbers={what: sum(each.numbers[what] for each in results) for what in sorted(common, key=_order)},
        answers=dict(answers),
        total=sum(totals) if len(totals) == len(results) else None,
    )


def _order(what: str) -> tuple[int, str]:
    return (GROUPINGS.index(what) if what in GROUPINGS else len(GROUPINGS), what)
