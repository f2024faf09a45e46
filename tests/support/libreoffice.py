"""LibreOffice as a reader of our DOCX files: what it makes of one, as a tagged PDF."""

import json
import subprocess
from pathlib import Path

_EXPORT = {name: {"type": "boolean", "value": "true"} for name in ("PDFUACompliance", "UseTaggedPDF")}


def docx_to_pdf(docx: Path, folder: Path) -> Path:
    """Convert `docx` to PDF/UA in `folder`, with a profile of its own there; call `needs("libreoffice")` first."""
    profile = f"-env:UserInstallation={(folder / 'libreoffice-profile').absolute().as_uri()}"
    target = f"pdf:writer_pdf_Export:{json.dumps(_EXPORT)}"
    command = ["soffice", "--headless", profile, "--convert-to", target, "--outdir", str(folder), str(docx)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{docx.stem}.pdf"
