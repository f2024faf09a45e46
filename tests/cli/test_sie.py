"""`mellanrum sie`, `rules` and `template`."""

import zipfile
from pathlib import Path

import pytest

from mellanrum.cli.rule_files import RELATIONS
from mellanrum.rules import shipped_names, shipped_text
from support import golden
from support.calling import Call

HERE = Path(__file__).parent


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_sie_show(call: Call, lang: str) -> None:
    said = call("--lang", lang, "sie", "show", "dk2025.se")

    assert (said.code, said.err) == (0, "")
    golden(HERE / "golden" / f"sie-show-{lang}.txt", said.out)


@pytest.mark.parametrize("kind", ["1", "2", "3", "4e", "4E", "4i"])
def test_sie_convert_makes_the_type(call: Call, desk: Path, kind: str) -> None:
    said = call("sie", "convert", "dk2025.se", "ut.se", "--type", kind)

    assert (said.code, said.err, said.out.splitlines()[0]) == (0, "", f"Skrev ut.se: SIE typ {kind.upper()}.")
    assert f"#SIETYP {kind[0]}".encode() in (desk / "ut.se").read_bytes()


def test_sie_convert_what_the_file_does_not_have_is_refused(call: Call, desk: Path) -> None:
    call("sie", "convert", "dk2025.se", "ett.se", "--type", "1")

    said = call("sie", "convert", "ett.se", "fyra.se", "--type", "4e")

    assert (said.code, said.out, (desk / "fyra.se").exists()) == (2, "", False)
    assert said.told.startswith("fel: ett.se: En SIE-fil av typ 1 kan inte bli typ 4E")


def test_sie_convert_does_not_write_over_what_it_reads(call: Call, desk: Path) -> None:
    before = (desk / "dk2025.se").read_bytes()

    said = call("sie", "convert", "dk2025.se", "./dk2025.se", "--type", "1")

    assert (said.code, (desk / "dk2025.se").read_bytes() == before) == (2, True)


@pytest.mark.parametrize("words", [("sie", "show"), ("sie", "convert", "--type", "1", "--", "tom.se", "ut.se")])
def test_sie_file_that_cannot_be_read(call: Call, desk: Path, words: tuple[str, ...]) -> None:
    (desk / "tom.se").write_bytes(b"hej")

    said = call(*words, *(() if "tom.se" in words else ("tom.se",)))

    assert (said.code, said.out) == (2, "")
    assert said.told.startswith("fel: tom.se: Det här är ingen SIE-fil")


def test_rules_list_tells_of_every_file(call: Call) -> None:
    lines = call("rules", "list").out.splitlines()

    assert [line.split()[0] for line in lines] == [*shipped_names(), RELATIONS]
    assert all(len(line.split()) > 1 for line in lines), lines


@pytest.mark.parametrize("name", shipped_names())
def test_rules_show(call: Call, name: str) -> None:
    said = call("rules", "show", name)

    assert (said.code, said.out) == (0, shipped_text(name).decode())


def test_rules_show_relations(call: Call) -> None:
    said = call("rules", "show", "relations")

    assert said.code == 0
    assert "    balance_sheet.result = income_statement.result" in said.out.splitlines()


@pytest.mark.parametrize("kind", ["trial-balance", "budget"])
def test_template(call: Call, desk: Path, kind: str) -> None:
    said = [call("template", kind, name) for name in ("mall.xlsx", "mall.csv")]

    assert [(one.code, one.out) for one in said] == [(0, "Skrev mall.xlsx.\n"), (0, "Skrev mall.csv.\n")]
    assert zipfile.is_zipfile(desk / "mall.xlsx")
    assert "Kostnadsställe" in (desk / "mall.csv").read_text(encoding="utf-8-sig")


def test_template_is_not_written_over_a_file(call: Call, desk: Path) -> None:
    (desk / "budget.csv").write_text("ifylld", encoding="utf-8")

    said = call("template", "budget", "budget.csv")

    assert said.code == 2
    assert said.told.startswith("fel: Det finns redan en fil budget.csv, och den kan vara ifylld.")
    assert (desk / "budget.csv").read_text(encoding="utf-8") == "ifylld"


def test_template_of_another_kind_of_file(call: Call) -> None:
    said = call("template", "budget", "mall.ods")

    assert (said.code, said.told) == (
        2,
        "fel: mall.ods har en filändelse som inte går att skriva. Ge filen en av de här ändelserna: .xlsx, .csv.",
    )
