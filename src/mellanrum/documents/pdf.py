"""A report as PDF: tagged for everyone (PDF/UA-1) and for keeping (PDF/A-2a), the same bytes each time."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from importlib import resources

import typst

from mellanrum.documents.drawing import Drawing
from mellanrum.documents.fonts import font_folder
from mellanrum.documents.model import Report
from mellanrum.documents.pdf_data import pdf_data


def write_pdf(report: Report, charts: Mapping[str, Drawing]) -> bytes:
    """Set the report as PDF. `charts` are the report's charts, drawn, by key (see `draw_charts`).

    The same report gives the same bytes. KeyError where a chart has not been drawn; typst.TypstError where the
    report cannot be set so that the standards are kept, as when a chart lacks its text (`check` says so before).
    """
    return typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-2a"],
        sys_inputs={"report": json.dumps(pdf_data(report, charts), ensure_ascii=False)},
        timestamp=datetime.combine(report.date, time(), UTC),
    )


@cache
def _template() -> bytes:
    return resources.files("mellanrum.documents").joinpath("report.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder()])
