"""The overview over the years, the members' contributions, and the key ratios."""

from collections.abc import Iterable
from dataclasses import replace

from mellanrum.figures import Figure, FigureBook, Period, Term, Unit
from mellanrum.statements.basis import Basis
from mellanrum.statements.contributors import MEMBERS
from mellanrum.statements.derived import Derived, Recipe
from mellanrum.statements.making import MINUS_ONE, SAME_AS, amount, quotient, sum_of

OVERVIEW = "LKBR 11 kap., RKR R15"
SHARES = "Finsamlagen 5 §"
COUNCIL = "Nationella rådet"


def overview() -> Derived:
    """Offer `overview.*` for any year: from the statements where the books reach, else as reported earlier.

    `revenue` has financial income in it, and `costs` (positive) depreciation and financial costs, so that the two
    give the result, by the same definition in every year.
    """
    return Derived(
        "overview",
        {
            "revenue": _added(
                "Revenue, with financial income",
                1,
                "income_statement.revenue",
                "income_statement.financial_income",
            ),
            "costs": _costs,
            "result": _same("Result of the year", "income_statement.result"),
            "equity": _same("Closing equity", "balance_sheet.equity"),
            "total_assets": _same("Total assets", "balance_sheet.total_assets"),
            "equity_ratio": _ratio("Equity ratio", "overview.equity", "overview.total_assets", OVERVIEW),
            "contributions": _same("Members' contributions", "contributions.total"),
            "equity_share": _ratio(
                "Equity, share of contributions", "overview.equity", "overview.contributions", COUNCIL
            ),
            "project_money": _same("Other project money", "contributions.project"),
            "employees": _employees,
        },
    )


def contributions(basis: Basis) -> Derived:
    """Offer `contributions.state`, `.region`, `.municipalities`, `.total` (the three) and `.project`.

    Where no account is known to be a member's there are none of the first four: they are not nil, but unknown.
    """
    is_known = any(payer in MEMBERS for payer in basis.members.values())

    def paid_by(member: str, label: str) -> Recipe:
        def compute(_book: FigureBook, key: str, period: Period) -> Figure | None:
            year = basis.year(period)
            if year is None or (member in MEMBERS and not is_known):
                return None
            known = set(year.leaves.year.accounts())
            accounts = (account for account, payer in basis.members.items() if payer == member and account in known)
            terms = (Term(year.leaves.change(account), MINUS_ONE) for account in accounts)
            return amount(key, period, label, terms, "Revenue accounts of the payer", SHARES)

        return compute

    return Derived(
        "contributions",
        {
            "state": paid_by("state", "Contribution from the state"),
            "region": paid_by("region", "Contribution from the region"),
            "municipalities": paid_by("municipalities", "Contributions from the municipalities"),
            "total": _added(
                "Members' contributions", 1, *(f"contributions.{member}" for member in MEMBERS), reference=SHARES
            ),
            "project": paid_by("project", "Project money"),
        },
    )


def ratios() -> Derived:
    """Offer `ratios.*`: shares of total cost, administration against contributions, liquidity, deviation."""
    total = "financed.total"
    return Derived(
        "ratios",
        {
            "equity_ratio": _ratio("Equity ratio", "balance_sheet.equity", "balance_sheet.total_assets"),
            "equity_share": _ratio(
                "Equity, share of contributions", "balance_sheet.equity", "contributions.total", COUNCIL
            ),
            "share_individual": _ratio("Individual interventions, share of total cost", "financed.individual", total),
            "share_structural": _ratio("Structural interventions, share of total cost", "financed.structural", total),
            "share_administration": _ratio("Administration, share of total cost", "financed.administration", total),
            "administration_of_contributions": _ratio(
                "Administration, share of contributions", "financed.administration", "contributions.total"
            ),
            "budget_deviation": _same("Deviation from the budget", "operations.sum.deviation"),
            "liquidity": _ratio(
                "Liquidity (current assets / short-term liabilities)",
                "balance_sheet.current_assets",
                "balance_sheet.short_term_liabilities",
                unit=Unit.RATIO,
            ),
            "cost_per_participation": _cost_per_participation,
        },
    )


def _same(label: str, source: str) -> Recipe:
    return _added(label, 1, source, rule=SAME_AS)


def _added(
    label: str, needed: int, *sources: str, rule: str = "Sum of the figures", reference: str = OVERVIEW
) -> Recipe:
    """Add the figures there are; None where fewer than `needed` are."""

    def compute(book: FigureBook, key: str, period: Period) -> Figure | None:
        terms = sum_of(book, sources, period)
        return amount(key, period, label, terms, rule, reference) if len(terms) >= needed else None

    return compute


def _ratio(label: str, part: str, whole: str, reference: str = OVERVIEW, *, unit: Unit = Unit.SHARE) -> Recipe:
    def compute(book: FigureBook, key: str, period: Period) -> Figure | None:
        return quotient(key, period, label, book.find(part, period), book.find(whole, period), reference, unit=unit)

    return compute


def _costs(book: FigureBook, key: str, period: Period) -> Figure | None:
    """Revenue less result: every cost, also extraordinary items and what stands on unmapped accounts."""
    if book.find("income_statement.costs", period) is None:
        return None
    named = ("costs", "depreciation", "financial_costs", "extraordinary")
    unmapped = (k for k in book.keys("income_statement", period) if k.partition(".")[2].startswith("unmapped_"))
    terms = _negative(book, (*(f"income_statement.{name}" for name in named), *unmapped), period)
    label = "Costs, with depreciation and financial costs"
    return amount(key, period, label, terms, "Sum of the figures", OVERVIEW)


def _negative(book: FigureBook, keys: Iterable[str], period: Period) -> tuple[Term, ...]:
    return tuple(Term(term.node, MINUS_ONE) for term in sum_of(book, keys, period))


def _cost_per_participation(book: FigureBook, key: str, period: Period) -> Figure | None:
    """Booked cost of individual interventions for each participation: by what is counted, else by what is stated."""
    cost, number = book.find("financed.individual", period), book.find("participations.total", period)
    label = "Booked cost of individual interventions per participation"
    return quotient(key, period, label, cost, number, OVERVIEW, unit=Unit.SEK)


def _employees(book: FigureBook, key: str, period: Period) -> Figure | None:
    """Return what has been stated, under its label: the books do not know it."""
    stated = book.reported(key, period)
    return replace(stated, label="Number of employees") if stated is not None else None
