"""What has been read in and taken back: the moves of what holds, by kind and year."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from mellanrum.web.access.rules import check_can_fetch_files
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.imports.importing import Gone
from mellanrum.web.economy.models import ImportedFile, Kind, Move

What = Literal["read_in", "taken_back", "put_back"]


@dataclass(frozen=True, slots=True)
class Event:
    """A move, what it did, and whether it is the last: only that one can be taken back.

    `file` is the one that was read in, taken back or put back; `holds` says that the file holds now by this move, be it
    that a later one was taken back.
    """

    move: Move
    what: What
    file: ImportedFile | None
    is_last: bool
    holds: bool = False


@dataclass(frozen=True, slots=True)
class YearHistory:
    """What has happened to a year's books or budget, the latest first, and the file that holds now."""

    kind: Kind
    year: int
    holds: ImportedFile | None
    events: tuple[Event, ...]


def history(standing: Standing) -> tuple[YearHistory, ...]:
    """List every move of the association's by year, newest year first, books before budget."""
    check_can_fetch_files(standing)
    moves = Move.objects.of(standing.association).select_related("by", "after", "before")
    listed = moves.defer("after__data", "before__data").order_by("-year", "kind", "id")
    return tuple(
        _of_year(Kind(kind), year, tuple(group)) for (year, kind), group in groupby(listed, lambda m: (m.year, m.kind))
    )


def _of_year(kind: Kind, year: int, moves: tuple[Move, ...]) -> YearHistory:
    events, holds = tuple(_events(moves))[::-1], moves[-1].after
    by = next((event for event in events if event.what != "taken_back" and event.file == holds), None)
    return YearHistory(kind, year, holds, tuple(replace(event, holds=event is by) for event in events))


def _events(moves: tuple[Move, ...]) -> Iterable[Event]:
    """Tell what each move did, oldest first: taking back what was taken back puts it back."""
    what: What = "read_in"
    for move in moves:
        what = _after(what) if move.is_undo else "read_in"
        file = move.before if what == "taken_back" else move.after
        yield Event(move, what, file, move is moves[-1])


def _after(what: What) -> What:
    return "put_back" if what == "taken_back" else "taken_back"


def imported_file(standing: Standing, pk: int) -> ImportedFile:
    """Return a file that has been read in, as it came. Gone where the association has none by that number."""
    check_can_fetch_files(standing)
    found: ImportedFile | None = ImportedFile.objects.of(standing.association).filter(pk=pk).first()
    if found is None:
        raise Gone
    return found
