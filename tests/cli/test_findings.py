"""`mellanrum check`: findings as sentences, counted, and the exit code they give."""

import io
import json
import re
from pathlib import Path

import pytest

from mellanrum.cli.as_findings import counted, figure_text, finding_text, findings_text, place_text
from mellanrum.findings import Place, Severity, finding
from support.calling import Call

BROKEN = """\
#FLAGGA 0
#PROGRAM "Ekonomi" 1.0
#FORMAT PC8
#GEN 20260101
#SIETYP 4
#FNAMN "Forbundet"
#ORGNR 222000-0000
#RAR 0 20250101 20251231
#KONTO 1930 Bank
#KONTO 2010 "Eget kapital"
#KONTO 3010 "Bidrag fran staten"
#IB 0 1930 100
#IB 0 2010 -100
#UB 0 1930 150
#UB 0 2010 -100
#RES 0 3010 -50
#VER A 1 20250301 "Bidrag"
{
#TRANS 1930 {} 50
#TRANS 3010 {} -40
}
"""


@pytest.fixture
def broken(desk: Path) -> str:
    (desk / "fel.se").write_text(BROKEN, encoding="cp437")
    return "fel.se"


def test_check_with_an_error_ends_with_one(call: Call, broken: str) -> None:
    said = call("check", broken)

    assert (said.code, said.err) == (1, "")
    assert said.out.startswith("fel: fel.se rad 16: ")


def test_check_json_with_an_error_ends_with_one(call: Call, broken: str) -> None:
    said = call("check", broken, "--format", "json")

    found = [(item["code"], item["severity"], item["place"]["line"]) for item in json.loads(said.out)["findings"]]
    assert (said.code, said.err) == (1, "")
    assert ("sie.unbalanced_voucher", "error", 17) in found


def test_statements_with_an_error_are_shown_all_the_same(call: Call, broken: str) -> None:
    said = call("statements", broken)

    assert (said.code, said.out.splitlines()[3].split()) == (1, ["Resultaträkning", "2025", "2024"])


def test_check_of_a_year_before_the_rules_uses_the_first(call: Call, desk: Path) -> None:
    older = BROKEN.replace("20250101 20251231", "20110101 20111231").replace("20250301", "20110301")
    (desk / "2011.se").write_text(older, encoding="cp437")

    found = json.loads(call("check", "2011.se", "--format", "json").out)["findings"]

    assert [item["message"] for item in found if item["code"] == "map.rules_begin_later"] == [
        "Bokföringen gäller 2011. Reglerna här börjar 2019-01-01, så de har använts."
    ]


@pytest.mark.parametrize("option", ["--map", "--reported", "--columns", "--budget", "--earlier"])
def test_check_with_a_file_that_cannot_be_used_is_refused(call: Call, desk: Path, option: str) -> None:
    (desk / "annat.txt").write_text("= hej", encoding="utf-8")

    said = call("check", "dk2025.se", option, "annat.txt")

    assert (said.code, said.out) == (2, "")
    assert said.told.startswith("fel: annat.txt"), said.told


def test_check_counts_at_the_end(call: Call) -> None:
    lines = call("check", "dk2025.se").out.splitlines()

    times = {word: sum(line.startswith(f"{word}: ") for line in lines) for word in ("fel", "varning", "anmärkning")}
    assert lines[-1] == (
        f"Iakttagelser: fel {times['fel']}, varningar {times['varning']}, anmärkningar {times['anmärkning']}."
    )


def test_check_errors_come_first(call: Call, broken: str) -> None:
    order = {"fel": 0, "varning": 1, "anmärkning": 2}
    lines = call("check", broken).out.splitlines()

    severities = [order[word] for line in lines if (word := line.partition(":")[0]) in order]
    assert severities == sorted(severities)


def test_check_in_english(call: Call) -> None:
    assert call("--lang", "en", "check", "dk2025.se").out.splitlines()[-1].startswith("Findings: errors 0, warnings ")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(), ""),
        (Place(file="bok.se"), "bok.se"),
        (Place(file="bok.se", line=12), "bok.se rad 12"),
        (Place(file="ar.pdf", page=3, key="balance_sheet.cash"), "ar.pdf sida 3"),
        (Place(file="bok.xlsx", sheet="Blad1", cell="B7"), "bok.xlsx blad Blad1 cell B7"),
        (Place(file="karta.toml", key="area.1"), "karta.toml area.1"),
        (Place(file="ar.toml", key="balance_sheet.cash"), "ar.toml"),
        (Place(key="balance_sheet.cash"), ""),
    ],
)
def test_place_in_words(place: Place, said: str) -> None:
    assert place_text(place, "sv") == said


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place(), ""),
        (Place(file="karta.toml", key="area.1"), ""),
        (Place(file="ar.pdf", page=3, key="balance_sheet.cash"), "(uppgift:\N{NO-BREAK SPACE}balance_sheet.cash)"),
        (Place(key="balance_sheet.cash"), "(uppgift:\N{NO-BREAK SPACE}balance_sheet.cash)"),
    ],
)
def test_figure_in_words(place: Place, said: str) -> None:
    assert figure_text(place, "sv") == said


def test_check_names_figures_as_why_takes_them(call: Call) -> None:
    [key] = re.findall(r"\(uppgift:\s([a-z_.]+)\)", call("check", "vast2023.se").out)[:1]

    assert (key, call("why", "vast2023.se", key).code) == ("ratios.equity_share", 0)


def test_check_says_what_is_wrong_before_it_names_the_figure(call: Call) -> None:
    lines = " ".join(call("check", "dk2025.se").out.split())

    assert lines.startswith(
        "varning: Balanskravsutredning 2025: Årets balanskravsresultat är ett underskott på 193 877 kr. "
        "Skriv i rapporten varför, och vad styrelsen tänker göra. Reglerna om återställande av underskott binder inte "
        "ett samordningsförbund. (uppgift: balance_requirement.balance_result)"
    )


def test_finding_in_words() -> None:
    item = finding("cli.no_such_rules", Place(file="x.toml", line=3), name="limit", near="limits")

    assert finding_text(item, "sv").replace("\n    ", " ") == (
        "fel: x.toml rad 3: Det finns inga regler som heter limit. Närmast: limits. "
        "Skriv ett av namnen som rules list visar."
    )
    assert finding_text(item, "en").startswith("error: x.toml line 3: There are no rules called limit.")


def test_no_findings_in_words() -> None:
    assert findings_text((), "sv") == "Inga iakttagelser."


def test_findings_are_counted_by_severity() -> None:
    found = [finding("cli.interrupted", severity=severity) for severity in (*Severity, Severity.NOTE)]

    assert counted(found, "en") == "Findings: errors 1, warnings 1, notes 2."


def test_many_findings_of_one_kind_are_some_and_a_count() -> None:
    many = [finding("books.no_name", Place(file="a.se", line=line)) for line in range(1, 101)]
    other = finding("books.no_name", Place(file="b.se"))

    told = findings_text([*many, other], "sv").splitlines()

    assert sum(line.startswith("varning: a.se") for line in told) == 40
    assert "    … och 60 till av samma slag: mellanrum check --format json visar alla." in told
    assert any(line.startswith("varning: b.se") for line in told)
    assert told[-1] == "Iakttagelser: fel 0, varningar 101, anmärkningar 0."


def test_one_more_than_some_is_written_out() -> None:
    many = [finding("books.no_name", Place(file="a.se", line=line)) for line in range(1, 42)]

    told = findings_text(many, "sv")

    assert (told.count("a.se"), "till av samma slag" in told) == (41, False)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("columns", "widest"), [("60", 60), ("200", 92), ("10", 40)])
def test_sentences_are_as_wide_as_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: str, widest: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("NO_COLOR", "1")

    told = finding_text(finding("books.no_name", Place(file="a.se")), "sv", Terminal())

    assert widest - 15 < max(len(line) for line in told.splitlines()) <= widest
