"""Invented accounts of one year after another, exact: what a consistent report is printed from."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

NIL = Decimal(0)
AREAS = ("individual", "structural", "administration", "project")

Amount = Callable[[], Decimal]


@dataclass
class Year:
    """The accounts of a year, exact, positive; balances at its end."""

    revenue: dict[str, Decimal]
    costs: dict[str, dict[str, Decimal]]  # rows of each area; depreciation is a row of administration
    audit: dict[str, Decimal]
    gains: Decimal
    financial_income: Decimal
    financial_costs: Decimal
    extraordinary: Decimal
    unmapped: Decimal
    acquired: Decimal
    disposed: Decimal
    assets: dict[str, Decimal]
    receivables: dict[str, Decimal]
    liabilities: dict[str, Decimal]
    adjustments: dict[str, Decimal]
    budget: dict[str, Decimal]
    fixed: Decimal = NIL
    equity: Decimal = NIL
    cost_value: Decimal = NIL

    @property
    def depreciation(self) -> Decimal:
        return self.costs["administration"]["depreciation"]

    @property
    def area_costs(self) -> dict[str, Decimal]:
        return {area: sum(rows.values(), NIL) for area, rows in self.costs.items()}

    @property
    def total_cost(self) -> Decimal:
        return sum(self.area_costs.values(), NIL)

    @property
    def all_revenue(self) -> Decimal:
        return sum(self.revenue.values(), NIL)

    @property
    def result(self) -> Decimal:
        return self.all_revenue + self.financial_income - self.outgoings

    @property
    def outgoings(self) -> Decimal:
        """What the overview calls costs."""
        return self.total_cost + self.financial_costs - self.extraordinary - self.unmapped

    @property
    def contributions(self) -> dict[str, Decimal]:
        rows = self.revenue
        return {"state": rows["state"], "region": rows["region"], "municipalities": rows["karlsta"] + rows["oby"]}

    @property
    def in_all(self) -> Decimal:
        return sum(self.contributions.values(), NIL)

    @property
    def owed(self) -> Decimal:
        """Provisions, liabilities and unmapped accounts of class 2."""
        return (
            self.assets["provisions"]
            + self.assets["long_term_liabilities"]
            + sum(self.liabilities.values(), NIL)
            + self.assets["unmapped_2999"]
        )

    @property
    def cash(self) -> Decimal:
        return self.total_assets - self.fixed - self.without_cash

    @property
    def without_cash(self) -> Decimal:
        kept = ("inventory", "short_term_investments", "unmapped_1999")
        return sum((self.assets[name] for name in kept), sum(self.receivables.values(), NIL))

    @property
    def total_assets(self) -> Decimal:
        return self.equity + self.owed


def next_year(amount: Amount, before: Year | None) -> Year:
    """Make the accounts of a year that follows another, or of the first."""
    quarter = amount() + 100000
    gains = amount()
    made = Year(
        revenue={
            "state": quarter * 2,
            "region": quarter,
            "karlsta": quarter / 4,
            "oby": quarter - quarter / 4,
            "esf": amount(),
            "other": amount() + gains,
        },
        costs={
            "individual": {"coach": amount() + 10000, "team": amount()},
            "structural": {"days": amount(), "course": amount()},
            "administration": {"fees": amount(), "depreciation": amount(), "audit": NIL},
            "project": {"esf": amount()},
        },
        audit={"expert": amount(), "elected": amount()},
        gains=gains,
        financial_income=amount(),
        financial_costs=amount(),
        extraordinary=amount() - amount(),
        unmapped=amount() - amount(),
        acquired=amount(),
        disposed=amount(),
        assets={
            name: amount()
            for name in (
                "intangible",
                "inventory",
                "short_term_investments",
                "provisions",
                "long_term_liabilities",
                "unmapped_1999",
                "unmapped_2999",
            )
        },
        receivables={"customers": amount(), "vat": amount()},
        liabilities={"suppliers": amount() + 10000, "accrued": amount()},
        adjustments={name: amount() - amount() for name in ("gains_exempt", "losses_exempt", "unrealised", "reversal")}
        | {"reserve_to": -amount(), "reserve_use": amount()},
        budget={area: amount() for area in AREAS},
    )
    made.costs["administration"]["audit"] = sum(made.audit.values(), NIL)
    opened = before.fixed if before else amount() + 10**8
    made.fixed = opened + made.acquired - made.disposed - made.depreciation
    made.cost_value = (before.cost_value if before else opened + 10**8) + made.acquired - made.disposed
    made.equity = (before.equity if before else amount() + 10**9) + made.result
    return made
