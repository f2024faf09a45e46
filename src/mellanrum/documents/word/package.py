"""The Word file as a whole: what it says of itself, and the same bytes each time."""

import zipfile
from datetime import datetime, time
from io import BytesIO

from docx.document import Document
from docx.oxml.ns import qn

from mellanrum.documents.model import Report
from mellanrum.documents.word.fonts import FOLDER, face
from mellanrum.documents.word.styles import LANGUAGES
from mellanrum.documents.word.xml import el

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows
_WORD_2013 = 15


def describe(document: Document, report: Report) -> None:
    """Write the report's title, author, language and day into the file's own description."""
    day = datetime.combine(report.date, time())
    core = document.core_properties
    core.title, core.author, core.last_modified_by = report.title, report.association, report.association
    core.subject, core.keywords, core.comments, core.category = report.association, "", "", ""
    core.language, core.revision = LANGUAGES[report.language], 1
    core.created = core.modified = day
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # the template's picture of itself
            del package.rels[key]
    _set_settings(document, LANGUAGES[report.language])


def _set_settings(document: Document, tag: str) -> None:
    settings = document.settings.element
    for name in ("w:themeFontLang", "w:compat"):
        for old in settings.findall(qn(name)):
            settings.remove(old)
    mode = el("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=_WORD_2013)
    settings.insert_element_before(el("compat", mode), "w:rsids", "m:mathPr", "w:clrSchemeMapping", "w:decimalSymbol")
    settings.insert_element_before(el("themeFontLang", val=tag), "w:clrSchemeMapping", "w:decimalSymbol")


def packed(document: Document) -> bytes:
    """Return the file. The parts stand in a fixed order with a fixed time, so the same report is the same file."""
    made, steady = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _LONG_AGO)
            part.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            part.create_system = 3  # else the file would tell Windows from the rest
            if name.startswith(FOLDER):
                target.writestr(part, face(name), compresslevel=1)  # more would take its time and win little
            else:
                target.writestr(part, source.read(name))
    return steady.getvalue()
