"""JSON read strictly: whole, of a bearable size, and no key twice."""

import json
from collections import Counter
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from mellanrum.findings import Finding, Place, finding
from mellanrum.rules import validated

Model = TypeVar("Model", bound=BaseModel)

LIMIT = 50_000_000
"""The largest file that is read, in bytes: a national set is two or three million."""


_KINDS = {
    "mellanrum-tables/1": "disclosure.is_tables",
    "mellanrum-protected/1": "disclosure.is_document",
    "mellanrum-proof/1": "disclosure.is_proof",
}
"""What each kind of file is called when it is given in place of another."""
_OTHER = "disclosure.is_other"


class Fractional(str):
    """A number with decimals or a power of ten, as it is written: a count is never one."""

    __slots__ = ()


class _TwiceError(ValueError):
    """A key that stands twice in one object."""


def load(model: type[Model], data: bytes, file: str) -> tuple[Model | None, tuple[Finding, ...]]:
    """Read JSON `data` into `model`, whose field `format` says what kind it is.

    Returns the model, or None and every fault found; of another kind of file nothing is told but what it is.

    Findings: disclosure.too_large, disclosure.key_twice; disclosure.is_tables, disclosure.is_document,
    disclosure.is_proof and disclosure.is_other for another kind; and those of the strict loader (rules.not_utf8,
    rules.not_json, rules.out_of_bounds, rules.unknown_key, rules.missing_key, rules.wrong_value, rules.not_a_choice).
    """
    if len(data) > LIMIT:
        return None, (finding("disclosure.too_large", Place(file=file), limit=LIMIT // 1_000_000),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (finding("rules.not_utf8", Place(file=file, line=data[: error.start].count(b"\n") + 1)),)
    try:
        value = json.loads(text, parse_float=Fractional, parse_constant=Fractional, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        return None, (finding("rules.not_json", Place(file=file, line=error.lineno)),)
    except _TwiceError as error:
        return None, (finding("disclosure.key_twice", Place(file=file), key=str(error)),)
    except (ValueError, RecursionError):  # a number of more digits than Python reads, or lists within lists
        value = None
    other = _other_kind(model, value, file)
    return (None, other) if other else validated(model, value, file)


def _other_kind(model: type[BaseModel], value: object, file: str) -> tuple[Finding, ...]:
    (wanted,) = get_args(model.model_fields["format"].annotation)
    given = value.get("format") if isinstance(value, dict) else None
    if value is None or given == wanted:
        return ()
    code = _KINDS.get(given, _OTHER) if isinstance(given, str) else _OTHER
    return (finding(code, Place(file=file), wanted=wanted) if code == _OTHER else finding(code, Place(file=file)),)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        raise _TwiceError(next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1))
    return held
