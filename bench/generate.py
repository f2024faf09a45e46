"""A made-up year of books as a SIE 4E file: as many vouchers as wanted, the same bytes every time.

Written as bookkeeping programs write it: codepage 437, CRLF, quoted Swedish texts, cost centres and projects.
Everything adds up: vouchers balance, and opening + movements = closing for every account.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SEED = 20251231
YEAR = 2025

BALANCE = {
    "1220": "Inventarier",
    "1510": "Kundfordringar",
    "1790": "Förutbetalda kostnader",
    "1930": "Plusgiro, löpande betalningar",
    "2060": "Eget kapital",
    "2099": "Årets resultat",
    "2440": "Leverantörsskulder",
    "2890": "Övriga kortfristiga skulder",
}
REVENUE = {
    "3010": "Bidrag från Försäkringskassan",
    "3020": "Bidrag från Exempelköpings kommun",
    "3030": "Bidrag från Östra Exempels kommun",
    "3040": "Bidrag från Region Exempel",
}
COSTS = {
    "4010": "Insatser hos parterna",
    "4020": "Köpta platser i arbetsträning",
    "4110": "Löner och arvoden",
    "4210": "Sociala avgifter",
    "4310": "Lokalkostnader",
    "4410": "Utbildning och möten",
    "4510": "Köpta tjänster",
    "4610": "Revision",
    "4710": "Övriga kostnader",
}
CLOSING = {"8999": "Årets resultat"}
CENTRES = {"10": "Administration", "20": "Strukturövergripande insatser", "30": "Individinriktade insatser"}
PROJECTS = {"P1": "Unga på väg", "P2": "Rätt stöd för återgång", "P3": 'Måltidsmiljö, även kallad "Köket"'}
TEXTS = (
    "Hyra för månaden",
    "Handledning, två tillfällen",
    "Återförd upplupen kostnad",
    "Resor och möten i Västra länet",
    "Lön",
    "Arbetsgivaravgift",
    "Kurs, möten på lika villkor",
    "Tolk",
)
WITH_QUOTES = 'Kurs "Möten på lika villkor"'
"""The text of one voucher in a hundred: quotation marks have to be escaped, and that is the slow way to read."""

OPENING = {"1220": 3_277_151, "1510": 12_000_000, "1930": 900_000_000, "2060": -815_277_151, "2440": -100_000_000}
"""In öre; the sum is nil."""
LAST_YEAR = {"3010": -400_000_000, "3040": -300_000_000, "4110": 450_000_000, "4010": 225_000_000}

PROFIT = -sum(LAST_YEAR.values())

Row = tuple[str, str, int]
"""Account, objects as they are written between braces, öre."""


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher: series, number, day, text and rows that sum to nil."""

    series: str
    number: int
    day: date
    text: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Balances:
    """What every account of a year opened and closed with, in öre."""

    opening: Mapping[str, int]
    closing: Mapping[str, int]


FIRST = Balances(OPENING, {**OPENING, "1930": OPENING["1930"] + PROFIT, "2099": -PROFIT, **LAST_YEAR, "8999": PROFIT})
"""The year before the first that is made."""


def sie_year(vouchers: int, seed: int = SEED) -> bytes:
    """Make a SIE 4E file with as many vouchers as named, at least two."""
    return sie_years((vouchers,), seed)[0]


def sie_years(counts: Sequence[int], seed: int = SEED) -> tuple[bytes, ...]:
    """Make years that follow upon each other, a file for each, with so many vouchers; `YEAR` is the last."""
    dice = random.Random(seed)
    files, before = [], FIRST
    for year, count in enumerate(counts, YEAR - len(counts) + 1):
        vouchers = tuple(_vouchers(count, dice, year, -before.closing["2099"]))
        now = _after(before, vouchers)
        lines = (*_head(year), *_balances(now, before), *(line for voucher in vouchers for line in _written(voucher)))
        files.append("".join(f"{line}\r\n" for line in lines).encode("cp437"))
        before = now
    return tuple(files)


def _after(before: Balances, vouchers: Sequence[Voucher]) -> Balances:
    opening = {account: ore for account, ore in before.closing.items() if account in BALANCE}
    closing = Counter(opening)
    for voucher in vouchers:
        for account, _, ore in voucher.rows:
            closing[account] += ore
    return Balances(opening, closing)


def _vouchers(count: int, dice: random.Random, year: int, profit: int) -> Iterator[Voucher]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    yield Voucher("A", 1, first, "Omföring av föregående års resultat", (("2099", "", profit), ("2060", "", -profit)))
    result = 0
    for number in range(2, count):
        day = first + timedelta(days=number * 364 // count)
        rows = _rows(dice)
        result += sum(ore for account, _, ore in rows if account[0] in "34")
        text = WITH_QUOTES if number % 100 == 0 else dice.choice(TEXTS)
        yield Voucher("ABL"[number % 3], number, day, text, rows)
    yield Voucher("A", count, last, "Årets resultat", (("8999", "", -result), ("2099", "", result)))


def _rows(dice: random.Random) -> tuple[Row, ...]:
    """Make a cost on one to four rows, a payment, or now and then a contribution."""
    kind = dice.random()
    if kind < 0.04:
        amount = dice.randrange(10_000_000, 40_000_000)
        return ("1930", "", amount), (dice.choice(tuple(REVENUE)), '1 "10"', -amount)
    if kind < 0.3:
        amount = dice.randrange(10_000, 9_000_000)
        return ("2440", "", amount), ("1930", "", -amount)
    costs = tuple(_cost(dice) for _ in range(dice.randint(1, 4)))
    return *costs, ("2440", "", -sum(ore for _, _, ore in costs))


def _cost(dice: random.Random) -> Row:
    centre = f'1 "{dice.choice(tuple(CENTRES))}"'
    project = f' 6 "{dice.choice(tuple(PROJECTS))}"' if dice.random() < 0.2 else ""
    return dice.choice(tuple(COSTS)), centre + project, dice.randrange(-50_000, 1_500_000)


def _head(year: int) -> Iterator[str]:
    yield "#FLAGGA 0"
    yield "#FORMAT PC8"
    yield "#SIETYP 4"
    yield '#PROGRAM "Påhittad ekonomi" 1.0'
    yield f"#GEN {year + 1}0120"
    yield '#FNAMN "Samordningsförbundet Exempelförbundet"'
    yield "#ORGNR 222000-0000"
    yield f"#RAR 0 {year}0101 {year}1231"
    yield f"#RAR -1 {year - 1}0101 {year - 1}1231"
    yield "#KPTYP BAS2014"
    for account, name in (BALANCE | REVENUE | COSTS | CLOSING).items():
        yield f"#KONTO {account} {_quoted(name)}"
    yield '#DIM 1 "Kostnadsställe"'
    yield '#DIM 6 "Projekt"'
    for dimension, objects in (("1", CENTRES), ("6", PROJECTS)):
        for key, name in objects.items():
            yield f'#OBJEKT {dimension} "{key}" {_quoted(name)}'


def _balances(now: Balances, before: Balances) -> Iterator[str]:
    for year, balances in ((0, now), (-1, before)):
        opening, closing = balances.opening, balances.closing
        yield from (f"#IB {year} {account} {_kronor(opening[account])}" for account in BALANCE if account in opening)
        yield from (f"#UB {year} {account} {_kronor(closing[account])}" for account in BALANCE if account in closing)
        others = (account for account in REVENUE | COSTS | CLOSING if account in closing)
        yield from (f"#RES {year} {account} {_kronor(closing[account])}" for account in others)


def _written(voucher: Voucher) -> Iterator[str]:
    day = f"{voucher.day:%Y%m%d}"
    yield f'#VER "{voucher.series}" {voucher.number} {day} {_quoted(voucher.text)} {day}'
    yield "{"
    for account, objects, ore in voucher.rows:
        yield f"   #TRANS {account} {{{objects}}} {_kronor(ore)} {day} {_quoted(voucher.text)}"
    yield "}"


def _kronor(ore: int) -> str:
    whole, rest = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole}.{rest:02d}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
