"""Books as a test writes them: records of SIE, and vouchers on a line each.

#KONTO 3010 "Bidrag från staten"
#IB 0 1930 100
2025-03-01: 1930 500, 3010 -500 {1 "10"}
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.books.association_map import NO_MAP, AssociationMap, ChartName, read_map
from mellanrum.books.ledger import Books
from mellanrum.books.sie import books_from_sie, read_sie
from mellanrum.figures import Figure, FigureBook, Period
from mellanrum.findings import Finding
from mellanrum.statements import Basis, basis, families

THIS = Period.of_year(2025)
BEFORE = Period.of_year(2024)
HEAD = """
#FLAGGA 0
#SIETYP 4
#FNAMN "Finsam Exempel"
#ORGNR 222000-0000
#RAR 0 20250101 20251231
#RAR -1 20240101 20241231
#KONTO 1930 "Bank"
#KONTO 2060 "Eget kapital"
"""
VOUCHER = re.compile(r"(\d{4})-(\d\d)-(\d\d): *(.*)")
ROW = re.compile(r"(\w+) (-?[\d.]+)(?: (\{[^}]*\}))?")


@dataclass(frozen=True, slots=True)
class Given:
    """A year that is open, and what was said on the way."""

    basis: Basis
    book: FigureBook
    said: tuple[Finding, ...]

    def amount(self, key: str, period: Period | None = None) -> int | Decimal | None:
        """Return a figure's value, None where there is no figure."""
        found = self.book.find(key, period)
        return None if found is None else plain(found.value)

    def table(self, prefix: str, period: Period | None = None) -> dict[str, int | Decimal]:
        """Return a family's values by the ends of their keys, nil lines left out."""
        found = {key.partition(".")[2]: self.book.get(key, period).value for key in self.book.keys(prefix, period)}
        return {name: plain(value) for name, value in found.items() if value}

    def codes(self) -> list[str]:
        """List the codes of what was said, but for guesses that every short example makes."""
        return [item.code for item in self.said if not item.code.startswith(GUESSES)]


GUESSES = ("map.chart", "map.areas_guessed", "map.notes_guessed", "map.contributors")


def plain(value: Decimal) -> int | Decimal:
    """Return a whole number as one, so that a test can write it."""
    return int(value) if value == value.to_integral_value() else value


def sie(text: str, head: str = HEAD) -> bytes:
    """Write the lines as a SIE file."""
    lines = (line.strip() for line in (head + text).strip().splitlines())
    return "\n".join(_record(line) for line in lines).encode("cp437")


def _record(line: str) -> str:
    voucher = VOUCHER.fullmatch(line)
    if voucher is None:
        return line
    year, month, day, rows = voucher.groups()
    listed = (f"#TRANS {account} {objects or '{}'} {amount}" for account, amount, objects in ROW.findall(rows))
    return "\n".join((f'#VER A "" {year}{month}{day}', "{", *listed, "}"))


def books(text: str, head: str = HEAD) -> Books:
    """Read the lines as books."""
    read, _ = read_sie(sie(text, head), "2025.se")
    assert read is not None
    return books_from_sie(read)[0]


def own_map(text: str) -> AssociationMap:
    """Read an account map that has no faults."""
    read, faults = read_map(text.encode(), "karta.toml")
    assert read is not None, faults
    return read


def opened(of: Books, chart: ChartName | None = "bas", own: str = "", reported: Iterable[Figure] = ()) -> Given:
    """Open a book of figures for the newest year."""
    made, said = basis(of, chart, own_map(own) if own else NO_MAP)
    book = FigureBook(of.name, of.period, of.period.end, families(made), reported)
    return Given(made, book, (*said, *made.findings()))


def given(text: str, chart: ChartName | None = "bas", own: str = "", head: str = HEAD) -> Given:
    """Read the lines and open the year."""
    return opened(books(text, head), chart, own)
