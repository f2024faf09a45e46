"""A figure's trace for a page: its rule and table, its periods, and how many entries were counted in each."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mellanrum.figures import Figure, Leaf, Unit
from mellanrum.figures.tracing import Traced, full_name, leaf_name, told_rule, traced
from mellanrum.findings import words
from mellanrum.numbers import Language, decimals, share
from mellanrum.tallies.sex import Sex
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.shaping import sex_name


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the tree: what it is, its amount, what is said of it, and what it rests on."""

    label: str
    amount: str
    about: str = ""
    lines: tuple["Line", ...] = ()


def written_figure(figure: Figure, lang: Language) -> str:
    """Write a figure as it is shown, with its unit."""
    if figure.unit is Unit.SHARE:
        return share(figure.rounded, 1, lang)
    places = 0 if figure.unit is Unit.COUNT and figure.rounded == int(figure.rounded) else 1
    number = decimals(figure.rounded, places, lang)
    units = {Unit.YEARS: _("years"), Unit.MONTHS: _("months"), Unit.DAYS: _("days")}
    return f"{number}\N{NO-BREAK SPACE}{units[figure.unit]}" if figure.unit in units else number


def name_of_figure(desk: Desk, figure: Figure, lang: Language) -> str:
    """Name a figure: of which intervention, what, of which sex, and when."""
    parts = [owner_of(desk, figure.key), full_name(figure, lang)]
    parts += [sex_name(Sex(figure.sex)).lower()] if figure.sex else []
    return f"{': '.join(parts[:2])}{''.join(f', {part}' for part in parts[2:])}"


def owner_of(desk: Desk, key: str) -> str:
    """Name the interventions that a figure is of."""
    name, _dot, measure = key.partition(".")[2].partition(".")
    found = next((each.name for each in desk.readable if each.key == name), "")
    if not found:
        return _("All interventions with ESF projects") if name == "all_with_esf" else _("All interventions together")
    if measure.startswith("lineage."):
        return _("%(name)s with those it took over from") % {"name": found}
    return found


def rule_of_figure(figure: Figure, lang: Language) -> tuple[str, ...]:
    """Say by which rule or declared table a figure was counted, and where that is laid down."""
    return told_rule(figure, lang)


def lines_of(figure: Figure, lang: Language) -> tuple[Line, ...]:
    """Write what a figure rests on as lines."""
    return tuple(_lines(traced(figure), lang))


def _lines(inputs: tuple[Traced, ...], lang: Language) -> Iterator[Line]:
    for each in inputs:
        node = each.node
        below = tuple(_lines(each.inputs, lang))
        if isinstance(node, Leaf):
            yield Line(
                _leaf(node, lang),
                decimals(each.amount, 0 if node.value == int(node.value) else 1, lang),
                _about(node),
                below,
            )
            continue
        label = full_name(node, lang)
        if each.is_turned:
            label = _("%(what)s, taken away or divided by") % {"what": label}
        yield Line(label, written_figure(node, lang), "", below)


def _leaf(leaf: Leaf, lang: Language) -> str:
    """Name an end of the trace: what was counted, and in which month or period."""
    if leaf.kind != "counter":
        return leaf_name(leaf, lang)
    return ", ".join(part for part in (words(leaf.label, lang) if leaf.label else "", leaf.key) if part)


def _about(leaf: Leaf) -> str:
    """Say how many entries a counter's period has, how many of them late, and what corrections changed."""
    if leaf.counted is None:
        return ""
    found = leaf.counted
    said = [
        ngettext("%(number)s entry counted", "%(number)s entries counted", found.entries) % {"number": found.entries}
    ]
    said += [_("%(number)s of them late") % {"number": found.late}] if found.late else []
    said += [_("corrections %(number)s") % {"number": decimals(found.corrected, 0)}] if found.corrected else []
    return ", ".join(said)
