"""The command that makes the example."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from mellanrum.cli.as_findings import findings_text
from mellanrum.cli.as_text import statements_text
from mellanrum.cli.console import write
from mellanrum.cli.files import write_whole
from mellanrum.cli.opening import Asked, judged_for_report
from mellanrum.cli.reporting import write_report
from mellanrum.cli.session import FAULTY, WELL, Session, refusal
from mellanrum.composition.example import ABOUT, BOOKS, EARLIER, FILES, MAP, REPORTED, example
from mellanrum.documents.economic import EconomicPart, arranged
from mellanrum.findings import has_error, in_order, words
from mellanrum.numbers import Language

OUT = ("arsredovisning-2025.pdf", "arsredovisning-2025.docx")


def make_demo(session: Session, folder: Path) -> int:
    """Put the example's files in a folder, make its report there, and show its statements and findings."""
    _folder(folder)
    for name in FILES:
        write_whole(folder / name, example(name).data)
    asked = Asked(folder / BOOKS, (folder / EARLIER,), None, folder / MAP, None, (folder / REPORTED,))
    year, findings, told = judged_for_report(asked, session.lang)
    report, more = arranged(EconomicPart(year.book, year.basis, tuple(findings), demo_notice=words(ABOUT, "sv")))
    found = in_order((*told, *more))
    write(f"{words(ABOUT, session.lang)}\n\n{statements_text(year, session.lang)}\n\n")
    write(f"{findings_text(found, session.lang)}\n\n")
    write_report(session, report, [folder / name for name in OUT])
    write("\n".join(_next(folder, session.lang)))
    return FAULTY if has_error(found) else WELL


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise refusal("cli.not_a_folder", folder=str(folder)) from error
    except PermissionError as error:
        raise refusal("cli.folder_locked", file=str(folder), folder=str(folder.parent)) from error
    except OSError as error:
        raise refusal("cli.folder_not_made", folder=str(folder), reason=error.strerror or "") from error


def _next(folder: Path, lang: Language) -> Iterator[str]:
    books = f"{folder / BOOKS} --earlier {folder / EARLIER} --map {folder / MAP}"
    yield words("The files it was made from lie beside it. Try:", lang)
    program = _program()
    yield f"  {program} why {books} income_statement.costs"
    yield f"  {program} check {books} --reported {folder / REPORTED}"


def _program() -> str:
    """Return what the program is called by here: by its path, where the shell would not find it by its name."""
    called = Path(sys.argv[0])
    if called.stem != "mellanrum" or shutil.which(called.stem):
        return "mellanrum"
    return str(called)
