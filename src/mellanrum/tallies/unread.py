"""Cells as a text has them, made into cells when they are first asked for."""

from collections.abc import ItemsView, Iterator, Mapping
from functools import lru_cache

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.sex import Sex

_SEXES = {sex.value: sex for sex in Sex}


class Unread(Mapping[Cell, int]):
    """A mapping from cell to number. Most who read a ledger want its months, or the snapshot of one event alone.

    KeyError and ValueError come when it is first asked for, where the keys of `plain` are no cells.
    """

    __slots__ = ("_plain", "_read")

    def __init__(self, plain: Mapping[str, int]) -> None:
        """Keep the numbers by the cells' texts: event/table/answer/across/sex."""
        self._plain = plain
        self._read: dict[Cell, int] | None = None

    @property
    def _cells(self) -> dict[Cell, int]:
        if self._read is None:
            self._read = {_cell(key): number for key, number in self._plain.items()}
        return self._read

    def __getitem__(self, cell: Cell) -> int:
        return self._cells[cell]

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._plain)

    def items(self) -> ItemsView[Cell, int]:
        """Give cells with their numbers, as quickly as a dictionary does."""
        return self._cells.items()

    def __repr__(self) -> str:
        return repr(self._cells)


@lru_cache(maxsize=20_000)  # the same few thousand cells stand in every ledger
def _cell(key: str) -> Cell:
    event, table, answer, across, sex = key.split("/")
    return Cell(event, table, answer, across, _SEXES[sex])
