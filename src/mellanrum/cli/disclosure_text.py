"""What has been protected, for the terminal and for programs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mellanrum.cli.as_findings import findings_text
from mellanrum.cli.as_json import Json, findings_json
from mellanrum.cli.disclosure_files import proof_path
from mellanrum.cli.grid import TextRow, grid
from mellanrum.disclosure.coarser import Proposal
from mellanrum.disclosure.protect import Protected, Why
from mellanrum.disclosure.release import Publication
from mellanrum.disclosure.tables import Form, Table, key_of
from mellanrum.findings import Finding, words
from mellanrum.numbers import Language


@dataclass(frozen=True)
class Told:
    """What a call of `mellanrum protect` has to tell.

    `out` is the document, None where none was written; `others` are the forms each table could have had instead.
    """

    publication: Publication
    protected: Protected
    out: Path | None
    others: Mapping[str, tuple[Proposal, ...]]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Counted:
    """How many numbers of a table are shown, and how many are hidden for which reason."""

    shown: int
    small: int
    protecting: int
    before: int


def counted(protected: Protected, table: Table) -> Counted:
    """Count the numbers of a table in the form it is shown in."""
    keys = [key_of(table.of, table.place(codes)) for codes, _ in table.shown_in(protected.forms.get(table.key))]
    why = Counter(protected.why.get(key) for key in keys)
    return Counted(why[None], why[Why.SMALL], why[Why.PROTECTS], why[Why.BEFORE])


def protected_text(told: Told, lang: Language) -> str:
    """Write how much each table shows, what was written, and the findings."""
    parts = [_tables(told, lang)] if told.protected.own.cells else []
    if told.out is not None:
        parts.append(
            words("Wrote {file}.", lang, file=str(told.out))
            + "\n"
            + words(
                "The proof is in {file}. Keep it for the next time, and let nobody else have it.",
                lang,
                file=str(proof_path(told.out)),
            )
        )
    else:
        parts.append(words("Nothing was written.", lang))
    parts.append(findings_text(told.findings, lang))
    return "\n\n".join(parts)


def _tables(told: Told, lang: Language) -> str:
    heads = [words("Shown", lang), words("Small", lang), words("Protecting", lang), words("Hidden before", lang)]
    rows = [row for table in told.protected.tables.tables for row in _rows(told, table, lang)]
    if not any(row.cells[-1] for row in rows):
        heads, rows = heads[:-1], [replace(row, cells=row.cells[:-1]) for row in rows]
    return grid(words("Table", lang), heads, rows)


def _rows(told: Told, table: Table, lang: Language) -> Iterator[TextRow]:
    form = told.protected.forms.get(table.key)
    label = table.title if form is None else f"{table.title} ({form.label})"
    yield TextRow(label, _cells(counted(told.protected, table)))
    for other in told.others.get(table.key, ()):
        name = words("as it is", lang) if other.form is None else other.form.label
        held = Counted(other.tally.shown, other.tally.small, other.tally.protecting, 0)
        yield TextRow(words("instead: {form}", lang, form=name), _cells(held), level=1)


def _cells(held: Counted) -> tuple[str, ...]:
    return tuple(str(number or "") for number in (held.shown, held.small, held.protecting, held.before))


def protected_json(told: Told, lang: Language) -> Json:
    """Give how much each table shows, what was written, and the findings."""
    protected = told.protected
    return {
        "publication": told.publication.name,
        "method": protected.method,
        "document": None if told.out is None else str(told.out),
        "proof": None if told.out is None else str(proof_path(told.out)),
        "earlier": [each.name for each in protected.earlier],
        "tables": [_table(told, table) for table in protected.tables.tables],
        "findings": findings_json(told.findings, lang),
    }


def _table(told: Told, table: Table) -> Json:
    form, held = told.protected.forms.get(table.key), counted(told.protected, table)
    return {
        "key": table.key,
        "title": table.title,
        "form": _form(form),
        "shown": held.shown,
        "small": held.small,
        "protecting": held.protecting,
        "before": held.before,
        "others": [
            {
                "form": _form(other.form),
                "shown": other.tally.shown,
                "small": other.tally.small,
                "protecting": other.tally.protecting,
            }
            for other in told.others.get(table.key, ())
        ],
    }


def _form(form: Form | None) -> Json | None:
    return None if form is None else {"key": form.key, "label": form.label}
