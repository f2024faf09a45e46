"""Consistent made-up reports: every figure is an exact sum of invented accounts, rounded once where it is shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import cycle

from hypothesis import strategies as st

from mellanrum.figures import Unit
from mellanrum.numbers import round_half_away
from mellanrum.review.stated import FigureKey, Stated, StatedFigures
from review.accounts import NIL, Amount, Year, next_year

YEAR = 2025
FIRST = YEAR - 5
TABLES = ("income_statement", "operations", "overview", "financed", "contributions", "cost_note")
PRINTED = frozenset({"financed", "cost_note", "audit_note"})
"""Tables that are marked as read from a report, for the relations that are only about such."""


@dataclass
class Printer:
    """Rounds and keeps what is shown; tables may be in thousands."""

    steps: Mapping[str, int]
    share_step: Decimal
    figures: dict[FigureKey, Stated] = field(default_factory=dict)

    def amount(self, key: str, year: int, exact: Decimal) -> None:
        self._put(key, year, exact, Decimal(self.steps.get(key.partition(".")[0], 1)), Unit.SEK)

    def share(self, key: str, year: int, part: Decimal, whole: Decimal) -> None:
        if whole:
            self._put(key, year, part / whole, self.share_step, Unit.SHARE)

    def ratio(self, key: str, year: int, part: Decimal, whole: Decimal) -> None:
        if whole:
            self._put(key, year, part / whole, Decimal("0.01"), Unit.RATIO)

    def table(self, prefix: str, year: int, rows: Mapping[str, Decimal], total: str = "") -> None:
        for name, exact in rows.items():
            self.amount(f"{prefix}.{name}", year, exact)
        if total:
            self.amount(f"{prefix}.{total}", year, sum(rows.values(), NIL))

    def _put(self, key: str, year: int, exact: Decimal, step: Decimal, unit: Unit) -> None:
        table = key.partition(".")[0]
        shown = round_half_away(exact, step)
        label = key.partition(".")[2]
        self.figures[key, year] = Stated(shown, step, label, table=table, unit=unit, is_computed=table not in PRINTED)


def printed(amount: Amount, steps: Mapping[str, int], share_step: Decimal) -> StatedFigures:
    """Make five years of accounts of the amounts and print a report of the newest."""
    years: dict[int, Year] = {}
    for year in range(FIRST, YEAR + 1):
        years[year] = next_year(amount, years.get(year - 1))
    printer = Printer(steps, share_step)
    for year in (YEAR, YEAR - 1):
        for table in (_income_statement, _balance_sheet, _cash_flow, _notes, _operations, _requirement, _ratios):
            table(printer, year, years[year], years[year - 1])
    for year in range(YEAR - 4, YEAR + 1):
        _overview(printer, year, years[year])
    for year in range(YEAR - 2, YEAR + 1):
        _financed(printer, year, years[year])
    printer.amount("proposal.result", YEAR, years[YEAR].result)
    return StatedFigures(printer.figures)


def _income_statement(printer: Printer, year: int, now: Year, _before: Year) -> None:
    net = now.all_revenue - now.total_cost
    after = net + now.financial_income - now.financial_costs
    rows = {
        "revenue": now.all_revenue,
        "costs": now.depreciation - now.total_cost,
        "depreciation": -now.depreciation,
        "net_cost": net,
        "operating_result": net,
        "financial_income": now.financial_income,
        "financial_costs": -now.financial_costs,
        "after_financial": after,
        "unmapped_3999": now.unmapped,
        "extraordinary": now.extraordinary,
        "result": now.result,
    }
    printer.table("income_statement", year, rows)


def _assets(now: Year) -> dict[str, Decimal]:
    current = now.without_cash - now.assets["unmapped_1999"] + now.cash
    rest = now.fixed - now.assets["intangible"]
    return {
        "intangible_assets": now.assets["intangible"],
        "tangible_assets": rest / 2,
        "financial_assets": rest - rest / 2,
        "fixed_assets": now.fixed,
        "inventory": now.assets["inventory"],
        "receivables": sum(now.receivables.values(), NIL),
        "short_term_investments": now.assets["short_term_investments"],
        "cash": now.cash,
        "current_assets": current,
        "unmapped_1999": now.assets["unmapped_1999"],
        "total_assets": now.total_assets,
    }


def _debts(now: Year) -> dict[str, Decimal]:
    short = sum(now.liabilities.values(), NIL)
    return {
        "provisions": now.assets["provisions"],
        "long_term_liabilities": now.assets["long_term_liabilities"],
        "short_term_liabilities": short,
        "liabilities": now.assets["long_term_liabilities"] + short,
        "unmapped_2999": now.assets["unmapped_2999"],
        "equity_and_liabilities": now.total_assets,
    }


def _balance_sheet(printer: Printer, year: int, now: Year, before: Year) -> None:
    equity = {"result": now.result, "other_equity": now.equity - now.result, "equity": now.equity}
    printer.table("balance_sheet", year, _assets(now) | equity | _debts(now))
    printer.table("opening_balance", year, _assets(before) | {"equity": before.equity} | _debts(before))


def _cash_flow(printer: Printer, year: int, now: Year, before: Year) -> None:
    def change(name: str) -> Decimal:
        return now.assets[name] - before.assets[name]

    non_cash = {
        "depreciation": now.depreciation,
        "provisions": change("provisions"),
        "gains": -now.gains,
    }
    adjusted = sum(non_cash.values(), NIL)
    working = {
        "d_inventory": -change("inventory"),
        "d_receivables": sum(before.receivables.values(), NIL) - sum(now.receivables.values(), NIL),
        "d_liabilities": sum(now.liabilities.values(), NIL) - sum(before.liabilities.values(), NIL),
        "d_unmapped": change("unmapped_2999") - change("unmapped_1999"),
    }
    operating = now.result + adjusted + sum(working.values(), NIL)
    investing = now.disposed - now.acquired - change("short_term_investments") + now.gains
    financing = change("long_term_liabilities")
    rows = {
        "result": now.result,
        "non_cash": adjusted,
        "before_wc": now.result + adjusted,
        **working,
        "operating": operating,
        "investing": investing,
        "financing": financing,
        "year": operating + investing + financing,
        "cash_in": before.cash,
        "cash_out": now.cash,
    }
    assert rows["cash_in"] + rows["year"] == rows["cash_out"]
    printer.table("cash_flow", year, rows)
    printer.table("non_cash_note", year, non_cash, "sum")


def _notes(printer: Printer, year: int, now: Year, before: Year) -> None:
    printer.table("revenue_note", year, now.revenue, "sum")
    printer.table("cost_note", year, now.area_costs, "sum")
    financial = {"interest": now.financial_income, "fees": -now.financial_costs}
    printer.table("financial_note", year, financial, "sum")
    printer.table("receivables_note", year, now.receivables, "sum")
    printer.table("liabilities_note", year, now.liabilities, "sum")
    printer.table("audit_note", year, now.audit, "sum")
    written_off = before.cost_value - before.fixed
    assets = {
        "opening": before.fixed,
        "acquired": now.acquired - now.disposed,
        "depreciation": -now.depreciation,
        "closing": now.fixed,
        "cost_opening": before.cost_value,
        "cost_acquired": now.acquired,
        "cost_disposed": now.disposed,
        "cost_closing": now.cost_value,
        "written_off_opening": written_off,
        "written_off_year": now.depreciation,
        "written_off_closing": now.cost_value - now.fixed,
    }
    printer.table("fixed_assets_note", year, assets)
    printer.table("contributions", year, now.contributions, "total")
    printer.amount("contributions.project", year, now.revenue["esf"])


def _area_rows(now: Year) -> Iterator[tuple[str, Decimal, Decimal, Decimal]]:
    income = {"project": now.revenue["esf"], "administration": now.revenue["other"]}
    for area, cost in now.area_costs.items():
        yield area, income.get(area, NIL), -cost, now.budget[area]
    yield "contributions", now.in_all, NIL, -sum(now.budget.values(), NIL)
    yield "financial", now.financial_income, now.extraordinary + now.unmapped - now.financial_costs, NIL


def _operations(printer: Printer, year: int, now: Year, _before: Year) -> None:
    total: dict[str, Decimal] = {}
    for area, income, cost, budget in _area_rows(now):
        net = income + cost
        columns = {"income": income, "cost": cost, "net": net, "budget": budget, "deviation": net + budget}
        printer.table(f"operations.{area}", year, columns)
        total = {name: total.get(name, NIL) + exact for name, exact in columns.items()}
    printer.table("operations.sum", year, total)


def _requirement(printer: Printer, year: int, now: Year, _before: Year) -> None:
    adjusted = {name: now.adjustments[name] for name in ("gains_exempt", "losses_exempt", "unrealised", "reversal")}
    reserve = {name: now.adjustments[name] for name in ("reserve_to", "reserve_use")}
    after = now.result - now.gains + sum(adjusted.values(), NIL)
    balance = after + sum(reserve.values(), NIL)
    earlier, reasons = -now.assets["inventory"], now.assets["intangible"]
    rows = {
        "result": now.result,
        "gains": -now.gains,
        **adjusted,
        "after_adjustments": after,
        **reserve,
        "balance_result": balance,
        "earlier_deficit": earlier,
        "extraordinary_reasons": reasons,
        "to_restore": max(NIL, -(balance + earlier + reasons)),
    }
    printer.table("balance_requirement", year, rows)


def _overview(printer: Printer, year: int, now: Year) -> None:
    rows = {
        "revenue": now.all_revenue + now.financial_income,
        "costs": now.outgoings,
        "result": now.result,
        "equity": now.equity,
        "total_assets": now.total_assets,
        "contributions": now.in_all,
        "project_money": now.revenue["esf"],
        "member_costs": now.in_all - now.result + now.gains,
        "member_surplus": now.gains,
        "member_result": now.result,
    }
    printer.table("overview", year, rows)
    printer.share("overview.equity_ratio", year, now.equity, now.total_assets)
    printer.share("overview.equity_share", year, now.equity, now.in_all)


def _financed(printer: Printer, year: int, now: Year) -> None:
    for area, rows in now.costs.items():
        printer.amount(f"financed.{area}", year, now.area_costs[area])
        printer.share(f"financed_share.{area}", year, now.area_costs[area], now.total_cost)
        for name, exact in rows.items():
            printer.amount(f"financed.{area}.{name}", year, exact)
            printer.share(f"financed_share.{area}.{name}", year, exact, now.total_cost)
    printer.amount("financed.total", year, now.total_cost)


def _ratios(printer: Printer, year: int, now: Year, _before: Year) -> None:
    assets = _assets(now)
    printer.share("ratios.equity_ratio", year, now.equity, now.total_assets)
    printer.share("ratios.equity_share", year, now.equity, now.in_all)
    for area in ("individual", "structural", "administration"):
        printer.share(f"ratios.share_{area}", year, now.area_costs[area], now.total_cost)
    printer.share("ratios.administration_of_contributions", year, now.area_costs["administration"], now.in_all)
    printer.ratio("ratios.liquidity", year, assets["current_assets"], _debts(now)["short_term_liabilities"])
    net = now.result + sum((budget for _, _, _, budget in _area_rows(now)), NIL)
    printer.amount("ratios.budget_deviation", year, net)


@st.composite
def reports(draw: st.DrawFn) -> StatedFigures:
    """Consistent reports of 2025: any amounts to the öre, some tables in thousands, shares in tenths or whole."""
    drawn = draw(st.lists(st.integers(0, 10**9), min_size=97, max_size=97))
    in_thousands = draw(st.sets(st.sampled_from(TABLES)))
    share_step = draw(st.sampled_from((Decimal("0.001"), Decimal("0.01"))))
    return report(drawn, dict.fromkeys(in_thousands, 1000), share_step)


def report(
    numbers: list[int], steps: Mapping[str, int] | None = None, share_step: Decimal = Decimal("0.001")
) -> StatedFigures:
    """Return the report that the numbers (öre) make, taken in turn and never twice alike."""
    turn = enumerate(cycle(numbers))

    def amount() -> Decimal:
        place, number = next(turn)
        # No two years alike: figures that do not move are a finding of their own.
        return Decimal(number + place * 100003) / 100

    return printed(amount, steps or {}, share_step)
