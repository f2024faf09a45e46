"""The one message catalogue: English ids, Swedish words, for engines and command line alike.

The Swedish words stand in `words/sv/*.po`, a file for each room. They are read as they are, so there is no
compiled file that could fall behind.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Literal

from mellanrum.findings.codes import code_of
from mellanrum.findings.model import Finding, Parameter, Phrase
from mellanrum.findings.po import read_po
from mellanrum.numbers import Language, day, decimals

Reader = Literal["terminal", "web"]
"""Who is spoken to: one who types commands, or one who reads pages and reports and knows no options and keys."""


@cache
def _translations(lang: Language) -> Mapping[str, str]:
    if lang == "en":
        return {}
    files = sorted(resources.files("mellanrum.findings").joinpath("words", lang).iterdir(), key=lambda item: item.name)
    rooms = (read_po(file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".po"))
    return {message_id: text for room in rooms for message_id, text in room.items()}


def words(message_id: str, lang: Language = "sv", **parameters: Parameter) -> str:
    """Word an English message id in `lang`, its places filled: amounts with two decimals only where they have öre.

    An id without a translation is returned as it is: names that come from the books pass through untouched.
    """
    template = _translations(lang).get(message_id, message_id)
    return template.format_map(_Shown(parameters, lang)) if parameters else template


def spoken_message(item: Finding, lang: Language = "sv", reader: Reader = "terminal") -> str:
    """Say in one sentence what is wrong."""
    code = code_of(item.code)
    return words((code.message_web if reader == "web" else "") or code.message, lang, **item.parameters)


def spoken_mend(item: Finding, lang: Language = "sv", reader: Reader = "terminal") -> str:
    """Say in one sentence how to mend it; empty where there is nothing to mend."""
    code = code_of(item.code)
    return words((code.mend_web if reader == "web" else "") or code.mend, lang, **item.parameters)


class _Shown(dict[str, str]):
    """The parameters as they are written; a place without a parameter shows its name rather than stopping a report."""

    def __init__(self, parameters: Mapping[str, Parameter], lang: Language) -> None:
        super().__init__({name: _shown(value, lang) for name, value in parameters.items()})

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _shown(value: Parameter, lang: Language) -> str:
    if isinstance(value, Phrase):
        return words(value.message_id, lang, **value.parameters)
    if isinstance(value, Decimal):
        return decimals(value, 0 if value == value.to_integral_value() else 2, lang)
    return day(value) if isinstance(value, date) else str(value)
