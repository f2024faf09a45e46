"""A piece of a page: a statistic with its table and chart, made when it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from mellanrum.documents.model import Chart, Table
from mellanrum.web.statistics.opening import Desk


@dataclass(frozen=True, slots=True)
class Told:
    """A statistic as it is shown. Without a table only `said` stands there: why there is none.

    `is_fine` says that the one before it tells the same more broadly, so that it may lie folded on a page. `sorts` says
    that the reader may choose the order of the rows, by the keys of the columns.
    """

    table: Table | None = None
    chart: Chart | None = None
    heading: str = ""
    said: tuple[str, ...] = ()
    sorts: bool = False
    is_fine: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What makes a statistic, and the key that its table and chart are asked for by."""

    key: str
    make: Callable[[Desk], Told | None]


@dataclass(frozen=True, slots=True)
class Other:
    """The same pieces of others, that a reader may choose instead; `is_here` marks those that are shown."""

    name: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces under a heading; `about` says what they are, `others` what they may be of."""

    key: str
    heading: str
    pieces: tuple[Piece, ...]
    about: str = ""
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A group made for a page."""

    key: str
    heading: str
    told: tuple[Told, ...]
    about: str = ""
    others: tuple[Other, ...] = ()


def made(groups: Iterable[Group], desk: Desk) -> Iterator[Shown]:
    """Make the groups that have something to tell."""
    for group in groups:
        told = [found for piece in group.pieces if (found := piece.make(desk)) is not None]
        if told:
            yield Shown(group.key, group.heading, tuple(_said_once(told)), group.about, group.others)


def _said_once(told: Iterable[Told]) -> Iterator[Told]:
    """Put those together that have no table for the same reason: it is said once, over all that it is of."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    listed = tuple(told)
    for each in listed:
        if each.table is None:
            lacking.setdefault(each.said, []).append(each.heading)
    for each in listed:
        if each.table is not None:
            yield each
        elif headings := lacking.pop(each.said, []):
            yield each if len(headings) == 1 else _of_all(each, headings)


def _of_all(one: Told, headings: Sequence[str]) -> Told:
    tables = _("It goes for: %(tables)s.") % {"tables": "; ".join(headings)}
    return replace(one, heading=_("Tables that are not shown yet"), said=(*one.said, tables))


def find(groups: Iterable[Group], desk: Desk, key: str) -> Told | None:
    """Make one piece by its key; None where there is none, or it has nothing to tell."""
    for group in groups:
        for piece in group.pieces:
            if piece.key == key:
                return piece.make(desk)
    return None
