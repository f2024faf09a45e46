"""The surveys of a year as something to publish: all that has been closed or reported with numbers, as one set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain

from mellanrum.composition.published.survey_totals import EVENTS, counted_events
from mellanrum.composition.published.surveys import PublishedResult, Surveyed, published_surveys
from mellanrum.disclosure.derived import Mean
from mellanrum.disclosure.release.shapes import CellShape, DerivedShape
from mellanrum.disclosure.tables import spot_of_key
from mellanrum.findings import words
from mellanrum.numbers import round_half_away
from mellanrum.surveys.rules import TotalsRule
from mellanrum.surveys.totals import Totals
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters.store import all_ledgers
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.publishing.beside import Beside
from mellanrum.web.publishing.figures import Figures
from mellanrum.web.publishing.models import Breadth, Kind, Publication, heading_of
from mellanrum.web.publishing.services.reading import OfYear
from mellanrum.web.publishing.view import QUESTION, RESPONDENTS, ViewTable
from mellanrum.web.register.services.deciding import settings_on
from mellanrum.web.survey_results.names import question_name
from mellanrum.web.survey_results.opening import Results, results_in
from mellanrum.web.survey_results.published_years import indicators_beside
from mellanrum.web.survey_results.services.asking import INDICATORS, own_of, questionnaire_in
from mellanrum.web.survey_results.services.totals import typed_in
from mellanrum.web.tenancy.models import Association

PREFIX = "surveys-"
"""Before the year: a subject's key."""
YEAR_DIGITS = 4
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class _Typed:
    """Totals that have been typed, and the events that the follow-up has counted beside them, with their years."""

    totals: Sequence[tuple[Totals, TotalsRule]]
    counted_too: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class SurveysOfYear:
    """The surveys of a year, as a publication is of them."""

    year: int

    @property
    def of(self) -> Kind:
        """Which kind of publication it becomes."""
        return Kind.SURVEYS

    @property
    def key(self) -> str:
        """How it stands among publications."""
        return f"{PREFIX}{self.year}"

    @property
    def name(self) -> str:
        """What it is called, in the language of the page."""
        return str(self.year)

    @property
    def title(self) -> str:
        """What it is called in what leaves the association."""
        return str(self.year)

    @property
    def heading(self) -> str:
        """The same as `name`, with what it is of."""
        return heading_of(self.of, self.name)

    @property
    def first_day(self) -> date:
        """The first day of the year."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of the year."""
        return date(self.year, 12, 31)


def subjects(association: Association, day: date) -> tuple[SurveysOfYear, ...]:
    """List the years whose surveys may be published, the newest first: those that something can be told of."""
    threshold = settings_on(association, day.year).threshold
    results = results_in(association, threshold)
    years = {each.year for each in results.indicators}
    years |= {each.year for survey in results.surveys.values() for each in survey.years}
    typed = _typed_in(association)
    years |= {totals.year for totals, _rule in typed.totals}
    told = (year for year in sorted(years, reverse=True) if _figures(results, typed, year, threshold))
    return tuple(SurveysOfYear(year) for year in told)


def figures_of(association: Association, day: date, key: str, breadth: str = Breadth.MAIN) -> Figures | None:
    """Return the numbers of a year's surveys by its key; None where there are none to tell.

    All tables are those answer by answer, too.
    """
    year = key.removeprefix(PREFIX)
    if not key.startswith(PREFIX) or not (year.isascii() and year.isdigit() and len(year) == YEAR_DIGITS):
        return None
    threshold = settings_on(association, day.year).threshold
    results, typed = results_in(association, threshold), _typed_in(association)
    return _figures(results, typed, int(year), threshold, every_answer=breadth == Breadth.ALL)


def beside(standing: Standing, held: Sequence[OfYear]) -> Iterator[Beside]:
    """Put the published years of the indicators beside each other, the national results beside."""
    years = [each for each in held if each.publication.kind == Kind.SURVEYS]
    if not years:
        return
    association = standing.association
    results = results_in(association, settings_on(association, standing.day.year).threshold)
    yield from indicators_beside(years, questionnaire_in(results.own, INDICATORS, years[-1].year), results.national)


def rule_of(publication: Publication, table: ViewTable) -> tuple[str, ...]:
    """Say by which questionnaire and question a table of a survey counts, and what that rests on.

    The questionnaire is as it stood at the end of the year.
    """
    key = table.at.get(QUESTION, table.at.get(RESPONDENTS, "")).partition(".")[0]
    asked = questionnaire_in(own_of(publication.association), key, publication.last_day.year) if key else None
    if asked is None:
        return ()
    group, _dot, question = table.at.get(QUESTION, "").removeprefix(f"{key}.").partition(".")
    rule = next((each for each in asked.of_group(group) if each.key == question), None) if question else None
    name = words(asked.label, lang())
    told = name if rule is None else f"{name}: {question_name(asked, rule)}"
    return told, rule.reference if rule is not None else asked.reference


def _typed_in(association: Association) -> _Typed:
    totals = typed_in(association)
    is_doubtful = any(rule.key in EVENTS for _totals, rule in totals)  # else no counter needs to be read
    ledgers = chain.from_iterable(all_ledgers(association).values()) if is_doubtful else ()
    return _Typed(totals, counted_events(ledgers))


def _figures(
    results: Results, typed: _Typed, year: int, threshold: int, *, every_answer: bool = False
) -> Figures | None:
    totals = [(totals, rule) for totals, rule in typed.totals if totals.year == year]
    made = published_surveys(
        _surveyed(results, year),
        totals,
        threshold=threshold,
        every_answer=every_answer,
        counted_too=typed.counted_too,
    )
    if not made.tables.tables:
        return None
    means = tuple(_mean(each, each.follows) for each in made.results if isinstance(each.follows, Mean))
    return Figures(SurveysOfYear(year), made.tables, made.left_out, means)


def _mean(result: PublishedResult, follows: Mean) -> DerivedShape:
    """Ask for a mean, as it is read: with one decimal."""
    of, at = spot_of_key(follows.count)
    key = f"{result.survey}.{result.year}.{result.group}.{result.question}.{result.sex or 'all'}"
    value = f"{round_half_away(result.value, _TENTH):f}"
    return DerivedShape(key=key, label=words("Mean"), kind="mean", of=CellShape(of=of, at=at), value=value)


def _surveyed(results: Results, year: int) -> Iterator[Surveyed]:
    indicators = results.indicators_of(year)
    if indicators is not None:
        yield Surveyed(INDICATORS, words(indicators.questionnaire.label), (indicators,))
    for survey in results.surveys.values():
        of_year = survey.of(year)
        if of_year is not None:
            yield Surveyed(survey.key, words(survey.label), (of_year,))
