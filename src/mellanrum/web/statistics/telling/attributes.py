"""Tables of attributes: how many of each answer, their share of the base, by sex where that may be shown."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mellanrum.documents.model import Cell, Column, Row, RowKind, Table
from mellanrum.tallies.merging import broadened, limit_rows, limited, set_rows
from mellanrum.tallies.rules import MISSING, WITHHELD, TableRule
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.statistics import BySexes, StatRow, StatTable, table_of
from mellanrum.web.publishing.periods import part_name
from mellanrum.web.statistics.choices import WHATS
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.pieces import Piece, Told
from mellanrum.web.statistics.telling.shaping import (
    HIDDEN,
    all_last,
    bars,
    count,
    labels,
    name_of,
    of_sex,
    per_cent,
    sex_columns,
    sex_name,
)

OF_STOCK = ("ongoing", "all")


def attribute(what: str, rule: TableRule) -> Piece:
    """Make the piece of a table of `what` is counted ("started", "ongoing", an event)."""
    return Piece(f"{what}.{rule.key}", lambda desk: told(desk, what, rule.key))


def broad(what: str, rule: TableRule) -> Piece:
    """Make the piece of a table's broader bands and limits."""
    return Piece(f"{what}.{rule.key}.broad", lambda desk: _broad(desk, what, rule.key))


def _broad(desk: Desk, what: str, key: str) -> Told | None:
    """Tell a table of bands by broader ones, and by the limits that shares are told of; None where it has neither."""
    found = table_of(desk.followed, what, key, desk.span, desk.scheme, desk.threshold)
    if found is None or found.state != "shown" or not (rows := broad_rows(desk, found)):
        return None
    title = _("%(title)s, broad bands") % {"title": title_of(desk, found)}
    shown = one_way(desk, replace(found, key=f"{key}.broad", rows=rows), title, key)
    limits = within_limits(desk, found)
    if shown.table is None or not limits:
        return shown
    sexes, overlap = all_last(found.columns), _("Limits may overlap with bands, and are not part of the sum.")
    added = (Row((name_of(row.label), *_cells(desk, f"{what}.{key}.{row.key}", row.cells, sexes))) for row in limits)
    return replace(
        shown, table=replace(shown.table, rows=(*shown.table.rows, *added), notes=(*shown.table.notes, overlap))
    )


def broad_rows(desk: Desk, found: StatTable) -> tuple[StatRow, ...]:
    """Add a table's bands up to broader ones, with those whose answer is not known after them."""
    bands = set_rows(found, broadened(found.rule.questions[0], desk.scheme))
    return (*bands, *(row for row in found.rows if row.key in {MISSING, WITHHELD})) if bands else ()


def within_limits(desk: Desk, found: StatTable) -> tuple[StatRow, ...]:
    """Tell how many are within each limit that is not one of the broader bands."""
    question = found.rule.questions[0]
    bands = {each.answers for each in broadened(question, desk.scheme)}
    same = {each.key for each in limited(question, desk.scheme) if each.answers in bands}
    return tuple(row for row in limit_rows(found, desk.scheme) if row.key not in same)


def told(desk: Desk, what: str, key: str) -> Told | None:
    """Tell a table; None where there is none, or nothing has been counted in it."""
    found = table_of(desk.followed, what, key, desk.span, desk.scheme, desk.threshold)
    if found is None or found.state == "empty" or _is_unasked(found):
        return None
    title = title_of(desk, found)
    if found.state != "shown":
        return Told(heading=title, said=(why_not(found),))
    if found.across:
        return crossed(desk, found, title)
    return replace(one_way(desk, found, title), is_fine=bool(broad_rows(desk, found)))


def _is_unasked(found: StatTable) -> bool:
    """Tell whether a table of some interventions alone (those in a project) holds nothing but missing answers."""
    return not found.rule.standard and all(not row.cells[None].number for row in found.rows if row.key != "missing")


def title_of(desk: Desk, found: StatTable) -> str:
    """Name a table: of those ongoing, and all, by the question; else as the rule does."""
    if found.what not in OF_STOCK:
        return name_of(found.title)
    questions = ", ".join(name_of(desk.scheme.questions[key].label).lower() for key in found.rule.questions)
    return _("%(what)s, by %(question)s") % {"what": WHATS[found.what], "question": questions}


def why_not(found: StatTable) -> str:
    """Say why a table is not shown; its totals are, elsewhere."""
    number = found.total.get(None, 0)
    if found.state == "waiting":
        return _(
            "%(number)s counted. The table comes when there have been enough for a first state of it, "
            "or when the period locks."
        ) % {"number": number}
    return _("Too few to show (%(number)s); the totals stand.") % {"number": number}


def one_way(desk: Desk, found: StatTable, title: str, name: str = "") -> Told:
    """Tell a table of one question; `name` is what figures call it where that is not its key."""
    sexes = all_last(found.columns)
    rows = [
        Row(
            (
                name_of(row.label, is_own=row.is_own_label),
                *_cells(desk, f"{found.what}.{name or found.key}.{row.key}", row.cells, sexes),
            )
        )
        for row in found.rows
        if row.key != "missing" or any(cell.number for cell in row.cells.values())
    ]
    of = desk.figure_key(f"{found.what}.{name or found.key}")
    base = tuple(
        part
        for sex in sexes
        for part in (
            count(found.base[sex], of if found.base[sex] else ""),
            per_cent(None) if not found.base[sex] else "",
        )
    )
    rows.append(Row((base_name(found), *base), RowKind.SUM))
    key = f"{found.what}.{found.key}"
    columns = (labels(), *sex_columns(sexes, with_share=True))
    values = [(name_of(row.label, is_own=row.is_own_label), row.cells[None].share or Decimal(0)) for row in found.rows]
    table = Table(key, title, columns, tuple(rows), notes=tuple(notes(desk, found)))
    return Told(table, bars(key, title, values))


def _cells(desk: Desk, name: str, cells: BySexes, sexes: tuple[Sex | None, ...]) -> Iterator[Cell]:
    figure = desk.figure_key(name)
    for sex in sexes:
        cell = cells[sex]
        yield count(cell.number, figure)
        yield per_cent(cell.share, f"{figure}.share") if cell.number is not None else HIDDEN


def crossed(desk: Desk, found: StatTable, title: str) -> Told:
    """Tell a table of two questions: a block of rows for all, and one for each sex that may be shown."""
    columns = (
        labels(),
        *(Column(f"all.{each.key}", name_of(each.label, is_own=each.is_own_label)) for each in found.across),
        Column("all.sum", _("In all")),
    )
    sexes = [sex for sex in found.columns if sex in {None, Sex.WOMAN, Sex.MAN}]
    figure = desk.figure_key(f"{found.what}.{found.key}")
    rows: list[Row] = []
    for sex in sexes:
        if len(sexes) > 1:
            rows.append(Row((sex_name(sex),), RowKind.SUBHEADING))
        rows += [
            Row(
                (
                    name_of(row.label, is_own=row.is_own_label),
                    *(
                        count(row.across[each.key][sex].number, of_sex(f"{figure}.{row.key}.{each.key}", sex))
                        for each in found.across
                    ),
                    count(row.cells[sex].number, of_sex(f"{figure}.{row.key}", sex) if row.cells[sex].number else ""),
                )
            )
            for row in found.rows
            if row.key != "missing" or row.cells[None].number
        ]
    base = count(found.base[None], figure if found.base[None] else "")
    rows.append(Row((base_name(found), *("" for _each in found.across), base), RowKind.SUM))
    key = f"{found.what}.{found.key}"
    return Told(Table(key, title, columns, tuple(rows), notes=tuple(notes(desk, found))))


def base_name(found: StatTable) -> str:
    """Name the row that says what the shares are of."""
    of = WHATS.get(found.what)
    if found.is_several:
        return _("Base: asked")
    return _("Base: %(what)s") % {"what": str(of).lower()} if of else _("Base")


def notes(desk: Desk, found: StatTable) -> Iterator[str]:
    """Say what a table is of: its state, what waits, its breaks, what is not divided by sex."""
    yield state_of(desk, found)
    if found.is_several:
        yield _("Several answers may hold for one participation: the shares may add to more than the whole.")
    if found.rule.by_sex and not found.has_split:
        yield _("Not divided by sex: fewer than %(threshold)s of one of them.") % {"threshold": desk.threshold}
    for each in found.breaks:
        yield broken(each.day, each.label, is_whole=not each.key)


def broken(day: date, label: str, *, is_whole: bool) -> str:
    """Say from when something is counted."""
    if is_whole:
        return _("Counted from %(day)s: before then the table has nothing.") % {"day": day.isoformat()}
    return _("“%(answer)s” can be answered from %(day)s.") % {"answer": name_of(label), "day": day.isoformat()}


def state_of(desk: Desk, found: StatTable) -> str:
    """Say how far the periods of a table have come, and how many wait for its next state."""
    states = {True: _("locked"), False: _("open")}
    named = ", ".join(
        f"{part_name(desk.kind, part.part).lower()} ({states[part.is_locked]})"
        for part in found.parts
        if part.year == desk.choice.year
    )
    said = _("State of %(periods)s.") % {"periods": named} if named else ""
    if found.waiting:
        waits = ngettext(
            "%(number)s event waits for the next state.", "%(number)s events wait for the next state.", found.waiting
        )
        said = f"{said} {waits % {'number': found.waiting}}".strip()
    return said
