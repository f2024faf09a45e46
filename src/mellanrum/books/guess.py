"""Guessing the chart of accounts from the accounts' names: SIE cannot say Kommun-Bas."""

from collections.abc import Iterator

from mellanrum.books.association_map import ChartName
from mellanrum.books.ledger import Books

_TELLS: tuple[tuple[str, str, ChartName], ...] = (
    ("77", "avskrivning", "bas"),
    ("78", "avskrivning", "bas"),
    ("79", "avskrivning", "kommun-bas"),
    ("83", "ränteintäkt", "bas"),
    ("84", "räntekostnad", "bas"),
    ("84", "ränteintäkt", "kommun-bas"),
    ("84", "finansiella intäkter", "kommun-bas"),
    ("85", "räntekostnad", "kommun-bas"),
    ("85", "finansiella kostnader", "kommun-bas"),
)
"""Beginnings of account numbers and words in the name that only one of the charts puts together."""


def guess_chart(books: Books) -> tuple[ChartName, bool]:
    """Guess the chart of accounts; the second value tells whether the names agree on it.

    A chart the file itself names (#KPTYP) counts as one sign beside the names of the accounts. Without any sign the
    guess is BAS.
    """
    signs = [chart for account, name in books.account_names.items() for chart in charts_told(account, name)]
    if "kommun" in books.chart_hint.lower():
        signs.append("kommun-bas")
    elif "bas" in books.chart_hint.lower():
        signs.append("bas")
    kommun, bas = signs.count("kommun-bas"), signs.count("bas")
    return ("kommun-bas" if kommun > bas else "bas"), (kommun == 0) != (bas == 0)


def charts_told(account: str, name: str) -> Iterator[ChartName]:
    """Give the chart that an account and its name together are a sign of; nothing where they tell none."""
    for prefix, word, chart in _TELLS:
        if account.startswith(prefix) and word in name.lower():
            yield chart
