"""`mellanrum template`: empty tables to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from mellanrum.cli.helping import Command, Group
from mellanrum.cli.session import session_of

template_app = typer.Typer(cls=Group, help="Make empty tables to fill in.", no_args_is_help=True, rich_markup_mode=None)

Out = Annotated[Path, typer.Argument(metavar="OUT", readable=False, help="The file to write: .xlsx or .csv.")]


@template_app.command("trial-balance", cls=Command, help="Make an empty trial balance to fill in.")
def trial_balance(ctx: typer.Context, out: Out) -> int:
    """Make an empty trial balance."""
    from mellanrum.cli.templates import make_template

    return make_template(session_of(ctx), "trial_balance", out)


@template_app.command(cls=Command, help="Make an empty budget to fill in.")
def budget(ctx: typer.Context, out: Out) -> int:
    """Make an empty budget."""
    from mellanrum.cli.templates import make_template

    return make_template(session_of(ctx), "budget", out)
