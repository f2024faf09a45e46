"""`mellanrum serve` and `mellanrum site`: the web, and the associations in it."""

from pathlib import Path
from typing import Annotated

import typer

from mellanrum.cli.helping import Command, Group
from mellanrum.cli.session import session_of

site_app = typer.Typer(
    cls=Group,
    help="Make associations in the web, and copies of their counters.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Data = Annotated[
    Path,
    typer.Option(
        "--data", metavar="FOLDER", readable=False, help="Where the site keeps its data; else in mellanrum-data."
    ),
]
HERE = Path("mellanrum-data")


def serve(
    ctx: typer.Context,
    data: Data = HERE,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="The address to answer at; else this machine only.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="NUMBER", min=1, max=65535, help="The port to answer at; else 8000.")
    ] = 8000,
    workers: Annotated[
        int, typer.Option("--workers", metavar="NUMBER", min=1, max=64, help="How many processes answer; else 2.")
    ] = 2,
    migrate: Annotated[
        bool, typer.Option("--migrate", help="Bring an older database up to this version. Take a copy first.")
    ] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Fill the site with an example association and its users.")
    ] = False,
) -> int:
    """Serve the web."""
    from mellanrum.cli.serving import serve_site

    return serve_site(session_of(ctx), data, host, port, workers, migrate=migrate, demo=demo)


@site_app.command(cls=Command, help="Make an association, and a link that makes somebody its first administrator.")
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the association is called.")],
    person: Annotated[str, typer.Option("--person", metavar="NAME", help="The first administrator's name.")],
    email: Annotated[str, typer.Option("--email", metavar="ADDRESS", help="The first administrator's e-mail address.")],
    data: Data = HERE,
    address: Annotated[
        str, typer.Option("--address", metavar="ADDRESS", help="Where the site is reached; else this machine.")
    ] = "http://localhost:8000",
) -> int:
    """Make an association."""
    from mellanrum.cli.serving import add_association

    return add_association(session_of(ctx), data, name, person, email, address)


@site_app.command(cls=Command, help="Write a copy of the follow-up's counters: month totals and what is shown.")
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="The file to write.")],
    data: Data = HERE,
) -> int:
    """Write a safe copy of the counters."""
    from mellanrum.cli.serving import copy_counters

    return copy_counters(session_of(ctx), data, file)


@site_app.command(cls=Command, help="Read a copy of the follow-up's counters into a site that has none.")
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False, help="A file that site backup has written.")],
    data: Data = HERE,
) -> int:
    """Read a copy of the counters back."""
    from mellanrum.cli.serving import restore_counters

    return restore_counters(session_of(ctx), data, file)
