"""From a file of tables to a set, and everything that can be wrong with one."""

import json
from typing import Any

import pytest

from mellanrum.disclosure.release import loading
from mellanrum.disclosure.release.reading import Publication, read_tables
from mellanrum.disclosure.tables import Flow, Form, Step, Sum
from mellanrum.findings import Place
from support.table_files import AGE, SEX, a_file, a_table


def read(data: bytes) -> Publication:
    publication, faults = read_tables(data, "t.json", name="t")
    assert publication is not None, faults
    return publication


def codes(data: bytes, threshold: int | None = None) -> list[str]:
    publication, faults = read_tables(data, "t.json", threshold=threshold)
    assert publication is None
    return [each.code.removeprefix("disclosure.") for each in faults]


def test_totals_left_out_are_reckoned_and_combinations_left_out_are_nil() -> None:
    publication, notes = read_tables(a_file(), "t.json")

    assert publication
    assert publication.tables.tables[0].numbers == {
        ("a", "woman"): 6,
        ("a", "man"): 3,
        ("a", "*"): 9,
        ("b", "woman"): 8,
        ("b", "man"): 9,
        ("b", "*"): 17,
        ("old", "woman"): 7,
        ("old", "man"): 0,
        ("old", "*"): 7,
        ("*", "woman"): 21,
        ("*", "man"): 12,
        ("*", "*"): 33,
    }
    assert [(each.code, each.parameters["number"]) for each in notes] == [("disclosure.nil_assumed", 1)]


def test_a_sum_that_a_form_keeps_is_reckoned() -> None:
    form = {"key": "broad", "label": "Broad", "keep": {"age": ["young", "old", "*"]}}
    table = read(a_file(a_table(forms=[form]))).tables.tables[0]

    assert (table.numbers["young", "woman"], table.numbers["young", "*"]) == (14, 26)
    assert table.forms == (Form("broad", "Broad", {"age": ("young", "old", "*")}),)


def test_a_number_given_is_never_reckoned() -> None:
    rows = [["young", "*", 20], ["a", "*", 1], ["b", "*", 2], ["*", "*", 50]]

    table = read(a_file(a_table(rows=rows))).tables.tables[0]

    assert table.numbers == {("young", "*"): 20, ("a", "*"): 1, ("b", "*"): 2, ("*", "*"): 50}


def test_where_several_may_be_given_there_is_no_total_to_reckon() -> None:
    rows = [["sick", 8], ["study", 5]]

    table = read(a_file(a_table(by=["support"], rows=rows))).tables.tables[0]

    assert table.numbers == {("sick",): 8, ("study",): 5}


def test_all_codes_make_the_total_where_nothing_else_is_said() -> None:
    variables = read(a_file()).tables.variables

    assert variables["sex"].sums == (Sum("*", ("woman", "man")),)
    assert variables["support"].sums == ()
    assert variables["year"].sums == ()


def test_everything_of_a_file_is_read() -> None:
    flow = {"steps": [{"factor": 1, "of": "started"}, {"factor": -1, "of": "ended", "at": {"year": "2025"}}]}
    table = a_table(at={"year": "2025"}, weight=3, threshold=6)
    other = a_table(key="ended", of="ended")

    publication = read(
        a_file(table, other, flows=[flow], threshold=4, sensitive_threshold=8, publication="p", title="Title")
    )

    assert (publication.name, publication.title) == ("p", "Title")
    assert publication.tables.flows == (Flow((Step(1, "started"), Step(-1, "ended", {"year": "2025"}))),)
    first = publication.tables.tables[0]
    assert (first.at, first.weight, first.threshold) == ({"year": "2025"}, 3, 6)
    assert (publication.tables.threshold, publication.tables.sensitive_threshold) == (4, 8)


def test_a_publication_without_a_name_is_called_as_it_is_told() -> None:
    assert read(a_file()).name == "t"


@pytest.mark.parametrize(("threshold", "sensitive"), [(4, 10), (12, 12)])
def test_the_sensitive_threshold_is_never_below_the_other(threshold: int, sensitive: int) -> None:
    publication, _ = read_tables(a_file(), "t.json", threshold=threshold)

    assert publication
    assert (publication.tables.threshold, publication.tables.sensitive_threshold) == (threshold, sensitive)


ROWS = [["a", "woman", 6], ["b", "man", 9]]


@pytest.mark.parametrize(
    ("row", "fault", "told"),
    [
        (["a", "man", -3], "negative", {"given": -3}),
        (["a", "man", 3.5], "fractional", {"given": "3.5"}),
        (["a", "man", 3.0], "fractional", {"given": "3.0"}),
        (["a", "man", "3"], "not_a_count", {"given": "3"}),
        (["a", "man", None], "not_a_count", {"given": "null"}),
        (["a", "man", True], "not_a_count", {"given": "True"}),
        (["a", "man", 10**10], "too_large_count", {"given": 10**10, "largest": 10**9}),
        (["a", "men", 3], "unknown_in_row", {"given": "men", "variable": "Sex"}),
        ([1, "man", 3], "unknown_in_row", {"given": "1", "variable": "Age"}),
        (["a", 3], "row_length", {"length": 2, "wanted": 3}),
        (["b", "man", 9], "row_twice", {"first": 2}),
    ],
)
def test_a_faulty_row_is_told_with_table_and_row(row: list[Any], fault: str, told: dict[str, Any]) -> None:
    publication, faults = read_tables(a_file(a_table(rows=[*ROWS, row])), "t.json")

    assert publication is None
    assert [(each.code, each.place) for each in faults] == [
        (f"disclosure.{fault}", Place(file="t.json", key="by_age")),
    ]
    assert dict(faults[0].parameters) == {"table": "By age", "row": 3, **told}


def test_all_faults_are_told_at_once() -> None:
    faulty = a_table(key="x", by=["colour"], at={"year": "1999"}, rows=[["red", 1]])

    assert codes(a_file(a_table(rows=[["a", "man", -3], ["a", "men", 3]]), faulty, faulty, threshold=1)) == [
        "table_twice",
        "negative",
        "unknown_in_row",
        "unknown_variable",
        "unknown_code",
        "unknown_variable",
        "unknown_code",
        "threshold_too_low",
    ]


FORM = {"key": "f", "label": "F", "keep": {"age": ["*"]}}


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (a_file(a_table(), a_table()), "table_twice"),
        (a_file(variables=[SEX, SEX, AGE]), "variable_twice"),
        (a_file(a_table(forms=[FORM, FORM])), "form_twice"),
        (a_file(a_table(by=["age", "age"], rows=[["a", "a", 6]])), "by_twice"),
        (a_file(a_table(at={"sex": "man"})), "by_twice"),
        (a_file(a_table(by=["colour"], rows=[["red", 6]])), "unknown_variable"),
        (a_file(a_table(at={"colour": "red"})), "unknown_variable"),
        (a_file(a_table(forms=[{**FORM, "keep": {"year": ["2025"]}}])), "unknown_variable"),
        (a_file(a_table(at={"year": "*"})), "unknown_code"),
        (a_file(a_table(forms=[{**FORM, "keep": {"age": ["older"]}}])), "unknown_code"),
        (a_file(variables=[SEX, {**AGE, "leading": ["young", "x"], "rest": ["y"]}]), "unknown_code unknown_code"),
        (a_file(counts={"stopped": "Stopped"}), "unknown_count"),
        (a_file(flows=[{"steps": [{"factor": 1, "of": "started"}, {"factor": -1, "of": "x"}]}]), "unknown_count"),
        (
            a_file(
                flows=[{"steps": [{"factor": 1, "of": "started"}, {"factor": -1, "of": "started"}], "at": {"a": "b"}}]
            ),
            "unknown_variable unknown_variable",
        ),
        (a_file(a_table(of="a|b")), "bad_name"),
        (a_file(a_table(of="")), "rules.wrong_value"),
        (a_file(threshold=2), "threshold_too_low"),
        (a_file(threshold=34), "threshold_too_high"),
        (a_file(a_table(threshold=1)), "threshold_too_low"),
        (a_file(a_table(threshold=100)), "threshold_too_high"),
        (a_file(threshold=8, sensitive_threshold=6), "sensitive_below"),
        (a_file(threshold=5.5), "rules.wrong_value"),
        (a_file(tables=[]), "no_tables"),
        (a_file(a_table(rows=[])), "no_rows"),
        (a_file(shown=True), "rules.unknown_key"),
        (a_file(format="mellanrum-tables/9"), "is_other"),
        (a_file(format=["mellanrum-tables/1"]), "is_other"),
        (b"{}", "is_other"),
        (b"[1, 2]", "is_other"),
        (b"17", "is_other"),
        (b'{"format": "mellanrum-protected/1", "tables": []}', "is_document"),
        (b'{"format": "mellanrum-proof/1"}', "is_proof"),
        (b"[1, 2", "rules.not_json"),
        (b'{"a": "\xff"}', "rules.not_utf8"),
        (b"[" * 100_000, "rules.out_of_bounds"),
        (b'{"a": ' + b"9" * 5000 + b"}", "rules.out_of_bounds"),
        (b'{"format": "x", "format": "y"}', "key_twice"),
    ],
)
def test_a_faulty_file(data: bytes, fault: str) -> None:
    assert codes(data) == fault.split()


@pytest.mark.parametrize(
    ("sums", "fault"),
    [
        ([{"whole": "*", "parts": ["young", "a", "old"]}, {"whole": "young", "parts": ["a", "b"]}], ["sum_overlaps"]),
        ([{"whole": "*", "parts": ["young", "young"]}], ["sum_overlaps"]),
        ([{"whole": "young", "parts": ["a", "young"]}], ["sum_overlaps"]),
        (
            [{"whole": "young", "parts": ["a", "b"]}, {"whole": "a", "parts": ["young", "old"]}],
            ["sum_overlaps", "sum_overlaps"],
        ),
        ([{"whole": "*", "parts": ["young", "older"]}], ["unknown_code"]),
        ([{"whole": "*", "parts": ["young", "old"], "of": ["stopped"]}], ["unknown_count"]),
    ],
)
def test_a_faulty_sum(sums: list[dict[str, Any]], fault: list[str]) -> None:
    assert codes(a_file(variables=[SEX, {**AGE, "sums": sums}])) == fault


def test_two_sums_of_the_same_whole_do_not_overlap() -> None:
    sums = [*AGE["sums"], {"whole": "*", "parts": ["a", "b", "old"]}]

    assert len(read(a_file(variables=[SEX, {**AGE, "sums": sums}])).tables.variables["age"].sums) == 3


def test_a_file_far_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "LIMIT", 100)

    assert codes(a_file()) == ["too_large"]


def test_a_table_far_too_large() -> None:
    many = [{"key": f"v{at}", "label": "V", "codes": {str(code): "c" for code in range(60)}} for at in range(3)]
    rows = [[str(code)] * 3 + [9] for code in range(60)]
    table = a_table(by=["v0", "v1", "v2"], rows=rows)

    assert codes(json.dumps({"format": "mellanrum-tables/1", "variables": many, "tables": [table]}).encode()) == [
        "too_many_cells"
    ]


def test_a_threshold_of_the_call_takes_the_place_of_the_files() -> None:
    assert codes(a_file(), threshold=1) == ["threshold_too_low"]
