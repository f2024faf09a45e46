"""Delimited text: which encoding and which delimiter it is in, told from the text itself."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO

from mellanrum.books.sheets.grid import Grid
from mellanrum.books.sheets.limits import Limits, Refused

DELIMITERS = (";", "\t", ",", "|")
_STATED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TRIED = 200  # lines that are read to choose a delimiter


def read_text(data: bytes, file: str, limits: Limits) -> Grid:
    """Read delimited text into a sheet without name.

    The encoding is UTF-8, UTF-16 with a byte order mark, or else Windows-1252. The delimiter is the one the file
    states ("sep=;"), else the one under which most rows have equally many cells. Refused where it is no text.
    """
    text = _decoded(data)
    if text is None:
        raise Refused("sheet.unknown_kind", file)
    stated = _STATED.match(text)
    delimiter = stated[1] if stated and stated[1] in DELIMITERS else _delimiter(text)
    rows, lines = _rows(text, delimiter, file, limits)
    return Grid(file, None, rows, lines=lines)


def _decoded(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return None if _CONTROLS.search(text) else text


def _delimiter(text: str) -> str:
    """Choose by how many of the rows have the commonest number of cells, and how many cells those are.

    Where two do equally well the first of DELIMITERS is chosen: a comma also stands inside amounts.
    """
    sample = text.splitlines(keepends=True)[:_TRIED]
    return max(DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter))


def _fitness(sample: Sequence[str], delimiter: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if any(row)]
    except csv.Error:
        return 0, 0
    counted = Counter(width for width in widths if width > 1)
    if not counted:
        return 0, 0
    width, rows = max(counted.items(), key=lambda item: (item[1], item[0]))
    return rows / len(widths), width


def _rows(text: str, delimiter: str, file: str, limits: Limits) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    cells, line = 0, 1
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            lines.append(line)
            cells, line = cells + len(row), reader.line_num + 1
            if len(rows) > limits.rows or len(row) > limits.columns or cells > limits.cells:
                raise Refused("sheet.too_many_cells", file, rows=len(rows), columns=len(row))
    except csv.Error as error:
        raise Refused("sheet.broken_file", file) from error
    return rows, lines
