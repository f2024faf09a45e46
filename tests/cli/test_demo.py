"""`mellanrum demo`: a report, the files it is made from, and what there is to say of it."""

import sys
from pathlib import Path

import pytest

from mellanrum.cli.demo import OUT
from mellanrum.composition.example import FILES
from support.calling import Call

DATA = Path(__file__).parents[1] / "data" / "sie"


def test_demo_makes_a_report_and_lays_its_files_beside(call: Call, desk: Path) -> None:
    said = call("demo")

    assert (said.code, said.err) == (0, "")
    assert sorted(path.name for path in (desk / "demo").iterdir()) == sorted((*FILES, *OUT))
    assert said.out.startswith("Demodata: siffrorna kommer ur Finsam Degerfors/Karlskogas offentliga årsredovisningar")
    assert "Årets resultat" in said.out
    assert "Iakttagelser: fel 0, " in said.out
    assert "Skrev demo/arsredovisning-2025.pdf." in said.out


def test_demo_in_a_folder_of_ones_own_and_in_english(call: Call, desk: Path) -> None:
    said = call("--lang", "en", "demo", "ny/mapp")

    assert (said.code, said.out.partition(":")[0]) == (0, "Demo data")
    assert (desk / "ny" / "mapp" / OUT[0]).is_file()


def test_demo_suggestions_work(call: Call) -> None:
    lines = call("demo").out.splitlines()

    tried = [call(*line.split()[1:]).code for line in lines if line.startswith("  mellanrum ")]
    assert tried == [0, 0]


@pytest.mark.parametrize(
    ("called", "path", "named"),
    [
        (".venv/demo/bin/mellanrum", "/nowhere", ".venv/demo/bin/mellanrum"),
        ("{bin}/mellanrum", "{bin}", "mellanrum"),
        ("lib/mellanrum/__main__.py", "/nowhere", "mellanrum"),
    ],
)
def test_demo_suggestions_name_the_program_as_it_can_be_called(
    call: Call, desk: Path, monkeypatch: pytest.MonkeyPatch, called: str, path: str, named: str
) -> None:
    (desk / "mellanrum").touch(0o755)
    monkeypatch.setattr(sys, "argv", [called.format(bin=desk)])
    monkeypatch.setenv("PATH", path.format(bin=desk))

    suggested = [line.split()[0] for line in call("demo").out.splitlines() if line.startswith("  ") and "--map" in line]

    assert suggested == [named, named]


def test_demo_where_a_file_stands_in_the_way(call: Call) -> None:
    said = call("demo", "dk2025.se")

    assert (said.code, said.told.partition(".")[0]) == (2, "fel: dk2025")


@pytest.mark.parametrize("name", ["dk2025.se", "dk2023.se"])
def test_demo_books_are_those_of_the_tests(name: str) -> None:
    demo = Path(__file__).parents[2] / "src" / "mellanrum" / "composition" / "example_data"

    assert (demo / name).read_bytes() == (DATA / name).read_bytes()
