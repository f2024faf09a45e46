"""The books as the engines see them: balances per account, objects and month, for one or more years."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mellanrum.figures import Period

Objects = tuple[tuple[str, str], ...]
"""The objects of a movement as (dimension, object) pairs, sorted: (("1", "10"), ("6", "P2"))."""

COST_CENTRE = "1"
PROJECT = "6"
NIL = Decimal(0)


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved on an account, for some objects, in a month.

    `amount` is in SEK, debit positive. `month` is the month's first day, or None where the source gives only the
    year's total. `account` is empty for a row of a budget that is made for a cost centre or project, not for accounts.
    """

    account: str
    objects: Objects
    month: date | None
    amount: Decimal

    def object_in(self, dimension: str) -> str | None:
        """Return the object in a dimension, None where the movement has none."""
        for dim, name in self.objects:
            if dim == dimension:
                return name
        return None


@dataclass(frozen=True, slots=True)
class YearBalances:
    """One financial year.

    `opening` holds balance accounts at the year's start and `closing` every account at its end, in SEK, debit
    positive. For each account opening + movements = closing: what the source does not split by month or object is
    a movement without them. `budget` is the year's budget in the same signs, `source` the file it came from.
    """

    period: Period
    opening: Mapping[str, Decimal]
    closing: Mapping[str, Decimal]
    movements: tuple[Movement, ...]
    budget: tuple[Movement, ...] = ()
    source: str = ""

    def change(self, account: str) -> Decimal:
        """Return what the account moved in the year."""
        return self.closing.get(account, NIL) - self.opening.get(account, NIL)

    def accounts(self) -> tuple[str, ...]:
        """List every account the year knows, in the order of its number as text."""
        return tuple(sorted({*self.opening, *self.closing}))


@dataclass(frozen=True, slots=True)
class Books:
    """The books of an association: names, and the years, newest first.

    `account_names` and `object_names` (by dimension and object) are the latest known. `made_on` is the day the
    newest source was made, `chart_hint` what it says of its chart of accounts.
    """

    name: str
    orgnr: str
    years: tuple[YearBalances, ...]
    account_names: Mapping[str, str] = field(default_factory=dict)
    dimension_names: Mapping[str, str] = field(default_factory=dict)
    object_names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    made_on: date | None = None
    chart_hint: str = ""

    @property
    def period(self) -> Period:
        """The newest year's period."""
        return self.years[0].period

    def year(self, period: Period) -> YearBalances | None:
        """Return the balances of a period, None where the books do not reach it.

        A financial year may be shorter or longer than the period asked for: it is the one that ends on the same day.
        """
        return next((year for year in self.years if year.period.end == period.end), None)

    def account_label(self, account: str) -> str:
        """Return the account's name, or its number where it has none."""
        return self.account_names.get(account, account)
