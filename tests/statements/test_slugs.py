"""Key parts made from names: plain ASCII, and different for different names."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mellanrum.statements.slugs import slug, slugs


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("10", "10"),
        ("10 A", "10_a"),
        ("Åtgärd: Öst/Väst", "atgard_ost_vast"),
        ("P-1", "p_1"),
        ("--", "x"),
        ("", "x"),
        ("日本", "x"),
    ],
)
def test_slug(name: str, part: str) -> None:
    assert slug(name) == part


@example({"10 A", "10-A", "10_a", "10a"})
@example({"", "x", "-"})
@given(st.sets(st.text(max_size=6)))
def test_slugs_are_keys_and_differ(names: set[str]) -> None:
    found = slugs(names, {"sum", "vat"})

    assert found.keys() == names
    assert len(set(found.values())) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_]+", part) for part in found.values())
    assert {"sum", "vat"} & set(found.values()) == set()


def test_slug_of_a_name_does_not_hang_on_what_it_is_told_apart_from() -> None:
    two, three = slugs(["10 A", "10-A"]), slugs(["10 A", "10-A", "10.A"])

    assert {name: three[name] for name in two} == dict(two)


def test_name_that_is_its_own_slug_keeps_it() -> None:
    assert slugs(["10_a", "10 A"])["10_a"] == "10_a"
    assert slugs(["sum"], {"sum"})["sum"] != "sum"
