"""The sections of the economic part one by one: a page on the web shows the same tables as the report."""

from collections.abc import Callable, Mapping

from mellanrum.documents.economic.investments import investments_sections
from mellanrum.documents.economic.main_tables import BALANCE, CASH_FLOW, INCOME, REQUIREMENT, statement_section
from mellanrum.documents.economic.note_sections import notes_section
from mellanrum.documents.economic.operations import operations_section
from mellanrum.documents.economic.ratio_section import ratio_section
from mellanrum.documents.economic.telling import Telling
from mellanrum.documents.economic.years import financed_section, overview_section
from mellanrum.documents.model import Section

_WRITERS: Mapping[str, Callable[[Telling], Section | None]] = {
    "overview": overview_section,
    "financed": financed_section,
    "income_statement": lambda telling: statement_section(telling, INCOME),
    "balance_sheet": lambda telling: statement_section(telling, BALANCE),
    "cash_flow": lambda telling: statement_section(telling, CASH_FLOW),
    "operations": operations_section,
    "investments": lambda telling: next(iter(investments_sections(telling)), None),
    "notes": notes_section,
    "balance_requirement": lambda telling: statement_section(telling, REQUIREMENT),
    "ratios": ratio_section,
}
SECTIONS = tuple(_WRITERS)
"""The keys of the sections, in the order of the law's chapters."""


def section_of(key: str, telling: Telling) -> Section | None:
    """Write one section by its key, None where the year has nothing for it. KeyError where there is no such section.

    Each number with a value says its figure by key and period, but for the limits of key ratios, which are rules.
    """
    return _WRITERS[key](telling)


def sections(telling: Telling) -> Mapping[str, Section]:
    """Write every section the year has something for, by key, in the order of the law's chapters."""
    written = ((key, section_of(key, telling)) for key in SECTIONS)
    return {key: section for key, section in written if section is not None}
