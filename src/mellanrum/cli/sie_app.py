"""`mellanrum sie`: looking at SIE files and making other types of them."""

from pathlib import Path
from typing import Annotated

import typer

from mellanrum.cli.helping import Command, Group
from mellanrum.cli.options import one_of
from mellanrum.cli.session import session_of

sie_app = typer.Typer(
    cls=Group, help="Look at SIE files, and make other types of them.", no_args_is_help=True, rich_markup_mode=None
)

In = Annotated[Path, typer.Argument(metavar="IN", readable=False, help="The SIE file to read.")]


@sie_app.command(cls=Command, help="Make a SIE file of another type out of one.")
def convert(
    ctx: typer.Context,
    source: In,
    out: Annotated[Path, typer.Argument(metavar="OUT", readable=False, help="The SIE file to write.")],
    kind: Annotated[
        str,
        typer.Option(
            "--type", metavar="1|2|3|4e|4i", callback=one_of("1", "2", "3", "4e", "4i"), help="The type to make."
        ),
    ],
) -> int:
    """Convert a file."""
    from mellanrum.cli.sie_files import convert_file

    return convert_file(session_of(ctx), source, out, kind)


@sie_app.command(cls=Command, help="Say what a SIE file holds, and what there is to say of it.")
def show(ctx: typer.Context, source: In) -> int:
    """Show a file."""
    from mellanrum.cli.sie_files import show_file

    return show_file(session_of(ctx), source)
