from pathlib import Path

import docx

from support import needs
from support.libreoffice import docx_to_pdf
from support.verapdf import verapdf


def test_docx_to_pdf_is_tagged_for_accessibility(tmp_path: Path) -> None:
    needs("libreoffice")
    needs("verapdf")
    document = docx.Document()
    document.core_properties.title = "Prov"
    document.add_heading("Rubrik", 1)
    document.add_paragraph("En rad text.")
    document.save(str(tmp_path / "prov.docx"))

    pdf = docx_to_pdf(tmp_path / "prov.docx", tmp_path)

    assert verapdf([pdf], "ua1")[pdf] == []
