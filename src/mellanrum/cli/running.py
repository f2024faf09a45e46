"""Running the program: the language, the call, and what to say when it cannot be followed."""

import sys
import traceback
from collections.abc import Sequence
from typing import Any, get_args

from typer.exceptions import Abort, TyperException
from typer.main import get_command

from mellanrum.cli.app import app
from mellanrum.cli.as_findings import finding_text
from mellanrum.cli.console import speak_utf8, write_error
from mellanrum.cli.session import REFUSED, WELL, CallError, Session
from mellanrum.cli.usage import fault_of
from mellanrum.findings import Finding, finding, words
from mellanrum.numbers import Language

NAME = "mellanrum"
LANGUAGES: tuple[Language, ...] = get_args(Language)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with the arguments `argv`, the command line's own where none are given; return its exit code."""
    speak_utf8()
    given = list(sys.argv[1:] if argv is None else argv)
    lang, words_left = language(given)
    if lang is None:
        return _refused("sv", finding("cli.no_such_language", given=words_left[0]))
    try:
        return _run(words_left, lang)
    except TyperException as error:
        return _misused(error, words_left, lang)
    except CallError as error:
        told = error.findings
    except Abort:
        told = (finding("cli.interrupted"),)
    except OSError as error:
        told = (finding("cli.system", reason=error.strerror or type(error).__name__),)
    except Exception:  # noqa: BLE001 - whatever our fault, the user gets a sentence and we get the trace
        write_error(traceback.format_exc())
        told = (finding("cli.our_fault"),)
    return _refused(lang, *told)


def language(argv: Sequence[str]) -> tuple[Language | None, list[str]]:
    """Take `--lang` out of the words of a call, wherever it stands, so that help and refusals speak it too.

    Gives the language and the other words; None, and the word given, where it is no language of ours.
    """
    left: list[str] = []
    chosen = "sv"
    at = iter(argv)
    for word in at:
        if word == "--":
            left += [word, *at]
        elif word == "--lang":
            chosen = next(at, "")
        elif word.startswith("--lang="):
            chosen = word.partition("=")[2]
        else:
            left.append(word)
    known = next((lang for lang in LANGUAGES if lang == chosen), None)
    return known, (left if known else [chosen])


def _run(argv: list[str], lang: Language) -> int:
    command: Any = get_command(app)
    code = command.main(args=argv, prog_name=NAME, standalone_mode=False, obj=Session(lang))
    return code if isinstance(code, int) else WELL


def _misused(error: TyperException, argv: Sequence[str], lang: Language) -> int:
    told = fault_of(error, lang)
    if told is None:
        write_error(error.format_message())
        return REFUSED
    code = _refused(lang, told)
    write_error(words("See {command} --help.", lang, command=_command(argv)))
    return code


def _command(argv: Sequence[str]) -> str:
    """Return the command that a call begins with."""
    path = [NAME]
    below = getattr(get_command(app), "commands", {})
    for word in argv:
        if word not in below:
            break
        path.append(word)
        below = getattr(below[word], "commands", {})
    return " ".join(path)


def _refused(lang: Language, *findings: Finding) -> int:
    for item in findings:
        write_error(finding_text(item, lang, sys.stderr))
    return REFUSED
