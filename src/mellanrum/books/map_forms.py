"""The association's map in other forms: JSON to keep it in, TOML to hand it out, and a change of one account's line."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from mellanrum.books.association_map import AssociationMap, LineKey, MapLine, map_findings
from mellanrum.findings import Finding
from mellanrum.rules import parse_json

_SHORT_DECIMAL = re.compile(r"[01](\.[0-9]{1,50})?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def map_from_json(text: str, file: str) -> tuple[AssociationMap | None, tuple[Finding, ...]]:
    """Read a map from JSON, by the rules of `read_map`. Gives the map, or None and every fault."""
    read, faults = parse_json(AssociationMap, text, file)
    if read is None:
        return None, faults
    found = map_findings(read, file)
    return (None if found else read), found


def map_to_json(own: AssociationMap) -> str:
    """Write a map as JSON, decimals as texts so that they stay exact; what is left out of the map is left out here."""
    return own.model_dump_json(by_alias=True, exclude_defaults=True)


def map_to_toml(own: AssociationMap) -> bytes:
    """Write a map as the TOML that `read_map` reads."""
    return "\n".join(_toml(own.model_dump(by_alias=True, exclude_defaults=True))).encode()


def with_account_on_line(own: AssociationMap, account: str, line: LineKey | None) -> AssociationMap:
    """Return the map with an account on a line; None takes away the association's own choice for it.

    The choice is for the whole account number: those for shorter and longer prefixes stay. ValueError for an account
    number that no map can name.
    """
    if [row.line for row in own.line if account in row.prefixes] == ([line] if line else []):
        return own
    rows = {row: tuple(prefix for prefix in row.prefixes if prefix != account) for row in own.line}
    kept = [MapLine(prefixes=prefixes, line=row.line) for row, prefixes in rows.items() if prefixes]
    if line is None:
        return own.model_copy(update={"line": tuple(kept)})
    at = next((number for number, row in enumerate(kept) if row.line == line), len(kept))
    before = kept[at].prefixes if at < len(kept) else ()
    kept[at : at + 1] = [MapLine(prefixes=(*before, account), line=line)]
    return own.model_copy(update={"line": tuple(kept)})


def _toml(table: Mapping[str, object]) -> Iterator[str]:
    """Write the single values, then a table for each row: TOML reads what follows a table's head as its own."""
    for key, value in table.items():
        if not isinstance(value, tuple):
            yield f"{key} = {_value(value)}"
    for key, rows in table.items():
        for row in rows if isinstance(rows, tuple) else ():
            yield from (f"[[{key}]]", *(f"{name} = {_value(value)}" for name, value in row.items()), "")


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(part)}" for key, part in value.items()) + " }"
    if isinstance(value, Decimal):
        return f"{value}" if _SHORT_DECIMAL.fullmatch(f"{value}") else f'"{value}"'
    return value.isoformat() if isinstance(value, date) else toml_text(str(value))


def toml_text(text: str) -> str:
    """Write a text as TOML writes it, within quotes."""
    # JSON escapes as TOML does, but leaves the delete character, which TOML does not allow.
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
