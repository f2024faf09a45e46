"""Looking through the XML parts of an xlsx or ods package: how far each sheet reaches, which formulas give no value."""

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from mellanrum.books.sheets.cells import column_number
from mellanrum.books.sheets.grid import Broken

Attributes = Mapping[str, str]
Place = tuple[int, int]
_NAMES = 1_000


class NotWellFormed(Exception):  # noqa: N818 - the file is at fault, not the program
    """The part begins as the XML that was looked for and then breaks, or brings entities of its own."""


class _Other(Exception):  # noqa: N818 - stops the look through a part that is something else
    pass


class Scan:
    """Looks through one XML part piece by piece; a part with another root, or that is no XML, is passed over."""

    roots: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self._open = True
        self._known = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self.end
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, pieces: Iterable[bytes]) -> None:
        """Look through the part to its end. NotWellFormed where it cannot be."""
        for piece in pieces:
            self._parse(piece, last=False)
        self._parse(b"", last=True)

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element. Names bring their namespace along: `LOCAL` takes it off."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def listen(self, take: Callable[[str], object] | None) -> None:
        """Hand all text to `take` from now on, or to nobody."""
        self._parser.CharacterDataHandler = take

    def _parse(self, piece: bytes, *, last: bool) -> None:
        if not self._open:
            return
        try:
            self._parser.Parse(piece, last)
        except _Other:
            self._open = False
        except expat.ExpatError as error:
            self._open = False
            if self._known:
                raise NotWellFormed from error

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if LOCAL[name] not in self.roots:
            raise _Other
        self._known = True
        self._parser.StartElementHandler = self.begin
        self.begin(name, attributes)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal:
            raise NotWellFormed


class _Local(dict[str, str]):
    """Names without their namespace; a file has few of them and uses them hundreds of thousands of times."""

    def __missing__(self, name: str) -> str:
        if len(self) > _NAMES:
            self.clear()
        return self.setdefault(name, name.rpartition(" ")[2])


LOCAL = _Local()


def _bare(attributes: Attributes) -> Attributes:
    return {LOCAL[name]: value for name, value in attributes.items()}


class Names(Scan):
    """Collects the attributes of every element of one name: the sheets of a workbook, the links of a part."""

    roots = frozenset({"workbook", "Relationships"})

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.found: list[Attributes] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        """Keep the attributes where the element has the name."""
        if LOCAL[name] == self._name:
            self.found.append(_bare(attributes))


class XlsxSheet(Scan):
    """A worksheet: `height` and `width` to the farthest cell with a value, and the `broken` cells."""

    roots = frozenset({"worksheet"})

    def __init__(self) -> None:
        super().__init__()
        self.height = self.width = 0
        self.broken: dict[Place, Broken] = {}
        self._row = self._column = -1
        self._kind = ""
        self._formula = self._filled = False
        self._value: list[str] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take a row, a cell, or what a cell holds."""
        name = LOCAL[name]
        if name == "row":
            self._row, self._column = _row(attributes.get("r"), self._row + 1), -1
        elif name == "c":
            self._cell(attributes)
        elif name == "f":
            self._formula = True
        elif name in {"v", "is"}:
            self._filled = True
            self.listen(self._value.append)

    def end(self, name: str) -> None:
        """Judge a cell when it ends."""
        name = LOCAL[name]
        if name in {"v", "is"}:
            self.listen(None)
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


def _row(written: str | None, otherwise: int) -> int:
    return int(written) - 1 if written and written.isdecimal() and len(written) < 10 else otherwise


class OdsContent(Scan):
    """The content of an ods file: how far each sheet reaches, counting repetitions, and its broken cells."""

    roots = frozenset({"document-content"})

    def __init__(self) -> None:
        super().__init__()
        self.extents: dict[str, tuple[int, int]] = {}
        self.broken: dict[str, dict[Place, Broken]] = {}
        self._sheet = ""
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._failed = False
        self._value: list[str] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take a sheet, a row or a cell."""
        name, attributes = LOCAL[name], _bare(attributes)
        if name == "table":
            self._sheet, self._row = attributes.get("name", ""), 0
            self.extents.setdefault(self._sheet, (0, 0))
            self.broken.setdefault(self._sheet, {})
        elif name == "table-row":
            self._rows, self._column = _times(attributes.get("number-rows-repeated")), 0
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell(attributes)

    def end(self, name: str) -> None:
        """Step past what has ended."""
        name = LOCAL[name]
        if name == "table-row":
            self._row += self._rows
        elif name in {"table-cell", "covered-table-cell"}:
            self.listen(None)
            text = "".join(self._value)
            if self._failed or text.startswith(("#", "Err:")):
                self.broken[self._sheet][self._row, self._column] = Broken(text or "#")
            self._column += self._columns

    def _cell(self, attributes: Attributes) -> None:
        self._columns = _times(attributes.get("number-columns-repeated"))
        self._failed = False
        self._value.clear()
        if "value-type" in attributes or "formula" in attributes:
            height, width = self.extents[self._sheet]
            farthest = max(height, self._row + self._rows), max(width, self._column + self._columns)
            self.extents[self._sheet] = farthest
        if "formula" in attributes:
            self._failed = attributes.get("value-type") in {None, "error"}
            self.listen(self._value.append)


def _times(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 10 else 1


class Manifest(Scan):
    """The manifest of an ods file: whether any part of it is encrypted."""

    roots = frozenset({"manifest"})

    def __init__(self) -> None:
        super().__init__()
        self.encrypted = False

    def begin(self, name: str, _attributes: Attributes) -> None:
        """Look for the mark of an encrypted part."""
        self.encrypted = self.encrypted or LOCAL[name] == "encryption-data"
