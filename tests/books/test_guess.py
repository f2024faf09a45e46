"""Guessing the chart of accounts."""

import pytest

from mellanrum.books.guess import guess_chart
from mellanrum.books.ledger import Books, YearBalances
from mellanrum.figures import Period
from mellanrum.statements import basis

YEAR = YearBalances(Period.of_year(2025), {}, {}, ())


@pytest.mark.parametrize(
    ("names", "hint", "chart", "is_sure"),
    [
        ({"7832": "Avskrivningar"}, "", "bas", True),
        ({"7910": "Avskrivning inventarier"}, "", "kommun-bas", True),
        ({"8311": "Ränteintäkter", "8410": "Räntekostnader"}, "", "bas", True),
        ({"8410": "Ränteintäkter", "8510": "Räntekostnader"}, "", "kommun-bas", True),
        ({"8410": "Finansiella intäkter", "8999": "Årets resultat"}, "", "kommun-bas", True),
        ({"3010": "Bidrag"}, "BAS2014", "bas", True),
        ({"3010": "Bidrag"}, "Kommun-Bas 13", "kommun-bas", True),
        ({"3010": "Bidrag"}, "KOMMUNBAS", "kommun-bas", True),
        ({"3010": "Bidrag"}, "EUBAS97", "bas", True),
        ({}, "", "bas", False),
        ({"7910": "Avskrivningar", "8410": "Ränteintäkter"}, "BAS2014", "kommun-bas", False),
        ({"7832": "Avskrivningar", "8410": "Ränteintäkter"}, "", "bas", False),
    ],
)
def test_chart_is_guessed_from_names_and_hint(names: dict[str, str], hint: str, chart: str, is_sure: bool) -> None:
    assert guess_chart(Books("", "", (YEAR,), names, chart_hint=hint)) == (chart, is_sure)


def test_chart_that_is_guessed_is_told() -> None:
    sure = Books("", "", (YEAR,), {"7832": "Avskrivningar"})

    codes = [[item.code for item in basis(books)[1]] for books in (sure, Books("", "", (YEAR,)))]

    assert codes == [["map.chart_guessed"], ["map.chart_unsure"]]
    assert basis(sure, "kommun-bas")[1] == ()
