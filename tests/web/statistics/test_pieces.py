"""Pieces of a page put together: why tables are not shown is said once."""

from collections.abc import Callable
from typing import Any

from mellanrum.documents.model import Column, Table
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.pieces import Group, Piece, Told, made

WAITS, FEW = ("99 räknade.",), ("Too few.",)
SHOWN = Told(Table("a", "Ålder", (Column("label", ""),), ()))
NOWHERE: Any = None


def always(each: Told | None) -> Callable[[Desk], Told | None]:
    return lambda _: each


def told(*pieces: Told | None) -> tuple[Told, ...]:
    group = Group("g", "Start", tuple(Piece(str(at), always(each)) for at, each in enumerate(pieces)))
    return next(made([group], NOWHERE)).told


def test_tables_that_lack_for_the_same_reason_are_said_together_where_the_first_was() -> None:
    found = told(SHOWN, Told(heading="Kommun", said=WAITS), Told(heading="Utbildning", said=WAITS), SHOWN)

    assert found == (
        SHOWN,
        Told(heading="Tabeller som inte visas än", said=(*WAITS, "Det gäller: Kommun; Utbildning.")),
        SHOWN,
    )


def test_table_that_lacks_alone_and_other_reasons_stand_by_themselves() -> None:
    alone, other = Told(heading="Kommun", said=WAITS), Told(heading="Ålder", said=FEW)

    assert told(alone, None, other) == (alone, other)
