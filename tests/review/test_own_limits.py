"""An association's own limits in the place of those that come with the program."""

from decimal import Decimal

from mellanrum.review import own_limit, shipped_limits, with_own

KEY = "ratios.equity_share"


def test_own_limit_holds_from_its_year_until_the_next() -> None:
    own = [own_limit(KEY, Decimal("0.4"), 2026, "Styrelsen"), own_limit(KEY, Decimal("0.3"), 2024, "Styrelsen")]

    limits = with_own(shipped_limits(), own)

    found = [[(row.at_most, row.figure) for row in limits.limits_of(year)] for year in (2023, 2024, 2025, 2026, 2040)]
    assert found == [[(Decimal(share), KEY)] for share in ("0.20", "0.3", "0.3", "0.4", "0.4")]


def test_limits_without_own_are_those_that_are_shipped() -> None:
    assert with_own(shipped_limits(), []) == shipped_limits()


def test_limit_of_another_figure_stands_beside() -> None:
    limits = with_own(shipped_limits(), [own_limit("ratios.administration_share", Decimal("0.1"), 2024, "Styrelsen")])

    assert [row.figure for row in limits.limits_of(2025)] == [KEY, "ratios.administration_share"]
