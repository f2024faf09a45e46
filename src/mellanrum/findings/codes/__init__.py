"""The declared finding codes: one TOML file for each room, beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

_FIELDS = {"severity", "message", "mend", "reference", "turn", "message_web", "mend_web"}


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    `message` and `mend` are English message ids with `{parameter}` places; `reference` is the paragraph or
    specification the finding rests on, empty where it rests on arithmetic alone. `turn` says where among its like a
    finding is told: "first" what explains the others, and of notes "later" what only a larger report would need,
    "last" what asks nothing of anybody. `message_web` and `mend_web` are what is said in their place to those who read
    pages and reports, and do not know the command line's options and files; empty where the same words will do.
    """

    code: str
    severity: str
    message: str
    mend: str
    reference: str
    turn: str = ""
    message_web: str = ""
    mend_web: str = ""


@cache
def all_codes() -> Mapping[str, Code]:
    """Return every declared code by name. ValueError where two files declare one, or a field is wrong."""
    codes: dict[str, Code] = {}
    for file in sorted(item.name for item in resources.files(__name__).iterdir() if item.name.endswith(".toml")):
        declared = _codes_in(file)
        if codes.keys() & declared.keys():
            raise ValueError(f"{file}: {', '.join(codes.keys() & declared.keys())} is declared twice")
        codes |= declared
    return MappingProxyType(codes)


def code_of(name: str) -> Code:
    """Return the declared code called `name`. KeyError where none is: a code must be declared to be used."""
    # A code of the form room.what stands in the file of its room: the other files need not be read for it.
    room, dot, _ = name.partition(".")
    found = _codes_in(f"{room}.toml").get(name) if dot else None
    return found or all_codes()[name]


@cache
def _codes_in(file: str) -> Mapping[str, Code]:
    """Read the codes of one file; none where it does not exist. ValueError where a code has the wrong fields."""
    entry = resources.files(__name__).joinpath(file)
    codes: dict[str, Code] = {}
    for name, fields in (tomllib.loads(entry.read_text(encoding="utf-8")) if entry.is_file() else {}).items():
        if not {"severity", "message", "mend"} <= set(fields) <= _FIELDS:
            raise ValueError(f"{file}: {name} has the wrong fields")
        codes[name] = Code(
            name,
            fields["severity"],
            fields["message"],
            fields["mend"],
            fields.get("reference", ""),
            fields.get("turn", ""),
            fields.get("message_web", ""),
            fields.get("mend_web", ""),
        )
    return codes
