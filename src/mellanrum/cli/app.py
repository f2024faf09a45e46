"""The commands and their options. Each imports what it needs when it runs, so that help is quick."""

from pathlib import Path
from typing import Annotated

import typer

from mellanrum import __version__
from mellanrum.cli.console import write
from mellanrum.cli.disclosure_app import attack, protect
from mellanrum.cli.helping import Command, Group
from mellanrum.cli.options import Books, Budget, Chart, Columns, Earlier, Format, Map, Reported
from mellanrum.cli.rules_app import rules_app
from mellanrum.cli.session import session_of
from mellanrum.cli.sie_app import sie_app
from mellanrum.cli.site_app import serve, site_app
from mellanrum.cli.template_app import template_app

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

    return show_statements(session_of(ctx), Asked(books, earlier, chart, own_map, budget, reported, columns), output)


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

    return show_findings(session_of(ctx), Asked(books, earlier, chart, own_map, budget, reported, columns), output)


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
    return show_trace(session_of(ctx), asked, key, period)


@app.command(cls=Command, help="Write the economic part of the annual report as PDF or Word.")
def report(
    ctx: typer.Context,
    books: Books,
    out: Annotated[
        list[Path],
        typer.Option(
            "--out", metavar="FILE", readable=False, help="The file to write: .pdf or .docx. May be repeated."
        ),
    ],
    outline: Annotated[
        Path | None,
        typer.Option(
            "--outline", metavar="OUTLINE.toml", readable=False, help="The order and headings of the report's sections."
        ),
    ] = None,
    earlier: Earlier = None,
    chart: Chart = None,
    own_map: Map = None,
    budget: Budget = None,
    reported: Reported = None,
    columns: Columns = None,
) -> int:
    """Write the report."""
    from mellanrum.cli.opening import Asked
    from mellanrum.cli.reporting import make_report

    asked = Asked(books, earlier, chart, own_map, budget, reported, columns)
    return make_report(session_of(ctx), asked, out, outline)


@app.command(cls=Command, help="Make the report of an example association in a folder, with the files it is made from.")
def demo(
    ctx: typer.Context,
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", readable=False, help="Where to put it; the folder demo where none is named."),
    ] = Path("demo"),
) -> int:
    """Make the example."""
    from mellanrum.cli.demo import make_demo

    return make_demo(session_of(ctx), folder)


app.command("protect", cls=Command, help="Protect tables so that no small number can be told, and prove it.")(protect)
app.command("attack", cls=Command, help="Attack protected documents: what can readers work out of each hidden number?")(
    attack
)
app.command("serve", cls=Command, help="Serve the web, where people work together on the year.")(serve)
app.add_typer(site_app, name="site")
app.add_typer(sie_app, name="sie")
app.add_typer(template_app, name="template")
app.add_typer(rules_app, name="rules")
