"""What a figure that is missing is called: by its table, its column or its row, never by its key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from mellanrum.findings import words
from mellanrum.numbers import Language
from mellanrum.review.amounts import lowered
from mellanrum.review.stated import COLUMNS, EARLIER_YEARS, SUMS, TABLES, FigureKey, StatedFigures
from mellanrum.statements.layout import layout, rules_day

MOST_NAMED = 5
"""More than so many names are not read: the rest are "and others"."""

NOTE_TITLES = MappingProxyType(
    {
        "revenue_note": "Operating revenue",
        "cost_note": "Operating costs, depreciation included",
        "financial_note": "Financial items",
        "fixed_assets_note": "Fixed assets",
        "receivables_note": "Receivables",
        "liabilities_note": "Short-term liabilities",
        "audit_note": "Cost of audit",
        "non_cash_note": "Items not affecting cash",
    }
)
"""The titles of the notes as the report prints them, as English message ids."""

COLUMN_TITLES = MappingProxyType(
    {
        "income": "income in the operations statement",
        "cost": "costs in the operations statement",
        "net": "net amounts in the operations statement",
        "budget": "the budget in the operations statement",
        "deviation": "the deviation from the budget in the operations statement",
    }
)
"""The columns of the operations statement as a sentence names them, as English message ids."""

LABELS = MappingProxyType(
    {
        "contributions.state": "Contribution from the state",
        "contributions.region": "Contribution from the region",
        "contributions.municipalities": "Contributions from the municipalities",
        "contributions.total": "Members' contributions",
        "contributions.project": "Project money",
        "financed.individual": "Individual interventions",
        "financed.structural": "Structural interventions",
        "financed.administration": "Administration",
        "financed.total": "Total costs",
        "financed_share.individual": "Individual interventions, share of total cost",
        "financed_share.structural": "Structural interventions, share of total cost",
        "financed_share.administration": "Administration, share of total cost",
        "fixed_assets_note.opening": "Opening balance",
        "fixed_assets_note.acquired": "Acquired and disposed of",
        "fixed_assets_note.depreciation": "Depreciation of the year",
        "fixed_assets_note.closing": "Closing balance",
        "non_cash_note.gains": "Capital gains (−) and losses (+)",
        "overview.revenue": "Revenue, with financial income",
        "overview.costs": "Costs, with depreciation and financial costs",
        "overview.result": "Result of the year",
        "overview.equity": "Closing equity",
        "overview.total_assets": "Total assets",
        "overview.equity_ratio": "Equity ratio",
        "overview.contributions": "Members' contributions",
        "overview.equity_share": "Equity, share of contributions",
        "overview.project_money": "Other project money",
        "ratios.equity_ratio": "Equity ratio",
        "ratios.equity_share": "Equity, share of contributions",
        "ratios.share_individual": "Individual interventions, share of total cost",
        "ratios.share_structural": "Structural interventions, share of total cost",
        "ratios.share_administration": "Administration, share of total cost",
        "ratios.administration_of_contributions": "Administration, share of contributions",
        "ratios.budget_deviation": "Deviation from the budget",
        "ratios.liquidity": "Liquidity (current assets / short-term liabilities)",
    }
)
"""What figures are called that no layout has lines for, as English message ids."""


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing for a year, as it is called: a figure, with its key, or a table, with the start of its keys."""

    name: str
    year: int
    key: str = ""
    table: str = ""


def lacks(missing: Iterable[FigureKey], stated: StatedFigures, lang: Language) -> tuple[Lack, ...]:
    """Name what is missing, each thing once: a whole year, whole tables, else the figures."""
    keys = tuple(dict.fromkeys(missing))
    empty = {at for _, at in keys if at not in stated.years and sum(year == at for _, year in keys) > MOST_NAMED}
    everything = words("all figures", lang)
    return tuple(
        dict.fromkeys(Lack(everything, at) if at in empty else _lack(key, at, stated, lang) for key, at in keys)
    )


def _lack(key: str, at: int, stated: StatedFigures, lang: Language) -> Lack:
    table, _, row = key.partition(".")
    if _is_whole_table_missing(table, at, stated):
        return Lack(_table(table, lang), at, table=table)
    column = row.rpartition(".")[2]
    if table == "operations" and column in COLUMNS:
        return _cell(key, at, stated, lang)
    if "*" in key or "$" in key:
        return Lack(words("rows ({table})", lang, table=_title(table, lang)), at)
    label = lowered(_label(key, at, stated, lang))
    # What a year opened with is called as what it closed with.
    return Lack(f"{label} ({lowered(_title(table, lang))})" if table == "opening_balance" else label, at, key)


def _is_whole_table_missing(table: str, at: int, stated: StatedFigures) -> bool:
    """Tell whether nothing of a table is stated: in the year, or where a table shows many, in any of them."""
    years = stated.years if table in EARLIER_YEARS else (at,)
    return not any(stated.table(table, year) for year in years)


def _cell(key: str, at: int, stated: StatedFigures, lang: Language) -> Lack:
    """Name a column of the operations statement that is missing, or the row where others have the column."""
    start, _, column = key.rpartition(".")
    has_column = any(one.endswith(f".{column}") for one in stated.table("operations", at))
    label = next((stated[f"{start}.{other}", at].label for other in COLUMNS if (f"{start}.{other}", at) in stated), "")
    if not has_column or not label:
        return Lack(words(COLUMN_TITLES[column], lang), at)
    # The label of a figure there is "row, column": the row is what its other columns are called by too.
    row = next((label.removesuffix(f", {words(one, lang)}") for one in COLUMNS if label.endswith(words(one, lang))), "")
    return Lack(f"{row or label}, {words(COLUMNS[column], lang)}", at, key)


def _label(key: str, at: int, stated: StatedFigures, lang: Language) -> str:
    """Name a figure as the report does in another year, else as our own reports do."""
    found = (stated.get((key, year)) for year in sorted(stated.years, reverse=True))
    label = next((one.label for one in found if one is not None), "")
    return label or _own_label(key, at, lang)


def _own_label(key: str, at: int, lang: Language) -> str:
    table, _, row = key.partition(".")
    if row in SUMS and key not in LABELS:
        return words("sum ({table})", lang, table=_title(table, lang))
    statement = "balance_sheet" if table == "opening_balance" else table
    lines = layout(statement, rules_day(date(at, 12, 31)))
    label = next((line.label for line in lines if line.key == row), "") or LABELS.get(key, "")
    return words(label, lang) if label else words("a figure ({table})", lang, table=_title(table, lang))


def _table(table: str, lang: Language) -> str:
    if table in NOTE_TITLES:
        return words("the note {title}", lang, title=words(NOTE_TITLES[table], lang))
    return lowered(_title(table, lang))


def _title(table: str, lang: Language) -> str:
    return words(TABLES[table], lang) if table in TABLES else table
