"""The report as plain data for the typesetter: every text written out, every place named, nothing left to compute."""

from collections.abc import Mapping
from typing import Any

from mellanrum.documents.characters import known
from mellanrum.documents.drawing import Drawing
from mellanrum.documents.layout import (
    SUMS,
    Anchors,
    HeadCell,
    chart_table,
    full_cells,
    group_starts,
    head_rows,
    is_right,
    is_short,
    kept_groups,
    told_rule,
    trace_anchor,
    width_of,
)
from mellanrum.documents.logo import drawn_size
from mellanrum.documents.model import (
    Block,
    BulletList,
    Cell,
    Chart,
    FigureRef,
    Logo,
    NoteRef,
    Notice,
    Paragraph,
    Report,
    Row,
    Section,
    Signatures,
    Span,
    Strong,
    Table,
    TraceEntry,
    TraceLine,
    TraceList,
)
from mellanrum.documents.shown import SEVERITIES, cell_text, unbroken, whole_words, written
from mellanrum.findings import in_order, spoken_mend, spoken_message, words
from mellanrum.numbers import Language

Data = dict[str, Any]
_LABELS = {
    "contents": "Contents",
    "table": "Table",
    "chart": "Chart",
    "page": "Page {page} of {pages}",
    "orgnr": "Reg. no.",
    "nothing": "Nothing to show",
}
_WHOLE_TABLE = 26  # rows: a table up to this long is never parted by a page break


def pdf_data(report: Report, charts: Mapping[str, Drawing]) -> Data:
    """Return all that the template asks for. KeyError where a chart of the report has not been drawn."""
    made: Data = _with_known_characters(_Data(report, charts).whole())
    return made


def _with_known_characters(value: Any) -> Any:  # noqa: ANN401 - plain data of any shape
    if isinstance(value, str):
        return known(value)
    if isinstance(value, dict):
        return {key: _with_known_characters(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_with_known_characters(part) for part in value]
    return value


class _Data:
    def __init__(self, report: Report, charts: Mapping[str, Drawing]) -> None:
        self._report = report
        self._lang: Language = report.language
        self._charts = charts
        self._anchors = Anchors(report)

    def whole(self) -> Data:
        report = self._report
        return {
            "lang": report.language,
            "title": report.title,
            "association": report.association,
            "orgnr": report.orgnr,
            "date": {"year": report.date.year, "month": report.date.month, "day": report.date.day},
            "cover_lines": report.cover_lines,
            "demo": report.demo_notice,
            "logo": _logo(report.logo) if report.logo else None,
            "labels": {name: words(message, self._lang) for name, message in _LABELS.items()},
            "sections": [self._section(section) for section in report.sections],
        }

    def _section(self, section: Section) -> Data:
        return {
            "anchor": self._anchors.claim(section.key),
            "heading": section.heading,
            "blocks": [self._block(block) for block in section.blocks],
            "subsections": [self._section(inner) for inner in section.subsections],
        }

    def _block(self, block: Block) -> Data:
        match block:
            case Paragraph() | BulletList():
                return self._running(block)
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Notice():
                return self._notice(block)
            case TraceList():
                return {"type": "traces", "entries": [self._trace(entry) for entry in block.entries]}
            case Signatures():
                return _signatures(block)

    def _running(self, block: Paragraph | BulletList) -> Data:
        if isinstance(block, Paragraph):
            return {"type": "paragraph", "spans": self._spans(block)}
        return {"type": "list", "items": [self._spans(item) for item in block.items]}

    def _spans(self, paragraph: Paragraph) -> list[Data]:
        return [self._span(span) for span in paragraph.spans]

    def _span(self, span: Span) -> Data:
        if isinstance(span, FigureRef):
            return {"text": unbroken(span.shown), "strong": False, "target": self._anchors.led_to(span)}
        return {"text": whole_words(span.text), "strong": isinstance(span, Strong), "target": ""}

    def _table(self, table: Table) -> Data:
        starts = group_starts(table)
        holds = {first: past - first for first, past in kept_groups(table.rows)}
        held = {at for first, count in holds.items() for at in range(first, first + count)}
        return {
            "type": "table",
            "anchor": self._anchors.claim(table.key),
            "caption": table.caption,
            "width": width_of(table, self._lang),
            "whole": len(table.rows) <= _WHOLE_TABLE,
            "columns": [column.kind for column in table.columns],
            "short": [is_short(table, at, self._lang) for at in range(len(table.columns))],
            "apart": [at in starts for at in range(len(table.columns))],
            "head": [[_head(cell, table) for cell in row] for row in head_rows(table)],
            "rows": [
                self._row(row, table) | {"holds": holds.get(at, 0), "held": at in held}
                for at, row in enumerate(table.rows)
            ],
            "notes": table.notes,
        }

    def _row(self, row: Row, table: Table) -> Data:
        cells = [self._cell(cell) for cell in full_cells(row, table)]
        return {"kind": row.kind, "sum": row.kind in SUMS, "cells": cells}

    def _cell(self, cell: Cell) -> Data:
        target = self._anchors.led_to(cell) if isinstance(cell, NoteRef) else ""
        return {"text": cell_text(cell, self._lang), "target": target}

    def _chart(self, chart: Chart) -> Data:
        return {
            "type": "chart",
            "anchor": self._anchors.claim(chart.key),
            "caption": chart.caption,
            "alt": chart.alt,
            "svg": self._charts[chart.key].svg,
            "table": self._table(chart_table(chart)) if chart.show_table else None,
        }

    def _notice(self, notice: Notice) -> Data:
        return {
            "type": "notice",
            "kind": notice.kind,
            "heading": notice.heading,
            "text": notice.text,
            "findings": [
                {
                    "severity": words(SEVERITIES[found.severity], self._lang),
                    "message": spoken_message(found, self._lang, "web"),
                    "mend": spoken_mend(found, self._lang, "web"),
                }
                for found in in_order(notice.findings)
            ],
        }

    def _trace(self, entry: TraceEntry) -> Data:
        return {
            "anchor": self._anchors.claim(trace_anchor(entry.key, entry.period)),
            "label": entry.label,
            "period": str(entry.period),
            "value": written(entry.number, self._lang),
            "rule": whole_words(told_rule(entry)),
            "inputs": [self._line(line) for line in entry.inputs],
        }

    def _line(self, line: TraceLine) -> Data:
        inputs = [self._line(inner) for inner in line.inputs]
        return {"label": line.label, "value": written(line.number, self._lang), "inputs": inputs}


def _head(cell: HeadCell, table: Table) -> Data:
    right = is_right(table.columns[cell.column])
    return {
        "text": cell.text,
        "unit": cell.unit,
        "across": cell.across,
        "down": cell.down,
        "column": cell.column,
        "right": right and cell.across == 1,
    }


def _signatures(block: Signatures) -> Data:
    signers = [{"name": signer.name, "function": signer.function} for signer in block.signers]
    return {"type": "signatures", "heading": block.heading, "signers": signers}


def _logo(logo: Logo) -> Data:
    format_name = {"image/png": "png", "image/svg+xml": "svg", "image/jpeg": "jpg"}[logo.media_type]
    width, height = drawn_size(logo)
    shape = {"width": width, "height": height}
    return {"bytes": list(logo.content), "format": format_name, "alt": logo.alt, **shape}
