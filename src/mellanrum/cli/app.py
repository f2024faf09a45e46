"""The commands and their options. Each imports what it needs when it runs, so that help is quick."""

from typing import Annotated

import typer

from mellanrum import __version__
from mellanrum.cli.console import write
from mellanrum.cli.helping import Command, Group
from mellanrum.cli.options import Books, Budget, Chart, Columns, Earlier, Format, Map, Reported
from mellanrum.cli.session import Session

app = typer.Typer(
    cls=Group,
    name="mellanrum",
    help="The annual report of a coordination association, from the books to a finished document.",
    epilog="Exit codes: 0 all is well, 1 the findings hold an error, 2 unreadable input or a wrong call.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        write(f"mellanrum {__version__}")
        raise typer.Exit


@app.callback()
def root(
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Show the version and stop.")
    ] = False,
    _lang: Annotated[
        str, typer.Option("--lang", metavar="sv|en", help="The language: Swedish (sv), else English (en).")
    ] = "sv",
) -> None:
    """Declare the options of the program itself; `--lang` has been taken out of the call before."""


@app.command(cls=Command, help="Show the statements, notes and key ratios of a year, and what there is to say of them.")
def statements(
    ctx: typer.Context,
    books: Books,
    earlier: Earlier = None,
    chart: Chart = None,
    own_map: Map = None,
    budget: Budget = None,
    reported: Reported = None,
    columns: Columns = None,
    output: Format = "table",
) -> int:
    """Show the statements."""
    from mellanrum.cli.opening import Asked
    from mellanrum.cli.reading import show_statements

    return show_statements(_session(ctx), Asked(books, earlier, chart, own_map, budget, reported, columns), output)


@app.command(cls=Command, help="Check a year's books and statements: only the findings.")
def check(
    ctx: typer.Context,
    books: Books,
    earlier: Earlier = None,
    chart: Chart = None,
    own_map: Map = None,
    budget: Budget = None,
    reported: Reported = None,
    columns: Columns = None,
    output: Format = "table",
) -> int:
    """Show the findings."""
    from mellanrum.cli.opening import Asked
    from mellanrum.cli.reading import show_findings

    return show_findings(_session(ctx), Asked(books, earlier, chart, own_map, budget, reported, columns), output)


@app.command(
    cls=Command, help="Say where a figure comes from, down to account and month. Without a key: list the keys."
)
def why(
    ctx: typer.Context,
    books: Books,
    key: Annotated[
        str | None, typer.Argument(metavar="KEY", help="The figure's key, as balance_sheet.total_assets.")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", metavar="YEAR", help="The year of the figure, as 2024; else the newest.")
    ] = None,
    earlier: Earlier = None,
    chart: Chart = None,
    own_map: Map = None,
    budget: Budget = None,
    reported: Reported = None,
    columns: Columns = None,
) -> int:
    """Show the trace of a figure."""
    from mellanrum.cli.opening import Asked
    from mellanrum.cli.tracing import show_trace

    asked = Asked(books, earlier, chart, own_map, budget, reported, columns)
    return show_trace(_session(ctx), asked, key, period)


def _session(ctx: typer.Context) -> Session:
    return ctx.obj if isinstance(ctx.obj, Session) else Session()
