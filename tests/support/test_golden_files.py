from pathlib import Path

import pytest

from support import golden


@pytest.fixture(autouse=True)
def _comparing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MELLANRUM_GOLDEN", raising=False)


def test_golden_same_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("å\n", encoding="utf-8")

    golden(tmp_path / "a.txt", "å\n")


@pytest.mark.parametrize("stored", [None, "ä\n"])
def test_golden_other_text_or_no_file_fails(tmp_path: Path, stored: str | None) -> None:
    if stored:
        (tmp_path / "a.txt").write_text(stored, encoding="utf-8")

    with pytest.raises(AssertionError, match="make golden"):
        golden(tmp_path / "a.txt", "å\n")


def test_golden_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MELLANRUM_GOLDEN", "renew")

    golden(tmp_path / "new" / "a.txt", "å\n")

    assert (tmp_path / "new" / "a.txt").read_bytes() == "å\n".encode()
