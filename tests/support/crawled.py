"""The numbers of publications, read back from the pages and files that somebody was given.

    read = Read()
    read.page(publication, view, answer.content.decode())
    read.numbers[publication.number]["ended|sex=woman"]

What stands where is told by the document that was published; what the number is, by what was given.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO, StringIO
from urllib.parse import unquote

from openpyxl import load_workbook

from mellanrum.documents.model import RowKind
from mellanrum.web.publishing.grid import Grid, grid_of
from mellanrum.web.publishing.sections import in_reading_order
from mellanrum.web.publishing.tracing import What, asked_of
from mellanrum.web.publishing.view import View

_TABLE = re.compile(r'<table id="([^"]+)".*?<tbody>(.*?)</tbody>', re.DOTALL)
_ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)
_ALT = re.compile(r'<img src="[^"]*/diagram/([^/"]+)/[^"]*" alt="([^"]*)"')
_AMOUNT = re.compile(r'class="trace-amount">(.*?)</(?:strong|span)></')
_NAME = re.compile(r'<p class="trace-line"><strong lang="sv">.*?</strong>')
_OPENED = re.compile(r'<a class="figure" href="([^"]*/uppgift/[^"]*)">(.*?)</a>')
OPENING = re.compile(r'<a class="figure" href="([^"]*/uppgift/[^"]*)">')


@dataclass
class Read:
    """Numbers by the key of their cell, of each publication. `places` counts how many were read."""

    numbers: dict[int, dict[str, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))
    places: int = 0
    said_of_hidden: dict[tuple[int, str, str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    """What traces say of hidden numbers, but for their names: by publication, table, what is opened, and threshold."""

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

    def trace(self, publication: int, view: View, address: str, html: str) -> None:
        """Read the trace of a number: what it is shown as, what a share is made of, what is said of a hidden one."""
        asked = asked_of(view, *map(unquote, address.rstrip("/").split("/")[-3:]))
        assert asked, address
        shown, *lines = (_number(text) for text in _AMOUNT.findall(html))
        if asked.value is None:
            limit = view.limits[asked.key]
            self.said_of_hidden[publication, asked.table.key, asked.what, limit].add(_NAME.sub("", html))
            self._read(publication, asked.key, shown)
        elif asked.what is What.NUMBER:
            self._read(publication, asked.key, shown)
        for codes, number in zip((asked.codes, asked.base), lines, strict=False):
            self._read(publication, asked.table.cell_key(codes), number)

    def years(self, views: Mapping[int, View], html: str) -> None:
        """Read years beside each other: each number is a link that says in which publication it stands, and where."""
        for address, text in _OPENED.findall(html):
            number, _trace, piece, place, what = unquote(unescape(address)).rstrip("/").split("/")[-5:]
            asked = asked_of(views[int(number)], piece, place, what)
            assert asked, address
            if asked.what is What.NUMBER:
                self._read(int(number), asked.key, _number(re.sub(r"<[^>]+>", " ", text)))

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

    def _read(self, publication: int, key: str, number: int | None) -> None:
        if number is not None:
            self._known(publication, key, number)

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
