"""The economic part of an annual report, written from the book of figures."""

from mellanrum.documents.economic.report import EconomicPart, economic_report

__all__ = ["EconomicPart", "economic_report"]
