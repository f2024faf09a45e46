"""The record model of a SIE file: every record as it stands, in its order, nothing left out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import TypeVar

from mellanrum.findings import Place

ObjectList = tuple[str, ...]
"""The words between braces: {1 "10" 6 "P2"} is ("1", "10", "6", "P2")."""

Field = str | ObjectList

_Made = TypeVar("_Made")

TEXT = ""
"""The label of a line that is no record: a blank line, a comment, a brace that opens or closes nothing."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its label without #, its fields, and the records in the braces that follow it.

    `rows` is None where no braces follow. `line` is where the record stands, counted from 1; it is 0 for a record
    that was not read from a file and takes no part in comparison.
    """

    label: str
    fields: tuple[Field, ...] = ()
    rows: Sequence["Record"] | None = None
    line: int = field(default=0, compare=False)

    def text(self, at: int) -> str:
        """Return the field at a position as text; empty where it is missing or an object list."""
        value = self.fields[at] if at < len(self.fields) else ""
        return value if isinstance(value, str) else ""

    def words(self, at: int = 0) -> str:
        """Return the fields from a position on as one text: a name that somebody forgot to quote."""
        return " ".join(value for value in self.fields[at:] if isinstance(value, str))


@dataclass(frozen=True)
class SieFile:
    """A SIE file (specification 4B): its records, and how it was written.

    `name` is the file's name, `encoding` a Python codec name, `source` the text it was read from, lines ended by line
    feeds. Two files are equal when their records are.
    """

    records: tuple[Record, ...]
    name: str = field(default="", compare=False)
    encoding: str = field(default="cp437", compare=False)
    source: str = field(default="", compare=False, repr=False)

    @cached_property
    def by_label(self) -> Mapping[str, tuple[Record, ...]]:
        """The records outside braces, by label, in the order of the file."""
        found: dict[str, list[Record]] = {}
        for record in self.records:
            found.setdefault(record.label, []).append(record)
        return {label: tuple(records) for label, records in found.items()}

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines the file was read from, without their line breaks."""
        return tuple(self.source.split("\n"))

    @property
    def last_line_open(self) -> bool:
        """Whether the last line has no line break: the mark of a file that is cut."""
        return not self.source.endswith("\n") and bool(self.source)

    def all(self, label: str) -> tuple[Record, ...]:
        """Return the records with a label."""
        return self.by_label.get(label, ())

    def first(self, label: str) -> Record | None:
        """Return the first record with a label, None where there is none."""
        return next(iter(self.all(label)), None)

    def value(self, label: str, at: int = 0) -> str:
        """Return a field of the first record with a label; empty where either is missing."""
        record = self.first(label)
        return record.text(at) if record else ""

    def rows(self, *labels: str) -> Iterator[Record]:
        """Walk the rows of the vouchers that have one of the labels."""
        wanted = frozenset(labels)
        for voucher in self.all("VER"):
            yield from (row for row in voucher.rows or () if row.label in wanted)

    def unusual_rows(self, *labels: str) -> Iterator[Record]:
        """Walk the rows with one of the labels in vouchers that were put together row by row.

        Rows of other vouchers are well formed, and their amounts valid: they need no second look.
        """
        wanted = frozenset(labels)
        for voucher in self.all("VER"):
            if isinstance(voucher.rows, tuple):
                yield from (row for row in voucher.rows if row.label in wanted)

    def raw(self, record: Record) -> str:
        """Return the line a record was read from, as it stood."""
        return self.lines[record.line - 1] if 0 < record.line <= len(self.lines) else ""

    def place(self, record: Record | None = None) -> Place:
        """Return where a record stands."""
        return Place(file=self.name or None, line=(record.line or None) if record else None)


def once(make: Callable[[SieFile], _Made]) -> Callable[[SieFile], _Made]:
    """Decorate a function of a file: what it gives is made once and kept on the file, as a cached property is.

    What is kept must not hold the file itself, which would then outlive its last user.
    """
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def kept(file: SieFile) -> _Made:
        if name not in vars(file):
            vars(file)[name] = make(file)
        found: _Made = vars(file)[name]
        return found

    return kept
