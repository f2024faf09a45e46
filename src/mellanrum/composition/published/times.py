"""The times that a set tells of: a year with its periods and months, or a single period."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import product

from mellanrum.composition.published.asking import Asked
from mellanrum.disclosure.tables import Sum
from mellanrum.findings import words
from mellanrum.numbers import Language
from mellanrum.numbers import month as month_name
from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.spans import Span

_LETTERS: Mapping[PeriodKind, str] = {PeriodKind.HALF_YEAR: "h", PeriodKind.TERTIAL: "t", PeriodKind.QUARTER: "q"}
_NAMES: Mapping[PeriodKind, str] = {
    PeriodKind.HALF_YEAR: "half-year {number} of {year}",
    PeriodKind.TERTIAL: "tertial {number} of {year}",
    PeriodKind.QUARTER: "quarter {number} of {year}",
}


@dataclass(frozen=True, slots=True)
class Slice:
    """A time by its code. `opening` and `closing` are the codes that those ongoing before it, and at its end, stand at.

    Of those ongoing a code means the end of its time.
    """

    code: str
    span: Span
    opening: str
    closing: str


@dataclass(frozen=True, slots=True)
class Grain:
    """Times of one length: `key` is "half_year", "tertial", "quarter" or "month"."""

    key: str
    slices: tuple[Slice, ...]


@dataclass(frozen=True)
class Times:
    """A set's times: the whole, the periods it is made of (none where it is one), and the finer ones, finest last.

    Those ongoing stand at the same code in a year's set and in the next one's, so that closing is opening. Finer times
    have codes of their own for them, also where a longer one ends with them: then those that no table shows are left
    out of the reckoning altogether.
    """

    kind: PeriodKind
    whole: Slice
    parts: tuple[Slice, ...]
    finer: tuple[Grain, ...]

    @cached_property
    def all(self) -> tuple[Slice, ...]:
        """Every time, the whole first."""
        return (self.whole, *self.parts, *(each for grain in self.finer for each in grain.slices))

    @property
    def main(self) -> tuple[Slice, ...]:
        """The whole and the periods it is made of."""
        return (self.whole, *self.parts)

    @property
    def grains(self) -> tuple[Grain, ...]:
        """The times shorter than the whole by their lengths, longest first."""
        parts = (Grain(self.kind.value, self.parts),) if self.parts else ()
        return (*parts, *self.finer)

    def sums(self, flows: frozenset[str], stocks: frozenset[str]) -> Iterator[Sum]:
        """Give what shorter times make of longer ones: flows add up, and a stock is that of the last of them."""
        grains = ((self.whole,), *(grain.slices for grain in self.grains))
        for at, grain in enumerate(grains):
            for longer, shorter in product(grain, grains[at + 1 :]):
                within = [each for each in shorter if _holds(longer.span, each.span)]
                if sum(each.span.length for each in within) == longer.span.length:
                    yield Sum(longer.code, tuple(each.code for each in within), flows)
        yield from self._same_stocks(stocks)

    def _same_stocks(self, stocks: frozenset[str]) -> Iterator[Sum]:
        known: dict[date, tuple[str, ...]] = {}
        for grain in (self.main, *(grain.slices for grain in self.finer)):
            ends = dict(end for each in grain for end in _ends(each))
            for day, code in ends.items():
                before = known.get(day, ())
                yield from (Sum(other, (code,), stocks) for other in before if code not in before)
                known[day] = (*before, code)

    def labels(self, lang: Language) -> dict[str, str]:
        """Name every code, in the order of time: a longer time after those that it is made of."""
        found: dict[str, date] = {}
        for each in self.all:
            for day, code in ((each.span.last, each.code), *_ends(each)):
                found.setdefault(code, day)
        ordered = sorted(found, key=lambda code: (found[code], _months_of(code)))
        return {code: label_of(code, found[code], lang) for code in ordered}


def times_of(asked: Asked) -> Times:
    """Work out the times of what is asked for."""
    kind, span = asked.kind, asked.span
    whole = _slice(span, kind)
    is_year = span.length == 12 and span.first.month == 1
    parts = tuple(_within(span, kind, kind)) if is_year and kind is not PeriodKind.YEAR else ()
    finer = []
    if asked.contents.finest != "part" and kind is PeriodKind.HALF_YEAR:
        finer.append(Grain("quarter", tuple(_within(span, PeriodKind.QUARTER, None))))
    if asked.contents.finest == "month":
        finer.append(Grain("month", tuple(_own(Span(day, day), month_code) for day in span.months())))
    return Times(kind, whole, parts, tuple(finer))


def month_code(day: date) -> str:
    """Return the code of a month."""
    return f"{day.year}m{day.month:02}"


def stock_code(day: date, kind: PeriodKind) -> str:
    """Return the code that those ongoing at a month's end stand at: that of the longest time that ends with it."""
    if day.month == 12:
        return str(day.year)
    if day.month % kind.months == 0:
        return _code(day, kind)
    return month_code(day)


def label_of(code: str, day: date, lang: Language) -> str:
    """Name a code of a time that ends with a month."""
    if code == str(day.year):
        return code
    kinds = {letter: each for each, letter in _LETTERS.items()}
    found = kinds.get(code[4:5])
    if found is None:
        return month_name(day, lang)
    return words(_NAMES[found], lang, number=int(code[5:]), year=day.year)


def _slice(span: Span, kind: PeriodKind) -> Slice:
    before = (span.first - timedelta(days=1)).replace(day=1)
    is_year = span.length == 12 and span.first.month == 1
    code = str(span.first.year) if is_year else _code(span.last, kind)
    return Slice(code, span, stock_code(before, kind), stock_code(span.last, kind))


def _within(span: Span, grain: PeriodKind, kind: PeriodKind | None) -> Iterator[Slice]:
    for day in span.months():
        if day.month % grain.months == 0:
            part = Span(day.replace(month=day.month - grain.months + 1), day)
            yield _slice(part, kind) if kind is not None else _own(part, lambda last: _code(last, grain))


def _own(span: Span, code: Callable[[date], str]) -> Slice:
    before = (span.first - timedelta(days=1)).replace(day=1)
    return Slice(code(span.last), span, code(before), code(span.last))


def _code(last: date, kind: PeriodKind) -> str:
    return f"{last.year}{_LETTERS[kind]}{kind.number_of(last.month)}"


def _months_of(code: str) -> int:
    """Say how many months the time of a code has."""
    if len(code) == 4:
        return 12
    return {letter: kind.months for kind, letter in _LETTERS.items()}.get(code[4], 1)


def _holds(longer: Span, shorter: Span) -> bool:
    return longer.first <= shorter.first and shorter.last <= longer.last


def _ends(each: Slice) -> tuple[tuple[date, str], tuple[date, str]]:
    before = (each.span.first - timedelta(days=1)).replace(day=1)
    return (before, each.opening), (each.span.last, each.closing)
