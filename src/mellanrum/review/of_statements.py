"""What must hold in the statements themselves: income statement, balance sheet, cash flow, balance requirement."""

from mellanrum.review.linear import Equals
from mellanrum.review.relation import THIS_YEAR, Relation
from mellanrum.review.special import NoDeficit, Restored

INCOME_STATEMENT = (
    Relation(
        "RR1",
        Equals(
            "income_statement.net_cost = income_statement.revenue + income_statement.costs"
            " + income_statement.depreciation?"
        ),
    ),
    Relation(
        "RR1",
        Equals(
            "income_statement.operating_result = {income_statement.net_cost | income_statement.revenue"
            " + income_statement.costs + income_statement.depreciation?}"
        ),
    ),
    Relation(
        "RR3",
        Equals(
            "income_statement.after_financial = income_statement.operating_result"
            " + income_statement.financial_income? + income_statement.financial_costs?"
        ),
    ),
    Relation(
        "RR4",
        Equals(
            "income_statement.result = {income_statement.after_financial | income_statement.operating_result"
            " + income_statement.financial_income? + income_statement.financial_costs?}"
            " + income_statement.unmapped_*? + income_statement.extraordinary?"
        ),
    ),
)

_EQUITY = "{balance_sheet.equity | balance_sheet.result + balance_sheet.other_equity}"
_OPENING_EQUITY = (
    "{opening_balance.equity | balance_sheet.equity@-1 | balance_sheet.result@-1 + balance_sheet.other_equity@-1}"
)
# Money paid in by members or back to them moves equity beside the result, and stands there in the cash flow.
_MOVED = "cash_flow.financing"
_LIABILITIES = (
    "{balance_sheet.liabilities | balance_sheet.long_term_liabilities? + balance_sheet.short_term_liabilities}"
)
_FIXED = (
    "{balance_sheet.fixed_assets | balance_sheet.intangible_assets? + balance_sheet.tangible_assets?"
    " + balance_sheet.financial_assets?}?"
)
_CURRENT_PARTS = (
    "balance_sheet.inventory? + balance_sheet.receivables + balance_sheet.short_term_investments? + balance_sheet.cash"
)

BALANCE_SHEET = (
    Relation(
        "BR1",
        Equals(
            "balance_sheet.fixed_assets = balance_sheet.intangible_assets? + balance_sheet.tangible_assets?"
            " + balance_sheet.financial_assets?"
        ),
    ),
    Relation("BR2", Equals(f"balance_sheet.current_assets = {_CURRENT_PARTS}")),
    Relation(
        "BR3",
        Equals(
            f"balance_sheet.total_assets = {_FIXED} + {{balance_sheet.current_assets | {_CURRENT_PARTS}}}"
            " + balance_sheet.unmapped_1*? + balance_sheet.unmapped_9*?",
            chain=2,
        ),
    ),
    Relation(
        "BR4",
        Equals("balance_sheet.equity = balance_sheet.result + balance_sheet.other_equity"),
    ),
    Relation(
        "BR4",
        Equals(
            "balance_sheet.liabilities = balance_sheet.long_term_liabilities? + balance_sheet.short_term_liabilities?"
        ),
    ),
    Relation(
        "BR4",
        Equals(
            f"balance_sheet.equity_and_liabilities = {_EQUITY} + balance_sheet.provisions? + {_LIABILITIES}"
            " + balance_sheet.unmapped_2*?",
            chain=2,
        ),
    ),
    Relation(
        "BR4",
        Equals(
            "balance_sheet.total_assets = {balance_sheet.equity_and_liabilities"
            f" | {_EQUITY} + balance_sheet.provisions? + {_LIABILITIES} + balance_sheet.unmapped_2*?}}",
            chain=2,
        ),
    ),
    Relation("BR5", Equals("balance_sheet.result = income_statement.result")),
    Relation(
        "BR6",
        Equals(
            "balance_sheet.fixed_assets = {opening_balance.fixed_assets | balance_sheet.fixed_assets@-1}"
            " + {fixed_assets_note.acquired | - cash_flow.investing}? + income_statement.depreciation?",
            chain=2,
        ),
    ),
    Relation(
        "EK1",
        Equals(f"balance_sheet.other_equity = {_OPENING_EQUITY}", explained_by=_MOVED),
    ),
    Relation(
        "EK2",
        Equals(f"balance_sheet.equity = {_OPENING_EQUITY} + income_statement.result", explained_by=_MOVED),
    ),
    Relation(
        "X1",
        Equals("opening_balance.$ = balance_sheet.$@-1", over=("opening_balance.$",)),
        THIS_YEAR,
        applies=("opening_balance.*",),
    ),
)

CASH_FLOW = (
    Relation("KF1", Equals("cash_flow.result = income_statement.result")),
    Relation(
        "KF2",
        Equals(
            "cash_flow.non_cash = - income_statement.depreciation? + balance_sheet.provisions?"
            " - {opening_balance.provisions | balance_sheet.provisions@-1}? + non_cash_note.gains?",
            chain=2,
            explained_by="non_cash_note.* + balance_requirement.gains",
        ),
    ),
    Relation(
        "KF3",
        Equals(
            "cash_flow.d_receivables = {opening_balance.receivables | balance_sheet.receivables@-1}"
            " - balance_sheet.receivables"
        ),
    ),
    Relation(
        "KF3",
        Equals(
            "cash_flow.d_inventory = {opening_balance.inventory | balance_sheet.inventory@-1} - balance_sheet.inventory"
        ),
        applies=("cash_flow.d_inventory",),
    ),
    Relation(
        "KF4",
        Equals(
            "cash_flow.d_liabilities = balance_sheet.short_term_liabilities"
            " - {opening_balance.short_term_liabilities | balance_sheet.short_term_liabilities@-1}"
        ),
    ),
    Relation("KF5", Equals("cash_flow.before_wc = cash_flow.result + cash_flow.non_cash?")),
    Relation(
        "KF5",
        Equals(
            "cash_flow.operating = {cash_flow.before_wc | cash_flow.result + cash_flow.non_cash?}"
            " + cash_flow.d_inventory? + cash_flow.d_receivables + cash_flow.d_liabilities + cash_flow.d_unmapped?",
            chain=2,
        ),
    ),
    Relation(
        "KF6",
        Equals(
            "cash_flow.year = cash_flow.operating + cash_flow.investing? + cash_flow.financing?",
            chain=2,
        ),
    ),
    Relation("KF7", Equals("cash_flow.cash_out = cash_flow.cash_in + cash_flow.year", chain=2)),
    Relation("KF8", Equals("cash_flow.cash_out = balance_sheet.cash")),
    Relation("KF8", Equals("cash_flow.cash_in = {opening_balance.cash | balance_sheet.cash@-1}")),
)

BALANCE_REQUIREMENT = (
    Relation("BK1", Equals("balance_requirement.result = income_statement.result")),
    Relation(
        "BK2",
        Equals(
            "balance_requirement.after_adjustments = balance_requirement.result + balance_requirement.gains?"
            " + balance_requirement.gains_exempt? + balance_requirement.losses_exempt?"
            " + balance_requirement.unrealised? + balance_requirement.reversal?"
        ),
    ),
    Relation(
        "BK2",
        Equals(
            "balance_requirement.balance_result = {balance_requirement.after_adjustments"
            " | balance_requirement.result + balance_requirement.gains? + balance_requirement.gains_exempt?"
            " + balance_requirement.losses_exempt? + balance_requirement.unrealised? + balance_requirement.reversal?}"
            " + balance_requirement.reserve_to? + balance_requirement.reserve_use?"
        ),
    ),
    Relation(
        "BK3",
        Restored(
            "balance_requirement.to_restore",
            "balance_requirement.balance_result + balance_requirement.earlier_deficit?"
            " + balance_requirement.extraordinary_reasons?",
        ),
    ),
    Relation("review.deficit", NoDeficit("balance_requirement.balance_result"), THIS_YEAR, part_of="BK3"),
)
