"""What `mellanrum attack` does."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from mellanrum.cli.as_findings import findings_text
from mellanrum.cli.as_json import Json, dumped, findings_json
from mellanrum.cli.console import write, write_error
from mellanrum.cli.disclosure_files import Published, published
from mellanrum.cli.grid import TextRow, grid
from mellanrum.cli.session import FAULTY, WELL, CallError, Session, refusal
from mellanrum.disclosure.release import (
    Attacked,
    AttackedCell,
    Document,
    DocumentTable,
    Told,
    attack_documents,
    key_of_row,
    range_text,
)
from mellanrum.disclosure.tables import TOTAL
from mellanrum.findings import has_error, words
from mellanrum.numbers import Language

LARGE = 1_000
"""From how many hidden cells on it is said that the work has begun."""


def attack_files(session: Session, paths: Sequence[Path], output: str) -> int:
    """Write what readers of some documents can work out; tell whether any small number can be told."""
    try:
        _not_twice(paths)
        files = published(paths)
    except CallError as error:
        if output == "json":
            refused: Json = {"findings": findings_json(error.findings, session.lang)}
            write(dumped(refused))
        raise
    _say(session, files)
    proofs = [each.proof for each in files if each.proof is not None]
    attacked = attack_documents([each.document for each in files], proofs)
    if output == "json":
        write(dumped(_json(files, attacked, session.lang)))
    else:
        write(_text(files, attacked, session.lang))
    return FAULTY if has_error(attacked.findings) else WELL


def _not_twice(paths: Sequence[Path]) -> None:
    for path, times in Counter(path.resolve() for path in paths).items():
        if times > 1:
            raise refusal("cli.same_document_twice", file=path.name)


def _say(session: Session, files: Sequence[Published]) -> None:
    cells = sum(number is None for each in files for number in each.document.numbers.values())
    if cells >= LARGE:
        write_error(words("Working on {number} hidden numbers …", session.lang, number=cells))


def _text(files: Sequence[Published], attacked: Attacked, lang: Language) -> str:
    cells = {cell.key: cell for cell in attacked.cells}
    tables = [_table(each.document, table, cells, lang) for each in files for table in each.document.shape.tables]
    aside = [cell for cell in attacked.cells if not cell.is_offered and cell.is_given_away]
    parts = [_head(files, attacked, lang), *filter(None, tables)]
    if aside:
        rows = [_row(cell.name, cell, lang) for cell in aside]
        parts.append(grid(words("In no table, but to be worked out", lang), _heads(lang), rows))
    parts.append(findings_text(attacked.findings, lang))
    return "\n\n".join(parts)


def _table(document: Document, table: DocumentTable, cells: Mapping[str, AttackedCell], lang: Language) -> str:
    labels = {each.key: each.codes for each in document.shape.variables}
    rows = [
        _row(_label(table, row, labels, lang), cells[key], lang)
        for row in table.rows
        if row[-1] is None and (key := key_of_row(table, row)) in cells
    ]
    return grid(table.title, _heads(lang), rows) if rows else ""


def _label(table: DocumentTable, row: Sequence[object], labels: Mapping[str, Mapping[str, str]], lang: Language) -> str:
    codes = [(labels.get(variable, {}), str(given)) for variable, given in zip(table.by, row[:-1], strict=True)]
    return ", ".join(words("all", lang) if given == TOTAL else held.get(given, given) for held, given in codes)


def _row(label: str, cell: AttackedCell, lang: Language) -> TextRow:
    return TextRow(label, (range_text(cell), _told(cell, lang)))


def _heads(lang: Language) -> tuple[str, str]:
    return words("Can be", lang), words("Readers know", lang)


def _head(files: Sequence[Published], attacked: Attacked, lang: Language) -> str:
    names = ", ".join(each.document.name for each in files)
    hidden = [cell for cell in attacked.cells if cell.is_offered]
    told = Counter(cell.told for cell in hidden)
    lines = [
        words(
            "{publications}: numbers shown {shown}, hidden {hidden}.",
            lang,
            publications=names,
            shown=attacked.shown,
            hidden=len(hidden),
        ),
        words(
            "Of the hidden ones readers know {exact} exactly, {few} to be small, and {below} to be below the threshold "
            "or nil.",
            lang,
            exact=told[Told.EXACT],
            few=told[Told.FEW],
            below=told[Told.BELOW],
        ),
        words("Every small number has been held against its goals, by the proofs.", lang)
        if all(each.proof for each in files)
        else words("The proofs are not all there, so what is small is judged by what is shown alone.", lang),
    ]
    return "\n".join(lines)


def _told(cell: AttackedCell, lang: Language) -> str:
    return {
        Told.EXACT: words("exactly", lang),
        Told.FEW: words("that it is small", lang),
        Told.BELOW: words("below {threshold}, or nil", lang, threshold=cell.threshold),
        Told.OPEN: "",
    }[cell.told]


def _json(files: Sequence[Published], attacked: Attacked, lang: Language) -> Json:
    return {
        "publications": [each.document.name for each in files],
        "with_proofs": all(each.proof for each in files),
        "shown": attacked.shown,
        "cells": [
            {
                "key": cell.key,
                "name": cell.name,
                "lowest": cell.lowest,
                "highest": cell.highest,
                "threshold": cell.threshold,
                "told": cell.told.value,
                "offered": cell.is_offered,
            }
            for cell in attacked.cells
        ],
        "findings": findings_json(attacked.findings, lang),
    }
