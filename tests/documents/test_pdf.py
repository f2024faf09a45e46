"""The report as PDF: its text, its standards, the same bytes each time."""

import io
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import pytest

from mellanrum.documents.drawing import Drawing, draw_charts
from mellanrum.documents.model import Logo, Report, Section
from mellanrum.documents.pdf import page_pictures, write_pdf
from support import golden, needs
from support.verapdf import verapdf

GOLDEN = Path(__file__).with_name("golden")
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><circle cx="20" cy="20" r="16"/></svg>'


@pytest.fixture(scope="session")
def pdf(report: Report, drawings: Mapping[str, Drawing]) -> bytes:
    return write_pdf(report, drawings)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "".join(f"--- {at} ---\n{page.replace(chr(13), '').rstrip()}\n" for at, page in enumerate(pages, 1))


def test_pdf_text(pdf: bytes) -> None:
    golden(GOLDEN / "sample.pdf.txt", text_of(pdf))


def test_pdf_is_the_same_each_time(report: Report, drawings: Mapping[str, Drawing], pdf: bytes) -> None:
    assert write_pdf(report, drawings) == pdf


def test_pdf_keeps_its_standards(pdf: bytes, report: Report, tmp_path: Path) -> None:
    needs("verapdf")
    whole, bare, english = (tmp_path / f"{name}.pdf" for name in ("whole", "bare", "english"))
    small = replace(report, sections=(Section("a", "A"),), logo=Logo(LOGO, "image/svg+xml", "Exempelförbundets märke"))
    whole.write_bytes(pdf)
    bare.write_bytes(write_pdf(small, {}))
    english.write_bytes(write_pdf(replace(small, language="en", demo_notice="", cover_lines=()), {}))

    assert verapdf([whole, bare, english], "ua1", "2a") == {whole: [], bare: [], english: []}


def test_pdf_says_what_it_is(pdf: bytes) -> None:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        said = document.get_metadata_dict()
        bookmarks = [(entry.level, entry.get_title()) for entry in document.get_toc()]

    assert said["Title"] == "Årsredovisning 2025 – Samordningsförbundet Exempelförbundet"
    assert said["Author"] == "Samordningsförbundet Exempelförbundet"
    assert said["CreationDate"].startswith("D:20260312")
    assert bookmarks[6:9] == [(0, "Noter"), (1, "Not 1 Verksamhetens intäkter"), (1, "Not 2 Verksamhetens kostnader")]
    assert b"/Lang(sv)" in pdf.replace(b" ", b"")


def test_pdf_of_an_association_without_name_and_number(report: Report) -> None:
    made = write_pdf(replace(report, association="", orgnr="", sections=(Section("a", "A"),)), {})

    assert "Org.nr" not in text_of(made)
    with pypdfium2.PdfDocument(io.BytesIO(made)) as document:
        assert document.get_metadata_dict()["Title"] == "Årsredovisning 2025"


def test_chart_that_was_not_drawn(report: Report) -> None:
    with pytest.raises(KeyError):
        write_pdf(report, draw_charts(()))


def test_pages_for_the_eye(report: Report, drawings: Mapping[str, Drawing], tmp_path: Path) -> None:
    """MELLANRUM_PAGES=folder pytest -k for_the_eye leaves each page as a picture there."""
    folder = Path(os.environ.get("MELLANRUM_PAGES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)

    for at, picture in enumerate(page_pictures(report, drawings), 1):
        (folder / f"page-{at:02}.png").write_bytes(picture)

    assert (folder / "page-13.png").read_bytes().startswith(b"\x89PNG")
