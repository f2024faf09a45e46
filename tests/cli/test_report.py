"""`mellanrum report`: the report as files, whole or not at all."""

import zipfile
from pathlib import Path

import pytest

from mellanrum.cli.files import write_whole
from mellanrum.cli.session import CallError
from support.calling import Call


def test_report_writes_every_file_named(call: Call, desk: Path) -> None:
    said = call("report", "dk2025.se", "--out", "ar.pdf", "--out", "ar.docx", "--out", "ar.pdf")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[:2] == ["Skrev ar.pdf.", "Skrev ar.docx."]
    assert (desk / "ar.pdf").read_bytes().startswith(b"%PDF-")
    assert zipfile.is_zipfile(desk / "ar.docx")
    assert [path.name for path in desk.iterdir() if path.name.startswith(".")] == []


def test_report_speaks_english_about_a_swedish_report(call: Call) -> None:
    assert call("--lang", "en", "report", "dk2025.se", "--out", "ar.docx").out.startswith("Wrote ar.docx.\n")


def test_report_with_an_outline(call: Call, desk: Path) -> None:
    (desk / "disposition.toml").write_text('[[section]]\nkey = "income_statement"\nheading = "Hur det gick"\n')

    said = call("report", "dk2025.se", "--out", "ar.docx", "--outline", "disposition.toml")

    text = zipfile.ZipFile(desk / "ar.docx").read("word/document.xml").decode()
    assert (said.code, "Hur det gick" in text, "Kassaflödesanalys" in text) == (1, True, False)
    assert "saknar avsnittet Balansräkning, som lagen kräver" in " ".join(said.out.split())


def test_report_with_errors_is_a_draft_whatever_the_outline_says(call: Call, desk: Path) -> None:
    (desk / "disposition.toml").write_text('[[section]]\nkey = "income_statement"\n')
    books = (desk / "dk2025.se").read_bytes().replace(b"#KONTO 7832", b"#KONTO 8532").replace(b" 7832 ", b" 8532 ")
    (desk / "fel.se").write_bytes(books)

    said = call("report", "fel.se", "--out", "ar.docx", "--outline", "disposition.toml")

    text = zipfile.ZipFile(desk / "ar.docx").read("word/document.xml").decode()
    assert (said.code, "Utkast" in text) == (1, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--out", "ar.odt"), "fel: ar.odt har en filändelse som inte går att skriva."),
        (("--out", "ar"), "fel: ar har en filändelse som inte går att skriva."),
        (("--out", "ar.pdf", "--out", "ar.doc"), "fel: ar.doc har en filändelse som inte går att skriva."),
        (("--out", "nix/ar.pdf"), "fel: nix/ar.pdf kan inte skrivas: det finns ingen mapp nix."),
        (("--out", "mapp.pdf"), "fel: mapp.pdf är en mapp, så där kan ingen fil skrivas."),
        (("--out", "ar.pdf", "--outline", "nix.toml"), "fel: Det finns ingen fil nix.toml."),
        (("--out", "ar.pdf", "--outline", "fel.toml"), "fel: fel.toml rad 1: "),
        (("--out", "ar.pdf", "--map", "ar.pdf"), "fel: ar.pdf är en fil som läses och får inte skrivas över."),
    ],
)
def test_report_that_cannot_be_written(call: Call, desk: Path, words: tuple[str, ...], sentence: str) -> None:
    (desk / "mapp.pdf").mkdir()
    (desk / "fel.toml").write_text("[[section")

    said = call("report", "dk2025.se", *words)

    assert (said.code, said.out, (desk / "ar.pdf").exists()) == (2, "", False)
    assert said.told.startswith(sentence), said.told


def test_report_with_a_character_nobody_can_set_is_not_written(call: Call, desk: Path) -> None:
    (desk / "karta.toml").write_text(
        '[[area]]\nkey = "x"\nlabel = "Insats \N{GRINNING FACE}"\nkind = "individual"\ncost_centres = ["30"]\n',
        encoding="utf-8",
    )

    said = call("report", "dk2025.se", "--map", "karta.toml", "--out", "ar.pdf")

    assert (said.code, (desk / "ar.pdf").exists()) == (1, False)
    assert said.err.splitlines()[-1] == "Ingenting skrevs."


def test_write_whole_keeps_the_old_file_when_the_disk_is_full(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "ut.txt").write_text("gammalt")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mellanrum.cli.files.os.fsync", full)
    with pytest.raises(CallError) as refused:
        write_whole(desk / "ut.txt", b"nytt")

    assert refused.value.findings[0].code == "cli.disk_full"
    assert (desk / "ut.txt").read_text() == "gammalt"
    assert [path.name for path in desk.iterdir() if path.name.startswith(".")] == []


def test_write_whole_keeps_what_a_file_may_be_used_for(desk: Path) -> None:
    (desk / "ut.txt").write_text("gammalt")
    (desk / "ut.txt").chmod(0o640)

    write_whole(desk / "ut.txt", b"nytt")

    assert ((desk / "ut.txt").read_text(), (desk / "ut.txt").stat().st_mode & 0o777) == ("nytt", 0o640)
