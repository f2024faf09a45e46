"""JSON that people can read too: an object or a list of many parts has a line for each, a row is one line."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

_WIDTH = 110


def digest(document: bytes) -> str:
    """Return what tells one document from all others."""
    return sha256(document).hexdigest()


def pretty(value: object) -> str:
    """Write a value as JSON, ending with a line break."""
    return "".join(_written(value, 0)) + "\n"


def _written(value: object, depth: int) -> Iterator[str]:
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + depth <= _WIDTH or not isinstance(value, Mapping | list | tuple) or not value:
        yield flat
    elif isinstance(value, Mapping):
        parts = [f"{json.dumps(key, ensure_ascii=False)}: " for key in value]
        yield from _block("{", "}", parts, list(value.values()), depth)
    else:
        yield from _block("[", "]", [""] * len(value), value, depth)


def _block(opens: str, ends: str, heads: Sequence[str], parts: Sequence[object], depth: int) -> Iterator[str]:
    yield opens
    for at, (head, part) in enumerate(zip(heads, parts, strict=True)):
        yield f"{',' if at else ''}\n{' ' * (depth + 1)}{head}"
        yield from _written(part, depth + 1)
    yield f"\n{' ' * depth}{ends}"
