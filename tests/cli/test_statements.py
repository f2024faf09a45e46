"""`mellanrum statements`: tables for people, JSON for programs."""

import json
from pathlib import Path

import pytest

from support import golden
from support.calling import Call

HERE = Path(__file__).parent
DK = ("dk2025.se", "--earlier", "dk2023.se")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dk2025", ("statements", *DK)),
        ("dk2025-en", ("--lang", "en", "statements", *DK)),
        ("vast2023", ("statements", "vast2023.se")),
    ],
)
def test_statements_as_tables(call: Call, name: str, words: tuple[str, ...]) -> None:
    said = call(*words)

    assert (said.code, said.err) == (0, "")
    golden(HERE / "golden" / f"statements-{name}.txt", said.out)


@pytest.mark.parametrize("name", ["dk2025", "vast2023"])
def test_statements_as_json(call: Call, name: str) -> None:
    said = call("statements", f"{name}.se", "--format", "json")

    assert (said.code, said.err) == (0, "")
    golden(HERE / "golden" / f"statements-{name}.json", said.out)


def test_statements_lines_fit_the_terminal(call: Call) -> None:
    said = call("statements", *DK)

    assert max(map(len, said.out.splitlines())) <= 92


def test_statements_json_is_one_object_in_utf8(call: Call) -> None:
    said = call("statements", *DK, "--format", "json")

    assert json.loads(said.out)["income_statement"][0]["label"] == "Verksamhetens intäkter"
    assert "Verksamhetens intäkter" in said.out


def test_statements_json_speaks_english(call: Call) -> None:
    said = call("statements", "dk2025.se", "--format", "json", "--lang", "en")

    assert json.loads(said.out)["income_statement"][0]["label"] == "Operating revenue"


def test_statements_nil_lines_are_left_out_of_tables_and_kept_in_json(call: Call) -> None:
    table = call("statements", "dk2025.se").out
    lines = json.loads(call("statements", "dk2025.se", "--format", "json").out)["balance_sheet"]

    assert "Immateriella anläggningstillgångar" not in table
    assert {line["key"]: line["current"] for line in lines}["intangible_assets"] == "0"


def test_statements_reported_year_comes_with_its_source(call: Call, desk: Path) -> None:
    (desk / "tidigare.toml").write_text(
        """
        [[report]]
        year = 2021
        source = "Årsredovisning 2023"
        page = 4
        [report.figures]
        "overview.revenue" = 7175545
        "overview.equity_ratio" = "0.418"
        """,
        encoding="utf-8",
    )

    said = call("statements", *DK, "--reported", "tidigare.toml", "--format", "json")

    year = json.loads(said.out)["overview"][-1]
    assert (year["year"], year["revenue"], year["equity_ratio"]) == (2021, "7175545", "0.418")
    assert (year["costs"], year["source"]) == (None, "Årsredovisning 2023")


def test_statements_budget_by_area_takes_the_place_of_the_books(call: Call, desk: Path) -> None:
    (desk / "budget.csv").write_text(
        "Område;Belopp\nAdministration;1 065 000\n30;4323000\nmedelstilldelning;-5560000\n", encoding="utf-8"
    )

    said = call("statements", "dk2025.se", "--budget", "budget.csv", "--format", "json")

    budget = {row["label"]: row["budget"] for row in json.loads(said.out)["operations"]}
    assert (said.code, budget) == (
        0,
        {
            "Administration": "1065000",
            "Strukturövergripande insatser": "0",
            "Individinriktade insatser": "4323000",
            "ESF-projekt": "0",
            "Medelstilldelning": "-5560000",
            "Finansiella poster": "0",
            "Summa": "-172000",
        },
    )


def test_statements_budget_for_an_unknown_area_is_a_finding(call: Call, desk: Path) -> None:
    (desk / "budget.csv").write_text("Område;Belopp\nAdministration;1 065 000\nMånen;5\n", encoding="utf-8")

    said = call("statements", "dk2025.se", "--budget", "budget.csv", "--format", "json")

    found = [item for item in json.loads(said.out)["findings"] if item["code"].startswith("budget.")]
    assert [(item["code"], item["place"]["file"], item["message"]) for item in found] == [
        (
            "budget.unknown_place",
            "budget.csv",
            "Budgeten nämner ”Månen”, som varken är ett kostnadsställe i bokföringen eller ett område.",
        )
    ]


def test_statements_trial_balance_gives_the_same_as_sie(call: Call, desk: Path) -> None:
    from mellanrum.books.opening import read_books  # noqa: PLC0415 - only this test makes one
    from mellanrum.books.sheets import write_trial_balance  # noqa: PLC0415 - as above

    books, _ = read_books((desk / "dk2025.se").read_bytes(), "dk2025.se")
    assert books is not None
    (desk / "saldo.xlsx").write_bytes(write_trial_balance(books, "xlsx"))

    sie, sheet = (json.loads(call("statements", file, "--format", "json").out) for file in ("dk2025.se", "saldo.xlsx"))

    kept = ("year", "income_statement", "balance_sheet", "cash_flow", "notes", "operations")
    assert {key: sheet[key] for key in kept} == {key: sie[key] for key in kept}
