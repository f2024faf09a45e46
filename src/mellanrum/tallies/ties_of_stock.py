"""Ties of the stock: with what was typed as ongoing, with the years before, and with nothing it can be less than."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from mellanrum.findings import Finding, Phrase
from mellanrum.tallies.about import About, Named, differs, of_month, of_sex, place
from mellanrum.tallies.labels import answer_label
from mellanrum.tallies.ledger import END, START, TRANSFERRED, Ledger
from mellanrum.tallies.rules import ASKED, MISSING, SUM, WITHHELD
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.stock import flow, stock_cells

MUNICIPALITY = "municipality"
_NOT_ANSWERS = frozenset({MISSING, WITHHELD, ASKED, SUM})


def opening_findings(about: About) -> Iterator[Finding]:
    """An opening stock is entered in the first year only: later it is the closing one of the year before."""
    for ledger in about.ledgers[1:]:
        if ledger.opening:
            before = flow(about.ledgers, date(ledger.year, 1, 1), date(ledger.year, 1, 1))
            alone = flow([ledger], date(ledger.year, 1, 1), date(ledger.year, 1, 1))
            earlier = before.opening - alone.opening
            where = place(about, ledger, "opening")
            named: Named = {"intervention": about.name, "year": ledger.year}
            yield differs("tallies.opening_twice", where, alone.opening, earlier, named)


def ongoing_findings(about: About) -> Iterator[Finding]:
    """The number typed as really ongoing is the counters', by sex; the last one typed is asked about."""
    typed = [
        (ledger, number)
        for ledger in about.ledgers
        for number, month in enumerate(ledger.months, 1)
        if month.ongoing is not None
    ]
    for ledger, number in typed[-1:]:
        ongoing, day = ledger.month(number).ongoing or {}, date(ledger.year, number, 1)
        for sex in STATED:
            expected = flow(about.ledgers, day, day, sex).closing
            if sex in ongoing and ongoing[sex] != expected:
                where = place(about, ledger, f"m{number}", "ongoing")
                when = of_month(ledger, number)
                named: Named = {"intervention": about.name, "when": when, "who": of_sex(sex)}
                yield differs("tallies.ongoing_differs", where, ongoing[sex], expected, named)


def negative_findings(about: About) -> Iterator[Finding]:
    """No more have ended than there were: in all, by sex, by municipality, and by attribute as it is shown."""
    last = _last_counted(about)
    if last is None:
        return
    ledger, number = last
    day = date(ledger.year, number, 1)
    yield from _negative_totals(about, ledger, number, day)
    yield from _negative_municipalities(about, ledger, number, day)
    yield from _negative_answers(about, ledger, number, day)


def _last_counted(about: About) -> tuple[Ledger, int] | None:
    counted = [
        (ledger, number)
        for ledger in about.ledgers
        for number, month in enumerate(ledger.months, 1)
        if month.counts or month.transferred or month.stock_corrected
    ]
    return counted[-1] if counted else None


def _negative_totals(about: About, ledger: Ledger, number: int, day: date) -> Iterator[Finding]:
    sexes: tuple[Sex | None, ...] = (None, *STATED)
    for sex in sexes:
        closing = flow(about.ledgers, day, day, sex).closing
        if closing < 0:
            named: Named = {"intervention": about.name, "when": of_month(ledger, number), "who": of_sex(sex)}
            yield differs("tallies.stock_negative", place(about, ledger, f"m{number}", "stock"), closing, 0, named)


def _negative_municipalities(about: About, ledger: Ledger, number: int, day: date) -> Iterator[Finding]:
    for answer, stock in sorted(_by_municipality(about, day).items()):
        if stock < 0 and answer not in _NOT_ANSWERS:
            label = Phrase(answer_label(MUNICIPALITY, answer, about.scheme), {})
            named: Named = {"intervention": about.name, "when": of_month(ledger, number), "answer": label}
            where = place(about, ledger, f"m{number}", "stock", MUNICIPALITY)
            yield differs("tallies.municipality_negative", where, stock, 0, named)


def _by_municipality(about: About, day: date) -> Counter[str]:
    """Return the stock by municipality at a month's end, from the months, which are exact."""
    found: Counter[str] = Counter()
    for ledger in about.ledgers:
        brought = [ledger.opening or {}]
        brought += [{cell: n for cell, n in part.cells.items() if cell.event == TRANSFERRED} for part in ledger.parts]
        for cells in brought if ledger.year <= day.year else ():
            for cell, number in cells.items():
                if cell.table == MUNICIPALITY:
                    found[cell.answer] += number
        for which, month in enumerate(ledger.months, 1):
            for (event, answer), number in month.municipal.items():
                if date(ledger.year, which, 1) <= day and event in {START, END}:
                    found[answer] += number if event == START else -number
    return found


def _negative_answers(about: About, ledger: Ledger, number: int, day: date) -> Iterator[Finding]:
    found: Counter[tuple[str, str]] = Counter()
    for cell, stock in stock_cells(about.ledgers, day, about.scheme, shown=True).items():
        if cell.answer not in _NOT_ANSWERS and cell.table != MUNICIPALITY:
            found[cell.table, cell.answer] += stock
    for (table, answer), stock in sorted(found.items()):
        if stock < 0:
            rule = about.scheme.table(START, table)
            named: Named = {
                "intervention": about.name,
                "when": of_month(ledger, number),
                "table": Phrase(about.scheme.questions[rule.questions[0]].label, {}),
                "answer": Phrase(answer_label(rule.questions[0], answer, about.scheme), {}),
            }
            where = place(about, ledger, f"m{number}", "stock", table)
            yield differs("tallies.answer_negative", where, stock, 0, named)
