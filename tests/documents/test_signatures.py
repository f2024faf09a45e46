"""Where a report is signed: real text, a line for each, on one page, in PDF and Word."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import pytest

from mellanrum.documents.model import Report, Section, Signatures, Signer
from mellanrum.documents.pdf import write_pdf
from mellanrum.documents.word import write_word
from support import needs
from support.libreoffice import docx_to_pdf
from support.verapdf import verapdf

FUNCTIONS = ("ordförande", "vice ordförande", "ledamot", "", "ledamot, utsedd av fyra kommuner tillsammans")


def signed(report: Report, count: int) -> Report:
    signers = tuple(Signer(f"Förnamn Efternamn-Namnsson {at}", FUNCTIONS[at % 5]) for at in range(count))
    block = Signatures(signers, "Exempelstad den 12 mars 2026")
    return replace(report, sections=(Section("signatures", "Underskrifter", (block,)),))


def pages_of(pdf: bytes) -> list[list[str]]:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return [page.get_textpage().get_text_bounded().splitlines() for page in document]


def names_on(page: list[str]) -> int:
    return sum(line.count("Förnamn") for line in page)


@pytest.mark.parametrize(("count", "pages"), [(1, [1]), (9, [9]), (12, [12]), (40, [12, 14, 14])])
def test_pdf_signatures_on_a_page(report: Report, count: int, pages: list[int]) -> None:
    made = pages_of(write_pdf(signed(report, count), {}))

    assert [names_on(page) for page in made if names_on(page)] == pages
    assert next(page[1] for page in made if names_on(page)) == "Underskrifter"


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (9, 1), (11, 1)])
def test_word_signatures_on_a_page(report: Report, tmp_path: Path, count: int, pages: int) -> None:
    needs("libreoffice")
    source = tmp_path / "signed.docx"
    source.write_bytes(write_word(signed(report, count), {}))

    made = pages_of(docx_to_pdf(source, tmp_path).read_bytes())

    assert [names_on(page) for page in made if names_on(page)] == [count] * pages


def test_word_line_name_and_function(report: Report) -> None:
    document = docx.Document(io.BytesIO(write_word(signed(report, 4), {})))

    told = [part.text for part in document.paragraphs if part.style and part.style.name == "Signing Line"]

    assert told == [
        "\t",
        "Förnamn Efternamn-Namnsson 0\nordförande",
        "\t",
        "Förnamn Efternamn-Namnsson 1\nvice ordförande",
        "\t",
        "Förnamn Efternamn-Namnsson 2\nledamot",
        "\t",
        "Förnamn Efternamn-Namnsson 3",
    ]


def test_signatures_keep_the_standards(report: Report, tmp_path: Path) -> None:
    needs("verapdf")
    made = tmp_path / "signed.pdf"
    made.write_bytes(write_pdf(signed(report, 9), {}))

    assert verapdf([made], "ua1", "2a") == {made: []}


def test_word_signatures_become_accessible_pdf(report: Report, tmp_path: Path) -> None:
    needs("libreoffice")
    needs("verapdf")
    source = tmp_path / "signed.docx"
    source.write_bytes(write_word(signed(report, 9), {}))

    pdf = docx_to_pdf(source, tmp_path)

    pdf.write_bytes(pdf.read_bytes().replace(b"/Tabs(S)", b"/Tabs /S"))  # as in test_word
    assert verapdf([pdf], "ua1") == {pdf: []}
