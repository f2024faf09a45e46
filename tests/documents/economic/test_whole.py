"""The report in the order of an outline, with what belongs on its cover."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from documents.economic.making import part_of
from mellanrum.documents.economic import EconomicPart, arranged
from mellanrum.documents.model import FigureRef, Logo, Paragraph, Report, Signatures, Signer, Strong
from mellanrum.documents.outline import Outline, OutlineEntry
from mellanrum.findings import Place, finding

SIE = Path(__file__).parents[2] / "data" / "sie"
LOGO = Logo(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", "Förbundets märke")


@pytest.fixture(scope="module")
def part() -> EconomicPart:
    return part_of((SIE / "dk2025.se").read_bytes())


def outline(*keys: str) -> Outline:
    return Outline(tuple(OutlineEntry(key) for key in keys))


def test_report_in_an_outline_of_ones_own(part: EconomicPart) -> None:
    report, findings = arranged(part, outline("notes", "overview", "balance_sheet", "income_statement"))

    assert [section.key for section in report.sections] == ["notes", "overview", "balance_sheet", "income_statement"]
    assert {found.code for found in findings} == {"documents.mandatory_section_missing"}


def test_draft_says_so_whatever_the_outline(part: EconomicPart) -> None:
    error = finding("documents.key_twice", Place(key="a"), section="a")

    report, _ = arranged(replace(part, findings=(error,)), outline("notes"))

    assert [section.key for section in report.sections] == ["findings", "notes"]


def test_rules_of_another_day(part: EconomicPart) -> None:
    _, findings = arranged(part, outline("notes"), date(2018, 12, 31))

    assert findings == ()


def test_cover_carries_logo_and_own_lines_first(part: EconomicPart) -> None:
    report, _ = arranged(replace(part, logo=LOGO, cover_lines=("Antagen av styrelsen",)))

    assert report.logo == LOGO
    assert report.cover_lines[:2] == ("Antagen av styrelsen", "Ekonomisk del")


SIGNERS = (Signer("Anna Ek", "ordförande"), Signer("Bo Lind", "ledamot"))


def test_signatures_stand_last(part: EconomicPart) -> None:
    report, findings = arranged(replace(part, signers=SIGNERS, signing="Exempelstad den 12 mars 2026"))

    last = report.sections[-1]
    assert (last.heading, last.blocks) == ("Underskrifter", (Signatures(SIGNERS, "Exempelstad den 12 mars 2026"),))
    assert findings == ()


def test_signatures_stand_last_in_an_outline_that_does_not_name_them(part: EconomicPart) -> None:
    report, _ = arranged(replace(part, signers=SIGNERS), outline("notes", "overview"))

    assert [section.key for section in report.sections] == ["notes", "overview", "signatures"]


def test_signatures_stand_where_the_outline_names_them(part: EconomicPart) -> None:
    report, _ = arranged(replace(part, signers=SIGNERS), outline("signatures", "notes"))

    assert [section.key for section in report.sections] == ["signatures", "notes"]


def test_no_signatures_without_signers(part: EconomicPart) -> None:
    report, _ = arranged(part)

    assert [section.key for section in report.sections if section.key == "signatures"] == []


def said(report: Report) -> list[str]:
    """The running text of the operations section, strong text marked as in a plain letter."""
    blocks = next(section.blocks for section in report.sections if section.key == "operations")
    return [text_of(block) for block in blocks if isinstance(block, Paragraph)]


def text_of(paragraph: Paragraph) -> str:
    parts = (
        span.shown if isinstance(span, FigureRef) else f"*{span.text}*" if isinstance(span, Strong) else span.text
        for span in paragraph.spans
    )
    return "".join(parts).replace("\N{NO-BREAK SPACE}", " ")


def test_comments_stand_beside_area_and_deviation(part: EconomicPart) -> None:
    comments = {
        "cc_10": "Lokalen byttes i mars.\r\n\r\nHyran\nsteg.",
        "cc_20": " Två insatser blev billigare. ",
        "contributions": "Inget att säga.",
    }

    report, findings = arranged(replace(part, comments=comments))

    assert said(report) == [
        "Större avvikelser, över 50 tkr och 5 % av budgeten:",
        "*Administration:* −334 839 kr, sämre än budgeten. Lokalen byttes i mars.",
        "Hyran steg.",
        "*Strukturövergripande insatser:* 37 167 kr, bättre än budgeten. Två insatser blev billigare.",
        "*Medelstilldelning:* Som budgeterat. Inget att säga.",
    ]
    assert findings == ()


def test_comments_take_the_place_of_bare_facts(part: EconomicPart) -> None:
    report, _ = arranged(replace(part, comments={"cc_10": "Lokalen.", "cc_40": "Projektet."}))

    assert said(report) == [
        "*Administration:* −334 839 kr, sämre än budgeten. Lokalen.",
        "*ESF-projekt:* 171 551 kr, bättre än budgeten. Projektet.",
    ]


def test_empty_comment_is_none(part: EconomicPart) -> None:
    report, _ = arranged(replace(part, comments={"cc_10": " \n\n ", "cc_99": ""}))

    assert arranged(part) == (report, ())


def test_comment_on_an_area_that_is_not_there(part: EconomicPart) -> None:
    _, [found] = arranged(replace(part, comments={"cc_99": "Inget."}))

    assert (found.code, found.place.key) == ("documents.comment_without_area", "cc_99")


def test_comment_in_a_year_without_budget() -> None:
    bare = part_of((SIE / "dk2025.se").read_bytes().replace(b"#OBUDGET", b"#XBUDGET").replace(b"#PBUDGET", b"#XBUDGET"))

    report, _ = arranged(replace(bare, comments={"cc_10": "Lokalen byttes."}))

    assert said(report)[1:] == ["*Administration:* Lokalen byttes."]
