"""The association's own map: what it may say, and a fault for each thing it may not."""

import pytest

from mellanrum.books.association_map import AssociationMap, read_map

AREAS = """
[[area]]
key = "adm"
label = "Administration"
kind = "administration"
cost_centres = ["10"]
[[area]]
key = "struktur"
label = "Struktur"
kind = "structural"
cost_centres = ["20"]
projects = ["P1"]
accounts = ["591"]
"""
KEY = """
[[allocation]]
from = 2025-01-01
to = 2025-06-30
decision = "§ 45"
accounts = ["70"]
shares = { adm = 0.3, struktur = 0.7 }
"""
TEAM = """
[[intervention]]
key = "team"
label = "Teamet"
cost_centres = ["30"]
projects = ["P3"]
"""


def codes(text: str) -> list[str]:
    read, found = read_map(text.encode(), "karta.toml")
    assert (read is None) is bool(found)
    assert {item.place.file for item in found} <= {"karta.toml"}
    return [item.code for item in found]


def test_map_with_everything_left_out() -> None:
    assert read_map(b"", "karta.toml") == (AssociationMap(), ())


def test_map_with_areas_and_allocation_keys() -> None:
    later = KEY.replace("2025-01-01", "2025-07-01").replace("to = 2025-06-30\n", "")
    other = KEY.replace('["70"]', '["75"]')

    assert codes(AREAS + KEY + later + other) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[[line]]\nprefixes = ["50", "50"]\nline = "costs"', "map.prefix_twice"),
        (
            '[[line]]\nprefixes = ["50"]\nline = "costs"\n[[line]]\nprefixes = ["50"]\nline = "revenue"',
            "map.prefix_twice",
        ),
        (
            '[[contributor]]\nmember = "state"\naccounts = ["3"]\n[[contributor]]\nmember = "other"\naccounts = ["3"]',
            "map.prefix_twice",
        ),
        (AREAS.replace('"591"', '"591", "591"'), "map.prefix_twice"),
        ('[[group]]\nprefixes = ["16", "16"]\ngroup = "vat"', "map.prefix_twice"),
        ('[[note_row]]\nnote = "cost_note"\nlabel = "Hyra"\nprefixes = ["50", "50"]', "map.prefix_twice"),
        (AREAS.replace('key = "struktur"', 'key = "adm"'), "map.area_twice"),
        (AREAS.replace('["20"]', '["20", "10"]'), "map.cost_centre_twice"),
        (AREAS.replace('["P1"]', '["P1", "P1"]'), "map.project_twice"),
        (AREAS.replace('"struktur"', '"sum"'), "map.area_reserved"),
        (AREAS.replace('"struktur"', '"unassigned"'), "map.area_reserved"),
        (AREAS.replace('"struktur"', '"contributions"'), "map.area_reserved"),
        (AREAS.replace('"struktur"', '"financial"'), "map.area_reserved"),
        (AREAS + KEY.replace("0.3", "0.29"), "map.shares_not_whole"),
        (AREAS + KEY.replace("adm =", "kansli ="), "map.unknown_area"),
        (AREAS + KEY.replace("2025-06-30", "2024-06-30"), "rules.dates_reversed"),
        (AREAS + KEY + KEY, "map.allocation_twice"),
        (TEAM + TEAM.replace('["30"]', '["40"]').replace('["P3"]', "[]"), "map.intervention_twice"),
        (TEAM + TEAM.replace("team", "kurs").replace('["P3"]', "[]"), "map.cost_of_two"),
        (TEAM + TEAM.replace("team", "kurs").replace('["30"]', "[]"), "map.cost_of_two"),
        (TEAM + 'accounts = ["411", "411"]', "map.prefix_twice"),
        ('[[line]]\nprefixes = []\nline = "costs"', "rules.wrong_value"),
        ('[[line]]\nprefixes = ["5 0"]\nline = "costs"', "rules.wrong_value"),
        ('[[line]]\nprefixes = ["50"]\nline = "profit"', "rules.not_a_choice"),
        (AREAS.replace('["20"]', "[20]"), "rules.number_for_text"),
        (AREAS.replace('"struktur"', '"Struktur"'), "rules.wrong_value"),
        (AREAS.replace('"struktur"', '"struktur\\n"'), "rules.wrong_value"),
        (AREAS + KEY.replace("0.7", "1.7"), "rules.wrong_value"),
        ('colour = "blue"', "rules.unknown_key"),
        ('chart = "bas"\nchart = "bas"', "rules.duplicate_key"),
    ],
)
def test_map_fault(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_allocation_keys_that_share_one_day() -> None:
    later = KEY.replace("from = 2025-01-01", "from = 2025-06-30").replace("to = 2025-06-30\n", "")

    assert codes(AREAS + KEY + later) == ["map.allocation_twice"]


def test_one_prefix_may_stand_in_two_notes() -> None:
    row = '[[note_row]]\nnote = "{note}"\nlabel = "Rad"\nprefixes = ["30"]\n'

    assert codes(row.format(note="revenue_note") + row.format(note="cost_note")) == []


def test_code_that_one_intervention_has_twice_is_no_cost_of_two() -> None:
    assert codes(TEAM.replace('["30"]', '["30", "30"]').replace('["P3"]', '["P3", "P3"]')) == []


def test_own_area_of_contributions_may_have_their_key() -> None:
    text = '[[area]]\nkey = "contributions"\nlabel = "Medel"\nkind = "contributions"\n'

    assert codes(text) == []


def test_every_fault_is_told_at_once() -> None:
    found = codes(AREAS.replace('["20"]', '["10"]') + KEY.replace("0.3", "0.2") + KEY.replace("adm", "annat"))

    assert found == ["map.cost_centre_twice", "map.shares_not_whole", "map.unknown_area", "map.allocation_twice"]
