"""What a reader of one document, or of several, can work out."""

import json
from typing import Any

import pytest

from mellanrum.disclosure.protect import Protected, protect
from mellanrum.disclosure.release import (
    Document,
    Kept,
    Told,
    attack_documents,
    range_text,
    read_document,
    read_proof,
    read_tables,
    release_of,
)
from mellanrum.disclosure.tables import TableSet
from support.table_files import a_file, a_table


def a_document(
    cells: dict[str, int | None], *sums: str, name: str = "one", floor: int = 0, threshold: int = 5
) -> Document:
    """A document of cells, and of sums written as `all = women men`."""
    relations = [
        [[1, whole], *([-1, part] for part in parts.split())]
        for whole, _, parts in (each.partition(" = ") for each in sums)
    ]
    held: dict[str, Any] = {
        "format": "mellanrum-protected/1",
        "publication": name,
        "title": "",
        "method": "hidden",
        "threshold": threshold,
        "sensitive_threshold": 10,
        "note": "",
        "earlier": [],
        "counts": {},
        "variables": [],
        "tables": [],
        "system": {
            "cells": [[key, number, threshold, floor] for key, number in cells.items()],
            "relations": relations,
        },
    }
    document, faults = read_document(json.dumps(held).encode(), "d.json")
    assert document, faults
    return document


def ranges(*documents: Document) -> dict[str, tuple[str, Told]]:
    return {cell.key: (range_text(cell), cell.told) for cell in attack_documents(documents).cells}


def codes(*documents: Document) -> list[str]:
    return [each.code.removeprefix("disclosure.") for each in attack_documents(documents).findings]


ALL = "all = women men"


@pytest.mark.parametrize(
    ("cells", "told", "found"),
    [
        ({"all": 10, "women": None, "men": 7}, {"women": ("3", Told.EXACT)}, ["given_away"]),
        ({"all": 10, "women": None, "men": None}, dict.fromkeys(("men", "women"), ("0–10", Told.OPEN)), []),
        (
            {"all": 4, "women": None, "men": None},
            dict.fromkeys(("men", "women"), ("0–4", Told.BELOW)),
            ["small_shown"],
        ),
        ({"all": 17, "women": None, "men": 7}, {"women": ("10", Told.EXACT)}, []),
        ({"all": 7, "women": None, "men": 7}, {"women": ("0", Told.EXACT)}, []),
        (
            {"all": None, "women": None, "men": 7},
            {"all": ("7–", Told.OPEN), "women": ("0–", Told.OPEN)},
            [],
        ),
    ],
)
def test_one_document(cells: dict[str, int | None], told: dict[str, tuple[str, Told]], found: list[str]) -> None:
    document = a_document(cells, ALL)

    assert (ranges(document), codes(document)) == (told, found)


def test_where_zeros_are_told_a_hidden_number_may_be_known_to_be_small() -> None:
    document = a_document({"all": 5, "women": None, "men": None}, ALL, floor=1)

    assert ranges(document) == dict.fromkeys(("men", "women"), ("1–4", Told.FEW))
    assert codes(document) == ["given_away", "given_away"]


def test_two_documents_tell_what_neither_does() -> None:
    one = a_document({"all": 10, "women": None, "men": None}, ALL, threshold=3)
    other = a_document({"women": None, "young": 5, "old": 4}, "women = young old", name="other", threshold=3)

    assert (codes(one), codes(other)) == ([], [])
    assert codes(one, other) == ["given_away"]
    assert ranges(one, other) == {"men": ("1", Told.EXACT), "women": ("9", Told.EXACT)}


def test_a_number_that_is_seen_to_have_changed_is_two() -> None:
    one = a_document({"all": 20, "women": None, "men": 13}, ALL)
    other = a_document({"all": 26, "women": None, "men": 19}, ALL, name="other")

    assert ranges(one, other) == {"women": ("7", Told.EXACT)}


def test_documents_that_agree_only_where_something_changed_are_told() -> None:
    one = a_document({"all": 10, "women": None, "men": 3}, ALL, threshold=3)
    other = a_document({"all": 20, "women": None, "men": 3}, ALL, name="other", threshold=3)

    assert codes(one, other) == ["corrected"]
    assert ranges(one, other) == {"women": ("17", Told.EXACT), "women@one": ("7", Told.EXACT)}


def test_a_document_that_contradicts_itself_is_told() -> None:
    assert codes(a_document({"all": 5, "women": None, "men": 7}, ALL)) == ["contradicts"]


def read_back(protected: Protected, name: str) -> tuple[Document, Kept]:
    release = release_of(protected, name)
    document, _ = read_document(release.document, "d.json")
    assert document
    proof, _ = read_proof(release.proof, "p.json", document)
    assert proof
    return document, proof


def tables(*rows: list[object], threshold: int = 5) -> TableSet:
    publication, faults = read_tables(a_file(a_table(rows=list(rows)), threshold=threshold), "t.json")
    assert publication, faults
    return publication.tables


ROWS = [
    ["a", "woman", 12],
    ["a", "man", 9],
    ["b", "woman", 8],
    ["b", "man", 3],
    ["old", "woman", 20],
    ["old", "man", 15],
]


def test_what_is_protected_stands_against_its_proof_and_without() -> None:
    document, proof = read_back(protect(tables(*ROWS), forms={}), "now")

    attacked = attack_documents([document], [proof])
    assert attacked.findings == ()
    assert attack_documents([document]).findings == ()
    small = next(cell for cell in attacked.cells if cell.key == "started|age=b|sex=man")
    assert (small.name, small.is_offered, small.told) == ("started (Age: 20-29, Sex: Men)", True, Told.OPEN)
    assert [cell.key for cell in attacked.cells if cell.is_offered] == [
        key for key in document.table_keys if document.numbers[key] is None
    ]
    assert attacked.shown == len([row for table in document.shape.tables for row in table.rows if row[-1] is not None])


def test_publications_protected_together_stand_together() -> None:
    then = read_back(protect(tables(*ROWS), forms={}), "then")
    corrected = tables(["a", "woman", 13], *ROWS[1:])
    now = read_back(protect(corrected, forms={}, earlier=[then[1].earlier]), "now")

    assert attack_documents([then[0], now[0]], [then[1], now[1]]).findings == ()


def test_publications_protected_apart_are_held_against_their_goals() -> None:
    then = read_back(protect(tables(*ROWS), forms={}), "then")
    now = read_back(protect(tables(["a", "woman", 13], *ROWS[1:]), forms={}), "now")

    found = attack_documents([then[0], now[0]], [then[1], now[1]]).findings
    assert "disclosure.goal_missed" in {each.code for each in found}
    assert "started − started [then]" in {each.parameters["cell"] for each in found}
