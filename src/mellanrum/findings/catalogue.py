"""The one message catalogue: English ids, Swedish words, for engines and command line alike.

The Swedish words stand in `words/sv/*.po`, a file for each room. They are read as they are, so there is no
compiled file that could fall behind.
"""

import gettext
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mellanrum.findings.codes import code_of
from mellanrum.findings.model import Finding, Parameter
from mellanrum.numbers import Language, day, decimals


@cache
def _translations(lang: Language) -> gettext.NullTranslations:
    merged: gettext.NullTranslations = gettext.NullTranslations()
    if lang == "en":
        return merged
    for entry in sorted(resources.files("mellanrum.findings").joinpath("words", lang).iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".po"):
            compiled = BytesIO()
            write_mo(compiled, read_po(BytesIO(entry.read_bytes()), locale=lang))
            compiled.seek(0)
            room = gettext.GNUTranslations(compiled)
            room.add_fallback(merged)
            merged = room
    return merged


def words(message_id: str, lang: Language = "sv", **parameters: Parameter) -> str:
    """Word an English message id in `lang`, its places filled: amounts with two decimals only where they have öre.

    An id without a translation is returned as it is: names that come from the books pass through untouched.
    """
    template = _translations(lang).gettext(message_id) if message_id else ""
    return template.format_map(_Shown(parameters, lang)) if parameters else template


def spoken_message(item: Finding, lang: Language = "sv") -> str:
    """Say in one sentence what is wrong."""
    return words(code_of(item.code).message, lang, **item.parameters)


def spoken_mend(item: Finding, lang: Language = "sv") -> str:
    """Say in one sentence how to mend it; empty where there is nothing to mend."""
    return words(code_of(item.code).mend, lang, **item.parameters)


class _Shown(dict[str, str]):
    """The parameters as they are written; a place without a parameter shows its name rather than stopping a report."""

    def __init__(self, parameters: Mapping[str, Parameter], lang: Language) -> None:
        super().__init__({name: _shown(value, lang) for name, value in parameters.items()})

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _shown(value: Parameter, lang: Language) -> str:
    if isinstance(value, Decimal):
        return decimals(value, 0 if value == value.to_integral_value() else 2, lang)
    return day(value) if isinstance(value, date) else str(value)
