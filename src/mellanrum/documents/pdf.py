"""A report as PDF: tagged for everyone (PDF/UA-1) and for keeping (PDF/A-2a), the same bytes each time."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from importlib import resources
from typing import Any

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
        sys_inputs=_inputs(report, charts),
        timestamp=datetime.combine(report.date, time(), UTC),
    )


def page_pictures(report: Report, charts: Mapping[str, Drawing], *, dots_per_inch: int = 110) -> list[bytes]:
    """Return each page of the PDF as a PNG picture, to be looked at; what `write_pdf` says holds here too."""
    pages: Any = typst.compile(
        _template(),
        format="png",
        ppi=dots_per_inch,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(report, charts),
    )
    return pages if isinstance(pages, list) else [pages]  # a single page comes without a list around it


def _inputs(report: Report, charts: Mapping[str, Drawing]) -> dict[str, str]:
    return {"report": json.dumps(pdf_data(report, charts), ensure_ascii=False)}


@cache
def _template() -> bytes:
    return resources.files("mellanrum.documents").joinpath("report.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder()])
