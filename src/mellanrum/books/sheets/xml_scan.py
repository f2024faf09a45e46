"""Looking through the XML parts of an xlsx package: how far each sheet reaches, which formulas give no value."""

from collections import deque
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from mellanrum.books.sheets.cells import column_number
from mellanrum.books.sheets.grid import Broken

Attributes = Mapping[str, str]

_NAMES = 1_000
_LISTS = {"workbook": "sheet", "Relationships": "Relationship"}  # by root: the elements whose attributes are kept


class NotWellFormed(Exception):  # noqa: N818 - the file is at fault, not the program
    """The part begins as the XML that was looked for and then breaks, or brings entities of its own."""


class _Other(Exception):  # noqa: N818 - stops the look through a part that is something else
    pass


class _Local(dict[str, str]):
    """Names without their namespace; a file has few of them and uses them hundreds of thousands of times."""

    def __missing__(self, name: str) -> str:
        if len(self) > _NAMES:
            self.clear()
        return self.setdefault(name, name.rpartition(" ")[2])


_LOCAL = _Local()


class PartScan:
    """What one part of the package says; nothing where it is no XML, or has a root that is not looked for.

    A worksheet gives `height` and `width` to its farthest cell with a value, and its `broken` cells; a workbook or a
    list of links gives in `listed` the attributes of each sheet or link.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.height = self.width = 0
        self.broken: dict[tuple[int, int], Broken] = {}
        self.listed: list[Attributes] = []
        self._listed = ""
        self._is_known = False
        self._row = self._column = -1
        self._kind = ""
        self._formula = self._filled = False
        self._value: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._root
        self._parser.StartDoctypeDeclHandler = _doctype
        self._read(pieces)

    def _read(self, pieces: Iterator[bytes]) -> None:
        try:
            for piece in pieces:
                self._parser.Parse(piece, False)  # noqa: FBT003 - takes it by position only
            self._parser.Parse(b"", True)  # noqa: FBT003 - as above
        except _Other:
            pass
        except expat.ExpatError as error:
            if self._is_known:
                raise NotWellFormed from error
        deque(pieces, maxlen=0)  # what is passed over is unpacked and counted too

    def _root(self, name: str, _attributes: Attributes) -> None:
        root = _LOCAL[name]
        if root == "worksheet":
            self._parser.StartElementHandler = self._begin
            self._parser.EndElementHandler = self._end
        elif root in _LISTS:
            self._listed = _LISTS[root]
            self._parser.StartElementHandler = self._list
        else:
            raise _Other
        self._is_known = True

    def _list(self, name: str, attributes: Attributes) -> None:
        if _LOCAL[name] == self._listed:
            self.listed.append({_LOCAL[key]: value for key, value in attributes.items()})

    def _begin(self, name: str, attributes: Attributes) -> None:
        name = _LOCAL[name]
        if name == "row":
            self._row, self._column = _row(attributes.get("r"), self._row + 1), -1
        elif name == "c":
            self._cell(attributes)
        elif name == "f":
            self._formula = True
        elif name in {"v", "is"}:
            self._filled = True
            self._parser.CharacterDataHandler = self._value.append

    def _end(self, name: str) -> None:
        name = _LOCAL[name]
        if name in {"v", "is"}:
            self._parser.CharacterDataHandler = None
        elif name == "c" and (self._filled or self._formula):
            self.height, self.width = max(self.height, self._row + 1), max(self.width, self._column + 1)
            value = "".join(self._value)
            if self._kind == "e":
                self.broken[self._row, self._column] = Broken(value or "#")
            elif self._formula and not value and self._kind != "str":
                self.broken[self._row, self._column] = Broken()

    def _cell(self, attributes: Attributes) -> None:
        name = attributes.get("r", "")
        letters = name.rstrip("0123456789")
        number = column_number(letters)
        self._column = self._column + 1 if number is None else number
        self._row = _row(name[len(letters) :], self._row)
        self._kind, self._formula, self._filled = attributes.get("t", ""), False, False
        self._value.clear()


def _doctype(_name: str, _system: str | None, _public: str | None, internal: int) -> None:
    if internal:
        raise NotWellFormed


def _row(written: str | None, otherwise: int) -> int:
    return int(written) - 1 if written and written.isdecimal() and len(written) < 10 else otherwise
