"""What docs/rojandekontroll.md prints of its examples is what the program prints."""

import re
import shutil
from pathlib import Path

import pytest

from mellanrum.cli import main
from support import golden

PAGE = Path(__file__).parents[2] / "docs" / "rojandekontroll.md"
BLOCK = re.compile(r"(<!-- kör: mellanrum (?P<words>[^\n]+?) -->\n)```text\n.*?```", re.DOTALL)


def test_the_page_prints_what_the_program_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for example in (PAGE.parent / "exempel").glob("*.json"):
        shutil.copy(example, tmp_path)
    monkeypatch.chdir(tmp_path)

    def printed(block: re.Match[str]) -> str:
        main(block["words"].split())
        return f"{block[1]}```text\n{capsys.readouterr().out}```"

    page = PAGE.read_text(encoding="utf-8")
    assert len(BLOCK.findall(page)) == 4
    golden(PAGE, BLOCK.sub(printed, page))
