"""Shares, means and medians follow the numbers they are worked out from."""

import json
from typing import Any

import pytest

from mellanrum.disclosure.protect import Protected, protect, protect_rounded
from mellanrum.disclosure.release import read_document, read_proof, read_tables, release_of, work_out, worked_of
from mellanrum.disclosure.release.reading import Publication
from support.table_files import a_file, a_table

ROWS = [["young", "woman", 20], ["young", "man", 15], ["old", "woman", 8], ["old", "man", 3]]
ALL = {"of": "started"}


def a_share(key: str = "share", **at: str) -> dict[str, Any]:
    return {"key": key, "label": f"Share of {at}", "kind": "share", "of": {"of": "started", "at": at}, "base": ALL}


def a_mean(kind: str = "mean", **at: str) -> dict[str, Any]:
    return {"key": kind, "label": kind, "kind": kind, "of": {"of": "started", "at": at}, "value": "44.8"}


def read(*derived: dict[str, Any]) -> Publication:
    publication, faults = read_tables(a_file(a_table(rows=ROWS), derived=list(derived)), "t.json", name="t")
    assert publication, faults
    return publication


def values(protected: Protected, publication: Publication) -> tuple[dict[str, str | None], list[str]]:
    worked, faults = work_out(protected, map(worked_of, publication.derived))
    told = {each.key: None if value is None else str(value) for each, value in worked}
    return told, [each.code for each in faults]


def test_a_share_of_a_hidden_number_is_left_out() -> None:
    publication = read(a_share("small", age="old", sex="man"))
    protected = protect(publication.tables, forms={})

    assert values(protected, publication) == ({"small": None}, ["disclosure.derived_hidden"])


def test_a_share_is_per_cent_with_a_decimal() -> None:
    rows = [["young", "woman", 20], ["young", "man", 15], ["old", "woman", 8], ["old", "man", 13]]
    data = a_file(a_table(rows=rows), derived=[a_share(sex="woman"), a_mean(), a_mean("median")])
    publication, _ = read_tables(data, "t.json", name="t")
    assert publication

    assert values(protect(publication.tables, forms={}), publication) == (
        {"share": "50.0", "mean": "44.8", "median": "44.8"},
        [],
    )


def test_a_mean_of_few_is_left_out() -> None:
    publication = read(a_mean(age="old", sex="man"))

    assert values(protect(publication.tables, forms={}), publication) == (
        {"mean": None},
        ["disclosure.derived_hidden"],
    )


def test_a_mean_is_left_out_beside_rounded_numbers() -> None:
    publication = read(a_mean(), a_share(sex="woman"))

    told, faults = values(protect_rounded(publication.tables, forms={}), publication)

    assert (told["mean"], told["share"] is None, faults) == (None, False, ["disclosure.derived_rounded"])


def test_a_document_has_the_values_and_a_proof_what_was_asked() -> None:
    publication = read(a_share("small", age="old", sex="man"), a_mean(sex="woman"))
    protected = protect(publication.tables, forms={})

    release = release_of(protected, "t", derived=publication.derived)

    told, _ = values(protected, publication)
    document, _ = read_document(release.document, "d.json")
    assert document
    assert {each.key: each.value for each in document.shape.derived} == told
    assert (document.shape.derived[0].of, document.shape.derived[0].base) == ("started|age=old|sex=man", "started")
    proof, _ = read_proof(release.proof, "p.json", document)
    assert proof
    assert proof.shape.tables.derived == publication.derived


def test_a_share_of_a_hidden_number_is_a_fault_of_a_document() -> None:
    publication = read(a_share("small", age="old", sex="man"))
    held = json.loads(release_of(protect(publication.tables, forms={}), "t", derived=publication.derived).document)
    held["derived"][0]["value"] = "6.5"

    document, faults = read_document(json.dumps(held).encode(), "d.json")

    assert (document, [each.code for each in faults]) == (None, ["disclosure.derived_shown"])


@pytest.mark.parametrize(
    ("derived", "fault"),
    [
        ([a_share(), a_share()], ["derived_twice"]),
        ([{**a_share(), "base": None}], ["derived_needs"]),
        ([{**a_share(), "value": 3}], ["derived_needs"]),
        ([{**a_mean(), "value": None}], ["derived_needs"]),
        ([{**a_mean(), "base": ALL}], ["derived_needs"]),
        ([a_share(colour="red")], ["unknown_variable"]),
        ([a_share(age="older")], ["unknown_code"]),
        ([{**a_mean(), "of": {"of": "stopped"}}], ["unknown_count"]),
        ([{**a_mean(), "value": "1e3"}], ["rules.wrong_value", "rules.wrong_value"]),
    ],
)
def test_a_faulty_wish(derived: list[dict[str, Any]], fault: list[str]) -> None:
    publication, faults = read_tables(a_file(a_table(rows=ROWS), derived=derived), "t.json")

    assert publication is None
    assert [each.code.removeprefix("disclosure.") for each in faults] == fault
