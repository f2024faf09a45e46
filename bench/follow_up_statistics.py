"""The engine's own work for statistics: what a page tells, and what a nation is told, from ledgers in memory."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mellanrum.composition.following import follow_up_book
from mellanrum.figures import Period
from mellanrum.tallies.following import Followed, of_association
from mellanrum.tallies.ledger import from_text, to_text
from mellanrum.tallies.means import mean_of
from mellanrum.tallies.months import ONGOING, month_table
from mellanrum.tallies.offered import ALL
from mellanrum.tallies.scheme import Scheme, follow_up
from mellanrum.tallies.sex import STATED
from mellanrum.tallies.spans import Span, of_years
from mellanrum.tallies.statistics import table_of
from mellanrum.tallies.totals import all_during, flow_of, totals
from mellanrum.tallies.years import years_table

OF_EVENT = {"start": "started", "end": "ended"}
"""What tables call an event, where they do not call it by its key."""
_FLOW = ("started", "ended", "ongoing", "all")
_MEASURES = (
    *_FLOW,
    "guidance",
    "end_reasons.self_support.share",
    "mean_age_started",
    "mean_months_ended",
    "head_count",
)
_BESIDE = 6  # years that a page puts beside each other


@dataclass(frozen=True, slots=True)
class Asked:
    """Statistics of a year: of `followed`, which is all of `readable` or one of them (then `key` is its)."""

    followed: tuple[Followed, ...]
    readable: tuple[Followed, ...]
    year: int
    scheme: Scheme
    threshold: int
    key: str = ALL


@dataclass(frozen=True, slots=True)
class Stored:
    """What is asked, with its ledgers as they are stored."""

    asked: Asked
    texts: Mapping[str, tuple[str, ...]]

    def read(self) -> Asked:
        """Read every ledger anew, as a page does."""
        readable = {
            each.key: replace(each, ledgers=tuple(map(from_text, self.texts[each.key]))) for each in self.asked.readable
        }
        followed = tuple(readable[each.key] for each in self.asked.followed)
        return replace(self.asked, readable=tuple(readable.values()), followed=followed)


def stored(asked: Asked) -> Stored:
    """Write the ledgers of what is asked as they are stored."""
    return Stored(asked, {each.key: tuple(map(to_text, each.ledgers)) for each in asked.readable})


def statistics_of(asked: Asked) -> tuple[object, ...]:
    """Make the statistics that a page of an association or an intervention tells of a year."""
    return (*_totals(asked), *_tables(asked), *_years(asked))


def _totals(asked: Asked) -> Iterator[object]:
    span, followed = of_years([asked.year]), asked.followed
    for sex in (None, *STATED):
        yield flow_of(followed, span, sex)
        yield all_during(followed, span, sex)
    if len(followed) > 1:
        for each in asked.readable:
            yield flow_of((each,), span)
            yield all_during((each,), span)
    events = {key: event.label for key, event in asked.scheme.events.items()}
    yield month_table(followed, [asked.year], {**events, ONGOING: ONGOING})
    counters = asked.scheme.counters
    levels = [each.key for each in counters if each.level]
    yield month_table(followed, [asked.year], {each.key: each.label for each in counters}, levels)


def _tables(asked: Asked) -> Iterator[object]:
    span = of_years([asked.year])
    for event in asked.scheme.events:
        for rule in asked.scheme.tables_of(event):
            if event != "end" or not rule.stock:
                what = OF_EVENT.get(event, event)
                yield table_of(asked.followed, what, rule.key, span, asked.scheme, asked.threshold)
                yield mean_of(asked.followed, what, rule.key, span, asked.scheme, asked.threshold)


def _years(asked: Asked) -> Iterator[object]:
    year, scheme = Period.of_year(asked.year), asked.scheme
    book = follow_up_book(
        "", year, date(asked.year, 12, 31), followed=asked.readable, scheme=scheme, threshold=asked.threshold
    )
    measures = (*_MEASURES, *(f"{follow_up(months)}.rate" for months in scheme.follow_ups))
    counted = sorted({year for each in asked.followed for year in each.years if year <= asked.year})
    if counted:
        yield years_table(book, asked.key, dict.fromkeys(measures, ""), counted[-_BESIDE:], scheme)
        for sex in (None, *STATED):
            yield flow_of(asked.followed, of_years(counted), sex)


@dataclass(slots=True)
class National:
    """A nation's totals by year, and a table of its last year: a row for each association, one for them all."""

    years: range
    scheme: Scheme
    threshold: int
    totals: dict[int, Counter[str]] = field(default_factory=dict)
    rows: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, name: str, followed: Sequence[Followed]) -> None:
        """Add an association, which need not be kept after."""
        own = of_association(followed)
        for year in self.years:
            self.totals.setdefault(year, Counter()).update(_numbers(own, of_years([year])))
        span = of_years(self.years[-1:])
        found = table_of(own, "started", "livelihood_before", span, self.scheme, self.threshold)
        self.rows[name] = Counter({row.key: row.cells[None].number or 0 for row in found.rows} if found else {})

    @property
    def whole(self) -> Counter[str]:
        """The row of all associations."""
        return sum(self.rows.values(), Counter())


def _numbers(followed: Sequence[Followed], span: Span) -> dict[str, int]:
    moved = flow_of(followed, span)
    return {
        "started": moved.started + moved.late_started,
        "ended": moved.ended + moved.late_ended,
        "ongoing": moved.closing,
        "all": all_during(followed, span),
        "guidance": totals(followed, "guidance", span)[None],
        "heads": totals(followed, "head_count", span)[None],
    }
