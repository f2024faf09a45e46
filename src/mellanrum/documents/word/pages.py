"""The pages of a Word report: portrait with running head and foot, and pages on their side for wide tables."""

from copy import deepcopy

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from mellanrum.documents.model import Report
from mellanrum.documents.word.styles import OCHRE
from mellanrum.documents.word.xml import Element, el, field, run, to_margin
from mellanrum.findings import words

_RUNNING = frozenset({"BodyText", "ListBullet", "Notice", "Chart"})
_AIR = "320"  # twips between a table and the text after it
_TABLE, _PARAGRAPH = qn("w:tbl"), qn("w:p")


class Pages:
    """Takes the elements of the body in reading order and lays them on pages upright or on their side."""

    def __init__(self, document: Document, report: Report) -> None:
        self._body = document.element.body
        self._last = document.sections[0]._sectPr  # noqa: SLF001 - the element itself is what is copied
        self._side = False
        self._first = True
        self._fresh = False
        self._breaking = False
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(26)
        section.top_margin, section.bottom_margin = Mm(30), Mm(28)
        section.header_distance, section.footer_distance = Mm(16), Mm(14)
        _fill(section.header, [run(report.association), to_margin(), run(report.title)])
        _fill(section.footer, [run(report.demo_notice, el("color", val=OCHRE)), to_margin(), *_page_of_pages(report)])

    def add(self, element: Element) -> None:
        """Put an element last."""
        previous = self._last.getprevious()
        if previous is not None and previous.tag == _TABLE and element.tag == _TABLE:
            self._last.addprevious(_thin())  # else Word would make one table of two
        if self._fresh and element.tag == _PARAGRAPH:
            _spacing(element).set(qn("w:before"), "0")  # Word keeps the space above at the top of such a page
        if self._breaking and not self._fresh and element.tag == _PARAGRAPH:
            element.get_or_add_pPr().pageBreakBefore_val = True
            _spacing(element).set(qn("w:before"), "0")
        elif _is_table(previous) and element.tag == _PARAGRAPH and element.style in _RUNNING:
            _spacing(element).set(qn("w:before"), _AIR)
        self._fresh = self._breaking = False
        self._last.addprevious(element)

    def turn(self, *, on_its_side: bool) -> None:
        """Begin a new page where what follows lies another way than what stands before."""
        if on_its_side == self._side:
            return
        self._end_section()
        self._side, self._fresh = on_its_side, True

    def break_page(self) -> None:
        """Let the next paragraph begin a page, unless a turned page does."""
        self._breaking = True

    def finish(self) -> None:
        """Lay the last pages."""
        if self._last.getprevious() is not None and self._last.getprevious().tag == _TABLE:
            self._last.addprevious(_thin())
        self._shape(self._last)

    def _end_section(self) -> None:
        shape = deepcopy(self._last)
        self._shape(shape)
        previous = self._last.getprevious()
        if previous.tag != _PARAGRAPH:
            previous = _thin()
            self._last.addprevious(previous)
        previous.get_or_add_pPr().append(shape)

    def _shape(self, properties: Element) -> None:
        if self._side:
            size = properties.find(qn("w:pgSz"))
            width, height = size.get(qn("w:w")), size.get(qn("w:h"))
            size.set(qn("w:w"), height)
            size.set(qn("w:h"), width)
            size.set(qn("w:orient"), "landscape")
        if self._first:
            properties.append(el("titlePg"))  # the cover has no running head
            self._first = False


def _is_table(element: Element) -> bool:
    """Whether a table ends here, with the notes that stand under it."""
    if element is None:
        return False
    return bool(element.tag == _TABLE or (element.tag == _PARAGRAPH and element.style == "TableNote"))


def _spacing(element: Element) -> Element:
    properties = element.get_or_add_pPr()
    found = properties.find(qn("w:spacing"))
    if found is None:
        found = el("spacing")
        properties.insert_element_before(found, "w:ind", "w:jc", "w:outlineLvl", "w:sectPr")
    return found


def _thin() -> Element:
    return el("p", el("pPr", el("spacing", before=0, after=0, line=120, lineRule="exact")))


def _fill(place: Element, content: list[Element]) -> None:
    place.is_linked_to_previous = False
    element = place.paragraphs[0]._p  # noqa: SLF001 - as above
    for part in content:
        element.append(part)


def _page_of_pages(report: Report) -> list[Element]:
    """Write "Sida 3 av 12" with both numbers as fields, in the word order of the language."""
    made: list[Element] = []
    before, _, after = words("Page {page} of {pages}", report.language).partition("{page}")
    between, _, behind = after.partition("{pages}")
    made += [run(before), *field("PAGE", "1"), run(between), *field("NUMPAGES", "1"), run(behind)]
    return made
