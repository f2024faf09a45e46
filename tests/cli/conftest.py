"""Calling the program in this process, in a folder where the example books lie."""

import shutil
from pathlib import Path

import pytest

from mellanrum.cli import main
from support.calling import Call, Said

BOOKS = Path(__file__).parents[1] / "data" / "sie"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with the example books in it."""
    for books in BOOKS.glob("*.se"):
        shutil.copy(books, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def call(desk: Path, capsys: pytest.CaptureFixture[str]) -> Call:  # noqa: ARG001 - the call is made in that folder
    """Run `mellanrum` with some words."""

    def run(*words: str) -> Said:
        code = main(words)
        caught = capsys.readouterr()
        return Said(code, caught.out, caught.err)

    return run
