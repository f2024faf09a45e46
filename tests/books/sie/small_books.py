"""A year of books small enough to read: three vouchers, two cost centres, a budget, last year by month."""

from decimal import Decimal

from mellanrum.books.ledger import Books, YearBalances
from mellanrum.books.sie import SieFile, books_from_sie, check_sie, read_sie
from mellanrum.findings import Finding

SMALL = """\
#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#PROGRAM "Kassaboken" 3.1
#GEN 20240115
#FNAMN "Finsam Lillån"
#ORGNR 222000-9999
#RAR 0 20230101 20231231
#RAR -1 20220101 20221231
#KPTYP BAS2014
#KONTO 1930 "Bank"
#KONTO 2060 "Eget kapital"
#KONTO 3010 "Bidrag från staten"
#KONTO 4010 "Köpta insatser"
#DIM 1 "Kostnadsställe"
#OBJEKT 1 "10" "Kansli"
#OBJEKT 1 "20" "Insatser"
#IB 0 1930 100.00
#UB 0 1930 150.50
#IB -1 1930 70.00
#UB -1 1930 100.00
#IB 0 2060 -100.00
#UB 0 2060 -100.00
#IB -1 2060 -70.00
#UB -1 2060 -70.00
#RES 0 3010 -500.00
#RES -1 3010 -400.00
#RES 0 4010 449.50
#RES -1 4010 370.00
#PSALDO -1 202201 3010 {} -400.00
#PSALDO -1 202206 4010 {} 300.00
#PSALDO -1 202207 4010 {} 70.00
#PSALDO -1 202206 4010 {1 "10"} 100.00
#PSALDO -1 202206 4010 {1 "20"} 150.00
#PBUDGET 0 202301 4010 {} 480.00
#PBUDGET 0 202301 4010 {1 "20"} 400.00
#VER A 1 20230110 "Bidrag"
{
   #TRANS 1930 {} 500.00
   #TRANS 3010 {} -500.00
}
#VER A 2 20230215 "Faktura, \\"Vägen in\\""
{
   #TRANS 4010 {1 "20"} 400.00 20230216 "Vägen in"
   #TRANS 1930 {} -400.00
}
#VER A 3 20231220 "Faktura"
{
   #TRANS 4010 {1 "10"} 49.50
   #TRANS 1930 {} -49.50
}
"""


def sie(text: str, name: str = "liten.se", encoding: str = "cp437") -> SieFile:
    """Read a file that can be read."""
    found, findings = read_sie(text.encode(encoding), name)
    assert found is not None, findings
    return found


def changed(*changes: tuple[str, str]) -> str:
    """The small books with texts replaced; each must be there."""
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def everything_said(text: str | bytes, name: str = "liten.se") -> tuple[Finding, ...]:
    """What reading, checking and the books say of a file."""
    found, findings = read_sie(text.encode("cp437") if isinstance(text, str) else text, name)
    if found is None:
        return findings
    return (*findings, *check_sie(found), *books_from_sie(found)[1])


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return sorted({item.code.removeprefix("sie.") for item in findings})


def balances(books: Books) -> dict[str, dict[str, tuple[Decimal, Decimal]]]:
    """Opening and closing balances that are not nil, by year and account."""
    return {str(year.period): _not_nil(year) for year in books.years}


def _not_nil(year: YearBalances) -> dict[str, tuple[Decimal, Decimal]]:
    nil = Decimal(0)
    both = {name: (year.opening.get(name, nil), year.closing.get(name, nil)) for name in year.accounts()}
    return {name: pair for name, pair in both.items() if any(pair)}


def moves(year: YearBalances) -> list[tuple[str, str, str, str]]:
    """Movements as text: account, cost centre, month, amount."""
    return [
        (move.account, move.object_in("1") or "-", f"{move.month:%m}" if move.month else "-", f"{move.amount:.2f}")
        for move in year.movements
    ]
