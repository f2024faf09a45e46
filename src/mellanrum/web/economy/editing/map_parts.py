"""What differs between two maps, part by part, in words that a page can list."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mellanrum.books.association_map import AssociationMap
from mellanrum.web.economy.editing.map_rows import line_label


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A part of the map that is new (no `before`), gone (no `after`) or other than it was."""

    what: str
    before: str
    after: str


def changed_parts(before: AssociationMap, after: AssociationMap) -> tuple[ChangedPart, ...]:
    """List what differs, in the order of the map."""
    old, new = dict(_parts(before)), dict(_parts(after))
    both = dict.fromkeys((*old, *new))
    return tuple(
        ChangedPart(what, old.get(what, ""), new.get(what, "")) for what in both if old.get(what) != new.get(what)
    )


def _parts(own: AssociationMap) -> Iterator[tuple[str, str]]:
    for name, value in ((_("Chart of accounts"), own.chart), (_("The note of costs follows"), own.notes_by)):
        if value:
            yield name, value
    yield from ((_("Account %(x)s") % {"x": p}, line_label(row.line)) for row in own.line for p in row.prefixes)
    yield from ((_("Group %(x)s") % {"x": row.group}, _listed(row.prefixes)) for row in own.group)
    yield from (
        (_("Note row %(x)s") % {"x": f"{row.note}: {row.label}"}, _listed(row.prefixes)) for row in own.note_row
    )
    yield from ((_("Area %(x)s") % {"x": area.key}, _told(area)) for area in own.area)
    yield from ((_("Allocation key %(x)s") % {"x": key.decision}, _told(key)) for key in own.allocation)
    yield from ((_("Who pays: %(x)s") % {"x": row.member}, _listed(row.accounts)) for row in own.contributor)
    yield from ((_("Costs of the intervention %(x)s") % {"x": row.key}, _told(row)) for row in own.intervention)


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(values)


def _told(part: Any) -> str:  # noqa: ANN401 - an area or a key
    values = part.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"key", "decision"})
    return "; ".join(_value(value) for value in values.values())


def _value(value: Any) -> str:  # noqa: ANN401 - what JSON has
    if isinstance(value, dict):
        return ", ".join(f"{key} {part}" for key, part in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)
