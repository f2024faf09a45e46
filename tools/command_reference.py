"""Keep the help in docs/kommandorad.md as the program gives it.

A line `<!-- hjälp: mellanrum sie show -->` is followed by a block with that command's help; this writes the blocks
anew. `make golden` does it too; a test compares.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from mellanrum.cli.app import app
from mellanrum.cli.helping import help_text
from mellanrum.cli.session import Session

PAGE = Path(__file__).parents[1] / "docs" / "kommandorad.md"
_BLOCK = re.compile(r"(<!-- hjälp: (?P<path>[a-z -]+?) -->\n)```text\n.*?```", re.DOTALL)


def commands() -> Iterator[tuple[str, Any]]:
    """Walk the program and all its commands: what is typed, and the context that gives its help."""
    yield from _walk(get_command(app), "mellanrum", None)


def _walk(command: Any, name: str, parent: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - typer hides its classes
    context = command.context_class(command, info_name=name, parent=parent, obj=Session("sv"))
    yield context.command_path, context
    for child, below in getattr(command, "commands", {}).items():
        yield from _walk(below, child, context)


def renewed(text: str) -> str:
    """Return the page with every help block as the program gives it. KeyError for a command there is none of."""
    helps = {path: help_text(context.command, context) for path, context in commands()}
    return _BLOCK.sub(lambda block: f"{block[1]}```text\n{helps[block['path']]}\n```", text)


def told(text: str) -> set[str]:
    """List the commands whose help stands on the page."""
    return {block["path"] for block in _BLOCK.finditer(text)}


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
