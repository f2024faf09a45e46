from pathlib import Path
from subprocess import CalledProcessError

import pytest
import typst

from support import needs
from support.verapdf import BrokenRule, verapdf

SOURCE = b"""
#set document(title: "Prov", date: datetime(year: 2025, month: 12, day: 31))
#set text(lang: "sv")
= Rubrik
En rad text.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    needs("verapdf")
    return tmp_path


def test_verapdf_good_and_bad_file(folder: Path) -> None:
    good, bad = folder / "good.pdf", folder / "bad å.pdf"
    good.write_bytes(typst.compile(SOURCE, pdf_standards=["ua-1", "a-2a"]))
    bad.write_bytes(typst.compile(SOURCE))

    broken = verapdf([bad, good], "ua1", "2a")

    assert broken[good] == []
    assert [(rule.flavour, rule.clause, rule.test, rule.times) for rule in broken[bad]] == [
        ("ua1", "7.1", 10, 1),
        ("ua1", "5", 1, 1),
        ("2a", "6.6.4", 1, 1),
    ]


def test_verapdf_broken_rule_is_counted(folder: Path) -> None:
    pdf = folder / "two-pictures.pdf"
    picture = "#figure(rect(width: 1cm), caption: none)\n"
    pdf.write_bytes(typst.compile(SOURCE + (2 * picture).encode()))

    [rule] = [rule for rule in verapdf([pdf], "ua1")[pdf] if rule.clause == "7.3"]

    assert rule == BrokenRule("ua1", "7.3", 1, 2, rule.message)
    assert rule.message.startswith("Figure tags shall include an alternative representation")


def test_verapdf_no_pdf_raises(folder: Path) -> None:
    text = folder / "text.pdf"
    text.write_text("inte en PDF")

    with pytest.raises(CalledProcessError):
        verapdf([text], "ua1")
