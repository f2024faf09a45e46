"""Contributions, the overview over the years, financed activities, ratios, and the balance requirement."""

from decimal import Decimal

import pytest

from mellanrum.figures import Figure
from mellanrum.figures.reported import read_reported
from mellanrum.findings import Severity, spoken_message
from mellanrum.statements.tables import financed, overview, statement
from statements.given import BEFORE, THIS, Given, books, given, opened, plain

PAID = """
#KONTO 3010 "Bidrag från staten"
#KONTO 3020 "Driftbidrag Region Norr"
#KONTO 3030 "Bidrag från Byns kommun"
#KONTO 3040 "ESF, projektbidrag"
#KONTO 3050 "Lönebidrag från Arbetsförmedlingen"
#KONTO 3060 "Försäljning till kommunen"
2025-02-10: 1930 1073, 3010 -500, 3020 -250, 3030 -250, 3040 -60, 3050 -8, 3060 -5
"""


def reporting(text: str, table: str, chart_text: str = "") -> Given:
    """Open a year with figures that an earlier document states."""
    figures, faults = read_reported(table.encode(), "rapporterat.toml", today=THIS.end)
    assert faults == ()
    return opened(books(text), own=chart_text, reported=figures)


def test_contributors_are_told_by_the_names_of_their_accounts() -> None:
    that = given(PAID)

    assert that.table("contributions") == {
        "state": 500,
        "region": 250,
        "municipalities": 250,
        "total": 1000,
        "project": 60,
    }
    [said] = [item for item in that.said if item.code == "map.contributors_guessed"]
    assert dict(said.parameters) == {"state": "3010", "region": "3020", "municipalities": "3030"}


def _municipalities(accounts: range, *others: int) -> str:
    numbers = sorted([*accounts, *others])
    paid = "\n".join(f'#KONTO {number} "Bidrag Oby kommun"' for number in accounts)
    rest = "\n".join(f'#KONTO {number} "Bidrag staten"' for number in others)
    sums = "\n".join(f"#RES 0 {number} -10" for number in numbers)
    [said] = [item for item in given(f"{paid}\n{rest}\n{sums}").said if item.code == "map.contributors_guessed"]
    return spoken_message(said).partition("kommunerna ")[2]


def test_many_accounts_of_a_contributor_are_told_by_the_first_and_the_last() -> None:
    assert _municipalities(range(3020, 3025), 3010) == "3020, 3021, 3022, 3023, 3024."
    assert _municipalities(range(3020, 3026), 3010) == "3020–3025 (6 konton)."


def test_many_accounts_with_anothers_among_them_are_told_by_the_first_five() -> None:
    assert _municipalities(range(3020, 3040, 2), 3025) == "3020, 3022, 3024, 3026, 3028 med flera."


def test_contributors_of_the_map_go_before_names() -> None:
    own = """
    [[contributor]]
    member = "state"
    accounts = ["30"]
    [[contributor]]
    member = "municipalities"
    accounts = ["3060"]
    """

    that = given(PAID, own=own)

    assert that.table("contributions") == {"state": 1068, "municipalities": 5, "total": 1073}
    assert [item.code for item in that.said if "contributors" in item.code] == []


def test_contributions_that_no_name_tells_are_unknown_and_not_nil() -> None:
    that = given('#KONTO 3010 "Intäkt A"\n#KONTO 3020 "Intäkt B"\n2025-02-10: 1930 30, 3010 -10, 3020 -20')

    assert that.amount("contributions.total") is None
    assert that.amount("overview.equity_share") is None
    assert that.amount("ratios.equity_share") is None
    assert that.amount("ratios.administration_of_contributions") is None
    [said] = [item for item in that.said if item.code == "map.contributors_unknown"]
    assert (said.severity, said.parameters["accounts"]) == (Severity.WARNING, "3010, 3020")


def test_contributions_that_are_unknown_may_be_stated() -> None:
    table = """
    [[report]]
    year = 2025
    source = "Styrelsens beslut"
    figures = { "contributions.total" = 20 }
    """

    that = reporting("2025-02-10: 1930 30, 3910 -30", table)

    assert that.amount("ratios.equity_share") == Decimal("1.5")


def test_overview_has_one_definition_in_every_year() -> None:
    that = given(
        """
        #KONTO 3010 "Bidrag från staten"
        #IB 0 1930 100
        #IB 0 2060 -100
        2025-02-10: 1930 1000, 3010 -1000
        2025-03-10: 1930 -700, 5010 650, 7832 20, 8410 30
        2025-04-10: 1930 5, 8310 -5
        2025-05-10: 1930 -11, 8710 10, 8510 1
        """
    )

    assert that.table("overview") == {
        "revenue": 1005,
        "costs": 711,
        "result": 294,
        "equity": 394,
        "total_assets": 394,
        "equity_ratio": 1,
        "contributions": 1000,
        "equity_share": Decimal("0.394"),
    }


def test_overview_takes_years_without_books_from_earlier_reports() -> None:
    table = """
    [[report]]
    year = 2023
    source = "Årsredovisning 2023"
    [report.figures]
    "overview.revenue" = 900
    "overview.costs" = 800
    "overview.employees" = 2
    [[report]]
    year = 2021
    source = "Årsredovisning 2022"
    [report.figures]
    "overview.revenue" = 700
    "balance_sheet.equity" = 50
    "balance_sheet.total_assets" = 200
    [[report]]
    year = 2025
    source = "Lönelistan"
    [report.figures]
    "overview.employees" = 1
    """

    that = reporting("#UB -1 1930 5\n#RES -1 3010 -5\n2025-02-10: 1930 9, 3010 -9", table)
    lines = overview(that.book)

    shown = {line.year: {name: plain(figure.value) for name, figure in line.figures.items()} for line in lines}
    assert list(shown) == [2025, 2024, 2023, 2021]
    assert (shown[2025]["revenue"], shown[2025]["employees"]) == (9, 1)
    assert shown[2024]["revenue"] == 5
    assert shown[2023] == {"revenue": 900, "costs": 800, "employees": 2}
    assert shown[2021]["revenue"] == 700
    assert shown[2021]["equity_ratio"] == Decimal("0.25")
    assert [line.source for line in lines] == ["", "", "Årsredovisning 2023", "Årsredovisning 2022"]


def test_financed_activities_of_three_years() -> None:
    that = given(
        """
        #RAR -2 20230101 20231231
        #OBJEKT 1 "10" "Kansli"
        #OBJEKT 1 "20" "Strukturövergripande"
        #OBJEKT 1 "30" "Individinriktade insatser"
        #OBJEKT 6 "P1" "Rehabkedjan"
        #KONTO 6420 "Revision"
        #KONTO 5010 "Hyra"
        #RES -2 5010 9
        #PSALDO -2 202301 5010 {1 "20"} 9
        #RES -1 5010 12
        #PSALDO -1 202401 5010 {1 "30"} 12
        2025-02-10: 1930 -40, 5010 10 {1 "10"}, 6420 5 {1 "10"}, 6010 15 {1 "30" 6 "P1"}, 6010 10 {1 "30"}
        """
    )

    lines = financed(that.book)

    assert [(line.key, line.level, line.is_sum) for line in lines] == [
        ("individual", 0, False),
        ("individual.cc_30", 1, False),
        ("individual.p_p1", 1, False),
        ("structural", 0, False),
        ("structural.cc_20", 1, False),
        ("administration", 0, False),
        ("administration.a5010", 1, False),
        ("administration.audit", 1, False),
        ("total", 0, True),
    ]
    amounts = {line.key: values(line.amounts) for line in lines}
    assert amounts["individual"] == (25, 12, 0)
    assert amounts["individual.p_p1"] == (15, 0, 0)
    assert amounts["structural.cc_20"] == (0, 0, 9)
    assert amounts["administration.audit"] == (5, 0, 0)
    assert amounts["total"] == (40, 12, 9)
    shares = next(line.shares for line in lines if line.key == "administration")
    assert values(shares) == (Decimal("0.375"), 0, 0)


def values(figures: tuple[Figure | None, ...]) -> tuple[int | Decimal | None, ...]:
    return tuple(None if figure is None else plain(figure.value) for figure in figures)


def test_ratios() -> None:
    that = given(
        """
        #KONTO 3010 "Bidrag från staten"
        #OBJEKT 1 "10" "Kansli"
        #OBJEKT 1 "30" "Individinriktat"
        #IB 0 1930 100
        #IB 0 2060 -100
        2025-02-10: 1930 1000, 3010 -1000
        2025-03-10: 1930 -900, 5010 225 {1 "10"}, 5010 675 {1 "30"}
        2025-04-10: 1930 50, 2440 -50
        """
    )

    assert that.table("ratios") == {
        "equity_ratio": Decimal("0.8"),
        "equity_share": Decimal("0.2"),
        "share_individual": Decimal("0.75"),
        "share_administration": Decimal("0.25"),
        "administration_of_contributions": Decimal("0.225"),
        "liquidity": 5,
    }


def test_ratios_with_nothing_to_divide_by_are_absent() -> None:
    that = given("#IB 0 1930 0")

    assert that.book.keys("ratios") == ()
    assert that.book.keys("financed_share") == ()


def test_cost_per_participation_needs_their_number() -> None:
    table = """
    [[report]]
    year = 2025
    source = "Statistiken"
    figures = { "participations.total" = 8 }
    """

    that = reporting('#OBJEKT 1 "30" "Individ"\n2025-02-10: 1930 -100, 5010 100 {1 "30"}', table)

    assert that.amount("ratios.cost_per_participation") == Decimal("12.5")


RESULT = "2025-03-10: 1930 {amount}, 3010 -{amount}"


def test_balance_requirement_takes_capital_gains_off_wherever_they_stand() -> None:
    own = """
    [[group]]
    group = "capital_gains"
    prefixes = ["8220"]
    """

    that = given("2025-03-10: 1930 100, 3010 -50, 3973 -30, 8220 -20\n2025-03-11: 1930 -5, 7973 5", own=own)

    assert that.table("balance_requirement") == {
        "result": 95,
        "gains": -50,
        "after_adjustments": 45,
        "balance_result": 45,
    }


def test_balance_requirement_loss_on_an_account_for_gains_is_no_gain() -> None:
    that = given("2025-03-10: 1930 -30, 3973 30")

    assert that.table("balance_requirement") == {
        "result": -30,
        "after_adjustments": -30,
        "balance_result": -30,
        "to_restore": 30,
    }


def test_balance_requirement_with_what_the_books_cannot_know() -> None:
    table = """
    [[report]]
    year = 2025
    source = "Styrelsens utredning"
    [report.figures]
    "balance_requirement.losses_exempt" = 10
    "balance_requirement.reserve_use" = 20
    "balance_requirement.earlier_deficit" = -15
    "balance_requirement.extraordinary_reasons" = 5
    """

    that = reporting("2025-03-10: 1930 -100, 5010 100", table)

    assert that.table("balance_requirement") == {
        "result": -100,
        "losses_exempt": 10,
        "after_adjustments": -90,
        "reserve_use": 20,
        "balance_result": -70,
        "earlier_deficit": -15,
        "extraordinary_reasons": 5,
        "to_restore": 80,
    }
    labels = {line.key: line.label for line in statement(that.book, "balance_requirement")}
    assert labels["losses_exempt"] == "+ capital losses exempted"
    assert labels["earlier_deficit"] == "Balance requirement deficit of earlier years"


@pytest.mark.parametrize(("result", "to_restore"), [(30, 70), (100, 0), (250, 0)])
def test_balance_requirement_remembers_the_deficit_of_the_year_before(result: int, to_restore: int) -> None:
    that = given(f"#UB -1 1930 -100\n#RES -1 5010 100\n{RESULT.format(amount=result)}")

    assert that.amount("balance_requirement.to_restore", BEFORE) == 100
    assert that.amount("balance_requirement.earlier_deficit") == -100
    assert that.amount("balance_requirement.to_restore") == to_restore
