"""Calls that cannot be followed: a sentence in the user's language on standard error, and exit code 2."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import mellanrum
from mellanrum.cli.running import language
from support.calling import Call

CALLS = [
    (("statments", "dk2025.se"), "fel: Det finns inget kommando statments. Närmast: statements."),
    (("xyz",), "fel: Det finns inget kommando xyz. Närmast: –."),
    (("statements",), "fel: BOKFÖRING saknas."),
    (("statements", "dk2025.se", "dk2023.se"), "fel: Anropet innehåller mer än kommandot tar emot: dk2023.se."),
    (("statements", "dk2025.se", "a b", "c"), "fel: Anropet innehåller mer än kommandot tar emot: a b c."),
    (("check", "dk2025.se", "--erlier", "x"), "fel: Det finns inget val --erlier. Närmast: --earlier."),
    (("check", "dk2025.se", "--earlier"), "fel: Det saknas ett värde efter --earlier."),
    (("check", "dk2025.se", "--format", "xml"), "fel: --format kan inte vara ”xml”. Välj ett av: table, json."),
    (("check", "dk2025.se", "--chart", "bas99"), "fel: --chart kan inte vara ”bas99”. Välj ett av: bas, kommun-bas."),
    (("--version=3",), "fel: Valet --version tar inget värde."),
    (("--lang", "fr", "statements"), "fel: ”fr” är inget språk som Mellanrum talar."),
    (("--lang",), "fel: ”” är inget språk som Mellanrum talar."),
    (("report", "dk2025.se"), "fel: --out saknas."),
    (("sie", "convert", "dk2025.se", "ut.se"), "fel: --type saknas."),
    (("sie", "convert", "dk2025.se", "ut.se", "--type", "5"), "fel: --type kan inte vara ”5”."),
    (("sie", "skriv"), "fel: Det finns inget kommando skriv. Närmast: –."),
    (("statements", "nix.se"), "fel: Det finns ingen fil nix.se."),
    (("statements", "nix/dk2025.se"), "fel: Det finns ingen fil nix/dk2025.se. Kontrollera namnet och mappen (nix)."),
    (("statements", "."), "fel: . är en mapp, inte en fil."),
    (("statements", "dk2025.se", "--map", "karta.toml"), "fel: Det finns ingen fil karta.toml."),
    (("statements", "dk2025.se", "--earlier", "./dk2025.se"), "fel: Bokföringen dk2025.se är angiven två gånger."),
    (("why", "dk2025.se", "cash_flow.result", "--period", "20x5"), "fel: ”20x5” är inget årtal."),
    (("why", "dk2025.se", "cash_flow.result", "--period", "1999"), "fel: Om 1999 är ingenting känt."),
    (("rules", "show", "limit"), "fel: Det finns inga regler som heter limit. Närmast: limits."),
]


@pytest.mark.parametrize(("words", "sentence"), CALLS, ids=[" ".join(words) for words, _ in CALLS])
def test_call_that_cannot_be_followed(call: Call, words: tuple[str, ...], sentence: str) -> None:
    said = call(*words)

    assert (said.code, said.out) == (2, "")
    assert said.told.startswith(sentence), said.told


@pytest.mark.parametrize("words", [words for words, _ in CALLS if words[0] != "--lang"], ids=" ".join)
def test_call_that_cannot_be_followed_in_english(call: Call, words: tuple[str, ...]) -> None:
    said = call("--lang", "en", *words)

    assert (said.code, said.out) == (2, "")
    assert said.told.startswith("error: ")


def test_call_names_every_file_that_is_missing(call: Call) -> None:
    said = call("statements", "a.se", "--map", "b.toml", "--budget", "c.xlsx")

    assert [line.split(".")[0] for line in said.err.splitlines()] == [
        "fel: Det finns ingen fil a",
        "fel: Det finns ingen fil b",
        "fel: Det finns ingen fil c",
    ]


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (("sie", "convert"), "mellanrum sie convert"),
        (("check", "dk2025.se", "--earlier"), "mellanrum check"),
        (("sie", "skriv"), "mellanrum sie"),
        (("xyz",), "mellanrum"),
    ],
)
def test_call_says_where_help_is(call: Call, words: tuple[str, ...], command: str) -> None:
    assert call(*words).err.splitlines()[-1] == f"Se {command} --help."


@pytest.mark.parametrize("words", [(), ("sie",), ("rules",), ("template",)])
def test_call_without_a_command_shows_the_help(call: Call, words: tuple[str, ...]) -> None:
    said = call(*words)

    assert (said.code, said.out, said.err.partition(":")[0]) == (2, "", "Användning")


def test_call_with_a_nil_character_in_a_name(call: Call) -> None:
    assert call("statements", "dk\0.se").code == 2


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(13, "Permission denied"), "fel: Du får inte läsa dk2025.se."),
        (OSError(5, "Input/output error"), "fel: dk2025.se går inte att läsa: Input/output error."),
    ],
)
def test_unreadable_file(call: Call, monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("mellanrum.cli.files.Path.open", refuse)

    said = call("statements", "dk2025.se")

    assert (said.code, said.out) == (2, "")
    assert said.told.startswith(sentence), said.told


@pytest.fixture
def no_superuser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files that nobody may read be closed to root too, as to anyone else."""
    access: Callable[..., bool] = os.access
    open_file: Callable[..., object] = Path.open

    def is_closed(path: Path) -> bool:
        return path.exists() and not path.stat().st_mode & 0o444

    def may(path: str | Path, mode: int, **more: object) -> bool:
        return access(path, mode, **more) and not (mode & os.R_OK and is_closed(Path(path)))

    def opened(path: Path, *given: object, **more: object) -> object:
        if is_closed(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return open_file(path, *given, **more)

    monkeypatch.setattr(os, "access", may)
    monkeypatch.setattr(Path, "open", opened)


@pytest.mark.usefixtures("no_superuser")
def test_files_are_looked_at_by_us_alone(call: Call, desk: Path) -> None:
    """No file is refused by typer, whose sentences are English."""
    (desk / "dk2025.se").chmod(0)

    assert call("sie", "show", "dk2025.se").told.startswith("fel: Du får inte läsa dk2025.se.")


def test_version(call: Call) -> None:
    said = call("--version")

    assert (said.code, said.out) == (0, f"mellanrum {mellanrum.__version__}\n")


def test_our_own_fault_is_said_and_traced(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("mellanrum.cli.reading.judged", fail)

    said = call("check", "dk2025.se")

    assert (said.code, "ZeroDivisionError" in said.err) == (2, True)
    assert "Det är vårt fel och inte ditt." in said.told


@pytest.mark.parametrize(
    ("words", "lang", "left"),
    [
        (["check", "x"], "sv", ["check", "x"]),
        (["--lang", "en", "check"], "en", ["check"]),
        (["check", "--lang=en", "x"], "en", ["check", "x"]),
        (["--lang", "en", "check", "--lang", "sv"], "sv", ["check"]),
        (["check", "--", "--lang", "en"], "sv", ["check", "--", "--lang", "en"]),
        (["--lang", "de"], None, ["de"]),
    ],
)
def test_language_is_taken_from_anywhere_in_the_call(words: list[str], lang: str | None, left: list[str]) -> None:
    assert language(words) == (lang, left)
