"""Statements: the economic part of an annual report, as figures."""

from mellanrum.figures import Family
from mellanrum.statements.basis import Basis, basis
from mellanrum.statements.cash_flow import CashFlow
from mellanrum.statements.financed import Financed, FinancedShares
from mellanrum.statements.line_notes import line_notes
from mellanrum.statements.main_statements import families as main_families
from mellanrum.statements.notes import account_notes
from mellanrum.statements.operations import AreaCosts, Operations
from mellanrum.statements.overview import contributions, overview, ratios
from mellanrum.statements.requirement import BalanceRequirement
from mellanrum.statements.spending import Spending
from mellanrum.statements.spread import Spread

__all__ = ["Basis", "basis", "families"]


def families(made_from: Basis) -> tuple[Family, ...]:
    """Return every family of figures that the books give."""
    spread = Spread(made_from)
    offered = [
        *main_families(made_from),
        CashFlow(made_from).family(),
        *(note.family() for note in account_notes(made_from)),
        *(note.family() for note in line_notes(made_from)),
        Operations(made_from, spread).family(),
        contributions(made_from).family(),
        overview().family(),
        Financed(made_from, spread).family(),
        FinancedShares().family(),
        Spending(made_from, spread).family(),
        BalanceRequirement(made_from).family(),
        ratios().family(),
    ]
    if made_from.notes_by == "area":
        offered.append(AreaCosts(made_from, spread).family())
    return tuple(offered)
