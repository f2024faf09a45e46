"""What must be mended before a report is set."""

from dataclasses import replace

from documents.sample import sample_report
from mellanrum.documents.characters import STAND_IN, known, unknown
from mellanrum.documents.check import check
from mellanrum.documents.drawing import draw_charts
from mellanrum.documents.model import Paragraph, Report, Section, Text
from mellanrum.documents.pdf import write_pdf
from mellanrum.documents.word import write_word


def with_section(section: Section) -> Report:
    return replace(sample_report(), sections=(section,))


def codes(report: Report) -> list[str]:
    return [found.code for found in check(report)]


def test_sample_has_nothing_to_mend() -> None:
    assert check(sample_report()) == ()


def test_section_without_heading() -> None:
    assert codes(with_section(Section("a", " "))) == ["documents.section_without_heading"]


def test_key_that_stands_twice() -> None:
    assert codes(with_section(Section("a", "A", (), (Section("a", "B"),)))) == ["documents.key_twice"]


def test_chart_without_text() -> None:
    chart = replace(sample_report().charts()[0], alt="")

    assert codes(with_section(Section("a", "A", (chart,)))) == ["documents.chart_without_text"]


def test_character_that_the_typeface_lacks() -> None:
    told = Paragraph((Text("Bra jobbat \N{GRINNING FACE}\x0b"),))

    smile, tabulator = check(with_section(Section("a", "Avsnitt", (told,))))

    assert (smile.parameters["character"], smile.parameters["section"]) == ("\N{GRINNING FACE} (U+1F600)", "Avsnitt")
    assert tabulator.parameters["character"] == "U+000B"


def test_report_with_unknown_characters_can_still_be_written() -> None:
    report = with_section(Section("a", "A", (Paragraph((Text("Ja \N{GRINNING FACE}\x0b\ud800"),)),)))

    assert write_pdf(report, draw_charts(())).startswith(b"%PDF")
    assert write_word(report, draw_charts(())).startswith(b"PK")


def test_typeface_has_what_reports_need() -> None:
    needed = "ÅÄÖåäöÉéÜü§%–—−”’…≤≥→·\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}²½" + STAND_IN

    assert unknown(needed) == ()
    assert known(needed + "\tslut") == needed + " slut"
