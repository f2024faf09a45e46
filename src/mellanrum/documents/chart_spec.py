"""A chart as an Altair chart. Import this only when a chart must be drawn: Altair is slow to load."""

import re
import textwrap
from collections.abc import Iterable
from typing import Any

import altair as alt

from mellanrum.documents.chart_style import (
    COLOURS,
    DASHES,
    HEIGHT,
    INK,
    PAPER,
    QUIET,
    SHAPES,
    TYPE,
    WIDE,
    Room,
    configuration,
)
from mellanrum.documents.model import Chart, ChartKind, Form, Number
from mellanrum.documents.shown import scaled, written
from mellanrum.numbers import Language

Layers = alt.LayerChart | alt.FacetChart

_END_GAP = 17  # units between the labels at the ends of lines
_BROKEN_LINES = "split(datum.label, '\\n')"


def spec_of(chart: Chart, lang: Language, room: Room = WIDE) -> dict[str, Any]:
    """Return the Vega-Lite of the chart, laid out for the room there is."""
    draw = {
        ChartKind.BARS: _bars,
        ChartKind.GROUPED: _grouped,
        ChartKind.STACKED: _stacked,
        ChartKind.LINE: _lines,
        ChartKind.LIMIT: _limit,
    }[chart.kind]
    shape = {"width": room.width, "height": _height(chart, room), **({"title": chart.unit} if chart.unit else {})}
    drawn: dict[str, Any] = draw(chart, lang, room).properties(**shape).to_dict()
    return {**drawn, "autosize": {"type": "fit", "contains": "padding"}, "config": configuration()}


def _height(chart: Chart, room: Room) -> int:
    if chart.kind is not ChartKind.LIMIT:
        return HEIGHT
    lines = max((len(_wrapped(text, room.label)) for text in chart.categories), default=1)
    return 64 + max(44, 16 * lines + 12) * len(chart.categories)


def _rows(chart: Chart, lang: Language, room: Room) -> list[dict[str, Any]]:
    widest = room.label if chart.kind is ChartKind.LIMIT else max(8, room.characters // max(len(chart.categories), 1))
    labels = _distinct("\n".join(_wrapped(text, widest)) for text in chart.categories)
    return [
        {"category": label, "series": series.label, "order": at, "value": _plot(number), "shown": written(number, lang)}
        for at, series in enumerate(chart.series)
        for label, number in zip(labels, series.numbers, strict=True)
    ]


def _wrapped(text: str, widest: int) -> list[str]:
    """Part a label into lines; a word that is longer than a line gets a hyphen where it is parted."""
    parted = re.sub(rf"\b(?=\w{{{widest + 1}}})\w{{{widest - 1}}}", r"\g<0>-", text)
    return textwrap.wrap(parted, widest)


def _distinct(labels: Iterable[str]) -> list[str]:
    """Two categories of one name stay two: a hard space, which is not seen, tells them apart."""
    found: list[str] = []
    for label in labels:
        found.append(label + "\N{NO-BREAK SPACE}" * sum(label == other.rstrip("\N{NO-BREAK SPACE}") for other in found))
    return found


def _plot(number: Number) -> float | None:
    # A float is enough for a place on paper; the number that is read is written from the Decimal.
    return None if number.value is None else float(scaled(number.value, number.form))


def _data(chart: Chart, lang: Language, room: Room) -> alt.Chart:
    return alt.Chart(alt.Data(values=_rows(chart, lang, room)))


def _category(*, some: bool = False) -> alt.X:
    """Label the categories: each of them, or `some` where they come after each other and there is no room for all."""
    axis = alt.Axis(
        title=None,
        labelAngle=0,
        labelExpr=_BROKEN_LINES,
        domain=False,
        labelLineHeight=16,
        labelOverlap="parity" if some else False,
    )
    return alt.X("category:N", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.2))


def _in_turn(room: Room) -> alt.X:
    """Label categories that come after each other: where there is little room, some of them say enough."""
    return _category(some=room.width < WIDE.width)


def _value(chart: Chart, *, axis: bool) -> alt.Y:
    if axis:
        return alt.Y("value:Q", axis=alt.Axis(title=None, format=_axis_format(chart), tickCount=5, domain=False))
    return alt.Y("value:Q", axis=None, scale=alt.Scale(domain=_room_for_numbers(chart), nice=False))


def _room_for_numbers(chart: Chart) -> list[float]:
    """Let the scale start at nil and leave room for the number above the tallest bar and below the deepest."""
    values = [value for series in chart.series for n in series.numbers if (value := _plot(n)) is not None]
    low, high = min([*values, 0.0]), max([*values, 0.0])
    room = (high - low or 1.0) * 0.1
    return [low - room if low < 0 else 0.0, high + room if high > 0 else 0.0]


def _axis_format(chart: Chart) -> str:
    forms = {number.form for series in chart.series for number in series.numbers}
    # Without "f" seventy is written 7e+1; "~" takes away the decimals that say nothing.
    return ",~f" if forms & {Form.SHARE, Form.PERCENT, Form.RATIO, Form.MEAN} else ",.0f"


def _colour(chart: Chart, room: Room, *, legend: bool) -> alt.Color:
    scale = alt.Scale(domain=[series.label for series in chart.series], range=list(COLOURS[: len(chart.series)]))
    # The columns of a legend are as wide as the longest label, and what does not fit is cut off.
    columns = max(1, min(len(chart.series), room.legend // (max(len(series.label) for series in chart.series) + 5)))
    shown = alt.Legend(orient="top", direction="horizontal", columns=columns, symbolType="square") if legend else None
    return alt.Color("series:N", sort=None, scale=scale, legend=shown)


def _zero(value: alt.X | alt.Y) -> alt.Chart:
    drawn: alt.Chart = alt.Chart(alt.Data(values=[{"value": 0}])).mark_rule(color=QUIET).encode(value)
    return drawn


def _numbers_at_bars(base: alt.Chart) -> alt.Chart:
    lift = alt.expr("datum.value < 0 ? 12 : -9")
    drawn: alt.Chart = base.mark_text(dy=lift, fontSize=TYPE).encode(text="shown:N")
    return drawn


def _bars(chart: Chart, lang: Language, room: Room) -> Layers:
    few = len(chart.categories) <= room.one_row
    value = _value(chart, axis=not few)
    base = _data(chart, lang, room).encode(x=_category(), y=value)
    bars = base.mark_bar(
        color=COLOURS[0], size=min(room.widest_bar, room.width * 5 // 8 // max(len(chart.categories), 1))
    )
    return alt.layer(bars, _zero(value), *([_numbers_at_bars(base)] if few else []))


def _grouped(chart: Chart, lang: Language, room: Room) -> Layers:
    few = len(chart.categories) * len(chart.series) <= room.bars
    value = _value(chart, axis=not few)
    base = _data(chart, lang, room).encode(
        x=_category(),
        y=value,
        xOffset=alt.XOffset("series:N", sort=None, scale=alt.Scale(paddingInner=0.08)),
    )
    bars = base.mark_bar().encode(color=_colour(chart, room, legend=True))
    return alt.layer(bars, _zero(value), *([_numbers_at_bars(base)] if few else []))


def _stacked(chart: Chart, lang: Language, room: Room) -> Layers:
    value = _value(chart, axis=True)
    base = _data(chart, lang, room).encode(x=_category(), y=value, order="order:O")
    bars = base.mark_bar(stroke=PAPER, strokeWidth=1.5, size=room.widest_bar).encode(
        color=_colour(chart, room, legend=True)
    )
    return alt.layer(bars, _zero(value))


def _lines(chart: Chart, lang: Language, room: Room) -> Layers:
    value = _value(chart, axis=True)
    base = _data(chart, lang, room).encode(x=_in_turn(room), y=value, color=_colour(chart, room, legend=False))
    domain = [series.label for series in chart.series]
    dash = alt.StrokeDash("series:N", legend=None, scale=alt.Scale(domain=domain, range=[list(d) for d in DASHES]))
    shape = alt.Shape("series:N", legend=None, scale=alt.Scale(domain=domain, range=list(SHAPES)))
    lines = base.mark_line(strokeWidth=2.5).encode(strokeDash=dash)
    points = base.mark_point(filled=True, size=60, opacity=1).encode(shape=shape)
    return alt.layer(lines, points, _zero(value), _line_ends(chart, lang, room))


def _line_ends(chart: Chart, lang: Language, room: Room) -> alt.Chart:
    """Name each line at its end, moved apart where two ends are close."""
    rows = [row for row in _rows(chart, lang, room) if row["value"] is not None]
    ends = sorted({row["series"]: row for row in rows}.values(), key=lambda row: float(row["value"]))
    values = [float(row["value"]) for row in rows] + [0.0]
    gap = (max(values) - min(values)) * _END_GAP / (HEIGHT - 50)
    at = float("-inf")
    for row in ends:
        at = max(float(row["value"]), at + gap)
        row["at"] = at
    text = alt.Chart(alt.Data(values=ends)).mark_text(align="left", dx=12, fontSize=TYPE, color=INK)
    drawn: alt.Chart = text.encode(x=_in_turn(room), y=alt.Y("at:Q", title=None), text="series:N")
    return drawn


def _limit(chart: Chart, lang: Language, room: Room) -> Layers:
    labels = alt.Axis(title=None, labelExpr=_BROKEN_LINES, domain=False, labelLineHeight=16)
    category = alt.Y("category:N", sort=None, axis=labels, scale=alt.Scale(padding=0.3))
    value = alt.X("value:Q", axis=None)
    base = _data(chart, lang, room).encode(y=category, x=value)
    bars = base.mark_bar(color=COLOURS[0], height=22)
    # The mark may run through a number: a rim of paper keeps the number readable.
    numbers = base.transform_calculate(at="max(0, datum.value)").encode(x=alt.X("at:Q", axis=None), text="shown:N")
    rim = numbers.mark_text(align="left", dx=6, fontSize=TYPE, stroke=PAPER, strokeWidth=5)
    ink = numbers.mark_text(align="left", dx=6, fontSize=TYPE)
    return alt.layer(bars, _zero(value), *_mark(chart), rim, ink)


def _mark(chart: Chart) -> list[alt.Chart]:
    if chart.limit is None:
        return []
    form = chart.series[0].numbers[0].form
    place = float(scaled(chart.limit.value, form))
    base = alt.Chart(alt.Data(values=[{"value": place, "label": chart.limit.label}]))
    at = base.encode(x=alt.X("value:Q", axis=None))
    rule = at.mark_rule(color=COLOURS[1], strokeWidth=2.5, strokeDash=[5, 3])
    label = at.mark_text(align="center", fontSize=TYPE, color=INK).encode(y=alt.value(-10), text="label:N")
    return [rule, label]
