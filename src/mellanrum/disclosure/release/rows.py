"""The rows of a table: as many codes as variables, codes that are known, whole numbers from nil, and no row twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mellanrum.disclosure.release.loading import Fractional
from mellanrum.disclosure.release.shapes import Row, TableShape, VariableShape
from mellanrum.disclosure.tables import TOTAL
from mellanrum.findings import Finding, Parameter, Place, finding

LARGEST = 1_000_000_000
"""Larger numbers cannot be reckoned with exactly by the solver, and are no counts of people."""


@dataclass(frozen=True)
class _Line:
    """A row in its place: the table's title and the row's number say where a fault is."""

    place: Place
    title: str
    number: int

    def fault(self, name: str, **told: Parameter) -> Finding:
        return replace(finding(name, self.place), parameters={"table": self.title, "row": self.number, **told})


def row_faults(table: TableShape, by: Sequence[VariableShape], place: Place) -> Iterator[Finding]:
    """Find what is wrong with the rows of a table, whose variables are `by`.

    Findings: disclosure.row_length, .unknown_in_row, .row_twice, .not_a_count, .fractional, .negative and
    .too_large_count.
    """
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(table.rows, 1):
        line = _Line(place, table.title, number)
        if len(row) != len(by) + 1:
            yield line.fault("disclosure.row_length", length=len(row), wanted=len(by) + 1)
            continue
        yield from _count(line, row[-1])
        faults = list(_codes(line, row, by))
        yield from faults
        if not faults:
            first = seen.setdefault(tuple(row[:-1]), number)
            if first != number:
                yield line.fault("disclosure.row_twice", first=first)


def _codes(line: _Line, row: Row, by: Sequence[VariableShape]) -> Iterator[Finding]:
    for given, variable in zip(row[:-1], by, strict=True):
        if not isinstance(given, str) or (given not in variable.codes and given != TOTAL):
            yield line.fault("disclosure.unknown_in_row", given=_written(given), variable=variable.label)


def _count(line: _Line, count: object) -> Iterator[Finding]:
    if isinstance(count, Fractional):
        yield line.fault("disclosure.fractional", given=count)
    elif isinstance(count, bool) or not isinstance(count, int):
        yield line.fault("disclosure.not_a_count", given=_written(count))
    elif count < 0:
        yield line.fault("disclosure.negative", given=count)
    elif count > LARGEST:
        yield line.fault("disclosure.too_large_count", given=count, largest=LARGEST)


def _written(value: object) -> str:
    return "null" if value is None else str(value)
