"""Saying in our own words, in the user's language, what is wrong with a call."""

import re
from typing import Any

from typer.exceptions import TyperException

from mellanrum.findings import Finding, finding, words
from mellanrum.numbers import Language

_EXTRA = re.compile(r"^[^(]*(?:\(s\))? \((.*)\)\.?$", re.DOTALL)
_IN_QUOTES = re.compile(r"'([^']*)'")


def fault_of(error: TyperException, lang: Language) -> Finding | None:
    """Give the finding for an error of use; None where the message is the help itself.

    The kinds of errors are told by name: typer does not publish their classes.
    """
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return None
    known: Any = error
    if kind == "NoSuchOption":
        near = ", ".join(known.possibilities or ()) or "–"
        return finding("cli.no_such_option", option=known.option_name, near=near)
    if kind == "MissingParameter":
        return finding("cli.missing_argument", name=_name(known.param, lang))
    if kind == "BadOptionUsage":
        code = "cli.option_takes_nothing" if "take" in error.message else "cli.option_wants_value"
        return finding(code, option=known.option_name)
    if kind == "BadParameter":
        return finding("cli.bad_value", name=_name(known.param, lang), reason=error.message)
    return _of_message(error.message)


def _name(param: Any, lang: Language) -> str:  # noqa: ANN401 - typer does not publish the class of its parameters
    if param is None:
        return "–"
    return str(param.opts[0]) if param.param_type_name == "option" else words(param.metavar or param.name, lang)


def _of_message(message: str) -> Finding:
    if message.startswith("Got unexpected extra argument"):
        found = _EXTRA.match(message)
        return finding("cli.too_many", given=found[1] if found else "")
    if message.startswith("No such command"):
        given, *near = _IN_QUOTES.findall(message)
        return finding("cli.no_such_command", given=given, near=", ".join(near) or "–")
    if message.startswith("Missing command"):
        return finding("cli.missing_command")
    return finding("cli.wrong_call", reason=message)
