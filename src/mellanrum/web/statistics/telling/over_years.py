"""Years beside each other, and all since counting began."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mellanrum.documents.model import Cell, Chart, ChartKind, Column, Form, Number, Row, Series, Table
from mellanrum.figures import Unit
from mellanrum.findings import words
from mellanrum.tallies.cost_figures import COST
from mellanrum.tallies.merging import SCREENING, sets_of
from mellanrum.tallies.scheme import follow_up
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.spans import of_years
from mellanrum.tallies.table_figures import END_REASON
from mellanrum.tallies.totals import flow_of
from mellanrum.tallies.years import YearCell, YearsRow, YearsTable, years_table
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk, period_of
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import (
    HIDDEN,
    all_last,
    count,
    labels,
    name_of,
    sex_columns,
    sex_name,
)

MOST_YEARS = 6
FLOW = ("started", "ended", "ongoing", "all")
_FORMS = {Unit.SHARE: Form.SHARE, Unit.COUNT: Form.COUNT, Unit.SEK: Form.AMOUNT}


def years(desk: Desk) -> Told | None:
    """Tell the years beside each other: the measures asked for first, with what was counted by another method."""
    names, sex = _measures(desk), desk.choice.years_sex
    found = _found(desk, names, sex)
    if found is None:
        return _none_of(desk, names) if sex else None
    whole = found if sex is None else _of_all(desk, found)
    otherwise = {cell.year for row in whole.rows for cell in row.cells if cell.is_reported}
    heads = (Column(f"{sex or 'all'}.{year}", f"{year}{'*' if year in otherwise else ''}") for year in found.years)
    told = {row.key: _name(row, names) for row in found.rows}
    of_all = {(row.key, cell.year): cell for row in whole.rows for cell in row.cells}
    rows = tuple(Row((told[row.key], *_cells(row, of_all))) for row in found.rows)
    title = of_whom(_("Years beside each other"), sex)
    notes = tuple(_notes(desk, whole, told))
    notes += (undivided(desk),) if any(HIDDEN in row.cells for row in rows) else ()
    return Told(Table("years", title, (labels(), *heads), rows, notes=notes), _chart(found, sex))


def years_beside(desk: Desk) -> tuple[int, ...]:
    """Return the years to show: those up to the chosen one, as many as there is room for."""
    return tuple(sorted(year for year in {*desk.years, desk.choice.year} if year <= desk.choice.year))[-MOST_YEARS:]


def of_whom(title: str, sex: Sex | None) -> str:
    """Name a table of years by the sex that it is of."""
    return _("%(title)s, %(sex)s") % {"title": title, "sex": sex_name(sex).lower()} if sex else title


def undivided(desk: Desk) -> str:
    """Say why a number of one sex is not shown."""
    return _("“..” is not divided by sex: fewer than %(threshold)s of one of them.") % {"threshold": desk.threshold}


def _found(desk: Desk, names: Mapping[str, str], sex: Sex | None) -> YearsTable | None:
    """Find the measures there is something of; None where there are no years to put beside each other."""
    measures = dict.fromkeys(names, "")
    found = years_table(desk.book, desk.key, measures, years_beside(desk), desk.scheme, sex=sex and sex.value)
    rows = tuple(row for row in found.rows if any(_value(cell) for cell in row.cells))
    return YearsTable(found.years, rows) if rows and len(found.years) > 1 else None


def _of_all(desk: Desk, found: YearsTable) -> YearsTable:
    """Find the same measures of all: they say which years were counted by another method, which tells of no sex."""
    measures = {row.key: row.label for row in found.rows}
    return years_table(desk.book, desk.key, measures, found.years, desk.scheme)


def _none_of(desk: Desk, names: Mapping[str, str]) -> Told | None:
    """Say that there is nothing of a sex, where there is of all: so that all may be chosen again."""
    if _found(desk, names, None) is None:
        return None
    title = of_whom(_("Years beside each other"), desk.choice.years_sex)
    return Told(heading=title, said=(_("Nothing is told of them by themselves."),))


def _value(cell: YearCell) -> bool:
    return cell.figure is not None and cell.figure.value != 0


def _measures(desk: Desk) -> Mapping[str, str]:
    """Name the measures in their order; an empty name is the figure's own."""
    sets = sets_of(END_REASON, desk.scheme)
    own = {each.label for each in desk.scheme.sets}
    return {
        **dict.fromkeys((*FLOW, "referral", "guidance", "screening", "head_count"), ""),
        **{
            f"screening.outcome.{each.key}": _("Violence screening: %(answer)s") % {"answer": name_of(each.label)}
            for each in desk.scheme.questions[SCREENING].answers
        },
        **_with_share("started.age_band.under_30", _("Started, under 30 years")),
        **{
            key: name
            for each in sets
            for key, name in _with_share(
                f"end_reasons.{each.key}", _ended(name_of(each.label, is_own=each.label in own))
            ).items()
        },
        **dict.fromkeys(("mean_age_started", "mean_age_ended", "mean_months_ended"), ""),
        **{
            f"{follow_up(months)}.rate": _("Answered the follow-up after %(months)s months") % {"months": months}
            for months in desk.scheme.follow_ups
        },
        COST: _("Cost for each participation, kronor"),
    }


def _ended(name: str) -> str:
    return _("Ended: %(what)s") % {"what": name}


def _with_share(key: str, name: str) -> dict[str, str]:
    return {key: name, f"{key}.share": _("%(name)s, share") % {"name": name}}


def _name(row: YearsRow, names: Mapping[str, str]) -> str:
    return names[row.key] or words(row.label, lang())


def _cells(row: YearsRow, of_all: Mapping[tuple[str, int], YearCell]) -> Iterator[Cell]:
    """Write a measure's years; what was counted of all and is not told of a sex is hidden, what is not has a dash."""
    for cell in row.cells:
        figure, whole = cell.figure, of_all.get((row.key, cell.year))
        if figure is not None:
            yield Number(figure.rounded, _FORMS.get(figure.unit, Form.MEAN), figure.key, figure.period)
        elif whole is not None and whole.figure is not None and not whole.is_reported:
            yield HIDDEN
        else:
            yield Number(None, Form.COUNT)


def _notes(desk: Desk, found: YearsTable, names: Mapping[str, str]) -> Iterator[str]:
    """Say which years were counted by another method, by which documents, and where something begins to be counted."""
    for year in found.years:
        cells = [cell for row in found.rows for cell in row.cells if cell.year == year]
        sources = dict.fromkeys(source for cell in cells for source in cell.sources)
        if sources:
            yield _("* %(year)s: another method, from %(sources)s.") % {"year": year, "sources": ", ".join(sources)}
    for row in found.rows:
        if row.begins:
            told = {"what": names[row.key], "day": row.begins.isoformat()}
            yield _("Break: “%(what)s” is counted from %(day)s.") % told
    yield from _renamed(desk, found.years)


def _renamed(desk: Desk, shown: Sequence[int]) -> Iterator[str]:
    """Say what the intervention was called before, within the years shown."""
    for (_first, before), (day, name) in pairwise(sorted(desk.one.names) if desk.one else ()):
        if shown[0] <= day.year <= shown[-1] and before != name:
            told = {"day": day.isoformat(), "name": name, "before": before}
            yield _("Called %(name)s from %(day)s, %(before)s until then.") % told


def _chart(found: YearsTable, sex: Sex | None) -> Chart | None:
    names = {"started": _("Started"), "ended": pgettext("participations", "Ended"), "all": _("All during the year")}
    series = tuple(
        Series(names[row.key], tuple(Number(cell.figure.value, Form.COUNT) for cell in row.cells if cell.figure))
        for row in found.rows
        if row.key in names and all(cell.figure for cell in row.cells)
    )
    if not series:
        return None
    told = "; ".join(f"{one.label.lower()}: {', '.join(str(number.value) for number in one.numbers)}" for one in series)
    caption = of_whom(_("Participations, year by year"), sex)
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
