"""The statements as tables for the terminal."""

from collections.abc import Iterable, Iterator

from mellanrum.cli.grid import TextRow, grid, shown
from mellanrum.composition import Opened
from mellanrum.findings import words
from mellanrum.numbers import Language
from mellanrum.statements import tables


def statements_text(opened: Opened, lang: Language) -> str:
    """Write every table; lines that are nil in both years, and notes that are empty, are left out."""
    return "\n\n".join([_head(opened, lang), *_tables(opened, lang)])


def _head(opened: Opened, lang: Language) -> str:
    books = opened.books
    name = ", ".join(part for part in (books.name, books.orgnr) if part)
    chart = words({"bas": "BAS", "kommun-bas": "Kommun-Bas"}[opened.basis.accounts.chart], lang)
    told = words("{year}. Amounts in kronor. Chart of accounts: {chart}.", lang, year=str(books.period), chart=chart)
    return f"{name}\n{told}" if name else told


def _tables(opened: Opened, lang: Language) -> Iterator[str]:
    book = opened.book
    years = (str(book.period), str(book.period.previous()))
    titles = {
        "income_statement": words("Income statement", lang),
        "balance_sheet": words("Balance sheet", lang),
        "cash_flow": words("Cash flow statement", lang),
    }
    for key, title in titles.items():
        yield _two_years(title, years, tables.statement(book, key), lang)
    yield from _operations(opened, lang)
    for note in tables.notes(book, opened.basis.notes_by):
        if not note.is_empty:
            title = words("Note: {title}", lang, title=words(note.title, lang))
            yield _two_years(title, years, note.rows, lang)
    yield _two_years(words("Balance requirement", lang), years, tables.statement(book, "balance_requirement"), lang)
    yield from _financed(opened, lang)
    yield from _overview(opened, lang)
    yield _two_years(words("Key ratios", lang), years, tables.ratios(book), lang)


def _two_years(title: str, years: tuple[str, str], lines: Iterable[tables.Line], lang: Language) -> str:
    rows = [
        TextRow(words(line.label, lang), (shown(line.current, lang), shown(line.previous, lang)), line.is_sum)
        for line in lines
        if line.is_sum or not line.is_nil
    ]
    return grid(title, years, rows)


def _operations(opened: Opened, lang: Language) -> Iterator[str]:
    areas = tables.operations(opened.book)
    if not areas:
        return
    heads = (
        words("Income", lang),
        words("Cost", lang),
        words("Net", lang),
        words("Budget", lang),
        words("Deviation", lang),
        str(opened.book.period.previous()),
    )
    rows = [
        TextRow(
            words(area.label, lang),
            tuple(
                shown(figure, lang)
                for figure in (area.income, area.cost, area.net, area.budget, area.deviation, area.previous_net)
            ),
            area.is_sum,
        )
        for area in areas
    ]
    yield grid(words("Operations statement", lang), heads, rows, label=20)


def _financed(opened: Opened, lang: Language) -> Iterator[str]:
    lines = tables.financed(opened.book)
    if not lines:
        return
    period = opened.book.period
    share = words("Share", lang)
    heads = (str(period), share, str(period.previous()), share)
    rows = [
        TextRow(
            words(line.label, lang),
            (
                shown(line.amounts[0], lang),
                shown(line.shares[0], lang),
                shown(line.amounts[1], lang),
                shown(line.shares[1], lang),
            ),
            line.is_sum,
            line.level,
        )
        for line in lines
    ]
    yield grid(words("Financed activities", lang), heads, rows, label=40)


def _overview(opened: Opened, lang: Language) -> Iterator[str]:
    years = tables.overview(opened.book)
    keys = dict.fromkeys(key for year in years for key in year.figures)
    labels = {key: figure.label for year in reversed(years) for key, figure in year.figures.items()}
    rows = [
        TextRow(_overview_label(key, labels[key], lang), tuple(shown(year.figures.get(key), lang) for year in years))
        for key in keys
    ]
    if not rows:
        return
    table = grid(
        words("Overview of the development of operations", lang), [str(year.year) for year in years], rows, label=34
    )
    sources = [words("{year}: {source}.", lang, year=year.year, source=year.source) for year in years if year.source]
    yield "\n".join([table, *sources])


def _overview_label(key: str, label: str, lang: Language) -> str:
    """A figure that is only reported is labelled with its key: here it gets its words."""
    return words("Employees", lang) if key == "employees" else words(label, lang)
