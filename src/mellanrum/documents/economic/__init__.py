"""The economic part of an annual report, written from the book of figures."""

from mellanrum.documents.economic.report import EconomicPart, economic_report
from mellanrum.documents.economic.whole import arranged

__all__ = ["EconomicPart", "arranged", "economic_report"]
