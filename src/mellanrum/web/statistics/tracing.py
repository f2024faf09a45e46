"""A figure's trace for a page: its rule and table, its periods, and how many entries were counted in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mellanrum.figures import Figure, Leaf, Operation, Unit
from mellanrum.figures.tracing import Traced, full_name, leaf_name, traced
from mellanrum.findings import words
from mellanrum.numbers import decimals, kronor, share
from mellanrum.tallies.following import lineage
from mellanrum.tallies.sex import Sex
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk, together
from mellanrum.web.statistics.telling.shaping import sex_name


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the tree: what it is, its amount, what is said of it, and what it rests on."""

    label: str
    amount: str
    about: str = ""
    lines: tuple["Line", ...] = ()


def written_figure(figure: Figure) -> str:
    """Write a figure as it is shown, with its unit."""
    if figure.unit is Unit.SHARE:
        return share(figure.rounded, 1, lang())
    if figure.unit is Unit.SEK:
        return kronor(figure.rounded, lang())
    places = 0 if figure.unit is Unit.COUNT and figure.rounded == int(figure.rounded) else 1
    number = decimals(figure.rounded, places, lang())
    units = {Unit.YEARS: _("years"), Unit.MONTHS: _("months"), Unit.DAYS: _("days")}
    return f"{number}\N{NO-BREAK SPACE}{units[figure.unit]}" if figure.unit in units else number


def name_of_figure(desk: Desk, figure: Figure) -> str:
    """Name a figure: of which intervention, what, of which sex, and when."""
    parts = [owner_of(desk, figure.key), full_name(figure, lang())]
    parts += [sex_name(Sex(figure.sex)).lower()] if figure.sex else []
    return f"{': '.join(parts[:2])}{''.join(f', {part}' for part in parts[2:])}"


def owner_of(desk: Desk, key: str) -> str:
    """Name the interventions that a figure is of."""
    name, _dot, measure = key.partition(".")[2].partition(".")
    found = next((each.name for each in desk.readable if each.key == name), "")
    if not found:
        return together(desk, with_esf=name == "all_with_esf")
    if measure.startswith("lineage."):
        return _("%(name)s with those it took over from") % {"name": found}
    return found


def stops_of(desk: Desk, figure: Figure) -> str:
    """Say that a figure of an intervention and those before it ends where the reader may not read on."""
    name, _dot, measure = figure.key.partition(".")[2].partition(".")
    if not measure.startswith("lineage."):
        return ""
    known = {each.key for each in desk.readable}
    before = {key for each in lineage(desk.readable, name) for key, _day in each.predecessors}
    if before <= known:
        return ""
    return _(
        "It took over from an intervention that you do not count in. The number stops there: those counted in it are "
        "left out, since its statistics are not shown to you."
    )


def lines_of(figure: Figure) -> tuple[Line, ...]:
    """Write what a figure rests on as lines."""
    return tuple(_lines(traced(figure), figure.trace.operation))


def _lines(inputs: tuple[Traced, ...], operation: Operation) -> Iterator[Line]:
    for at, each in enumerate(inputs):
        node = each.node
        if isinstance(node, Leaf):
            label, amount, about = _leaf(node), _number(node.value), _about(node)
        else:
            label, amount, about = full_name(node, lang()), written_figure(node), ""
        if operation is Operation.QUOTIENT:
            label = (_("Divided by: %(what)s") if at else _("What is divided: %(what)s")) % {"what": label}
        elif each.factor < 0:
            label = _("Less: %(what)s") % {"what": label}
        yield Line(label, amount, about, _below(each))


def _below(each: Traced) -> tuple[Line, ...]:
    return tuple(_lines(each.inputs, each.node.trace.operation)) if isinstance(each.node, Figure) else ()


def _number(value: Decimal) -> str:
    return decimals(value, 0 if value == int(value) else 1, lang())


def _leaf(leaf: Leaf) -> str:
    """Name an end of the trace: what was counted, and in which month or period."""
    if leaf.kind != "counter":
        return leaf_name(leaf, lang())
    return ", ".join(part for part in (words(leaf.label, lang()) if leaf.label else "", leaf.key) if part)


def _about(leaf: Leaf) -> str:
    """Say how many entries a counter's period has, how many of them late, and what corrections changed."""
    if leaf.counted is None:
        return ""
    found = leaf.counted
    said = [
        ngettext("%(number)s entry counted", "%(number)s entries counted", found.entries) % {"number": found.entries}
    ]
    said += [_("%(number)s of them late") % {"number": found.late}] if found.late else []
    said += (
        [_("corrections %(number)s") % {"number": decimals(Decimal(found.corrected), 0, lang())}]
        if found.corrected
        else []
    )
    return ", ".join(said)
