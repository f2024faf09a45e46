"""Where a finding leads: to the form it is mended by, and nowhere where it says that nothing needs to be done."""

import pytest

from mellanrum.findings import finding
from mellanrum.findings.codes import all_codes
from mellanrum.web.economy.opening import open_year
from mellanrum.web.economy.reading.mending import asks_nothing, ways
from mellanrum.web.tenancy.models import Association
from support.held_books import hold
from support.links import standing_as


@pytest.mark.parametrize("code", sorted(all_codes()))
def test_finding_asks_nothing_where_its_words_say_so(code: str) -> None:
    mend = all_codes()[code].mend

    assert asks_nothing(finding(code)) is (mend.startswith("Nothing needs to be done") or code == "sheet.sums_left_out")


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ("sie.unknown_label", []),
        ("sie.missing_record", []),
        ("sie.lost_characters", ["Läs in bokföringen igen"]),
        ("statements.unmapped_account", ["Till kontokartan"]),
    ],
)
def test_ways_from_finding(association: Association, code: str, labels: list[str]) -> None:
    hold(association, "dk2025.se")
    desk = open_year(association, 2025)
    assert desk is not None

    found = ways(finding(code), standing_as("manager", association), desk)

    assert [str(way.label) for way in found] == labels
