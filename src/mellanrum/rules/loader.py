"""Reading TOML strictly: unknown and duplicate keys and impossible dates are findings that name file and key."""

import json
import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from mellanrum.findings import Finding, Place, finding, spoken_message

Model = TypeVar("Model", bound=BaseModel)

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_EXPONENT = re.compile(r"[eE][+-]?0*([0-9]+)")
_IMPOSSIBLE_MONTH = re.compile(r"=\s*[0-9]{4}-(?!0[1-9]|1[0-2])[0-9]{2}-[0-9]{2}\b")
# The parser takes memory by the square of the parts of a dotted key: 200 000 of them are more than any machine has.
_LONG_KEY = re.compile(r"""(?:\.[ \t]*+(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+){40}""")
_LONGEST_NUMBER = 60
_LARGEST_WHOLE = 10**_LONGEST_NUMBER
_CODES = {
    "extra_forbidden": "rules.unknown_key",
    "missing": "rules.missing_key",
    "dates_reversed": "rules.dates_reversed",
}


class RuleError(ValueError):
    """A rule file that ships with the program is faulty: a fault of ours, which no user can mend."""


def parse(
    model: type[Model], data: bytes, file: str, *, context: dict[str, object] | None = None
) -> tuple[Model | None, tuple[Finding, ...]]:
    """Read TOML `data` into `model` (a pydantic model class).

    Returns the model, or None and every fault found: the file, the line where the text itself is not TOML, else the
    key. `context` is what the model's own validators may ask for.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, (finding("rules.not_utf8", Place(file=file, line=line)),)
    try:
        table = None if _LONG_KEY.search(text) else tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax(error, text, file),)
    except (ValueError, RecursionError):
        table = None
    return validated(model, table, file, context)


def parse_json(model: type[Model], text: str, file: str) -> tuple[Model | None, tuple[Finding, ...]]:
    """Read JSON into `model` by the same rules; decimals may be texts. Returns the model, or None and every fault."""
    try:
        table = json.loads(text, parse_float=_decimal, parse_constant=_decimal)
    except json.JSONDecodeError as error:
        return None, (finding("rules.not_json", Place(file=file, line=error.lineno)),)
    except (ValueError, ArithmeticError, RecursionError):
        table = None
    return validated(model, table, file)


def validated(
    model: type[Model], table: object, file: str, context: dict[str, object] | None = None
) -> tuple[Model | None, tuple[Finding, ...]]:
    """Hold a table against its model, by the rules of `parse`; None is a table that could not be read."""
    out_of_bounds = (finding("rules.out_of_bounds", Place(file=file)),)
    try:
        return (model.model_validate(table, context=context), ()) if _in_bounds(table) else (None, out_of_bounds)
    except RecursionError:  # what could just be read may still be too deep to go through
        return None, out_of_bounds
    except ValidationError as error:
        return None, tuple(_fault(fault, file) for fault in error.errors(include_url=False))


def _decimal(text: str) -> Decimal:
    """Read a TOML float exactly. ValueError for a power of ten so large that working with it would not end."""
    exponent = _EXPONENT.search(text)
    if len(text) > _LONGEST_NUMBER or (exponent and len(exponent[1]) > 2):
        raise ValueError(text[:_LONGEST_NUMBER])
    return Decimal(text)


def _in_bounds(value: object) -> bool:
    """Tell whether a table was read and its whole numbers are of a size that can be written out."""
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return all(part is None or _in_bounds(part) for part in parts)  # JSON's null is a value like others
    return value is not None and (not isinstance(value, int) or abs(value) < _LARGEST_WHOLE)


def _syntax(error: tomllib.TOMLDecodeError, text: str, file: str) -> Finding:
    lines = text.removesuffix("\n").split("\n")
    at = _AT_LINE.search(str(error))
    line = min(int(at[1]), len(lines)) if at else len(lines)
    written = lines[line - 1].strip()
    code = "rules.syntax"
    if "overwrite" in str(error) or "declare" in str(error) or "twice" in str(error):
        code = "rules.duplicate_key"
    elif "date" in str(error) or _IMPOSSIBLE_MONTH.search(written):
        code = "rules.impossible_date"
    return finding(code, Place(file=file, line=line), written=written)


def _fault(fault: Any, file: str) -> Finding:  # noqa: ANN401 - pydantic's own error record
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in fault["loc"])
    given = "" if isinstance(fault["input"], dict | list) else str(fault["input"])
    code, own = _declared(fault)
    return finding(code, Place(file=file, key=key), key=key, given=given, **own)


def _declared(fault: Any) -> tuple[str, dict[str, Any]]:  # noqa: ANN401 - as above
    """Return the code of a fault, and what its sentence names beside key and value."""
    kind, told = fault["type"], fault.get("ctx", {})
    if kind.startswith("rules."):
        return kind, {name: str(value) for name, value in told.items()}
    if kind == "literal_error":
        choices = str(told["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        # A number in quotes looks like a choice but is of the wrong kind.
        if str(fault["input"]) not in choices:
            return "rules.not_a_choice", {"choices": ", ".join(choices)}
    if kind == "string_type" and _is_number(fault["input"]):
        return "rules.number_for_text", {}
    return _CODES.get(kind, "rules.wrong_value"), {}


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def shipped_names() -> tuple[str, ...]:
    """List the rule files that ship with the program, without their ending."""
    folder = resources.files("mellanrum.rules").joinpath("data")
    return tuple(sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")))


def shipped_text(name: str) -> bytes:
    """Return a shipped rule file as it stands. FileNotFoundError where there is none of that name."""
    return resources.files("mellanrum.rules").joinpath("data", f"{name}.toml").read_bytes()


@cache
def shipped(model: type[Model], name: str) -> Model:
    """Return a shipped rule file as a model. RuleError, with every fault, where it is faulty."""
    read, faults = parse(model, shipped_text(name), f"{name}.toml")
    if read is None:
        raise RuleError("; ".join(f"{name}.toml {fault.place.key}: {spoken_message(fault, 'en')}" for fault in faults))
    return read
