"""The report in the order of an outline, with what belongs on its cover."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from documents.economic.making import part_of
from mellanrum.documents.economic import EconomicPart, arranged
from mellanrum.documents.model import Logo
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
