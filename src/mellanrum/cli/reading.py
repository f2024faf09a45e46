"""The commands that show the statements and the findings."""

from mellanrum.cli.as_findings import findings_text
from mellanrum.cli.as_json import Json, check_json, dumped, findings_json, statements_json
from mellanrum.cli.as_text import statements_text
from mellanrum.cli.console import write
from mellanrum.cli.opening import Asked, judged
from mellanrum.cli.session import FAULTY, WELL, CallError, Session
from mellanrum.composition import Opened
from mellanrum.findings import Finding, has_error


def show_statements(session: Session, asked: Asked, output: str) -> int:
    """Write the statements and the findings; tell whether these hold an error."""
    year, findings = _judged(session, asked, output)
    if output == "json":
        write(dumped(statements_json(year, findings, session.lang)))
    else:
        write(f"{statements_text(year, session.lang)}\n\n{findings_text(findings, session.lang)}")
    return FAULTY if has_error(findings) else WELL


def show_findings(session: Session, asked: Asked, output: str) -> int:
    """Write the findings; tell whether they hold an error."""
    year, findings = _judged(session, asked, output)
    if output == "json":
        write(dumped(check_json(year, findings, session.lang)))
    else:
        write(findings_text(findings, session.lang))
    return FAULTY if has_error(findings) else WELL


def _judged(session: Session, asked: Asked, output: str) -> tuple[Opened, tuple[Finding, ...]]:
    """Open the year; where that fails, a program that asked for JSON gets the reasons as JSON too."""
    try:
        return judged(asked, session.lang)
    except CallError as error:
        if output == "json":
            refused: Json = {"findings": findings_json(error.findings, session.lang)}
            write(dumped(refused))
        raise
