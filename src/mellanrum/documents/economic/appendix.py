"""The appendix that says how the figures were computed: rule, paragraph and inputs, to account and sum."""

from collections.abc import Iterator

from mellanrum.documents.economic.cells import number, sentence
from mellanrum.documents.economic.telling import Telling
from mellanrum.documents.model import Form, Number, Section, TraceEntry, TraceLine, TraceList
from mellanrum.figures import Figure, Leaf, Operation, Term, Unit
from mellanrum.findings import words

PREFIXES = (
    "income_statement",
    "balance_sheet",
    "cash_flow",
    "cost_note",
    "operations",
    "financed",
    "contributions",
    "overview",
    "balance_requirement",
    "ratios",
)
SHORT = frozenset({"financed", "cost_note"})
"""Families whose entries are made only for their sums: their accounts stand under the areas already."""
WHAT_IT_IS = (
    "Each figure of the year with the rule it was computed by, the paragraph, and what it rests on, down to account "
    "and sum. LKBR is the Act on municipal bookkeeping and accounting (2018:597); RKR is the council whose "
    "recommendations go with it."
)


def appendix_section(telling: Telling) -> Section:
    """Write how each main figure of the year was computed; account and sum, never a voucher's text."""
    told = ((prefix, tuple(_entries(telling, prefix))) for prefix in PREFIXES)
    subsections = (
        Section(f"how_{prefix}", words(_FAMILIES[prefix]), (TraceList(entries),)) for prefix, entries in told if entries
    )
    return Section("how_computed", words("How the figures were computed"), (sentence(WHAT_IT_IS),), tuple(subsections))


def _entries(telling: Telling, prefix: str) -> Iterator[TraceEntry]:
    for key in telling.book.keys(prefix):
        figure = telling.book.get(key)
        if figure.value and figure.trace.inputs and not (prefix in SHORT and _is_detail(figure)):
            yield _entry(figure)


def _is_detail(figure: Figure) -> bool:
    return any(isinstance(term.node, Leaf) for term in figure.trace.inputs)


def _entry(figure: Figure) -> TraceEntry:
    trace = figure.trace
    rule = words(trace.rule) if not trace.source else f"{words(trace.rule)}: {trace.source}"
    lines = tuple(_line(term, figure) for term in trace.inputs if term.node.value)
    return TraceEntry(figure.key, figure.period, _label(figure), number(figure), rule, trace.reference, lines)


_FAMILIES = {
    "income_statement": "Income statement",
    "balance_sheet": "Balance sheet",
    "opening_balance": "Opening balance sheet",
    "cash_flow": "Cash flow statement",
    "cost_note": "Operating costs",
    "operations": "Operations statement",
    "financed": "Financed activities",
    "contributions": "Contributions",
    "overview": "Overview",
    "balance_requirement": "Balance requirement",
    "ratios": "Key ratios",
}


def _label(figure: Figure) -> str:
    """Name a figure so that no two are alike: its label, its family, and its column where the family has columns."""
    where = f"{_family(figure)}, {words(figure.column).lower()}" if figure.column else _family(figure)
    return f"{words(figure.label)} ({where})"


def _family(figure: Figure) -> str:
    prefix = figure.key.partition(".")[0]
    return words(_FAMILIES.get(prefix, prefix)).lower()


def _line(term: Term, whole: Figure) -> TraceLine:
    node = term.node
    if isinstance(node, Leaf):
        label = words("Account {account} {name}", account=node.key, name=words(node.label))
        return TraceLine(label, Number(term.amount, Form.EXACT))
    label = _label(node)
    if node.period != whole.period:
        label = f"{label}, {node.period}"
    if whole.trace.operation is Operation.QUOTIENT or node.unit is not Unit.SEK:
        return TraceLine(label, number(node))
    return TraceLine(label, Number(term.amount, Form.EXACT, node.key, node.period))
