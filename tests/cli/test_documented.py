"""Every command and option is documented, and every word of them is in the catalogue."""

from collections.abc import Iterator
from typing import Any

import pytest

from mellanrum.cli.helping import help_text
from mellanrum.findings import words
from mellanrum.numbers import Language
from support import golden
from support.calling import Call
from tools.command_reference import PAGE, commands, renewed, told

COMMANDS = dict(commands())
NAMES_OF_THEIR_OWN = {"bas|kommun-bas", "table|json", "sv|en", "1|2|3|4e|4i", "IN"}
"""Words in capitals or choices that are the same in both languages."""


def test_every_command_is_documented() -> None:
    assert told(PAGE.read_text(encoding="utf-8")) == set(COMMANDS)


def test_documentation_says_what_the_help_says() -> None:
    golden(PAGE, renewed(PAGE.read_text(encoding="utf-8")))


def texts(context: Any) -> Iterator[str]:  # noqa: ANN401 - typer hides its classes
    """Every text a user sees in a command's help."""
    yield from filter(None, (context.command.help, context.command.epilog))
    for param in context.command.get_params(context):
        yield param.help
        if param.metavar and not getattr(param, "is_flag", False):
            yield param.metavar


@pytest.mark.parametrize("path", COMMANDS)
def test_every_word_of_the_help_is_swedish(path: str) -> None:
    untold = {text for text in texts(COMMANDS[path]) if words(text, "sv") == text}

    assert untold - NAMES_OF_THEIR_OWN == set()


@pytest.mark.parametrize("path", COMMANDS)
def test_every_argument_and_option_has_a_text(path: str) -> None:
    context = COMMANDS[path]

    assert context.command.help
    assert [param.name for param in context.command.get_params(context) if not param.help] == []


@pytest.mark.parametrize("path", COMMANDS)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_help_is_shown_for_every_command(call: Call, path: str, lang: Language) -> None:
    said = call("--lang", lang, *path.split()[1:], "--help")

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"{words('Usage:', lang)} {path} ")
    assert max(map(len, said.out.splitlines())) <= 80


def test_help_of_a_command_is_what_the_page_has(call: Call) -> None:
    context = COMMANDS["mellanrum check"]

    assert call("check", "--help").out == f"{help_text(context.command, context)}\n"
