"""Writing a report as Word: block by block, in reading order."""

from collections.abc import Mapping

import docx
from docx.document import Document
from docx.shared import Mm

from mellanrum.documents.drawing import Drawing
from mellanrum.documents.layout import Anchors, Width, chart_table, told_rule, trace_anchor, width_of
from mellanrum.documents.model import (
    Block,
    BulletList,
    Chart,
    FigureRef,
    Notice,
    NoticeKind,
    Paragraph,
    Report,
    Section,
    Signatures,
    Strong,
    Table,
    TraceEntry,
    TraceLine,
    TraceList,
)
from mellanrum.documents.shown import SEVERITIES, unbroken, whole_words, written
from mellanrum.documents.word.fonts import embed_fonts
from mellanrum.documents.word.front import contents, cover
from mellanrum.documents.word.numbering import set_list
from mellanrum.documents.word.package import describe, packed
from mellanrum.documents.word.pages import Pages
from mellanrum.documents.word.pictures import logo_run, picture_run
from mellanrum.documents.word.signing import signatures
from mellanrum.documents.word.styles import ACCENT, INK, LINK, set_styles
from mellanrum.documents.word.tables import TableWriter
from mellanrum.documents.word.widths import word_width
from mellanrum.documents.word.xml import Element, bookmark_name, el, field, link, paragraph, run, tab
from mellanrum.findings import in_order, spoken_mend, spoken_message, words

_DEEPEST = 6
_CHART_WIDTH = Mm(158)
_SHORT_TRACE = 12  # inputs: how a figure was computed stands on one page up to this
_STEP = 240  # twips each level of a trace is moved in


def write_word(report: Report, charts: Mapping[str, Drawing]) -> bytes:
    """Write the report as a Word file (.docx). `charts` are the report's charts, drawn, by key.

    The same report gives the same bytes. KeyError where a chart has not been drawn.
    """
    document = docx.Document()
    set_styles(document, report.language)
    set_list(document)
    describe(document, report)
    embed_fonts(document)
    _Writer(document, report, charts).write()
    return packed(document)


class _Writer:
    def __init__(self, document: Document, report: Report, charts: Mapping[str, Drawing]) -> None:
        self._document = document
        self._report = report
        self._lang = report.language
        self._charts = charts
        self._anchors = Anchors(report)
        self._pages = Pages(document, report)
        self._counts = {"Table": 0, "Chart": 0}
        self._marks = 0

    def write(self) -> None:
        self._add(*cover(self._report, logo_run(self._document, self._report.logo)), *contents(self._report))
        self._pages.break_page()
        for section in self._report.sections:
            self._section(section, 1)
        self._pages.finish()

    def _add(self, *elements: Element) -> None:
        for element in elements:
            self._pages.add(element)

    def _marked(self, place: str, content: list[Element]) -> list[Element]:
        """Put a bookmark around the content, the first time the place is met."""
        if not self._anchors.claim(place):
            return content
        self._marks += 1
        start = el("bookmarkStart", id=self._marks, name=bookmark_name(place))
        return [start, *content, el("bookmarkEnd", id=self._marks)]

    def _section(self, section: Section, level: int) -> None:
        if section.blocks and self._on_its_side(section.blocks[0]):
            self._pages.turn(on_its_side=True)
        style = f"Heading{min(level, _DEEPEST)}"
        self._add(paragraph(style, *self._marked(section.key, [run(section.heading)])))
        for block in section.blocks:
            self._block(block)
        self._pages.turn(on_its_side=False)
        for inner in section.subsections:
            self._section(inner, level + 1)

    def _block(self, block: Block) -> None:
        self._pages.turn(on_its_side=self._on_its_side(block))
        match block:
            case Paragraph():
                self._add(paragraph("BodyText", *self._spans(block)))
            case BulletList():
                self._add(*(paragraph("ListBullet", *self._spans(item)) for item in block.items))
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case Notice():
                self._notice(block)
            case TraceList():
                for entry in block.entries:
                    self._trace(entry)
            case Signatures():
                self._add(*signatures(block))

    def _on_its_side(self, block: Block) -> bool:
        return isinstance(block, Table) and width_of(block, self._lang) is Width.LANDSCAPE

    def _spans(self, block: Paragraph) -> list[Element]:
        return [
            self._reference(span)
            if isinstance(span, FigureRef)
            else _run(whole_words(span.text), strong=isinstance(span, Strong))
            for span in block.spans
        ]

    def _reference(self, span: FigureRef) -> Element:
        place = self._anchors.led_to(span)
        shown = unbroken(span.shown)
        if not place:
            return run(shown)
        return link(place, run(shown, el("rStyle", val=LINK)), tooltip=shown)

    def _caption(self, kind: str, text: str, key: str) -> None:
        self._counts[kind] += 1
        label = words(kind, self._lang)
        number = field(f"SEQ {label} \\* ARABIC", str(self._counts[kind]))
        content = [run(f"{label} "), *number, run(f"   {text}", el("b"), el("color", val=INK))]
        self._add(paragraph("Caption", *self._marked(key, content)))

    def _table(self, table: Table) -> None:
        if table.caption:
            self._caption("Table", table.caption, table.key)
        self._add(TableWriter(table, word_width(table, self._lang), self._lang, self._anchors.led_to).element())
        for note in table.notes:
            self._add(paragraph("TableNote", run(note)))

    def _chart(self, chart: Chart) -> None:
        self._caption("Chart", chart.caption, chart.key)
        picture = picture_run(self._document, self._charts[chart.key].png, chart.alt, chart.caption, _CHART_WIDTH)
        keep = [el("keepNext")] if chart.show_table else []
        self._add(paragraph("Chart", picture, properties=keep))
        if chart.show_table:
            self._table(chart_table(chart))

    def _notice(self, notice: Notice) -> None:
        colour = [el("color", val=ACCENT)] if notice.kind is NoticeKind.INFORMATION else []
        self._add(paragraph("NoticeHeading", run(notice.heading, *colour)))
        if notice.text:
            self._add(paragraph("Notice", run(notice.text)))
        for found in in_order(notice.findings):
            said = f" {spoken_message(found, self._lang, 'web')} {spoken_mend(found, self._lang, 'web')}".rstrip()
            severity = f"{words(SEVERITIES[found.severity], self._lang)}."
            self._add(paragraph("Notice", _run(severity, strong=True), run(said)))

    def _trace(self, entry: TraceEntry) -> None:
        head = [run(f"{entry.label} {entry.period}"), tab(), run(written(entry.number, self._lang))]
        self._add(paragraph("TraceHeading", *self._marked(trace_anchor(entry.key, entry.period), head)))
        self._add(paragraph("TraceRule", run(whole_words(told_rule(entry)))))
        short = len(entry.inputs) <= _SHORT_TRACE
        for at, line in enumerate(entry.inputs, 1):
            self._trace_line(line, 1, keep=short and at < len(entry.inputs))

    def _trace_line(self, line: TraceLine, level: int, *, keep: bool) -> None:
        content = [run(line.label), tab(), run(written(line.number, self._lang))]
        shape = [*([el("keepNext")] if keep else []), el("ind", left=level * _STEP, right=0)]
        self._add(paragraph("TraceLine", *content, properties=shape))
        for inner in line.inputs:
            self._trace_line(inner, level + 1, keep=keep)


def _run(text: str, *, strong: bool) -> Element:
    return run(text, *([el("b")] if strong else []))
