"""What must hold in the overview, the table of financed activities and the key ratios, and across all tables."""

from mellanrum.review.linear import Equals
from mellanrum.review.quotient import IsShare
from mellanrum.review.relation import FIVE_YEARS, FOUR_YEARS, THIS_YEAR, THREE_YEARS, Relation
from mellanrum.review.special import NoRowTwice, NotStale, WithinLimits

_EQUITY = "{balance_sheet.equity | balance_sheet.result + balance_sheet.other_equity}"
_OUTSIDE_NOTE = "- income_statement.financial_costs? - income_statement.extraordinary? - income_statement.unmapped_*?"

OVERVIEW = (
    Relation("5Y1", Equals("overview.result = income_statement.result", chain=2)),
    Relation("5Y1", Equals(f"overview.equity = {_EQUITY}", chain=2)),
    Relation("5Y1", Equals("overview.total_assets = balance_sheet.total_assets")),
    Relation(
        "5Y2",
        Equals(
            "overview.revenue = income_statement.revenue + income_statement.financial_income?",
            chain=2,
            explained_by="- income_statement.financial_income",
        ),
    ),
    # Depreciation and financial costs may be left out: that is a definition. Income netted against costs is none.
    Relation(
        "5Y2",
        Equals(
            f"overview.costs = - income_statement.costs - income_statement.depreciation? {_OUTSIDE_NOTE}",
            chain=2,
            explained_by="income_statement.depreciation + income_statement.financial_costs",
        ),
    ),
    Relation("5Y3", Equals("overview.result = overview.revenue - overview.costs", chain=2), FIVE_YEARS),
    Relation(
        "5Y3",
        Equals(
            "overview.member_result = overview.contributions - overview.member_costs + overview.member_surplus?",
            chain=2,
        ),
        FIVE_YEARS,
        applies=("overview.member_costs",),
    ),
    Relation(
        "5Y4",
        Equals("overview.member_result = overview.result", chain=2),
        FIVE_YEARS,
        applies=("overview.member_result",),
    ),
    Relation(
        "5Y5",
        Equals("overview.equity = overview.equity@-1 + overview.result", chain=2, explained_by="cash_flow.financing"),
        FOUR_YEARS,
    ),
    Relation(
        "5Y6",
        Equals("overview.contributions = contributions.total", chain=2, explained_by="revenue_note.*"),
    ),
    Relation("X1", Equals("overview.project_money = contributions.project", chain=2)),
)

_NETTED = "- revenue_note.* - income_statement.financial_costs"

FINANCED = (
    Relation("T1", Equals("financed.total = financed.*"), THREE_YEARS),
    Relation("T2", Equals("financed.$ = financed.$.*", over=("financed.$", "financed.$.*")), THREE_YEARS),
    Relation(
        "T3",
        Equals("financed.$ = {cost_note.$ | - operations.$.cost}", chain=2, explained_by=_NETTED, over=("financed.$",)),
        applies=("financed.*",),
        printed_only=True,
    ),
    Relation(
        "T3",
        Equals(
            "financed.total = {cost_note.sum | cost_note.* | - income_statement.costs"
            " - income_statement.depreciation?}",
            chain=2,
            explained_by=f"{_NETTED} - cost_note.project",
        ),
    ),
    Relation(
        "T4",
        Equals(
            f"overview.costs = financed.total {_OUTSIDE_NOTE}",
            chain=2,
            explained_by="income_statement.financial_costs + revenue_note.* + cost_note.project",
        ),
    ),
    Relation(
        "X1",
        Equals("financed.administration.audit = {audit_note.sum | audit_note.*}"),
        applies=("audit_note.*",),
        printed_only=True,
    ),
    Relation("X4", NoRowTwice(("financed.*.*",))),
)

_OTHER_BASES = ("overview.costs", "contributions.total", "income_statement.revenue")


def _share(text: str, years: tuple[int, ...]) -> Relation:
    return Relation("P1", IsShare(text, _OTHER_BASES, "P3"), years)


SHARES = (
    _share("financed_share.$ = financed.$ / financed.total", THREE_YEARS),
    _share("financed_share.$.$ = financed.$.$ / financed.total", THREE_YEARS),
    *(
        Relation(
            "P1", IsShare(f"ratios.share_{group} = financed.{group} / financed.total", _OTHER_BASES, "P3"), (0, -1)
        )
        for group in ("individual", "structural", "administration")
    ),
    Relation(
        "P1",
        IsShare(
            "ratios.administration_of_contributions = financed.administration / contributions.total",
            ("financed.total", "income_statement.revenue"),
            "P3",
        ),
    ),
    Relation("P1", IsShare("ratios.liquidity = balance_sheet.current_assets / balance_sheet.short_term_liabilities")),
    Relation(
        "P2",
        IsShare(
            "overview.equity_share = overview.equity / overview.contributions",
            ("overview.revenue", "overview.total_assets"),
            "P3",
        ),
        FIVE_YEARS,
    ),
    Relation(
        "P2",
        IsShare(
            f"ratios.equity_share = {_EQUITY} / {{contributions.total | overview.contributions}}",
            ("income_statement.revenue", "balance_sheet.total_assets"),
            "P3",
        ),
    ),
    Relation(
        "P4",
        IsShare(
            "overview.equity_ratio = overview.equity / {overview.total_assets | balance_sheet.total_assets}",
        ),
        FIVE_YEARS,
    ),
    Relation("P4", IsShare(f"ratios.equity_ratio = {_EQUITY} / balance_sheet.total_assets")),
    Relation("review.over_limit", WithinLimits(), THIS_YEAR, part_of="P2"),
)

_MOVING = (
    "income_statement.revenue",
    "income_statement.costs",
    "income_statement.operating_result",
    "income_statement.result",
    "balance_sheet.receivables",
    "balance_sheet.cash",
    "balance_sheet.total_assets",
    "balance_sheet.equity",
    "balance_sheet.short_term_liabilities",
    "cash_flow.d_receivables",
    "cash_flow.d_liabilities",
    "cash_flow.operating",
    "cash_flow.year",
    "cash_flow.cash_in",
    "cash_flow.cash_out",
    "cost_note.*",
    "receivables_note.*",
    "liabilities_note.*",
    "financed.*",
    "overview.costs",
    "overview.result",
    "overview.equity",
)

ACROSS = (
    Relation("X1", Equals("ratios.equity_ratio = overview.equity_ratio")),
    Relation("X1", Equals("ratios.equity_share = overview.equity_share")),
    *(
        Relation("X1", Equals(f"ratios.share_{group} = financed_share.{group}"))
        for group in ("individual", "structural", "administration")
    ),
    Relation("X1", Equals("ratios.budget_deviation = operations.sum.deviation", chain=2), THIS_YEAR),
    Relation("X6", Equals("proposal.result = income_statement.result"), THIS_YEAR, applies=("proposal.result",)),
    Relation("X8", NotStale(_MOVING), THIS_YEAR),
)
