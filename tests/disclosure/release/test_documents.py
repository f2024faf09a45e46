"""Documents that may leave, and proofs that may not, written and read back."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mellanrum.disclosure.protect import Protected, Why, protect, protect_rounded
from mellanrum.disclosure.release import Document, Held, Kept, Release, read_document, read_proof, release_of, verify
from mellanrum.disclosure.release.plain import digest, pretty
from mellanrum.disclosure.release.reading import read_tables
from mellanrum.disclosure.release.writing import tables_file
from mellanrum.disclosure.tables import TableSet
from support.table_files import AGE, SEX, YEAR, a_file, a_table

ROWS = [
    ["a", "woman", 12],
    ["a", "man", 9],
    ["b", "woman", 8],
    ["b", "man", 3],
    ["old", "woman", 20],
    ["old", "man", 15],
]
FORM = {"key": "broad", "label": "Broad", "keep": {"age": ["young", "old", "*"]}}


def tables(**more: object) -> TableSet:
    publication, faults = read_tables(a_file(a_table(**{"rows": ROWS, **more})), "t.json")
    assert publication, faults
    return publication.tables


def protected() -> Protected:
    return protect(tables(), forms={}, seed="secret")


def read_back(release: Release) -> Held:
    document, faults = read_document(release.document, "d.json")
    assert document, faults
    proof, faults = read_proof(release.proof, "d.proof.json", document)
    assert proof, faults
    return Held(document, proof)


def faults_of(found: tuple[Document | Kept | None, tuple[Any, ...]]) -> list[str]:
    read, faults = found
    assert read is None
    return [each.code for each in faults]


def test_a_document_shows_what_is_shown_and_nothing_of_what_is_hidden() -> None:
    one = protected()
    document = json.loads(release_of(one, "now").document)

    numbers = {tuple(row[:-1]): row[-1] for row in document["tables"][0]["rows"]}
    exact = one.tables.tables[0].numbers
    hidden = {codes for codes, number in numbers.items() if number is None}
    assert len(hidden) == 4  # of a table of two ages by sex
    assert {codes: number for codes, number in numbers.items() if codes not in hidden} == {
        codes: number for codes, number in exact.items() if codes not in hidden
    }
    assert {key: number for key, number, _, _ in document["system"]["cells"] if number is None}.keys() == one.why.keys()


def test_a_document_is_the_same_whatever_the_hidden_numbers_are() -> None:
    """Every witness could as well be what was counted: then the same document would have been written."""
    one = protected()
    assert one.proof
    shown = release_of(one, "now").document
    assert one.proof.witnesses

    for witness in one.proof.witnesses:
        moved = {one.proof.keys[at]: by for at, by in witness.items()}
        own = replace(
            one.own, cells=tuple(replace(cell, value=cell.value + moved.get(cell.key, 0)) for cell in one.own.cells)
        )
        # What is hidden is told by the pattern, which stays as it was.
        other = replace(one, own=own)
        other.__dict__["why"] = one.why
        assert release_of(other, "now").document == shown


def test_the_seed_is_in_neither_file() -> None:
    release = release_of(protected(), "now")

    assert b"secret" not in release.document + release.proof


def test_the_numbers_stand_in_the_proof() -> None:
    proof = json.loads(release_of(protected(), "now").proof)

    assert {each["key"]: each["number"] for each in proof["cells"] if each["why"] == "small"} == {
        "started|age=b|sex=man": 3
    }
    assert proof["tables"]["tables"][0]["rows"][0] == ["a", "woman", 12]


def test_what_was_written_is_read_and_verified() -> None:
    held = read_back(release_of(protected(), "now", "Title"))

    assert (held.document.name, held.document.shape.title) == ("now", "Title")
    assert verify(held) == ()


def test_a_publication_read_back_is_what_the_next_must_reckon_with() -> None:
    one = protected()

    earlier = read_back(release_of(one, "now")).proof.earlier

    aside = {key for key, why in one.why.items() if why is Why.ASIDE}
    assert (earlier.name, earlier.hidden, earlier.is_rounded) == ("now", frozenset(one.why) - aside, False)
    assert aside
    assert [(cell.key, cell.value, cell.threshold) for cell in earlier.system.cells] == [
        (cell.key, cell.value, cell.threshold) for cell in one.own.cells
    ]
    assert earlier.system.relations == one.own.relations


def test_a_later_publication_is_verified_beside_the_earlier() -> None:
    then = read_back(release_of(protected(), "then"))
    rows = [["a", "woman", 13], *ROWS[1:]]
    now = read_back(release_of(protect(tables(rows=rows), forms={}, earlier=[then.proof.earlier]), "now"))

    assert verify(now, [then]) == ()
    assert [each.code for each in verify(now)] == ["disclosure.earlier_lacking"]
    assert verify(now)[0].parameters["lacking"] == "then"


def test_a_rounded_document_hides_nothing_and_says_so() -> None:
    held = read_back(release_of(protect_rounded(tables(), forms={}), "now"))

    assert held.document.shape.method == "rounded"
    assert [row for row in held.document.shape.tables[0].rows if row[-1] is None] == []
    assert held.proof.earlier.is_rounded
    assert verify(held) == ()
    assert held.proof.shape.tables.tables[0].rows[0] == ["a", "woman", 12]


def test_the_form_of_a_table_stands_in_the_document() -> None:
    held = tables(forms=[FORM])
    broad = held.tables[0].forms[0]

    document = json.loads(release_of(protect(held, forms={"by_age": broad}), "now").document)

    assert document["tables"][0]["form"] == {"key": "broad", "label": "Broad"}
    assert {row[0] for row in document["tables"][0]["rows"]} == {"young", "old", "*"}


def test_what_is_not_proved_is_not_written() -> None:
    with pytest.raises(ValueError, match="not proved"):
        release_of(replace(protected(), proof=None), "now")


def test_tables_written_are_the_tables_read() -> None:
    flow = {"steps": [{"factor": 1, "of": "started"}, {"factor": -1, "of": "ended", "at": {"year": "2025"}}]}
    table = a_table(rows=ROWS, forms=[FORM], weight=2, threshold=6, about="What it is.")
    mean = {"key": "m", "label": "M", "kind": "mean", "of": {"of": "ended", "at": {"sex": "man"}}, "value": "2.5"}
    share = {"key": "s", "label": "S", "kind": "share", "of": {"of": "ended"}, "base": {"of": "started"}}
    data = a_file(
        table,
        {**table, "key": "e", "of": "ended"},
        flows=[flow],
        title="T",
        variables=[SEX, {**AGE, "leading": ["young"], "rest": ["old"]}, YEAR],
        counts={"ended": "Ended"},
        derived=[mean, share],
    )
    publication, _ = read_tables(data, "t.json", name="t")
    assert publication

    again, faults = read_tables(pretty(tables_file(publication)).encode(), "t.json")

    assert (again, faults) == (publication, ())


Change = Callable[[dict[str, Any]], object]

DOCUMENTS: list[tuple[Change, str]] = [
    (lambda held: held["system"]["cells"].append(held["system"]["cells"][0]), "disclosure.cell_twice"),
    (lambda held: held["system"]["relations"].append([[1, "x"]]), "disclosure.cell_unknown"),
    (lambda held: held["tables"][0]["rows"].append(["c", "woman", 1]), "disclosure.cell_unknown"),
    (lambda held: held["tables"][0]["rows"].append(["a", 1]), "disclosure.row_length"),
    (lambda held: held["tables"][0]["rows"][0].__setitem__(2, 1), "disclosure.row_differs"),
    (lambda held: held.pop("note"), "rules.missing_key"),
    (lambda held: held.update(secret=1), "rules.unknown_key"),
    (lambda held: held.update(format="mellanrum-tables/1"), "disclosure.is_tables"),
]


@pytest.mark.parametrize(("change", "fault"), DOCUMENTS)
def test_a_faulty_document(change: Change, fault: str) -> None:
    held = json.loads(release_of(protected(), "now").document)
    change(held)

    assert faults_of(read_document(json.dumps(held).encode(), "d.json")) == [fault]


def test_a_proof_of_another_document() -> None:
    one, other = release_of(protected(), "one"), release_of(protected(), "other")
    document, _ = read_document(one.document, "d.json")
    assert document

    assert faults_of(read_proof(other.proof, "p.json", document)) == ["disclosure.proof_of_another"]


def shown_cell(proof: dict[str, Any]) -> dict[str, Any]:
    return next(cell for cell in proof["cells"] if not cell["why"])


PROOFS: list[tuple[Change, str]] = [
    (lambda held: shown_cell(held).update(number=1), "disclosure.proof_differs"),
    (lambda held: held["cells"].pop(), "disclosure.proof_differs"),
    (lambda held: held["relations"].pop(), "disclosure.proof_differs"),
    (lambda held: held.pop("witnesses"), "rules.missing_key"),
]


@pytest.mark.parametrize(("change", "fault"), PROOFS)
def test_a_faulty_proof(change: Change, fault: str) -> None:
    release = release_of(protected(), "now")
    document, _ = read_document(release.document, "d.json")
    assert document
    held = json.loads(release.proof)
    change(held)

    assert faults_of(read_proof(json.dumps(held).encode(), "p.json", document)) == [fault]


def changed(release: Release, change: Change) -> Held:
    """A document that somebody has changed, with a proof that says it is its own."""
    document, proof = json.loads(release.document), json.loads(release.proof)
    change({"document": document, "proof": proof})
    data = json.dumps(document).encode()
    proof["document"] = digest(data)
    return read_back(Release(data, json.dumps(proof).encode()))


def show_the_small(both: dict[str, Any]) -> None:
    for cell in both["document"]["system"]["cells"]:
        if cell[0] == "started|age=b|sex=man":
            cell[1] = 3
    for row in both["document"]["tables"][0]["rows"]:
        if row[:2] == ["b", "man"]:
            row[2] = 3
    for cell in both["proof"]["cells"]:
        if cell["why"] == "small":
            cell["why"] = ""


def spoil_a_witness(both: dict[str, Any]) -> None:
    next(witness for witness in both["proof"]["witnesses"]["witnesses"] if witness)[1] += 1


def lose_a_witness(both: dict[str, Any]) -> None:
    both["proof"]["witnesses"]["highest"] = []


def recount_the_small(both: dict[str, Any]) -> None:
    next(cell for cell in both["proof"]["cells"] if cell["why"] == "small")["number"] = 4


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (show_the_small, "attack.small_shown"),
        (spoil_a_witness, "attack.witness_disagrees"),
        (lose_a_witness, "attack.highest_unproved"),
        (recount_the_small, "disclosure.proof_differs"),
        (lambda both: both["proof"].update(witnesses={}), "attack.proof_unreadable"),
    ],
)
def test_a_document_that_does_not_hold_is_not_verified(change: Change, fault: str) -> None:
    held = changed(release_of(protected(), "now"), change)

    assert fault in {each.code for each in verify(held)}


def test_plain_json_has_a_row_on_a_line() -> None:
    assert pretty({"a": [["x", 1], ["y", None]] * 6, "b": []}) == (
        '{\n "a": [\n' + ",\n".join(['  ["x", 1],\n  ["y", null]'] * 6) + '\n ],\n "b": []\n}\n'
    )
