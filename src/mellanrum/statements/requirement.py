"""The balance requirement: the result, adjusted as the law says, and what is to be restored."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mellanrum.figures import Family, Figure, FigureBook, Period, Term
from mellanrum.statements.basis import Basis
from mellanrum.statements.layout import LayoutLine, layout
from mellanrum.statements.making import MINUS_ONE, SUM_OF_LINES, amount

NOT_STATED = "Nothing has been stated, so nil"


class BalanceRequirement:
    """The family `balance_requirement.*`. Deficits are negative; `to_restore` is positive or nil.

    What the books cannot know (exemptions, securities, reserves, extraordinary reasons) is nil unless stated among
    the reported figures of the year. Finsamlagen 21 § does not refer to the rules on restoring deficits: the lines are
    shown, and nothing is stopped by them.
    """

    prefix = "balance_requirement"

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.lines = {line.key: line for line in layout(self.prefix, basis.day)}

    def family(self) -> Family:
        """Offer the investigation to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, _book: FigureBook, period: Period) -> Iterator[str]:
        """List the lines."""
        if self.basis.year(period) is not None:
            yield from (f"{self.prefix}.{name}" for name in self.lines)

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Compute a line."""
        line = self.lines.get(key.partition(".")[2])
        if line is None or self.basis.year(period) is None:
            return None
        own = {
            "result": self._result,
            "gains": self._gains,
            "earlier_deficit": self._earlier,
            "to_restore": self._to_restore,
        }
        make = self._sum if line.sums else own.get(line.key, _stated)
        return make(book, line, period)

    def _sum(self, book: FigureBook, line: LayoutLine, period: Period) -> Figure:
        parts = (Term(book.get(f"{self.prefix}.{part}", period)) for part in line.sums)
        return _made(line, period, parts, SUM_OF_LINES)

    def _result(self, book: FigureBook, line: LayoutLine, period: Period) -> Figure:
        result = (Term(book.get("income_statement.result", period)),)
        return _made(line, period, result, "The result of the income statement")

    def _gains(self, _book: FigureBook, line: LayoutLine, period: Period) -> Figure:
        year = self.basis.year(period)
        placed = year.placed.result.values() if year is not None else ()
        accounts = (a for on_line in placed for a in on_line if self.basis.accounts.is_in("capital_gains", a))
        gains = (year.leaves.change(account) for account in accounts) if year is not None else ()
        # A gain stands in credit, a negative amount, and is taken off the result as it is; a debit is no gain.
        return _made(line, period, (Term(gain) for gain in gains if gain.value < 0), "Capital gains, taken off")

    def _earlier(self, book: FigureBook, line: LayoutLine, period: Period) -> Figure:
        before = book.find(f"{self.prefix}.to_restore", period.previous())
        terms = (Term(before, MINUS_ONE),) if before is not None else ()
        computed = _made(line, period, terms, "What the year before left to restore")
        return _reported(book, line, period) or computed

    def _to_restore(self, book: FigureBook, line: LayoutLine, period: Period) -> Figure:
        parts = ("balance_result", "earlier_deficit", "extraordinary_reasons")
        terms = (Term(book.get(f"{self.prefix}.{part}", period), MINUS_ONE) for part in parts)
        owed = _made(line, period, terms, "The deficit that remains, if any")
        return owed if owed.value > 0 else _made(line, period, (), "No deficit remains")


def _made(line: LayoutLine, period: Period, terms: Iterable[Term], rule: str) -> Figure:
    return amount(_key(line), period, line.label, terms, rule, line.reference)


def _key(line: LayoutLine) -> str:
    return f"{BalanceRequirement.prefix}.{line.key}"


def _reported(book: FigureBook, line: LayoutLine, period: Period) -> Figure | None:
    """Return what has been stated of a line, under the line's label; None where nothing has."""
    found = book.reported(_key(line), period)
    return replace(found, label=line.label) if found is not None else None


def _stated(book: FigureBook, line: LayoutLine, period: Period) -> Figure:
    """Return what has been stated of a line the books cannot know, else nil."""
    return _reported(book, line, period) or _made(line, period, (), NOT_STATED)
