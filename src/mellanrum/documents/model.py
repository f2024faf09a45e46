"""The report as it is before any writer has seen it: sections, paragraphs, tables, charts, notices, traces.

Everything here is frozen and holds numbers that are already rounded. A writer lays out; it never computes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mellanrum.figures import Period
from mellanrum.findings import Finding
from mellanrum.numbers import Language


class Form(StrEnum):
    """How a number is written. The value stays in the figure's own unit: kronor, or a share as 0.125."""

    AMOUNT = "amount"  # whole kronor, without unit: 4 608 507
    THOUSANDS = "thousands"  # thousands of kronor, without unit: 4608000 is written 4 608
    EXACT = "exact"  # kronor with öre: 4 608 507,29
    COUNT = "count"  # 1 234
    SHARE = "share"  # with its sign: 0.125 is written 12,5 %
    PERCENT = "percent"  # without sign, where the head has it: 0.125 is written 12,5
    RATIO = "ratio"  # 1,25
    MEAN = "mean"  # 44,8


@dataclass(frozen=True, slots=True)
class Number:
    """A number to show, rounded once by its figure; `key` and `period` say which figure, empty where there is none.

    `sex` is the figure's parameter, empty where it is of all. A value of nil is written 0; None, written –, says that
    there is no figure.
    """

    value: Decimal | None
    form: Form = Form.AMOUNT
    key: str = ""
    period: Period | None = None
    sex: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Plain running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Running text that matters more than the text around it."""

    text: str


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A number in running text, as it is written with its unit, and the figure it comes from.

    Where the report has a trace of the figure, the number is a link to it.
    """

    key: str
    period: Period
    shown: str


Span = Text | Strong | FigureRef


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of short paragraphs where the order does not matter."""

    items: tuple[Paragraph, ...]


class ColumnKind(StrEnum):
    """What a column holds: text stands to the left, amounts and shares to the right, note references narrow."""

    TEXT = "text"
    AMOUNT = "amount"
    SHARE = "share"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. Columns beside each other with the same `group` stand under one common head ("Utfall 2025")."""

    key: str
    header: str
    kind: ColumnKind = ColumnKind.AMOUNT
    group: str = ""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A reference to a note: what is written ("3") and the key of the section or table it leads to."""

    text: str
    target: str = ""


Cell = str | Number | NoteRef


class RowKind(StrEnum):
    """What a row is among the others; a sum and a total have a line above and stay with the rows they add.

    A group has numbers of its own, which the indented rows below it divide: air above instead of a line.
    """

    NORMAL = "normal"
    INDENTED = "indented"
    GROUP = "group"
    SUBHEADING = "subheading"
    SUM = "sum"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the first cell is its label, then one cell for each column; those left out at the end are empty."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.NORMAL


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first column labels the rows.

    `unit` stands in the head ("Belopp i kr"); `notes` stand under the table; `summary` says in a sentence to those
    who cannot see the table how it is arranged, where that is not plain.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    notes: tuple[str, ...] = ()
    summary: str = ""


class ChartKind(StrEnum):
    """How a chart is drawn. LIMIT is horizontal bars with a mark where the limit or target stands."""

    BARS = "bars"
    GROUPED = "grouped"
    STACKED = "stacked"
    LINE = "line"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a chart: one number for each category, in their order."""

    label: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A mark across a chart: a limit or a target, in the unit of the numbers."""

    label: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and, unless `show_table` is off because a table beside it says the same, the numbers it is drawn from.

    `alt` says in words what the chart shows; `unit` names what the axis counts ("kr", "tkr", "%", "deltagare").
    """

    key: str
    caption: str
    alt: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    limit: Limit | None = None
    show_table: bool = True


class NoticeKind(StrEnum):
    """Why a notice stands there."""

    DRAFT = "draft"
    DEMO = "demo"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice set off from the text; in a draft, with what the checks found."""

    kind: NoticeKind
    heading: str
    text: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One input of a figure, and the inputs it rests on in its turn ("konto 4010 Inhyrd personal", 4 608 507,29)."""

    label: str
    number: Number
    inputs: tuple["TraceLine", ...] = ()


@dataclass(frozen=True, slots=True)
class TraceEntry:
    """How one figure was computed: its label and value, the rule in words, its paragraph, and the inputs."""

    key: str
    period: Period
    label: str
    number: Number
    rule: str
    reference: str = ""
    inputs: tuple[TraceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class TraceList:
    """The appendix that says how the figures were computed."""

    entries: tuple[TraceEntry, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """One who signs, with name and function ("ordförande"): for oneself, never for an authority."""

    name: str
    function: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """A line to sign on for each signer, on one page as far as they fit; `heading` may say where and when."""

    signers: tuple[Signer, ...]
    heading: str = ""


Block = Paragraph | BulletList | Table | Chart | Notice | TraceList | Signatures


@dataclass(frozen=True, slots=True)
class Section:
    """A section; its level is how deep it is nested. `key` is unique in the report: links lead to it."""

    key: str
    heading: str
    blocks: tuple[Block, ...] = ()
    subsections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Logo:
    """The association's mark: a PNG or SVG, and what it shows in words."""

    content: bytes
    media_type: str
    alt: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    `date` is the day of the document and the only day a writer knows of. `cover_lines` stand under the title.
    `demo_notice` stands on the cover and on every page of a report that is made from invented data.
    """

    title: str
    association: str
    orgnr: str
    year: int
    date: date
    sections: tuple[Section, ...]
    language: Language = "sv"
    cover_lines: tuple[str, ...] = ()
    logo: Logo | None = None
    demo_notice: str = ""

    def all_sections(self) -> Iterator[Section]:
        """Walk the sections in reading order, each before its subsections."""
        yield from _walk(self.sections)

    def blocks(self) -> Iterator[Block]:
        """Walk all blocks in reading order."""
        for section in self.all_sections():
            yield from section.blocks

    def charts(self) -> tuple[Chart, ...]:
        """List the charts in reading order."""
        return tuple(block for block in self.blocks() if isinstance(block, Chart))

    def traced(self) -> frozenset[tuple[str, Period]]:
        """Return the key and period of every figure that the report has a trace of: what a number can link to."""
        lists = (block.entries for block in self.blocks() if isinstance(block, TraceList))
        return frozenset((entry.key, entry.period) for entries in lists for entry in entries)


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.subsections)
