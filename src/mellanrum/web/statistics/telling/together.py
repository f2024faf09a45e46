"""The interventions beside each other."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mellanrum.documents.model import Cell, Chart, ChartKind, Column, Form, Number, Row, RowKind, Series, Table
from mellanrum.tallies.following import Followed
from mellanrum.tallies.stock import Flow
from mellanrum.tallies.totals import all_during, flow_of
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import count, labels

MEASURES: Mapping[str, Callable[[Flow], int]] = {
    "started": lambda flow: flow.started + flow.late_started,
    "ended": lambda flow: flow.ended + flow.late_ended,
    "ongoing": lambda flow: flow.closing,
}


def interventions(desk: Desk) -> Told | None:
    """Tell every intervention's numbers, and those of all together; on the page of one there is no such table."""
    listed = [each for each in desk.readable if _has_counts(desk, each)]
    if desk.one or not listed:
        return None
    numbers = {each.key: _numbers(desk, (each,)) for each in listed}
    listed.sort(key=lambda each: swedish(each.name))
    if desk.choice.sort:
        listed.sort(key=lambda each: numbers[each.key][desk.choice.sort] or 0, reverse=True)
    rows = [Row((_name(each), *_cells(each.key, numbers[each.key]))) for each in listed]
    together = _numbers(desk, desk.followed)
    rows.append(Row((_together(desk), *_cells(desk.key, together)), RowKind.TOTAL))
    table = Table("interventions", _("The interventions"), _columns(), tuple(rows), notes=_notes(desk))
    return Told(table, _chart(listed, numbers), sorts=True)


def _columns() -> tuple[Column, ...]:
    return (
        labels(_("Intervention")),
        Column("all.started", _("Started")),
        Column("all.ended", pgettext("participations", "Ended")),
        Column("all.ongoing", _("Ongoing at the end")),
        Column("all.all", _("All during the time")),
        Column("all.budgeted", _("Budgeted for the year")),
    )


def _has_counts(desk: Desk, each: Followed) -> bool:
    """Tell whether there is anything of it: counters of the year, or a stock from the year before."""
    return each.ledger(desk.choice.year) is not None or all_during((each,), desk.span) != 0


def _numbers(desk: Desk, followed: tuple[Followed, ...]) -> dict[str, int | None]:
    found = flow_of(followed, desk.span)
    planned = [each.budgeted[desk.choice.year] for each in followed if desk.choice.year in each.budgeted]
    return {
        **{key: measure(found) for key, measure in MEASURES.items()},
        "all": all_during(followed, desk.span),
        "budgeted": sum(planned) if planned else None,
    }


def _cells(key: str, numbers: Mapping[str, int | None]) -> tuple[Cell, ...]:
    figures = {name: f"interventions.{key}.{name}" for name in numbers}
    return tuple(
        Number(None, Form.COUNT) if number is None else count(number, figures[name]) for name, number in numbers.items()
    )


def _name(each: Followed) -> str:
    return _("%(name)s (ESF project)") % {"name": each.name} if each.is_esf else each.name


def _together(desk: Desk) -> str:
    if desk.is_whole:
        return _("All with ESF projects") if desk.choice.with_esf else _("All together")
    return _("Yours with ESF projects") if desk.choice.with_esf else _("Yours together")


def _notes(desk: Desk) -> tuple[str, ...]:
    found = [_("Participations, not people: somebody who takes part in two interventions counts twice.")]
    if any(each.is_esf for each in desk.readable) and not desk.choice.with_esf:
        found.append(_("ESF projects are not part of the sum."))
    return tuple(found)


def _chart(listed: list[Followed], numbers: Mapping[str, Mapping[str, int | None]]) -> Chart | None:
    if len(listed) < 2:
        return None
    values = tuple(Number(Decimal(numbers[each.key]["all"] or 0), Form.COUNT) for each in listed)
    told = "; ".join(f"{each.name} {number.value}" for each, number in zip(listed, values, strict=True))
    caption = _("All during the time, by intervention")
    alt = _("Bars: %(what)s. %(told)s.") % {"what": caption, "told": told}
    names = tuple(_name(each) for each in listed)
    return Chart("interventions", caption, alt, ChartKind.LIMIT, names, (Series(caption, values),), show_table=False)
