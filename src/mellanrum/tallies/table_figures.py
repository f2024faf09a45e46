"""Figures from tables: how many gave an answer, and their share. Traces end in periods, with the entries counted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from mellanrum.figures import Figure, Term, Unit
from mellanrum.tallies.flow_figures import MINUS_ONE, Asked, flow_figure, number, quotient
from mellanrum.tallies.labels import answer_label
from mellanrum.tallies.means import Mean
from mellanrum.tallies.merging import answering, broadened, limited, sets_of
from mellanrum.tallies.offered import ALL as ASSOCIATION
from mellanrum.tallies.offered import ALL_WITH_ESF as ASSOCIATION_WITH_ESF
from mellanrum.tallies.offered import leaf
from mellanrum.tallies.payers import payers_of
from mellanrum.tallies.scheme import AnswerSet, Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.shown import ALL, ENDED, EVENTS, OF_STOCK, ONGOING, STARTED, Shown
from mellanrum.tallies.spans import Span
from mellanrum.tallies.statistics import StatTable
from mellanrum.tallies.totals import END, START

SHARE = "share"
END_REASONS = "end_reasons"
END_REASON = "end_reason"
RATE = "rate"
MEAN = "mean_"
GIVEN = "given"
INDIVIDUALS = "individuals_at_most"
"""Of the association alone: who counts in a part of it cannot know who has started elsewhere."""
UNITS = {"years": Unit.YEARS, "months": Unit.MONTHS, "days": Unit.DAYS}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a table a figure is: its answers (several of a set), what they are crossed with, and their name."""

    table: StatTable
    label: str
    answers: frozenset[str] = frozenset()
    across: str | None = None


def table_figure(asked: Asked) -> Figure | None:
    """Return the figure of an answer in a table, of its base, or (with .share) of an answer's share of the base.

    None where there is none by the key, or it may not be shown.
    """
    words = asked.measure.split(".")
    is_share = words[-1] == SHARE
    place = _place(asked, words[:-1] if is_share else words)
    if place is None or not _is_shown(asked, place.table):
        return None
    return _share(asked, place) if is_share else _count(asked, place)


def rate_figure(asked: Asked) -> Figure | None:
    """Return the rate of a follow-up: those who answered of those who had consented."""
    event = asked.measure.partition(".")[0]
    found = table_figure(asked.other(f"{event}.answered.yes.{SHARE}"))
    return None if found is None else replace(found, key=asked.key, label="Answered, of those who had consented")


def mean_figure(asked: Asked) -> Figure | None:
    """Return a mean, or (with .given) how many gave the number: the measure is mean_<table>_<what>."""
    if asked.measure.endswith(f".{GIVEN}"):
        return _given(asked)
    table, what = _of_mean(asked)
    found = asked.offered.mean(asked.group, what, table, asked.span)
    cell = found.cells.get(asked.sex) if found is not None else None
    if found is None or cell is None or cell.sum is None or cell.count is None:
        return None
    label, event = found.rule.label, EVENTS.get(what, what)
    entries = asked.offered.entries(asked.group, event, asked.span)
    over = Term(leaf(asked.span, "Sum", cell.sum, entries))
    under = _given(asked.other(f"{asked.measure}.{GIVEN}"))
    if under is None:
        return None
    return quotient(asked, label, over, Term(under), found.rule.reference, UNITS.get(found.unit, Unit.COUNT))


def _given(asked: Asked) -> Figure | None:
    """Return how many gave a number that a mean is of, period by period; None where the mean may not be shown."""
    table, what = _of_mean(asked)
    found = asked.offered.mean(asked.group, what, table, asked.span)
    cell = found.cells.get(asked.sex) if found is not None else None
    if found is None or cell is None or cell.count is None:
        return None
    terms = tuple(_periods(asked, what, found, cell.count))
    return number(asked, "Number who gave it", terms, found.rule.label, found.rule.reference, found.rule.label)


def _periods(asked: Asked, what: str, mean: Mean, count: int) -> Iterator[Term]:
    told = 0
    for span in asked.offered.spans(asked.group, what, asked.span):
        held = asked.offered.shown(asked.group, what, mean.key, span)
        here = held.known[asked.sex] if held is not None else 0
        told += here
        if here:
            yield Term(leaf(span, "", here, asked.offered.entries(asked.group, mean.rule.event, span)))
    yield from _rest(asked, "Without an answer", count - told)


def individuals(asked: Asked) -> Figure | None:
    """Return how many individuals there were at most among those who started, in a year or its first part.

    Whoever has started before in the association that year has been counted then; who does not know may be new. It
    holds of the association alone: who has started before may have done so in another intervention, or in a project.
    """
    if not _is_whole(asked) or asked.span.first.month != 1 or len(asked.span.years) != 1:
        return None
    again = table_figure(asked.other("started.first_start.no"))
    if again is None:
        return None
    started = flow_figure(asked.other(STARTED))
    rule = "All who started, less those who had started before in the year"
    terms = (Term(started), Term(again, MINUS_ONE))
    return number(asked, "Individuals, at most", terms, rule, again.trace.reference)


def _is_whole(asked: Asked) -> bool:
    """Tell whether a group is all that has been counted in the span: a project that is left out may have come first."""
    known = {each.key for each in asked.followed}
    left_out = (each for each in asked.offered.followed if each.key not in known)
    is_counted = any(each.ledger(year) for each in left_out for year in asked.span.years)
    return asked.group in {ASSOCIATION, ASSOCIATION_WITH_ESF} and not is_counted


def keys_of_tables(asked: Asked) -> Iterator[str]:
    """List the measures of all tables that may be shown, answers with nobody left out."""
    scheme = asked.offered.scheme
    whats = (STARTED, ENDED, ONGOING, ALL, *(event for event in scheme.events if event not in {START, END}))
    for what in whats:
        event = START if what in OF_STOCK else EVENTS.get(what, what)
        for rule in scheme.tables_of(event):
            if rule.stock or what not in OF_STOCK:
                yield from _keys_of_table(asked, what, rule.key)
        if what.startswith("follow_up_"):
            yield f"{what}.{RATE}"
    for mean in (f"{MEAN}{rule.key}_{what}" for what in whats for rule in scheme.tables_of(EVENTS.get(what, what))):
        yield from (mean, f"{mean}.{GIVEN}")
    for each in sets_of(END_REASON, scheme):
        yield from (f"{END_REASONS}.{each.key}", f"{END_REASONS}.{each.key}.{SHARE}")
    yield INDIVIDUALS


def _keys_of_table(asked: Asked, what: str, key: str) -> Iterator[str]:
    found = asked.offered.table(asked.group, what, key, asked.span)
    if found is None or not _is_shown(asked, found):
        return
    question = found.rule.questions[0]
    before = f"{what}.{key}"
    yield before
    held = asked.offered.shown(asked.group, what, key, asked.span)
    for row in found.rows:
        for across in (each.key for each in found.across) if found.across else ("",):
            if held is not None and held.number(row.key, across, asked.sex):
                name = f"{before}.{row.key}.{across}" if across else f"{before}.{row.key}"
                yield from (name, f"{name}.{SHARE}")
        if found.across and held is not None and held.number(row.key, None, asked.sex):
            yield from (f"{before}.{row.key}", f"{before}.{row.key}.{SHARE}")
    for each in named_in(question, asked.offered.scheme):
        if not found.across:
            yield from (f"{before}.{each.key}", f"{before}.{each.key}.{SHARE}")


def named_in(question: str, scheme: Scheme) -> tuple[AnswerSet, ...]:
    """Return the sets of a question's answers that figures are of.

    Broader bands, limits, whose referrers they are, who answered at all.
    """
    return (
        *broadened(question, scheme),
        *limited(question, scheme),
        *payers_of(question, scheme),
        *answering(question, scheme),
    )


def _of_mean(asked: Asked) -> tuple[str, str]:
    """Part mean_<table>_<what>: an event may have _ in it, and so may a table."""
    named = asked.measure.removeprefix(MEAN).removesuffix(f".{GIVEN}")
    whats = (STARTED, ENDED, *asked.offered.scheme.events)
    what = next((each for each in whats if named.endswith(f"_{each}")), "")
    return named.removesuffix(f"_{what}"), what


def _is_shown(asked: Asked, found: StatTable) -> bool:
    return found.state == "shown" and (asked.sex is None or (found.has_split and asked.sex in found.base))


def _place(asked: Asked, words: list[str]) -> _Place | None:
    offered, scheme = asked.offered, asked.offered.scheme
    if words[0] == END_REASONS and len(words) == 2:
        found = offered.table(asked.group, ENDED, END_REASON, asked.span)
        return _named(found, words[1], sets_of(END_REASON, scheme)) if found is not None else None
    if not 2 <= len(words) <= 4:
        return None
    found = offered.table(asked.group, words[0], words[1], asked.span)
    if found is None or (len(words) == 4 and not found.across):
        return None
    if len(words) == 2:
        return _Place(found, found.title)
    return _answer(found, words[2], words[3] if len(words) == 4 else None, scheme)


def _answer(found: StatTable, key: str, across: str | None, scheme: Scheme) -> _Place | None:
    question = found.rule.questions[0]
    if found.row(key) is not None:
        return _Place(found, answer_label(question, key, scheme), frozenset({key}), across)
    return None if across or found.across else _named(found, key, named_in(question, scheme))


def _named(found: StatTable, key: str, sets: tuple[AnswerSet, ...]) -> _Place | None:
    return next((_Place(found, each.label, each.answers) for each in sets if each.key == key), None)


def _count(asked: Asked, place: _Place) -> Figure:
    terms = _stock_terms(asked, place) if place.table.what in OF_STOCK else _event_terms(asked, place)
    rule = place.table.rule
    column = place.table.title if place.answers else ""
    return number(asked, place.label, terms, rule.label, rule.reference, column)


def _share(asked: Asked, place: _Place) -> Figure | None:
    if not place.answers:
        return None
    part = _count(asked.other(asked.measure.removesuffix(f".{SHARE}")), place)
    base = _count(asked.other(f"{place.table.what}.{place.table.key}"), _Place(place.table, place.table.title))
    rule = place.table.rule
    return quotient(asked, place.label, Term(part), Term(base), rule.reference, column=place.table.title)


def _number(held: Shown, place: _Place, sex: Sex | None) -> int:
    if not place.answers:
        return held.base[sex]
    return sum(held.number(answer, place.across, sex) for answer in place.answers)


def _held(asked: Asked, place: _Place, what: str, span: Span) -> int:
    found = asked.offered.shown(asked.group, what, place.table.key, span)
    return _number(found, place, asked.sex) if found is not None else 0


def _event_terms(asked: Asked, place: _Place) -> Iterator[Term]:
    """Give the number period by period, each with the entries that were counted in it."""
    told, what = 0, place.table.what
    for span in asked.offered.spans(asked.group, what, asked.span):
        here = _held(asked, place, what, span)
        told += here
        if here:
            yield Term(leaf(span, "", here, asked.offered.entries(asked.group, place.table.rule.event, span)))
    yield from _rest(asked, "Without an answer", _held(asked, place, what, asked.span) - told)


def _stock_terms(asked: Asked, place: _Place) -> Iterator[Term]:
    """Give those there before, those who came and (of those ongoing) those who went, period by period."""
    last = (asked.span.first - timedelta(days=1)).replace(day=1)
    what = place.table.what
    before = _held(asked, place, ONGOING, Span(last, last))
    if before:
        yield Term(leaf(Span(last, last), "Ongoing", before))
    told = Decimal(before)
    for event, factor in ((STARTED, Decimal(1)), (ENDED, MINUS_ONE)):
        if what == ALL and event == ENDED:
            break
        for term in _of_event(asked, place, event, factor):
            told += term.amount
            yield term
    yield from _rest(
        asked, "Corrected, transferred, or without an answer", _held(asked, place, what, asked.span) - int(told)
    )


def _of_event(asked: Asked, place: _Place, what: str, factor: Decimal) -> Iterator[Term]:
    label = "Started" if what == STARTED else "Ended"
    for span in asked.offered.spans(asked.group, what, asked.span):
        here = _held(asked, place, what, span)
        if here:
            entries = asked.offered.entries(asked.group, EVENTS[what], span)
            yield Term(leaf(span, label, here, entries), factor)


def _rest(asked: Asked, label: str, value: int) -> Iterator[Term]:
    if value:
        yield Term(leaf(asked.span, label, value))
