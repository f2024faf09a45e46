"""Figures of years without books, as an earlier document states them.

A TOML file says what each document stated:

    [[report]]
    year = 2021
    source = "Årsredovisning 2023, Finsam Degerfors/Karlskoga"   # shown with the figure
    page = 4                                                      # optional
    step = 1000                  # optional: the document writes amounts in thousands of kronor, and so does this table
    [report.figures]
    "overview.revenue" = 7176
    "overview.equity_ratio" = "0.418"
    "overview.employees" = 1
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field

from mellanrum.figures.book import KEY
from mellanrum.figures.figure import Figure, Leaf, Operation, Shown, Term, Trace, Unit
from mellanrum.figures.period import Period
from mellanrum.findings import Finding, Place, finding
from mellanrum.numbers import round_half_away, to_decimal
from mellanrum.rules import Strict, parse, validated

RULE = "Stated in an earlier document"
UNITS: Mapping[str, Unit] = MappingProxyType(
    {
        "share": Unit.SHARE,
        "equity_ratio": Unit.SHARE,
        "liquidity": Unit.RATIO,
        "employees": Unit.COUNT,
        "participations": Unit.COUNT,
    }
)
"""The unit of a figure by the last words of its key; every other figure is in kronor."""

_PER_CENT = Decimal("0.01")
_LARGEST_SHARE = 5  # a share above this was written in per cent
_DIGITS = 15  # before or after the point: more is not a figure of an association
_FIRST_YEAR = 1994  # coordination by pooled money was first tried then

Written = tuple[str, Any]
Figures = tuple[tuple[Figure, ...], tuple[Finding, ...]]
PlaceOf = Callable[[str], Place]
"""Where a key of a report stands."""


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure as a document states it: `value` as text, in kronor, or with `step` 1000 in thousands of them."""

    year: int
    key: str
    value: str
    source: str
    page: int | None = None
    step: Literal[1, 1000] = 1


class _Report(Strict):
    year: Annotated[int, Field(strict=True, ge=_FIRST_YEAR, le=9999)]
    source: Annotated[str, Field(min_length=1)]
    page: Annotated[int | None, Field(strict=True, ge=1)] = None
    step: Literal[1, 1000] = 1
    figures: dict[str, Any]


class _Reports(Strict):
    report: tuple[_Report, ...] = ()


def read_reported(data: bytes, file: str, *, units: Mapping[str, Unit] = UNITS, today: date | None = None) -> Figures:
    """Read stated figures from TOML `data` (the file is called `file` in findings).

    Each figure is for a calendar year. Its unit follows from the last words of its key by `units`. An amount is in
    kronor, given in kronor or, where the report has `step = 1000`, in thousands as the document prints it; a share is
    given as 0.418 and shown with the decimals it was written with, never fewer than whole per cent.

    Returns the figures and every fault: a faulty figure is left out, of two that contradict each other the first
    stands, and of two that agree the one written more exactly. A file that is not TOML, or has a faulty table, gives
    no figures. Years after that of `today` (the clock's where none is given) have not begun.
    """
    read, faults = parse(_Reports, data, file)
    if read is None:
        return (), faults
    reports = ((report, lambda key: Place(file=file, key=key)) for report in read.report)
    return _gathered(reports, units, today)


def figures_from_statements(
    records: Iterable[StatedFigure], today: date | None = None, *, units: Mapping[str, Unit] = UNITS
) -> Figures:
    """Make figures of what documents state, by the rules of `read_reported` and with its findings.

    The place of a finding names year and key: 2021.overview.revenue.
    """
    reports, found = [], []
    for record in records:
        place = Place(key=f"{record.year}.{record.key}")
        report, faults = validated(_Report, _table(record), "")
        found += [replace(fault, place=place) for fault in faults]
        if report is not None:
            reports.append((report, _always(place)))
    figures, more = _gathered(reports, units, today)
    return figures, (*found, *more)


def _table(record: StatedFigure) -> dict[str, object]:
    page = {"page": record.page} if record.page is not None else {}
    figures = {record.key: record.value}
    return {"year": record.year, "source": record.source, **page, "step": record.step, "figures": figures}


def _always(place: Place) -> PlaceOf:
    return lambda _: place


def _gathered(reports: Iterable[tuple[_Report, PlaceOf]], units: Mapping[str, Unit], today: date | None) -> Figures:
    this_year = (today or datetime.now(tz=UTC).date()).year
    found: list[Finding] = []
    figures: dict[tuple[str, Period], Figure] = {}
    for report, place_of in reports:
        if report.year > this_year:
            place = place_of("year")
            found.append(finding("reported.future_year", place, source=report.source, year=report.year))
            continue
        for key, written in _flat(report.figures):
            read_figure = _figure(report, key, written, units, place_of(key))
            if isinstance(read_figure, Finding):
                found.append(read_figure)
            else:
                found.extend(_keep(read_figure, figures, place_of(key)))
    return tuple(figures.values()), tuple(found)


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[Written]:
    """List the keys of nested tables: without quotes, overview.revenue is a table in a table."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, value


def _figure(report: _Report, key: str, written: object, units: Mapping[str, Unit], place: Place) -> Figure | Finding:
    if not KEY.fullmatch(key):
        return finding("reported.bad_key", place, key=key)
    stated = _number(written)
    if stated is None:
        return finding("reported.not_an_amount", place, key=key, year=report.year, given=str(written)[:40])
    unit = _unit(key, units)
    if unit is Unit.SHARE and abs(stated) > _LARGEST_SHARE:
        return finding("reported.looks_like_per_cent", place, key=key, year=report.year, given=str(written))
    value = stated * report.step if unit is Unit.SEK else stated
    leaf = Leaf("report", key, report.source, value, Place(file=report.source, page=report.page, key=key))
    trace = Trace(rule=RULE, operation=Operation.GIVEN, inputs=(Term(leaf),), source=report.source)
    return Figure(key, Period.of_year(report.year), value, unit, key, trace, Shown(_step(stated, unit, report.step)))


def _number(written: object) -> Decimal | None:
    """Take a whole number, a decimal or a text of digits; None for anything else, or of a size no figure has."""
    value: Decimal | None = None
    if isinstance(written, str):
        value = to_decimal(written)
    elif isinstance(written, int | Decimal) and not isinstance(written, bool):
        value = Decimal(written)
    if value is None or not value.is_finite() or value.adjusted() >= _DIGITS or _decimals(value) > _DIGITS:
        return None
    return value


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _unit(key: str, units: Mapping[str, Unit]) -> Unit:
    name = key.replace(".", "_")
    return next((unit for ending, unit in units.items() if f"_{name}".endswith(f"_{ending}")), Unit.SEK)


def _step(stated: Decimal, unit: Unit, step: int) -> Decimal:
    if unit is Unit.SEK:
        return Decimal(step)
    written = Decimal(1).scaleb(-_decimals(stated))
    return min(written, _PER_CENT) if unit is Unit.SHARE else written


def _keep(figure: Figure, kept: dict[tuple[str, Period], Figure], place: Place) -> Iterator[Finding]:
    """Put a figure among those kept; one stated before it must say the same, as exactly as the coarser of the two."""
    at = figure.key, figure.period
    before = kept.setdefault(at, figure)
    coarser = max(before.shown.step, figure.shown.step)
    if round_half_away(before.value, coarser) != round_half_away(figure.value, coarser):
        yield finding(
            "reported.contradiction",
            place,
            stated=figure.value,
            expected=before.value,
            key=figure.key,
            year=figure.period.year,
            before=f"{before.value:f}",
            after=f"{figure.value:f}",
            first=before.trace.source,
            source=figure.trace.source,
        )
    elif figure.shown.step < before.shown.step:
        kept[at] = figure
