"""`mellanrum why`: the trace of a figure as a tree."""

from decimal import Decimal
from pathlib import Path

import pytest

from support import golden
from support.calling import Call

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("costs", ("why", "dk2025.se", "overview.costs")),
        ("equity-share-en", ("--lang", "en", "why", "dk2025.se", "ratios.equity_share")),
        ("last-year", ("why", "dk2025.se", "balance_sheet.receivables", "--period", "2024")),
        ("keys", ("why", "dk2025.se")),
    ],
)
def test_why(call: Call, name: str, words: tuple[str, ...]) -> None:
    said = call(*words)

    assert (said.code, said.err) == (0, "")
    golden(HERE / "golden" / f"why-{name}.txt", said.out)


def test_why_months_add_up_to_the_account(call: Call) -> None:
    lines = call("why", "dk2025.se", "income_statement.revenue").out.splitlines()

    at = next(number for number, line in enumerate(lines) if "3010 " in line)
    months = [line for line in lines[at + 1 :] if line.startswith("│  ")]
    first = months[: next(number for number, line in enumerate(months, 1) if "└─" in line)]
    assert sum(map(_amount, first)) == _amount(lines[at])


def _amount(line: str) -> Decimal:
    return Decimal(line.rsplit("  ", 1)[1].strip().replace("\xa0", "").replace(",", ".").replace("\u2212", "-"))


def test_why_reported_figure_names_its_source(call: Call, desk: Path) -> None:
    (desk / "tidigare.toml").write_text(
        '[[report]]\nyear = 2021\nsource = "Årsredovisning 2023"\npage = 4\n'
        'figures = { "overview.revenue" = 7175545 }\n',
        encoding="utf-8",
    )

    said = call("why", "dk2025.se", "overview.revenue", "--period", "2021", "--reported", "tidigare.toml")

    assert [" ".join(line.split()) for line in said.out.splitlines()] == [
        "Intäkter (finansiella intäkter ingår) 2021 (overview.revenue) 7 175 545,00",
        "Angiven i ett tidigare dokument · källa: Årsredovisning 2023",
        "└─ Årsredovisning 2023, sida 4 7 175 545,00",
    ]

    keys = call("why", "dk2025.se", "--period", "2021", "--reported", "tidigare.toml")

    assert " ".join(keys.out.split()) == "overview.revenue 7 175 545 Intäkter (finansiella intäkter ingår)"


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("balance_sheet.cahs", "balance_sheet.cash"),
        ("cash", "balance_sheet.cash"),
        ("income_statement.revenu", "income_statement.revenue"),
        ("total_assets", "balance_sheet.total_assets"),
    ],
)
def test_why_unknown_key_suggests_the_nearest(call: Call, key: str, near: str) -> None:
    said = call("why", "dk2025.se", key)

    assert (said.code, said.out) == (2, "")
    assert said.told.startswith(f"fel: Det finns ingen uppgift {key} för 2025. Närmast: {near}")


def test_why_key_may_be_in_capitals(call: Call) -> None:
    assert call("why", "dk2025.se", "BALANCE_SHEET.CASH").code == 0


def test_why_tells_income_and_cost_of_an_area_apart(call: Call) -> None:
    said = call("why", "dk2025.se", "operations.cc_10.net").out.splitlines()

    assert said[0].startswith("Administration, netto 2025  (operations.cc_10.net)")
    branches = [line[3:].partition(" 2025")[0] for line in said if line.startswith(("├─", "└─"))]
    assert branches == ["Administration, intäkt", "Administration, kostnad"]
