"""Proofs, and documents held to them."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mellanrum.disclosure.attack import Proof, check, from_plain, prove, to_plain
from mellanrum.disclosure.seen import Seen, seen_of
from mellanrum.disclosure.system import Cell, System, system_of
from mellanrum.findings import Finding
from support.linked_sets import hidden_of, small_systems, systems

PARTS = {"a": 3, "b": 4, "c": 8, "d": 12}


def a_system() -> System:
    """All are 27, of whom a are 3 and b are 4; c and d are enough."""
    cells = [Cell("all", sum(PARTS.values()), 5), *(Cell(key, value, 5) for key, value in PARTS.items())]
    return system_of(cells, [[(-1, "all"), *((1, key) for key in PARTS)]])


def proved() -> tuple[Seen, Proof]:
    """What is seen where a, b and c are hidden, and the proof of it."""
    system = a_system()
    hidden = {system.index[key] for key in "abc"}
    proof, missed = prove(system, hidden)
    assert missed == ()
    return seen_of(system, hidden), proof


def codes(findings: Iterable[Finding]) -> list[tuple[str, dict[str, Any]]]:
    return [(each.code.removeprefix("attack."), dict(each.parameters)) for each in findings]


def showing(seen: Seen, **values: int | None) -> Seen:
    """The document with some numbers changed."""
    cells = (replace(cell, value=values[cell.key]) if cell.key in values else cell for cell in seen.cells)
    return Seen(tuple(cells), seen.relations)


def test_proof_holds_what_was_counted_and_witnesses_for_each_small_cell() -> None:
    _, proof = proved()

    assert proof.keys == ("a", "b", "c")
    assert proof.counted == (3, 4, 8)
    assert (set(proof.highest), set(proof.lowest)) == ({0, 1}, {0, 1})


def test_what_cannot_be_proved_is_told_beside_what_can() -> None:
    cells = [Cell("alone", 3, 5, is_known=True), *a_system().cells]
    system = system_of(cells, [[(-1, "all"), *((1, key) for key in PARTS)]])

    proof, missed = prove(system, {system.index[key] for key in "abc"})

    sides = [(system.cells[side.goal.cell].key, side.is_highest) for side in missed]
    assert sides == [("alone", True), ("alone", False)]
    assert (proof.keys, set(proof.highest)) == (("a", "b", "c"), {0, 1})


def test_document_as_it_was_proved_is_without_faults() -> None:
    assert check(*proved()) == ()


def test_document_with_its_cells_in_another_order_is_without_faults() -> None:
    system = a_system()
    seen, proof = proved()
    turned = tuple(reversed(seen.cells))
    relations = tuple(
        replace(each, terms=tuple((factor, len(turned) - 1 - at) for factor, at in each.terms))
        for each in system.relations
    )

    assert check(Seen(turned, relations), proof) == ()


def test_small_number_shown_is_told() -> None:
    seen, proof = proved()

    faults = codes(check(showing(seen, a=3), proof))

    assert faults[0] == ("small_shown", {"cell": "a", "number": 3})
    assert ("not_hidden", {"cell": "a"}) in faults


def test_number_shown_too_many_is_told() -> None:
    seen, proof = proved()

    assert ("not_hidden", {"cell": "c"}) in codes(check(showing(seen, c=8), proof))


def test_number_hidden_besides_is_told() -> None:
    seen, proof = proved()

    assert codes(check(showing(seen, d=None), proof)) == [("not_in_proof", {"cell": "d"})]


def test_number_that_was_changed_is_told() -> None:
    seen, proof = proved()

    faults = codes(check(showing(seen, d=13), proof))

    assert faults == [("counted_disagrees", {"cells": "a, all, b, c, d"})]


def test_number_that_was_counted_under_what_readers_know_is_told() -> None:
    seen, proof = proved()
    cells = tuple(replace(cell, floor=9) if cell.key == "c" else cell for cell in seen.cells)

    faults = codes(check(Seen(cells, seen.relations), proof))

    assert faults[0] == ("counted_below", {"cell": "c", "number": 8, "floor": 9})


def test_witness_that_does_not_add_up_is_told() -> None:
    seen, proof = proved()
    bad = {**proof.witnesses[0], 2: proof.witnesses[0].get(2, 0) + 1}

    faults = codes(check(seen, replace(proof, witnesses=(bad, *proof.witnesses[1:]))))

    assert faults == [("witness_disagrees", {"witness": 0, "cells": "a, all, b, c, d"})]


def test_witness_below_what_readers_know_is_told() -> None:
    seen, proof = proved()
    bad = {0: -4, 2: 4}

    faults = codes(check(seen, replace(proof, witnesses=(*proof.witnesses, bad))))

    told = {"witness": len(proof.witnesses), "cell": "a", "number": -1, "floor": 0}
    assert faults == [("witness_below", told)]


def test_small_cell_without_witnesses_is_told() -> None:
    seen, proof = proved()

    faults = codes(check(seen, replace(proof, highest={1: proof.highest[1]}, lowest={0: proof.lowest[0]})))

    assert faults == [("highest_unproved", {"cell": "a", "number": 5}), ("lowest_unproved", {"cell": "b", "number": 3})]


def test_witness_that_reaches_too_little_is_told() -> None:
    seen, proof = proved()
    still = len(proof.witnesses)

    faults = codes(check(seen, replace(proof, witnesses=(*proof.witnesses, {}), highest={**proof.highest, 1: still})))

    assert faults == [("highest_unproved", {"cell": "b", "number": 5})]


def test_promise_that_was_raised_is_told() -> None:
    seen, proof = proved()
    cells = tuple(replace(cell, threshold=10) if cell.key == "c" else cell for cell in seen.cells)

    faults = codes(check(Seen(cells, seen.relations), proof))

    assert faults == [
        ("highest_unproved", {"cell": "c", "number": 10}),
        ("lowest_unproved", {"cell": "c", "number": 7}),
    ]


def test_proof_is_read_as_it_was_written() -> None:
    _, proof = proved()

    assert from_plain(json.loads(json.dumps(to_plain(proof)))) == (proof, ())


@pytest.mark.parametrize(
    "damage",
    [
        {"keys": ["a", "b"]},
        {"keys": ["a", "b", "b"]},
        {"keys": ["a", "b", 3]},
        {"counted": [3, 4, "8"]},
        {"counted": [3, 4, True]},
        {"counted": [3, 4, 8.0]},
        {"witnesses": [[0]]},
        {"witnesses": [[3, 1]]},
        {"witnesses": [[-1, 1]]},
        {"witnesses": [[0, 1, 0, 2]]},
        {"highest": [0, 99]},
        {"lowest": [9, 0]},
        {"more": []},
    ],
    ids=str,
)
def test_damaged_proof_is_not_read(damage: dict[str, object]) -> None:
    _, proof = proved()

    read, findings = from_plain(to_plain(proof) | damage)

    assert read is None
    assert codes(findings) == [("proof_unreadable", {})]


@pytest.mark.parametrize("plain", [None, [], "proof", {}, 3], ids=str)
def test_anything_else_is_no_proof(plain: object) -> None:
    read, findings = from_plain(plain)

    assert read is None
    assert codes(findings) == [("proof_unreadable", {})]


@given(st.data())
@settings(max_examples=6, deadline=None)
def test_proof_of_linked_sets_holds_but_for_what_is_told(data: st.DataObject) -> None:
    system: System = data.draw(systems(12))
    hidden = data.draw(hidden_of(system))

    proof, missed = prove(system, hidden)

    sides = {(system.cells[side.goal.cell].key, "highest" if side.is_highest else "lowest") for side in missed}
    faults = [
        (each.parameters["cell"], each.code.removeprefix("attack.")) for each in check(seen_of(system, hidden), proof)
    ]
    assert sorted(faults) == sorted((key, f"{side}_unproved") for key, side in sides)
    assert from_plain(to_plain(proof)) == (proof, ())


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_one_number_changed_in_a_document_is_found(data: st.DataObject) -> None:
    seen, proof = _a_small_proof(data)
    tied = {at for relation in seen.relations for _, at in relation.terms}
    at = data.draw(st.sampled_from([at for at in sorted(tied) if seen.cells[at].value is not None]))
    other = data.draw(st.integers(0, 9).filter(lambda value: value != seen.cells[at].value))

    faults = codes(check(showing(seen, **{seen.cells[at].key: other}), proof))

    assert [code for code, _ in faults if code == "counted_disagrees"] != []


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_one_number_changed_in_a_witness_is_found(data: st.DataObject) -> None:
    seen, proof = _a_small_proof(data)
    moving = [at for at, each in enumerate(proof.witnesses) if each]
    assume(moving)
    number = data.draw(st.sampled_from(moving))
    cell = data.draw(st.sampled_from(sorted(proof.witnesses[number])))
    changed = proof.witnesses[number][cell] + data.draw(st.sampled_from([-1, 1, 5]))
    witness = {**proof.witnesses[number], cell: changed}
    witnesses = (*proof.witnesses[:number], witness, *proof.witnesses[number + 1 :])

    faults = codes(check(seen, replace(proof, witnesses=witnesses)))

    assert [code for code, _ in faults if code == "witness_disagrees"] != []


def _a_small_proof(data: st.DataObject) -> tuple[Seen, Proof]:
    """A document and its proof, which need not tell of every small cell, where every cell stands in a sum."""
    system = data.draw(small_systems()).system
    hidden = data.draw(hidden_of(system, keep="all"))
    proof, _ = prove(system, hidden)
    return seen_of(system, hidden), proof
