"""The options that commands share. Their texts are message ids: the help words them in the user's language.

`readable=False` keeps typer from looking at the files: `files` does, in sentences of our own.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from mellanrum.cli.session import refusal


def one_of(*choices: str) -> Callable[[typer.CallbackParam, str | None], str | None]:
    """Make a check that an option has one of some values; capital letters do not matter."""

    def check(param: typer.CallbackParam, given: str | None) -> str | None:
        if given is None or given.lower() in choices:
            return given.lower() if given else None
        raise refusal("cli.not_a_choice", option=param.opts[0], given=given, choices=", ".join(choices))

    return check


Books = Annotated[
    Path, typer.Argument(metavar="BOOKS", readable=False, help="The year's books: a SIE file or a trial balance.")
]
Earlier = Annotated[
    list[Path] | None,
    typer.Option("--earlier", metavar="BOOKS", readable=False, help="Books of an earlier year. May be repeated."),
]
Chart = Annotated[
    str | None,
    typer.Option(
        "--chart",
        metavar="bas|kommun-bas",
        callback=one_of("bas", "kommun-bas"),
        help="The chart of accounts; else it is guessed from the accounts' names.",
    ),
]
Map = Annotated[
    Path | None,
    typer.Option(
        "--map",
        metavar="MAP.toml",
        readable=False,
        help="The association's own account map: lines, note rows, areas, allocation keys.",
    ),
]
Budget = Annotated[
    Path | None,
    typer.Option(
        "--budget", metavar="FILE", readable=False, help="The year's budget as a spreadsheet, in place of the books'."
    ),
]
Reported = Annotated[
    list[Path] | None,
    typer.Option(
        "--reported",
        metavar="FILE.toml",
        readable=False,
        help="Figures of years without books, with their source. May be repeated.",
    ),
]
Columns = Annotated[
    Path | None,
    typer.Option(
        "--columns", metavar="MAP.toml", readable=False, help="Which columns a trial balance has its figures in."
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="table|json",
        callback=one_of("table", "json"),
        help="Tables for reading (table), or one object for programs (json).",
    ),
]
