"""Whose a file is, told from a number and a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.web.economy.imports.whose import is_others_name, is_others_number

DK = "Finsam Degerfors/Karlskoga"


@pytest.mark.parametrize(
    ("theirs", "ours", "is_others"),
    [
        (DK, "Samordningsförbundet Degerfors-Karlskoga", False),
        ("FINSAM  KARLSKOGA,DEGERFORS", DK, False),
        ("Hallands samordningsförbund", "Samordningsförbundet i Halland", False),
        ("Samordningsförbundet", DK, False),
        ("", DK, False),
        ("Finsam Degerfors", DK, False),
        ("Samordningsförbundet Väst", "Samordningsförbundet Väst i Västra Götaland", False),
        ("Samordningsförbundet Väst", DK, True),
        ("Samordningsförbundet Östra Skaraborg", "Samordningsförbundet Västra Skaraborg", True),
        ("Karlskoga kommun", "Finsam Degerfors", True),
    ],
)
def test_name_is_others(theirs: str, ours: str, *, is_others: bool) -> None:
    assert is_others_name(theirs, ours) is is_others


@given(st.text(), st.text())
def test_name_is_others_either_way_round_and_never_ones_own(one: str, other: str) -> None:
    assert is_others_name(one, other) is is_others_name(other, one)
    assert not is_others_name(one, one)


@pytest.mark.parametrize(
    ("theirs", "ours", "is_others"),
    [
        ("222000-2279", "222000-2279", False),
        ("162220002279", "222000-2279", False),
        ("222000-2279", "222000-1230", True),
        ("", "222000-1230", False),
        ("222000-2279", "", False),
    ],
)
def test_number_is_others(theirs: str, ours: str, *, is_others: bool) -> None:
    assert is_others_number(theirs, ours) is is_others
