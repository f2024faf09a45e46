"""The document that may leave, and the proof that may not."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mellanrum.disclosure.attack import Proof, to_plain
from mellanrum.disclosure.derived import rests_on
from mellanrum.disclosure.protect import Protected
from mellanrum.disclosure.release.deriving import Worked, work_out, worked_of
from mellanrum.disclosure.release.document_shapes import DOCUMENT, PROOF
from mellanrum.disclosure.release.plain import digest, pretty
from mellanrum.disclosure.release.reading import Publication
from mellanrum.disclosure.release.shapes import DerivedShape
from mellanrum.disclosure.release.writing import tables_file
from mellanrum.disclosure.system import System
from mellanrum.disclosure.tables import Form, Table, Variable, key_of
from mellanrum.findings import words
from mellanrum.numbers import Language


@dataclass(frozen=True)
class Release:
    """The bytes of a document and of its proof. `document` may be published; `proof` is for the association only."""

    document: bytes
    proof: bytes


def release_of(
    protected: Protected, name: str, title: str = "", lang: Language = "sv", derived: Sequence[DerivedShape] = ()
) -> Release:
    """Write what is protected as a document and its proof, with what is `derived` where that may be shown.

    ValueError where it may not be published.
    """
    if protected.proof is None or not protected.is_publishable:
        raise ValueError("What is not proved is not published.")
    publication = Publication(name, title, protected.exact, tuple(derived))
    document = pretty(_Writing(protected, lang).document(publication)).encode()
    proof = _proof(protected, protected.proof, publication, document)
    return Release(document, pretty(proof).encode())


@dataclass(frozen=True)
class _Writing:
    """A document on its way. It takes its numbers from `number` alone, which knows what is hidden."""

    protected: Protected
    lang: Language

    def document(self, publication: Publication) -> dict[str, Any]:
        """Give the whole document."""
        tables = self.protected.tables
        return {
            "format": DOCUMENT,
            "publication": publication.name,
            "title": publication.title,
            "method": self.protected.method,
            "threshold": tables.threshold,
            "sensitive_threshold": tables.sensitive_threshold,
            "note": self.note(),
            "earlier": [each.name for each in self.protected.earlier],
            "counts": dict(tables.counts),
            "variables": [_variable(each) for each in tables.variables.values()],
            "tables": [self.table(each) for each in tables.tables],
            "derived": self.derived(publication.derived),
            "system": self.system(),
        }

    def note(self) -> str:
        """Say what a reader must know of all the tables."""
        threshold = self.protected.tables.threshold
        if self.protected.method == "rounded":
            return words(
                "All numbers are rounded, so that each is nil or at least {threshold}. They add up, but are not exact.",
                self.lang,
                threshold=threshold,
            )
        return words(
            "Where the number is missing it is hidden. Numbers below {threshold} are hidden, and some others so that "
            "those cannot be worked out.",
            self.lang,
            threshold=threshold,
        )

    def number(self, key: str) -> int | None:
        """Return the number of a cell as readers get it."""
        if key in self.protected.why:
            return None
        own = self.protected.own
        return own.cells[own.index[key]].value

    def table(self, table: Table) -> dict[str, Any]:
        """Give a table as it is shown."""
        form = self.protected.forms.get(table.key)
        rows = [[*codes, self.number(key_of(table.of, table.place(codes)))] for codes, _ in table.shown_in(form)]
        hidden = sum(row[-1] is None for row in rows)
        note = words("{number} numbers are hidden.", self.lang, number=hidden) if hidden else ""
        return {
            "key": table.key,
            "title": table.title,
            "of": table.of,
            "at": dict(table.at),
            "by": list(table.by),
            "form": None if form is None else _form(form),
            "about": table.about,
            "note": note,
            "rows": rows,
        }

    def derived(self, asked: Sequence[DerivedShape]) -> list[dict[str, Any]]:
        """Give what follows the numbers."""
        values, _ = work_out(self.protected, map(worked_of, asked))
        return [_derived(each, value) for each, value in values]

    def system(self) -> dict[str, Any]:
        """Give all that readers know."""
        own = self.protected.own
        return {
            "cells": [[cell.key, self.number(cell.key), cell.threshold, cell.floor] for cell in own.cells],
            "relations": relations_of(own),
        }


def relations_of(system: System) -> list[list[list[int | str]]]:
    """Return the relations of a system, by the keys of the cells."""
    return [[[factor, system.cells[at].key] for factor, at in each.terms] for each in system.relations]


def _variable(variable: Variable) -> dict[str, Any]:
    return {
        "key": variable.key,
        "label": variable.label,
        "codes": dict(variable.codes),
        "several": variable.is_several,
        "tells_zeros": variable.tells_zeros,
    }


def _derived(worked: Worked, value: Decimal | None) -> dict[str, Any]:
    of, *base = rests_on(worked.follows)
    return {
        "key": worked.key,
        "label": worked.label,
        "kind": worked.kind,
        "of": of,
        "base": base[0] if base else None,
        "value": None if value is None else f"{value:f}",
    }


def _form(form: Form) -> dict[str, Any]:
    return {"key": form.key, "label": form.label}


def _proof(protected: Protected, proof: Proof, publication: Publication, document: bytes) -> dict[str, Any]:
    return {
        "format": PROOF,
        "document": digest(document),
        "publication": publication.name,
        "method": protected.method,
        "earlier": [each.name for each in protected.earlier],
        "tables": tables_file(publication),
        "cells": [
            {
                "key": cell.key,
                "number": cell.value,
                "threshold": cell.threshold,
                "offered": cell.is_offered,
                "tells_zero": cell.tells_zero,
                "why": protected.why.get(cell.key, ""),
            }
            for cell in protected.own.cells
        ],
        "relations": relations_of(protected.own),
        "witnesses": to_plain(proof),
    }
