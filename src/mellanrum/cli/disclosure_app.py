"""`mellanrum protect` and `mellanrum attack`: what may be shown of tables of people, and what can be told from it."""

from pathlib import Path
from typing import Annotated

import typer

from mellanrum.cli.options import Format
from mellanrum.cli.session import session_of


def protect(
    ctx: typer.Context,
    tables: Annotated[
        Path,
        typer.Argument(metavar="TABLES.json", readable=False, help="The tables that are to be published together."),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="FILE.json",
            readable=False,
            help="The document to write. The proof is written beside it, as FILE.proof.json; never publish that.",
        ),
    ],
    threshold: Annotated[
        int | None,
        typer.Option("--threshold", metavar="NUMBER", help="Numbers below it are hidden; else as the file says, or 5."),
    ] = None,
    earlier: Annotated[
        list[Path] | None,
        typer.Option(
            "--earlier",
            metavar="FILE.json",
            readable=False,
            help="A document published before, with its proof beside it. May be repeated, the oldest first.",
        ),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option("--seed", metavar="SEED", help="What chooses between equally good patterns. Keep it secret."),
    ] = None,
    rounding: Annotated[
        bool,
        typer.Option("--round", help="Round instead of hiding: each number becomes nil or at least the threshold."),
    ] = False,
    output: Format = "table",
) -> int:
    """Protect tables."""
    from mellanrum.cli.disclosure_protecting import Wanted, protect_file

    return protect_file(session_of(ctx), Wanted(tables, out, threshold, earlier or [], seed, rounding), output)


def attack(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE.json",
            readable=False,
            help="A protected document. With several it is told what one who has them all can work out.",
        ),
    ],
    output: Format = "table",
) -> int:
    """Attack documents."""
    from mellanrum.cli.disclosure_attacking import attack_files

    return attack_files(session_of(ctx), files, output)
