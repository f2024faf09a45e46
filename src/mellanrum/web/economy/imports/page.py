"""What the pages of files show: a file that waits beside what holds, findings of a kind together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from mellanrum.findings import Finding, Severity, in_order
from mellanrum.statements.changes import ChangedLine
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.imports.arriving import contents_of
from mellanrum.web.economy.imports.comparing import Comparison, compare
from mellanrum.web.economy.imports.forms import ColumnsForm, ConfirmForm, understood
from mellanrum.web.economy.imports.importing import held, is_same, last_move, offered_number, questions
from mellanrum.web.economy.models import Kind, Move, Upload

_SHOWN, _MOST = 3, 100


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings of one kind: the first of them, some more, and how many are left out of the page."""

    first: tuple[Finding, ...]
    more: tuple[Finding, ...]
    left_out: int


def folded(findings: Iterable[Finding]) -> Iterator[Alike]:
    """Put findings of one kind together, in the order of the first of each, so that many alike take little room."""
    order: dict[str, int] = {}
    placed = [(order.setdefault(item.code, len(order)), item) for item in findings]
    placed.sort(key=lambda pair: pair[0])
    for _, group in groupby(placed, lambda pair: pair[0]):
        alike = tuple(item for _, item in group)
        more = alike[_SHOWN:_MOST] if len(alike) > _SHOWN + 1 else alike[_SHOWN:]
        yield Alike(alike[:_SHOWN], more, max(len(alike) - _MOST, 0))


def count(findings: Iterable[Finding], severity: Severity) -> int:
    """Count the findings of a severity."""
    return sum(item.severity is severity for item in findings)


def by_table(lines: Iterable[ChangedLine]) -> list[tuple[str, list[ChangedLine]]]:
    """Put the lines of each statement together."""
    return [(table, list(group)) for table, group in groupby(lines, lambda line: line.table)]


def upload_page(standing: Standing, upload: Upload) -> dict[str, Any]:
    """Gather what a page about a file that waits shows."""
    contents = contents_of(upload)
    holds = held(standing.association, upload.kind, upload.year)
    seen = holds.pk if holds is not None else None
    comparison = compare(standing.association, upload)
    findings = in_order((*contents.found, *comparison.found))
    asked, number = questions(standing.association, contents), offered_number(standing, contents)
    return {
        "upload": upload,
        "contents": contents,
        "holds": holds,
        "moved": _moved(standing, upload, seen),
        "is_same": is_same(upload, holds),
        "is_budget": upload.kind == Kind.BUDGET,
        "asked": asked,
        "columns_form": columns_form(upload),
        "understood": list(understood(upload.kind, contents.look)) if contents.look else [],
        "asking": {"asked": asked, "number": number},
        "form": ConfirmForm(asked=asked, number=number, initial={"seen": seen}),
        **findings_shown(findings),
        **comparison_shown(comparison),
    }


def _moved(standing: Standing, upload: Upload, seen: int | None) -> Move | None:
    """Return the last move, where somebody has made one since the file came."""
    if upload.year is None or upload.expected_id == seen:
        return None
    return last_move(standing.association, upload.kind, upload.year)


def columns_form(upload: Upload, data: Any = None) -> ColumnsForm | None:  # noqa: ANN401 - what a form takes
    """Return the form that says what a table's columns hold; None for a file that is no table."""
    look = contents_of(upload).look
    return ColumnsForm(data, kind=upload.kind, look=look) if look is not None else None


def findings_shown(findings: Iterable[Finding]) -> dict[str, Any]:
    """Gather what is shown of findings."""
    listed = tuple(findings)
    return {
        "findings": listed,
        "alike": list(folded(listed)),
        "errors": count(listed, Severity.ERROR),
        "warnings": count(listed, Severity.WARNING),
        "notes": count(listed, Severity.NOTE),
    }


def comparison_shown(comparison: Comparison) -> dict[str, Any]:
    """Gather what is shown of a comparison."""
    return {"comparison": comparison, "tables": by_table(comparison.lines)}
