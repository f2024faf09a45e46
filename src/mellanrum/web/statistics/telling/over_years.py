"""Years beside each other, and all since counting began."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mellanrum.documents.model import Cell, Chart, ChartKind, Column, Form, Number, Row, Series, Table
from mellanrum.figures import Figure, Unit
from mellanrum.findings import words
from mellanrum.tallies.scheme import follow_up
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.spans import of_years
from mellanrum.tallies.totals import flow_of
from mellanrum.tallies.years import YearCell, YearsRow, YearsTable, years_table
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk, period_of
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import all_last, count, labels, sex_columns

MOST_YEARS = 6
FLOW = ("started", "ended", "ongoing", "all")
_FORMS = {Unit.SHARE: Form.SHARE, Unit.COUNT: Form.COUNT}


def years(desk: Desk) -> Told | None:
    """Tell the years beside each other: the measures asked for first, with what was counted by another method."""
    found = years_table(desk.book, desk.key, dict.fromkeys(_measures(desk), ""), _years(desk), desk.scheme)
    found = YearsTable(found.years, tuple(row for row in found.rows if any(_value(cell) for cell in row.cells)))
    if len(found.years) < 2 or not found.rows:
        return None
    otherwise = {cell.year for row in found.rows for cell in row.cells if cell.is_reported}
    heads = (Column(f"all.{year}", f"{year}{'*' if year in otherwise else ''}") for year in found.years)
    rows = tuple(Row((_name(row), *(_cell(cell.figure) for cell in row.cells))) for row in found.rows)
    notes = tuple(_notes(desk, found))
    table = Table("years", _("Years beside each other"), (labels(), *heads), rows, notes=notes)
    return Told(table, _chart(found))


def _value(cell: YearCell) -> bool:
    return cell.figure is not None and cell.figure.value != 0


def _years(desk: Desk) -> tuple[int, ...]:
    """Return the years to show: those up to the chosen one, as many as there is room for."""
    return tuple(sorted(year for year in {*desk.years, desk.choice.year} if year <= desk.choice.year))[-MOST_YEARS:]


def _measures(desk: Desk) -> Iterator[str]:
    yield from FLOW
    yield "guidance"
    yield from ("end_reasons.self_support", "end_reasons.self_support.share", "mean_age_started", "mean_months_ended")
    for months in desk.scheme.follow_ups:
        yield f"{follow_up(months)}.rate"
    yield "head_count"


def _name(row: YearsRow) -> str:
    name = words(row.label, lang())
    return _("%(name)s, share") % {"name": name} if row.key.endswith(".share") else name


def _cell(figure: Figure | None) -> Cell:
    if figure is None:
        return Number(None, Form.COUNT)
    return Number(figure.rounded, _FORMS.get(figure.unit, Form.MEAN), figure.key, figure.period)


def _notes(desk: Desk, found: YearsTable) -> Iterator[str]:
    """Say which years were counted by another method, by which documents, and where something begins to be counted."""
    for year in found.years:
        cells = [cell for row in found.rows for cell in row.cells if cell.year == year]
        sources = dict.fromkeys(source for cell in cells for source in cell.sources)
        if sources:
            yield _("* %(year)s: another method, from %(sources)s.") % {"year": year, "sources": ", ".join(sources)}
    for row in found.rows:
        if row.begins:
            told = {"what": _name(row), "day": row.begins.isoformat()}
            yield _("Break: “%(what)s” is counted from %(day)s.") % told
    yield from _renamed(desk, found.years)


def _renamed(desk: Desk, shown: Sequence[int]) -> Iterator[str]:
    """Say what the intervention was called before, within the years shown."""
    for (_first, before), (day, name) in pairwise(sorted(desk.one.names) if desk.one else ()):
        if shown[0] <= day.year <= shown[-1] and before != name:
            told = {"day": day.isoformat(), "name": name, "before": before}
            yield _("Called %(name)s from %(day)s, %(before)s until then.") % told


def _chart(found: YearsTable) -> Chart | None:
    names = {"started": _("Started"), "ended": pgettext("participations", "Ended"), "all": _("All during the year")}
    series = tuple(
        Series(names[row.key], tuple(Number(cell.figure.value, Form.COUNT) for cell in row.cells if cell.figure))
        for row in found.rows
        if row.key in names and all(cell.figure for cell in row.cells)
    )
    if not series:
        return None
    told = "; ".join(f"{one.label.lower()}: {', '.join(str(number.value) for number in one.numbers)}" for one in series)
    caption = _("Participations, year by year")
    alt = _("Bars for each year from %(first)s to %(last)s. %(told)s.") % {
        "first": found.years[0],
        "last": found.years[-1],
        "told": told.capitalize(),
    }
    categories = tuple(map(str, found.years))
    return Chart("years", caption, alt, ChartKind.GROUPED, categories, series, show_table=False)


def since(desk: Desk) -> Told | None:
    """Tell all that has been counted, from the first year to the chosen one, by legal sex."""
    counted = sorted({year for each in desk.followed for year in each.years if year <= desk.choice.year})
    if len(counted) < 2:
        return None
    span = of_years(counted)
    flows = {sex: flow_of(desk.followed, span, sex) for sex in (None, *STATED)}
    if not any((flows[None].opening, flows[None].started, flows[None].ended)):
        return None
    sexes = all_last(sex for sex, found in flows.items() if sex is not Sex.OTHER or found.started or found.opening)
    lines = (
        ("opening", _("Ongoing when counting began"), {sex: found.opening for sex, found in flows.items()}),
        ("started", _("Started"), {sex: found.started + found.late_started for sex, found in flows.items()}),
        (
            "ended",
            pgettext("participations", "Ended"),
            {sex: found.ended + found.late_ended for sex, found in flows.items()},
        ),
    )
    when = period_of(span)
    rows = tuple(
        Row((label, *(count(numbers[sex], desk.figure_key(key), when) for sex in sexes)))
        for key, label, numbers in lines
    )
    title = _("Since counting began, %(first)s to %(last)s") % {"first": counted[0], "last": counted[-1]}
    table = Table("since", title, (labels(), *sex_columns(sexes)), rows)
    return Told(table)
