"""Changes of an account map, each a function from a map to a map."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from mellanrum.books.association_map import (
    RESERVED_AREAS,
    Allocation,
    Area,
    AssociationMap,
    Contributor,
    InterventionCosts,
    MemberKind,
    NoteRow,
    NotesBy,
)
from mellanrum.statements import Basis
from mellanrum.statements.slugs import slug

Row = TypeVar("Row", Area, InterventionCosts)


def guessed_areas(basis: Basis) -> tuple[Area, ...]:
    """Write down the areas that were guessed from the names of cost centres; none where they are stated."""
    if not basis.areas.is_guessed:
        return ()
    centres: dict[str, list[str]] = {}
    for code, key in basis.areas.by_centre.items():
        centres.setdefault(key, []).append(code)
    rows = ((row, tuple(centres.get(row.key, ()))) for row in basis.areas.rows if row.kind != "unassigned")
    return tuple(
        Area(key=row.key, label=row.label, kind=row.kind, cost_centres=codes)  # type: ignore[arg-type]  # unassigned is left out
        for row, codes in rows
        if codes
    )


def area_key(label: str, kind: str, taken: Iterable[str]) -> str:
    """Make a key for a new area of its label; it is never changed after."""
    used = {*taken, *(key for key, only in RESERVED_AREAS.items() if only != kind)}
    wanted = (slug(label), *(f"{slug(label)}_{number}" for number in range(2, len(used) + 3)))
    return next(key for key in wanted if key not in used)


def with_area(own: AssociationMap, area: Area) -> AssociationMap:
    """Put an area in the place of the one with its key, else last; its cost centres and projects leave other areas."""
    others = [_without_objects(other, area) if other.key != area.key else area for other in own.area]
    areas = others if any(other.key == area.key for other in own.area) else [*others, area]
    return own.model_copy(update={"area": tuple(areas)})


def _without_objects(other: Row, wins: Row) -> Row:
    kept = {
        "cost_centres": tuple(code for code in other.cost_centres if code not in wins.cost_centres),
        "projects": tuple(code for code in other.projects if code not in wins.projects),
    }
    return other.model_copy(update=kept)


def with_intervention(own: AssociationMap, costs: InterventionCosts) -> AssociationMap:
    """Say what an intervention costs, in place of what was said; its cost centres and projects leave the others.

    One that has nothing booked on it goes from the map.
    """
    others = [_without_objects(other, costs) for other in own.intervention if other.key != costs.key]
    has_any = costs.cost_centres or costs.projects or costs.accounts
    kept = [row for row in others if row.cost_centres or row.projects or row.accounts]
    rows = sorted([*kept, costs] if has_any else kept, key=lambda row: row.key)
    return own.model_copy(update={"intervention": tuple(rows)})


def without_intervention(own: AssociationMap, key: str) -> AssociationMap:
    """Take away what an intervention costs."""
    return own.model_copy(update={"intervention": tuple(row for row in own.intervention if row.key != key)})


def without_area(own: AssociationMap, key: str) -> AssociationMap:
    """Take an area away."""
    return own.model_copy(update={"area": tuple(area for area in own.area if area.key != key)})


def with_allocation(own: AssociationMap, key: Allocation | None, at: int | None) -> AssociationMap:
    """Put an allocation key in the place of number `at`, else last; None takes number `at` away."""
    return own.model_copy(update={"allocation": _placed(own.allocation, key, at)})


def with_note_row(own: AssociationMap, row: NoteRow | None, at: int | None) -> AssociationMap:
    """Put a note row in the place of number `at`, else last; None takes number `at` away."""
    return own.model_copy(update={"note_row": _placed(own.note_row, row, at)})


def _placed(rows: tuple[object, ...], row: object | None, at: int | None) -> tuple[object, ...]:
    if at is None:
        return (*rows, row)
    return (*rows[:at], *(() if row is None else (row,)), *rows[at + 1 :])


def with_notes_by(own: AssociationMap, notes_by: NotesBy | None) -> AssociationMap:
    """Say what the note of costs follows; None leaves it to the names of cost centres."""
    return own.model_copy(update={"notes_by": notes_by})


def with_payers(own: AssociationMap, payers: Mapping[str, MemberKind]) -> AssociationMap:
    """Say who pays on each of some accounts; what is said of other accounts and of prefixes stays."""
    rows: dict[MemberKind, list[str]] = {}
    for row in own.contributor:
        rows.setdefault(row.member, []).extend(prefix for prefix in row.accounts if prefix not in payers)
    for account, member in payers.items():
        rows.setdefault(member, []).append(account)
    made = tuple(Contributor(member=member, accounts=tuple(found)) for member, found in rows.items() if found)
    return own.model_copy(update={"contributor": made})
