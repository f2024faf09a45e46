"""What a report shows, figure by figure, to be kept beside it: two reports can then be told apart."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from mellanrum.documents.layout import full_cells
from mellanrum.documents.model import (
    Block,
    BulletList,
    Chart,
    FigureRef,
    Form,
    Number,
    Paragraph,
    Report,
    RowKind,
    Section,
    Table,
    TraceList,
)
from mellanrum.documents.shown import cell_text, written
from mellanrum.figures import Period
from mellanrum.numbers import Language

_VERSION = 1


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as a report shows it, with its period as ISO days.

    `label` is the row it stands in, `column` the head above it, and `context` the table's caption; a figure that
    stands only in running text has the section's heading for its label. `value` is in the figure's unit, None where
    only its wording is known; `form` says how differences are written.
    """

    key: str
    first_day: str
    last_day: str
    label: str
    context: str
    column: str
    shown: str
    value: Decimal | None
    form: Form = Form.AMOUNT


class ChangeKind(StrEnum):
    """What has become of a figure from one report to the next."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that two reports show differently, or that only one of them shows.

    `difference` is the later less the earlier, None where not both are known; `difference_shown` is empty then.
    """

    kind: ChangeKind
    before: ShownFigure | None
    after: ShownFigure | None
    difference: Decimal | None = None
    difference_shown: str = ""

    @property
    def figure(self) -> ShownFigure:
        """The figure as the later report shows it, or the earlier where it is gone."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of nothing")
        return found


_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Met:
    """A place in the report where a figure stands; of the places of one, the lowest rank gives its label."""

    rank: int
    figure: ShownFigure

    @property
    def fineness(self) -> tuple[bool, bool]:
        return self.figure.value is None, self.figure.form is Form.THOUSANDS


def snapshot(report: Report) -> tuple[ShownFigure, ...]:
    """Return every figure the report shows, once each, in the order they are first met.

    A figure that stands in several places is named by its row in a table, and has its value from where it is most
    exact: an amount in kronor is kept before the same in thousands.
    """
    met: dict[_Key, list[_Met]] = {}
    for section in report.all_sections():
        for one in _in_section(section, report.language):
            met.setdefault(_key(one.figure), []).append(one)
    return tuple(_best(places) for places in met.values())


def _key(figure: ShownFigure) -> _Key:
    return figure.key, figure.first_day, figure.last_day


def _best(places: list[_Met]) -> ShownFigure:
    named = min(places, key=lambda one: one.rank).figure
    finest = min(places, key=lambda one: one.fineness).figure
    named_by = {"label": named.label, "context": named.context, "column": named.column}
    return ShownFigure(**{name: getattr(finest, name) for name in ShownFigure.__dataclass_fields__} | named_by)


def _in_section(section: Section, lang: Language) -> Iterator[_Met]:
    for block in section.blocks:
        yield from _in_block(block, section, lang)


def _in_block(block: Block, section: Section, lang: Language) -> Iterator[_Met]:
    match block:
        case Table():
            yield from _in_table(block, lang)
        case Chart():
            yield from _in_chart(block, lang)
        case TraceList():
            for entry in block.entries:
                yield from _met(2, entry.number, lang, entry.label, section.heading)
        case Paragraph():
            yield from _in_text((block,), section)
        case BulletList():
            yield from _in_text(block.items, section)
        case _:
            return


def _in_table(table: Table, lang: Language) -> Iterator[_Met]:
    heads = [f"{column.group} {column.header}".strip() for column in table.columns]
    for row in table.rows:
        label = cell_text(row.cells[0], lang) if row.cells and row.kind is not RowKind.SUBHEADING else ""
        for head, cell in zip(heads, full_cells(row, table), strict=True):
            if isinstance(cell, Number):
                yield from _met(0, cell, lang, label, table.caption, head)


def _in_chart(chart: Chart, lang: Language) -> Iterator[_Met]:
    for series in chart.series:
        for category, number in zip(chart.categories, series.numbers, strict=True):
            yield from _met(1, number, lang, series.label, chart.caption, category)


def _in_text(paragraphs: Iterable[Paragraph], section: Section) -> Iterator[_Met]:
    for paragraph in paragraphs:
        for span in paragraph.spans:
            if isinstance(span, FigureRef):
                yield _Met(3, _figure(span.key, span.period, span.shown, None, section.heading))


def _met(  # noqa: PLR0913, PLR0917 - where a number stands takes this many words
    rank: int, number: Number, lang: Language, label: str, context: str, column: str = ""
) -> Iterator[_Met]:
    if number.key and number.period is not None:
        shown = written(number, lang)
        made = _figure(number.key, number.period, shown, number.value, label, context, column, number.form)
        yield _Met(rank, made)


def _figure(  # noqa: PLR0913, PLR0917 - as above
    key: str,
    period: Period,
    shown: str,
    value: Decimal | None,
    label: str,
    context: str = "",
    column: str = "",
    form: Form = Form.AMOUNT,
) -> ShownFigure:
    first, last = period.start.isoformat(), period.end.isoformat()
    return ShownFigure(key, first, last, label, context, column, shown, value, form)


def snapshot_json(figures: Iterable[ShownFigure]) -> str:
    """Write a snapshot as JSON text; values are text there, so that none of them is rounded."""
    kept = [{**asdict(one), "value": None if one.value is None else str(one.value)} for one in figures]
    return json.dumps({"version": _VERSION, "figures": kept}, ensure_ascii=False, separators=(",", ":"))


def snapshot_from_json(text: str) -> tuple[ShownFigure, ...]:
    """Read what `snapshot_json` wrote; an empty text holds no figures. ValueError where it is something else."""
    if not text:
        return ()
    try:
        kept = json.loads(text)
        if kept["version"] != _VERSION:
            raise ValueError(f"a snapshot of version {kept['version']}, not {_VERSION}")
        return tuple(_from_plain(one) for one in kept["figures"])
    except (TypeError, KeyError, ArithmeticError) as fault:
        raise ValueError("not a snapshot of a report") from fault


def _from_plain(plain: dict[str, Any]) -> ShownFigure:
    value = None if plain["value"] is None else Decimal(plain["value"])
    return ShownFigure(**{**plain, "value": value, "form": Form(plain["form"])})


def changed(
    before: Iterable[ShownFigure], after: Iterable[ShownFigure], lang: Language = "sv"
) -> tuple[FigureChange, ...]:
    """Return every figure shown differently, in the later report's order; those that are gone come last."""
    earlier = {_key(one): one for one in before}
    later = {_key(one): one for one in after}
    found = (_change(earlier.get(key), one, lang) for key, one in later.items())
    gone = (FigureChange(ChangeKind.GONE, one, None) for key, one in earlier.items() if key not in later)
    return (*(change for change in found if change is not None), *gone)


def _change(before: ShownFigure | None, after: ShownFigure, lang: Language) -> FigureChange | None:
    if before is None:
        return FigureChange(ChangeKind.NEW, None, after)
    if before.shown == after.shown:
        return None
    if before.value is None or after.value is None:
        return FigureChange(ChangeKind.CHANGED, before, after)
    difference = after.value - before.value
    return FigureChange(ChangeKind.CHANGED, before, after, difference, written(Number(difference, after.form), lang))
