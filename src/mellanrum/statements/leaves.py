"""The ends of a trace: accounts and their months."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from mellanrum.books.ledger import NIL, Movement, YearBalances
from mellanrum.figures import Leaf
from mellanrum.findings import Place

NOT_BY_MONTH = "Not split by month"
OPENING = "Opening balance"


class YearLeaves:
    """The accounts of a year as ends of traces; each is made once, when it is first asked for.

    `label_of` gives the name of an account.
    """

    def __init__(self, label_of: Callable[[str], str], year: YearBalances) -> None:
        self._label_of = label_of
        self.year = year
        self._made: dict[tuple[str, str], Leaf] = {}
        self._movements: dict[str, list[Movement]] = {}
        for movement in year.movements:
            self._movements.setdefault(movement.account, []).append(movement)

    def change(self, account: str) -> Leaf:
        """Return what an account moved in the year, by month."""
        return self._keep("change", account, lambda: self._changed(account))

    def closing(self, account: str) -> Leaf:
        """Return an account's balance at the year's end: what it opened with, and each month's movement."""
        return self._keep("closing", account, lambda: self._closed(account))

    def opening(self, account: str) -> Leaf:
        """Return an account's balance at the year's start."""
        return self._keep("opening", account, lambda: self._leaf(account, self.year.opening.get(account, NIL), ()))

    def of_movements(self, account: str, label: str, movements: Iterable[Movement]) -> Leaf:
        """Return some of an account's movements as one end, by month."""
        months = by_month(movements)
        value = sum((month.value for month in months), NIL)
        return Leaf("account", account, label, value, Place(file=self.year.source or None), months)

    def _changed(self, account: str) -> Leaf:
        return self._leaf(account, self.year.change(account), by_month(self._movements.get(account, ())))

    def _closed(self, account: str) -> Leaf:
        opened = self.year.opening.get(account, NIL)
        before = (Leaf("month", "opening", OPENING, opened),) if opened else ()
        parts = (*before, *by_month(self._movements.get(account, ())))
        return self._leaf(account, self.year.closing.get(account, NIL), parts)

    def _leaf(self, account: str, value: Decimal, parts: tuple[Leaf, ...]) -> Leaf:
        place = Place(file=self.year.source or None)
        return Leaf("account", account, self._label_of(account), value, place, parts)

    def _keep(self, kind: str, account: str, make: Callable[[], Leaf]) -> Leaf:
        if (kind, account) not in self._made:
            self._made[kind, account] = make()
        return self._made[kind, account]


def by_month(movements: Iterable[Movement]) -> tuple[Leaf, ...]:
    """Add movements by month, in the order of the months; those without a month last."""
    sums: dict[date | None, Decimal] = {}
    for movement in movements:
        sums[movement.month] = sums.get(movement.month, NIL) + movement.amount
    ordered = sorted((month, amount) for month, amount in sums.items() if month is not None)
    named = ((month.isoformat()[:7], amount) for month, amount in ordered if amount)
    leaves = [Leaf("month", name, name, amount) for name, amount in named]
    if sums.get(None):
        leaves.append(Leaf("month", "year", NOT_BY_MONTH, sums[None]))
    return tuple(leaves)
