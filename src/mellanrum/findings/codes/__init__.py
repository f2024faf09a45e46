"""The declared finding codes: one TOML file for each room, beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

_FIELDS = {"severity", "message", "mend", "reference"}


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    `message` and `mend` are English message ids with `{parameter}` places; `reference` is the paragraph or
    specification the finding rests on, empty where it rests on arithmetic alone.
    """

    code: str
    severity: str
    message: str
    mend: str
    reference: str


@cache
def all_codes() -> Mapping[str, Code]:
    """Return every declared code by name. ValueError where two files declare one, or a field is wrong."""
    codes: dict[str, Code] = {}
    for entry in sorted(resources.files(__name__).iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".toml"):
            continue
        for name, fields in tomllib.loads(entry.read_text(encoding="utf-8")).items():
            if name in codes or not {"severity", "message", "mend"} <= set(fields) <= _FIELDS:
                message = f"{entry.name}: {name} is declared twice or has the wrong fields"
                raise ValueError(message)
            codes[name] = Code(name, fields["severity"], fields["message"], fields["mend"], fields.get("reference", ""))
    return MappingProxyType(codes)


def code_of(name: str) -> Code:
    """Return the declared code called `name`. KeyError where none is: a code must be declared to be used."""
    return all_codes()[name]
