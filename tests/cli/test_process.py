"""The program as a process: encodings, pipes, what it imports."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BOOKS = Path(__file__).parents[1] / "data" / "sie"
PROGRAM = (sys.executable, "-m", "mellanrum.cli")


def run(*words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *words], cwd=BOOKS, capture_output=True, check=False, env={**os.environ, **env})


@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}])
def test_output_is_utf8_whatever_the_locale(env: dict[str, str]) -> None:
    said = run("statements", "dk2025.se", "--format", "json", **env)

    assert (said.returncode, said.stderr) == (0, b"")
    assert json.loads(said.stdout.decode("utf-8"))["income_statement"][0]["label"] == "Verksamhetens intäkter"


def test_messages_are_utf8_whatever_the_locale() -> None:
    said = run("statements", LC_ALL="C", PYTHONUTF8="0")

    assert (said.returncode, "BOKFÖRING saknas" in said.stderr.decode("utf-8")) == (2, True)


def test_file_name_that_is_not_utf8_is_escaped() -> None:
    said = subprocess.run([*PROGRAM, "check", b"\xe5r.se"], cwd=BOOKS, capture_output=True, check=False)

    assert (said.returncode, said.stdout) == (2, b"")
    assert said.stderr.decode("utf-8").startswith("fel: Det finns ingen fil \\udce5r.se.")


def test_reader_that_leaves_is_no_fault() -> None:
    with subprocess.Popen(
        [*PROGRAM, "why", "dk2025.se"], cwd=BOOKS, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        said = program.stderr.read()

    assert (program.returncode, said) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_cannot_be_written_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run([*PROGRAM, "check", "dk2025.se"], cwd=BOOKS, stdout=full, stderr=-1, check=False)

    assert (said.returncode, said.stderr.decode().partition(":")[0]) == (2, "fel")


def test_no_styles_outside_a_terminal() -> None:
    assert b"\x1b[" not in run("statements", "dk2025.se").stdout


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (("--help",), ("pydantic", "altair", "typst", "docx", "openpyxl", "python_calamine", "vl_convert", "babel")),
        (("statements", "dk2025.se"), ("altair", "typst", "docx", "openpyxl", "python_calamine", "vl_convert")),
        (("report", "dk2025.se", "--out", "x.odt"), ("altair", "typst", "docx", "openpyxl", "vl_convert")),
    ],
)
def test_command_imports_only_what_it_needs(words: tuple[str, ...], heavy: tuple[str, ...]) -> None:
    code = f"import sys; from mellanrum.cli import main; main({words!r}); print(sorted(sys.modules), file=sys.stderr)"

    said = subprocess.run([sys.executable, "-c", code], cwd=BOOKS, capture_output=True, check=False)

    loaded = said.stderr.decode().splitlines()[-1]
    assert [name for name in heavy if f"'{name}'" in loaded] == []
