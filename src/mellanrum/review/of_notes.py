"""What must hold in the notes, the operations statement and the members' contributions."""

from mellanrum.review.linear import Equals
from mellanrum.review.relation import THIS_YEAR, Relation
from mellanrum.review.special import NoRowTwice, PaidShares

_TABLES = ("revenue_note", "cost_note", "financial_note", "receivables_note", "liabilities_note", "audit_note")


def _rows(note: str) -> Relation:
    return Relation("N1", Equals(f"{note}.sum = {note}.*"))


def _line(note: str, line: str, explained_by: str = "") -> Relation:
    """Say that a note's sum, or its rows where it has none, is the line it explains."""
    return Relation("N1", Equals(f"{line} = {{{note}.sum | {note}.*}}", chain=2, explained_by=explained_by))


NOTES = (
    *(_rows(note) for note in (*_TABLES, "non_cash_note")),
    _line("revenue_note", "income_statement.revenue", "- income_statement.financial_income"),
    Relation(
        "N1",
        Equals(
            "{cost_note.sum | cost_note.*} = - income_statement.costs - income_statement.depreciation?",
            chain=2,
            explained_by=(
                "income_statement.depreciation - income_statement.financial_costs - income_statement.financial_income"
            ),
        ),
    ),
    Relation(
        "N1",
        Equals(
            "{financial_note.sum | financial_note.*} = income_statement.financial_income?"
            " + income_statement.financial_costs?",
            chain=2,
            explained_by="- income_statement.financial_costs - income_statement.financial_income",
        ),
    ),
    _line("receivables_note", "balance_sheet.receivables"),
    _line("liabilities_note", "balance_sheet.short_term_liabilities"),
    _line("non_cash_note", "cash_flow.non_cash"),
    Relation(
        "N2",
        Equals(
            "fixed_assets_note.closing = fixed_assets_note.opening + fixed_assets_note.acquired?"
            " + fixed_assets_note.depreciation?"
        ),
        applies=("fixed_assets_note.opening",),
    ),
    Relation(
        "N2",
        Equals(
            "fixed_assets_note.cost_closing = fixed_assets_note.cost_opening + fixed_assets_note.cost_acquired?"
            " - fixed_assets_note.cost_disposed?"
        ),
        applies=("fixed_assets_note.cost_*",),
    ),
    Relation(
        "N2",
        Equals(
            "fixed_assets_note.written_off_closing = fixed_assets_note.written_off_opening"
            " + fixed_assets_note.written_off_year? - fixed_assets_note.written_off_disposed?"
        ),
        applies=("fixed_assets_note.written_off_*",),
    ),
    Relation(
        "N2",
        Equals("fixed_assets_note.closing = fixed_assets_note.cost_closing - fixed_assets_note.written_off_closing?"),
        applies=("fixed_assets_note.cost_*",),
    ),
    Relation("N2", Equals("fixed_assets_note.closing = balance_sheet.fixed_assets")),
    Relation(
        "N2",
        Equals(
            "{fixed_assets_note.opening | fixed_assets_note.cost_opening - fixed_assets_note.written_off_opening?}"
            " = {opening_balance.fixed_assets | balance_sheet.fixed_assets@-1}"
        ),
    ),
    Relation(
        "N2",
        Equals(
            "{fixed_assets_note.depreciation | - fixed_assets_note.written_off_year} = income_statement.depreciation?"
        ),
    ),
    Relation("X4", NoRowTwice(tuple(f"{note}.*" for note in _TABLES))),
)

CONTRIBUTIONS = (
    Relation(
        "N3",
        Equals("contributions.total = contributions.state + contributions.region? + contributions.municipalities"),
    ),
    Relation("N3", PaidShares()),
)

_AREAS = ("$", "sum")
_NETTED = "revenue_note.* + income_statement.financial_income"

OPERATIONS = (
    *(
        Relation(
            "DR1",
            Equals(f"operations.{area}.net = operations.{area}.income? + operations.{area}.cost?"),
        )
        for area in _AREAS
    ),
    *(
        Relation("DR2", Equals(f"operations.sum.{column} = operations.*.{column}"))
        for column in ("income", "cost", "net")
    ),
    *(
        Relation("DR2", Equals(f"operations.sum.{column} = operations.*.{column}"), THIS_YEAR)
        for column in ("budget", "deviation")
    ),
    Relation("DR3", Equals("operations.sum.net = income_statement.result", chain=2)),
    *(
        Relation(
            "DR4",
            Equals(f"operations.{area}.deviation = operations.{area}.net + operations.{area}.budget"),
            THIS_YEAR,
        )
        for area in _AREAS
    ),
    Relation(
        "DR6",
        Equals(
            "operations.sum.income = income_statement.revenue + income_statement.financial_income?",
            chain=2,
            explained_by="- income_statement.financial_income - revenue_note.*",
        ),
    ),
    Relation(
        "DR6",
        Equals(
            "operations.sum.cost = income_statement.costs + income_statement.depreciation?"
            " + income_statement.financial_costs? + income_statement.extraordinary? + income_statement.unmapped_*?",
            chain=2,
            explained_by=f"- income_statement.depreciation - income_statement.financial_costs + {_NETTED}",
        ),
    ),
)
