"""The numbers of publications, read back from the pages and files that somebody was given.

    read = Read()
    read.page(publication, view, answer.content.decode())
    read.numbers[publication.number]["ended|sex=woman"]

What stands where is told by the document that was published; what the number is, by what was given.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO, StringIO

from openpyxl import load_workbook

from mellanrum.documents.model import RowKind
from mellanrum.web.publishing.grid import Grid, grid_of
from mellanrum.web.publishing.sections import in_reading_order
from mellanrum.web.publishing.view import View

_TABLE = re.compile(r'<table id="([^"]+)".*?<tbody>(.*?)</tbody>', re.DOTALL)
_ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_ALT = re.compile(r'<img src="[^"]*/diagram/([^/"]+)/[^"]*" alt="([^"]*)"')


@dataclass
class Read:
    """Numbers by the key of their cell, of each publication. `places` counts how many were read."""

    numbers: dict[int, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    places: int = 0

    def page(self, publication: int, view: View, html: str) -> None:
        """Read the tables of a page, and what it says of its charts."""
        for key, body in _TABLE.findall(html):
            table = view.table(unescape(key))
            if table is not None:
                self.rows(publication, grid_of(table, view), [_cells(row) for row in _ROW.findall(body)])
        for key, alt in _ALT.findall(html):
            table = view.table(unescape(key))
            if table is not None:
                self._alt(publication, grid_of(table, view), unescape(alt))

    def csv(self, publication: int, grid: Grid, data: bytes) -> None:
        """Read a table as CSV."""
        _head, *rows = csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";")
        self.rows(publication, grid, rows)

    def xlsx(self, publication: int, view: View, data: bytes) -> None:
        """Read all tables of a workbook, after its sheet that says what it is."""
        sheets = load_workbook(BytesIO(data)).worksheets[1:]
        for sheet, table in zip(sheets, in_reading_order(view), strict=True):
            rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            grid = grid_of(table, view)
            labels = [row.label for row in grid.rows]
            starts = [at for at in range(len(rows)) if [row[0] for row in rows[at : at + len(labels)]] == labels]
            self.rows(publication, grid, rows[starts[-1] : starts[-1] + len(labels)])

    def rows(self, publication: int, grid: Grid, rows: Iterable[list[str]]) -> None:
        """Read rows of texts where a table's cells are known; a share is read with the base that it stands under."""
        for row, texts in zip(grid.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts[1:], strict=False):
                number = _number(text)
                if cell.key and number is not None and not cell.is_share:
                    self._known(publication, cell.key, number)

    def _alt(self, publication: int, grid: Grid, alt: str) -> None:
        for label, key in _labelled(grid):
            found = re.search(rf"(?:[.;] ){re.escape(label)} ([0-9]+)(?:[.;]|$)", alt)
            if found:
                self._known(publication, key, int(found.group(1)))

    def _known(self, publication: int, key: str, number: int) -> None:
        self.places += 1
        self.numbers[publication][key].add(number)


def _labelled(grid: Grid) -> Iterator[tuple[str, str]]:
    at = [index for index, column in enumerate(grid.columns) if not column.is_share][-1]
    for row in grid.rows:
        if row.kind is RowKind.NORMAL and row.cells:
            yield row.label.partition(" (")[0], row.cells[at].key


def _cells(row: str) -> list[str]:
    return [unescape(re.sub(r"<[^>]+>", " ", cell)).strip() for cell in _CELL.findall(row)]


def _number(text: str) -> int | None:
    bare = text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    return int(bare) if bare.isdigit() else None
