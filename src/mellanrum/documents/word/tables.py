"""Tables in a Word file: real header rows, lines only where the eye needs them, sums kept with what they add."""

from collections.abc import Callable

from mellanrum.documents.layout import SUMS, HeadCell, Width, full_cells, group_starts, head_rows, is_right, kept_groups
from mellanrum.documents.model import Cell, ColumnKind, NoteRef, Row, RowKind, Table
from mellanrum.documents.shown import cell_text
from mellanrum.documents.word.styles import HAIRLINE, INK, LINK, QUIET
from mellanrum.documents.word.widths import APART, column_widths, side
from mellanrum.documents.word.xml import Element, el, link, paragraph, run
from mellanrum.findings import words
from mellanrum.numbers import Language

_ABOVE_GROUP = 120  # twips of air above a group's row
_GAP = ("single", 48, "FFFFFF")  # breaks the line under the heads of groups between one group and the next
_WHOLE_TABLE = 26  # rows: a table up to this long is never parted by a page break

Leads = Callable[[NoteRef], str]


class TableWriter:
    """Makes the element of one table. `leads` tells where a note reference leads to, the empty string if nowhere."""

    def __init__(self, table: Table, width: Width, lang: Language, leads: Leads) -> None:
        self._table = table
        self._width = width
        self._lang = lang
        self._leads = leads
        self._style = "TableText" if width in {Width.TEXT, Width.PAGE} else "TableSmall"
        self._side = side(width)
        self._starts = group_starts(table)
        self._widths = column_widths(table, width, lang)
        self._level = "top" if [c.kind for c in table.columns].count(ColumnKind.TEXT) > 1 else "bottom"

    def element(self) -> Element:
        """Make the table."""
        table = self._table
        groups = kept_groups(table.rows)
        held = {at for first, past in groups for at in range(first, past - 1)}
        whole = len(table.rows) <= _WHOLE_TABLE
        rows = [
            self._row(row, keep=at in held or (whole and at + 1 < len(table.rows))) for at, row in enumerate(table.rows)
        ]
        grid = el("tblGrid", *(el("gridCol", w=width) for width in self._widths))
        return el("tbl", self._properties(), grid, *self._head(), *(rows or [self._nothing()]))

    def _properties(self) -> Element:
        nothing = ("top", "left", "bottom", "right", "insideH", "insideV")
        return el(
            "tblPr",
            el("tblW", w=sum(self._widths), type="dxa"),
            el("tblInd", w=0, type="dxa"),
            el("tblBorders", *(el(side, val="nil") for side in nothing)),
            el("tblLayout", type="fixed"),
            el("tblCellMar", el("left", w=self._side, type="dxa"), el("right", w=self._side, type="dxa")),
            el("tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1),
            el("tblCaption", val=self._table.caption) if self._table.caption else None,
            el("tblDescription", val=self._table.summary) if self._table.summary else None,
        )

    def _head(self) -> list[Element]:
        rows = head_rows(self._table)
        made = []
        for at, row in enumerate(rows):
            last = at + 1 == len(rows)
            cells = [(cell.column, self._head_cell(cell, last=last or cell.down > 1)) for cell in row]
            above = rows[0] if last and len(rows) > 1 else ()
            cells += [(cell.column, self._continued(cell)) for cell in above if cell.down > 1]
            ordered = [cell for _, cell in sorted(cells, key=lambda placed: placed[0])]
            made.append(el("tr", el("trPr", el("cantSplit"), el("tblHeader")), *ordered))
        return made

    def _head_cell(self, cell: HeadCell, *, last: bool) -> Element:
        content = [run(cell.text, el("b"))] if cell.text else []
        if cell.unit:
            content.append(run(f"\n{cell.unit}" if cell.text else cell.unit, el("color", val=QUIET)))
        right = is_right(self._table.columns[cell.column])
        place = "center" if cell.across > 1 else "right" if right else "left"
        line = ("single", 8, INK) if last and cell.down == 1 else ("single", 4, HAIRLINE) if cell.across > 1 else None
        merge = el("vMerge", val="restart") if cell.down > 1 else None
        properties = self._cell_properties(cell.column, cell.across, bottom=line, merge=merge)
        return el("tc", properties, self._paragraph(content, place, keep=True))

    def _continued(self, cell: HeadCell) -> Element:
        properties = self._cell_properties(cell.column, 1, bottom=("single", 8, INK), merge=el("vMerge"))
        return el("tc", properties, self._paragraph([], "left", keep=True))

    def _cell_properties(  # noqa: PLR0913 - a cell has this many sides, all named
        self,
        column: int,
        across: int,
        *,
        top: tuple[str, int, str] | None = None,
        bottom: tuple[str, int, str] | None = None,
        merge: Element | None = None,
        level: str = "bottom",
        whole: bool = False,
    ) -> Element:
        apart = column in self._starts
        gap = _GAP if apart and across > 1 else None
        lines = [(edge, line) for edge, line in (("top", top), ("left", gap), ("bottom", bottom)) if line]
        borders = [el(edge, val=kind, sz=size, space=0, color=colour) for edge, (kind, size, colour) in lines]
        sides = {
            "left": 0 if column == 0 else self._side + APART if apart else None,
            "right": 0 if column + across == len(self._widths) else None,
        }
        air = [el(edge, w=twips, type="dxa") for edge, twips in sides.items() if twips is not None]
        return el(
            "tcPr",
            el("tcW", w=sum(self._widths[column : column + across]), type="dxa"),
            el("gridSpan", val=across) if across > 1 else None,
            merge,
            el("tcBorders", *borders) if borders else None,
            el("noWrap") if whole else None,
            el("tcMar", *air) if air else None,
            el("vAlign", val=level),
        )

    def _paragraph(self, content: list[Element], place: str, *, keep: bool, indent: int = 0, above: int = 0) -> Element:
        shape = [
            el("keepNext") if keep else None,
            el("spacing", before=above) if above else None,
            el("ind", left=indent) if indent else None,
            el("jc", val=place) if place != "left" else None,
        ]
        return paragraph(self._style, *content, properties=[part for part in shape if part is not None])

    def _row(self, row: Row, *, keep: bool) -> Element:
        if row.kind is RowKind.SUBHEADING:
            cells = [self._subheading(row)]
        else:
            cells = [self._cell(row, at, cell, keep=keep) for at, cell in enumerate(full_cells(row, self._table))]
        return el("tr", el("trPr", el("cantSplit")), *cells)

    def _subheading(self, row: Row) -> Element:
        properties = self._cell_properties(0, len(self._widths))
        content = paragraph(
            self._style,
            run(cell_text(row.cells[0], self._lang), el("b")),
            properties=[el("keepNext"), el("spacing", before=200)],
        )
        return el("tc", properties, content)

    def _cell(self, row: Row, at: int, cell: Cell, *, keep: bool) -> Element:
        strong = [el("b")] if row.kind in SUMS or row.kind is RowKind.GROUP else []
        above = _ABOVE_GROUP if row.kind is RowKind.GROUP else 0
        line = ("single", 8 if row.kind is RowKind.TOTAL else 4, INK) if row.kind in SUMS else None
        right = is_right(self._table.columns[at])
        indent = 220 if at == 0 and row.kind is RowKind.INDENTED else 0
        shown = cell_text(cell, self._lang)
        content = [run(shown, *strong)] if shown else []
        target = self._leads(cell) if isinstance(cell, NoteRef) else ""
        if target and content:
            plain = [el("rStyle", val=LINK), el("u", val="none")]  # the column's head says what it is
            content = [link(target, run(shown, *plain), tooltip=f"{self._table.columns[at].header} {shown}")]
        properties = self._cell_properties(at, 1, top=line, level=self._level, whole=right)
        shape = self._paragraph(content, "right" if right else "left", keep=keep, indent=indent, above=above)
        return el("tc", properties, shape)

    def _nothing(self) -> Element:
        said = [run(words("Nothing to show", self._lang), el("color", val=QUIET))]
        properties = self._cell_properties(0, len(self._widths))
        return el("tr", el("trPr", el("cantSplit")), el("tc", properties, self._paragraph(said, "left", keep=False)))
