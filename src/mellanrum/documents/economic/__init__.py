"""The economic part of an annual report, written from the book of figures."""

from mellanrum.documents.economic.report import EconomicPart, economic_report
from mellanrum.documents.economic.sections import SECTIONS, section_of, sections
from mellanrum.documents.economic.telling import Telling
from mellanrum.documents.economic.whole import arranged

__all__ = ["SECTIONS", "EconomicPart", "Telling", "arranged", "economic_report", "section_of", "sections"]
