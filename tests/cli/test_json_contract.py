"""The JSON of `statements` and `check` is a contract: these keys and no others, values of these kinds."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from support.calling import Call

WHOLE = re.compile(r"-?\d+")
EXACT = re.compile(r"-?\d+\.\d\d")
DECIMAL = re.compile(r"-?\d+(\.\d{1,6})?")
PLAIN = re.compile(r"-?\d+(\.\d+)?")

Shape = Any


class Maybe:
    """Null, or what the shape says."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape


LINE = {
    "key": str,
    "label": str,
    "current": Maybe(WHOLE),
    "previous": Maybe(WHOLE),
    "exact": {"current": Maybe(EXACT), "previous": Maybe(EXACT)},
    "sum": bool,
}
FINDING = {
    "code": str,
    "severity": re.compile("error|warning|note"),
    "place": {
        "file": Maybe(str),
        "line": Maybe(int),
        "page": Maybe(int),
        "key": Maybe(str),
        "sheet": Maybe(str),
        "cell": Maybe(str),
    },
    "stated": Maybe(PLAIN),
    "expected": Maybe(PLAIN),
    "difference": Maybe(PLAIN),
    "rule": str,
    "reference": str,
    "message": str,
    "mend": str,
}
HEAD = {"association": str, "orgnr": str, "year": int, "chart": re.compile("bas|kommun-bas")}
STATEMENTS = {
    **HEAD,
    "income_statement": [LINE],
    "balance_sheet": [LINE],
    "cash_flow": [LINE],
    "notes": [{"key": str, "title": str, "by": Maybe(re.compile("kind|area")), "rows": [LINE]}],
    "operations": [
        {
            "key": str,
            "label": str,
            "income": Maybe(WHOLE),
            "cost": Maybe(WHOLE),
            "net": Maybe(WHOLE),
            "budget": Maybe(WHOLE),
            "deviation": Maybe(WHOLE),
            "previous": {"income": Maybe(WHOLE), "cost": Maybe(WHOLE), "net": Maybe(WHOLE)},
        }
    ],
    "overview": [
        {
            "year": int,
            "revenue": Maybe(WHOLE),
            "costs": Maybe(WHOLE),
            "result": Maybe(WHOLE),
            "equity": Maybe(WHOLE),
            "equity_ratio": Maybe(DECIMAL),
            "equity_share": Maybe(DECIMAL),
            "contributions": Maybe(WHOLE),
            "source": Maybe(str),
        }
    ],
    "financed": [{**LINE, "share": Maybe(DECIMAL)}],
    "balance_requirement": [LINE],
    "ratios": [{"key": str, "label": str, "value": Maybe(DECIMAL), "limit": Maybe(DECIMAL), "kept": Maybe(bool)}],
    "findings": [FINDING],
}
CHECK = {**HEAD, "findings": [FINDING]}


def fits(value: object, shape: Shape, at: str = "") -> list[str]:
    """List where a value is not of a shape."""
    if isinstance(shape, Maybe):
        return [] if value is None else fits(value, shape.shape, at)
    if isinstance(shape, dict) and isinstance(value, dict) and list(value) == list(shape):
        return [fault for key in shape for fault in fits(value[key], shape[key], f"{at}.{key}")]
    if isinstance(shape, list) and isinstance(value, list):
        return [fault for number, one in enumerate(value) for fault in fits(one, shape[0], f"{at}[{number}]")]
    if isinstance(shape, re.Pattern):
        is_right = isinstance(value, str) and shape.fullmatch(value) is not None
    else:
        is_right = type(value) is shape
    return [] if is_right else [f"{at}: {list(value) if isinstance(value, dict) else value!r}"]


@pytest.mark.parametrize(
    ("value", "shape", "faults"),
    [
        ({"a": 1}, {"a": int}, []),
        ({"a": 1, "b": 2}, {"a": int}, [": ['a', 'b']"]),
        ({}, {"a": int}, [": []"]),
        ([1, "2"], [int], ["[1]: '2'"]),
        (None, Maybe(int), []),
        (None, int, [": None"]),
        (True, int, [": True"]),
        ("1,5", EXACT, [": '1,5'"]),
        ({}, [int], [": []"]),
    ],
)
def test_fits(value: object, shape: Shape, faults: list[str]) -> None:
    assert fits(value, shape) == faults


@pytest.mark.parametrize("file", ["dk2025.se", "dk2023.se", "vast2023.se"])
@pytest.mark.parametrize(("command", "shape"), [("statements", STATEMENTS), ("check", CHECK)])
def test_json_has_the_keys_of_the_contract(call: Call, command: str, shape: Shape, file: str) -> None:
    assert fits(json.loads(call(command, file, "--format", "json").out), shape) == []


def test_json_amounts_are_ascii(call: Call) -> None:
    read = json.loads(call("statements", "dk2025.se", "--format", "json").out)

    amounts = [line[column] for line in read["income_statement"] for column in ("current", "previous")]
    assert all(amount.isascii() for amount in amounts)


def test_json_equity_share_is_held_to_its_limit(call: Call) -> None:
    ratios = {
        file: {row["key"]: (row["limit"], row["kept"]) for row in json.loads(said.out)["ratios"]}
        for file in ("dk2025.se", "vast2023.se")
        for said in [call("statements", file, "--format", "json")]
    }

    assert ratios["dk2025.se"]["equity_share"] == ("0.20", True)
    assert ratios["vast2023.se"]["equity_share"] == ("0.20", False)
    assert ratios["dk2025.se"]["liquidity"] == (None, None)


def test_json_of_a_file_that_cannot_be_read_says_why(call: Call, desk: Path) -> None:
    (desk / "tom.se").write_bytes(b"")

    said = call("statements", "tom.se", "--format", "json")

    assert said.code == 2
    assert fits(json.loads(said.out), {"findings": [FINDING]}) == []
    assert said.told == "fel: tom.se: Filen är tom. Exportera filen igen från ekonomisystemet."
