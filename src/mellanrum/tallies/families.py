"""Every statistic as a figure: `interventions.<intervention>.<measure>`, by sex where there is a split.

In place of an intervention stand `all` (the association's, without ESF projects), `all_with_esf`, and
`<intervention>.lineage` (itself and all it took over from).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from mellanrum.figures import (
    KRONOR,
    PERCENT,
    Family,
    Figure,
    FigureBook,
    Leaf,
    Operation,
    Period,
    Term,
    Trace,
    Unit,
)
from mellanrum.findings import Place
from mellanrum.tallies.cost_figures import COST, COSTS, cost_figure
from mellanrum.tallies.flow_figures import (
    FLOW,
    ONE_DECIMAL,
    Asked,
    a_month,
    event_figure,
    flow_figure,
    number,
    quotient,
)
from mellanrum.tallies.following import Followed, Reported
from mellanrum.tallies.municipal_figures import MUNICIPAL, municipal_figure, municipal_keys
from mellanrum.tallies.offered import PREFIX, Offered, span_of
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.table_figures import (
    INDIVIDUALS,
    MEAN,
    RATE,
    SHARE,
    individuals,
    keys_of_tables,
    mean_figure,
    rate_figure,
    table_figure,
)
from mellanrum.tallies.totals import END, START

BUDGETED = "budgeted"
A_MONTH = "a_month"
OTHERWISE = "Counted by another method"
PLANNED = "Budgeted for the year"


def interventions_family(followed: Sequence[Followed], scheme: Scheme, threshold: int) -> Family:
    """Offer every statistic of some interventions as a figure, for any whole months (tables: whole periods).

    What may not be shown (under `threshold`, or in no snapshot yet) is no figure. A year without counters has what
    documents state of it, as given, with its source.
    """
    offered = Offered(tuple(followed), scheme, threshold)

    def compute(_book: FigureBook, key: str, period: Period) -> Figure | None:
        return figure_of(offered, key, period)

    def by_sex(_book: FigureBook, key: str, period: Period, sex: str) -> Figure | None:
        return figure_of(offered, key, period, Sex(sex)) if sex in set(Sex) else None

    def keys(_book: FigureBook, period: Period) -> Iterable[str]:
        return tuple(keys_for(offered, period))

    return Family(PREFIX, compute, keys, by_sex)


def figure_of(offered: Offered, key: str, period: Period, sex: Sex | None = None) -> Figure | None:
    """Compute a figure by its whole key; None where there is none, or it may not be shown."""
    return offered.once(("figure", key, period, sex), lambda: _figure(offered, key, period, sex))


def _figure(offered: Offered, key: str, period: Period, sex: Sex | None) -> Figure | None:
    span, parted = span_of(period), offered.split(key)
    if span is None or parted is None:
        return None
    asked = Asked(offered, parted[0], parted[1], period, span, sex)
    if others := _otherwise(asked):
        return _given(asked, others)
    return _counted(asked) if offered.is_counted(asked.group, span) else _planned(asked)


def keys_for(offered: Offered, period: Period) -> Iterator[str]:
    """List the keys that have a figure for a period, each group's flow first, its tables after, what is stated last."""
    span = span_of(period)
    if span is None:
        return
    for group in offered.groups():
        asked = Asked(offered, group, "", period, span)
        for measure in dict.fromkeys((*_measures(asked), *_stated_keys(asked))):
            key = f"{PREFIX}.{group}.{measure}"
            if figure_of(offered, key, period) is not None:
                yield key


def _measures(asked: Asked) -> Iterator[str]:
    scheme = asked.offered.scheme
    yield from FLOW
    yield from (BUDGETED, f"{BUDGETED}.{SHARE}")
    for event in scheme.events:
        if event not in {START, END}:
            yield from (event, f"{event}.{A_MONTH}")
    yield from (counter.key for counter in scheme.counters)
    yield from COSTS
    yield from municipal_keys(asked)
    yield from keys_of_tables(asked)


def _counted(asked: Asked) -> Figure | None:
    measure, scheme = asked.measure, asked.offered.scheme
    if measure in FLOW:
        is_none = asked.sex is Sex.UNSPLIT or all(each.by_head_count for each in asked.followed)
        return None if is_none else flow_figure(asked)
    makers: Mapping[str, Callable[[Asked], Figure | None]] = {
        BUDGETED: _planned,
        COST: cost_figure,
        MUNICIPAL: municipal_figure,
    }
    if (maker := makers.get(measure.partition(".")[0])) is not None:
        return maker(asked)
    if measure in {event for event in scheme.events if event not in {START, END}} | {
        each.key for each in scheme.counters
    }:
        return event_figure(asked)
    return _of_tables(asked)


def _of_tables(asked: Asked) -> Figure | None:
    measure = asked.measure
    if measure.startswith(MEAN):
        return mean_figure(asked)
    if measure == INDIVIDUALS:
        return individuals(asked)
    last = measure.rpartition(".")[2]
    makers = {A_MONTH: a_month, RATE: rate_figure}
    return makers.get(last, table_figure)(asked)


def _planned(asked: Asked) -> Figure | None:
    """Return how many participations were budgeted for a year, or what part of them there were."""
    if asked.measure not in {BUDGETED, f"{BUDGETED}.{SHARE}"} or not asked.period.is_calendar_year or asked.sex:
        return None
    year = asked.period.year
    plans = [(each.name, each.budgeted[year]) for each in asked.followed if year in each.budgeted]
    if not plans:
        return None
    terms = [Term(Leaf("budget", str(year), name, Decimal(planned))) for name, planned in plans]
    planned = number(asked.other(BUDGETED), PLANNED, terms, "Sum of the budgets", "")
    if asked.measure == BUDGETED:
        return planned
    if not asked.offered.is_counted(asked.group, asked.span):
        return None
    part = flow_figure(asked.other("all"))
    return quotient(asked, "All during the period, share of the budgeted", Term(part), Term(planned), "")


def _otherwise(asked: Asked) -> tuple[Followed, ...]:
    """List the interventions that have no counters of a year, but that documents state something of."""
    if not asked.period.is_calendar_year:
        return ()
    year = asked.period.year
    told = (each for each in asked.followed if any(said.year == year for said in each.reported))
    return tuple(each for each in told if each.ledger(year) is None)


def _stated_keys(asked: Asked) -> Iterator[str]:
    year = asked.period.year
    for each in _otherwise(asked):
        yield from (said.key for said in each.reported if said.year == year and said.sex == asked.sex)


def _given(asked: Asked, others: Sequence[Followed]) -> Figure | None:
    """Give what documents state of a year; of several interventions it is added to what is counted of the rest.

    None where something lacks for the sum, or the sum means nothing, as of shares.
    """
    said = [(each, each.stated(asked.period.year, asked.measure, asked.sex)) for each in others]
    terms = [Term(_report(each, stated)) for each, stated in said if stated is not None]
    if len(terms) < len(others):
        return _planned(asked)
    if len(asked.followed) == 1:
        return _one_given(asked, terms[0])
    if _unit(asked.measure) is not Unit.COUNT:
        return None
    for each in asked.followed:
        found = None if each in others else figure_of(asked.offered, _own_key(asked, each), asked.period, asked.sex)
        if found is not None:
            terms.append(Term(found))
        elif each not in others and each.ledger(asked.period.year) is not None and "." in asked.measure:
            return None  # it is hidden, or not counted by this measure
    return number(asked, _label(asked), terms, "Sum of the interventions, some of them counted by another method", "")


def _own_key(asked: Asked, each: Followed) -> str:
    return f"{PREFIX}.{each.key}.{asked.measure}"


def _one_given(asked: Asked, term: Term) -> Figure:
    unit, report = _unit(asked.measure), term.node
    trace = Trace(OTHERWISE, "", Operation.GIVEN, (term,), report.label)
    shown = {Unit.SHARE: PERCENT, Unit.COUNT: KRONOR}.get(unit, ONE_DECIMAL)
    sex = asked.sex and asked.sex.value
    return Figure(asked.key, asked.period, report.value, unit, _label(asked), trace, shown, sex)


def _report(each: Followed, said: Reported) -> Leaf:
    place = Place(file=said.source, page=said.page, key=said.key)
    return Leaf("report", f"{each.key}.{said.key}", said.source, said.value, place)


def _unit(measure: str) -> Unit:
    last = measure.rpartition(".")[2]
    if last in {SHARE, RATE}:
        return Unit.SHARE
    if not measure.startswith(MEAN):
        return Unit.COUNT
    return Unit.MONTHS if measure.startswith("mean_months") else Unit.DAYS if "days" in measure else Unit.YEARS


def _label(asked: Asked) -> str:
    """Name a figure that has no counters by what the scheme says of its key; else by the key itself."""
    scheme = asked.offered.scheme
    counters: Mapping[str, str] = {each.key: each.label for each in scheme.counters}
    events: Mapping[str, str] = {key: event.label for key, event in scheme.events.items()}
    return {**events, **counters, **FLOW}.get(asked.measure, asked.key)
