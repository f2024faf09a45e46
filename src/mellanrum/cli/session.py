"""What every command needs to know of the call, and how a command says that it cannot go on."""

from dataclasses import dataclass, replace

import typer

from mellanrum.findings import Finding, finding
from mellanrum.numbers import Language

WELL, FAULTY, REFUSED = 0, 1, 2
"""The exit codes: all is well, the findings hold an error, the input could not be read or the call is wrong."""


@dataclass(frozen=True, slots=True)
class Session:
    """One call of the program: the language it is made in."""

    lang: Language = "sv"


class CallError(Exception):
    """The call cannot be followed: a finding for each reason. The program ends with `REFUSED`."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(", ".join(item.code for item in findings))
        self.findings = findings


def refusal(code: str, **parameters: str) -> CallError:
    """Make the error of one finding."""
    told = finding(code)
    return CallError(replace(told, parameters=parameters))


def session_of(ctx: typer.Context) -> Session:
    """Return the session a command runs in."""
    return ctx.obj if isinstance(ctx.obj, Session) else Session()
