"""`mellanrum rules`: the rules the program follows, each with its paragraph."""

from typing import Annotated

import typer

from mellanrum.cli.helping import Command, Group
from mellanrum.cli.session import session_of

rules_app = typer.Typer(
    cls=Group, help="Show the rules the program follows.", no_args_is_help=True, rich_markup_mode=None
)


@rules_app.command("list", cls=Command, help="List the rule files.")
def list_rules(ctx: typer.Context) -> int:
    """List the rules."""
    from mellanrum.cli.rule_files import list_files

    return list_files(session_of(ctx))


@rules_app.command(cls=Command, help="Show a rule file as it stands, with the paragraph each rule rests on.")
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The file's name, as rules list gives it.")],
) -> int:
    """Show a rule file."""
    from mellanrum.cli.rule_files import show_file

    return show_file(session_of(ctx), name)
