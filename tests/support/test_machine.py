from pathlib import Path

import pytest

from support import machine, needs, shared


@pytest.fixture
def saw_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(machine.TOOLS, "saw", lambda: "the program saw")


@pytest.mark.usefixtures("saw_is_missing")
def test_needs_missing_tool_skips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MELLANRUM_REQUIRE_ALL", raising=False)

    with pytest.raises(pytest.skip.Exception, match="saw needs the program saw; tools/system_packages"):
        needs("saw")


@pytest.mark.usefixtures("saw_is_missing")
def test_needs_missing_tool_fails_when_all_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MELLANRUM_REQUIRE_ALL", "1")

    with pytest.raises(pytest.fail.Exception, match="saw needs the program saw"):
        needs("saw")


def test_needs_present_tool_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(machine.TOOLS, "saw", lambda: None)

    needs("saw")


def test_shared_present_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MELLANRUM_SHARED", str(tmp_path))
    (tmp_path / "a.se").touch()

    assert shared("a.se") == tmp_path / "a.se"


def test_shared_absent_file_skips_even_when_all_is_required(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MELLANRUM_SHARED", str(tmp_path))
    monkeypatch.setenv("MELLANRUM_REQUIRE_ALL", "1")

    with pytest.raises(pytest.skip.Exception, match="is not in the shared folder"):
        shared("a.se")
