"""The protected document, `mellanrum-protected/1`, and the proof beside it, as they are written."""

from typing import Annotated, Literal

from pydantic import Field

from mellanrum.disclosure.release.shapes import TablesShape, Truth, Whole
from mellanrum.rules import Strict
from mellanrum.rules.model import Text

DOCUMENT = "mellanrum-protected/1"
PROOF = "mellanrum-proof/1"

Count = Annotated[Whole, Field(ge=0)]
Term = tuple[Whole, Text]
"""A factor, and the key of a cell."""
Method = Literal["hidden", "rounded"]


class FormName(Strict):
    """The form that a table is shown in."""

    key: Text
    label: Text


class DocumentTable(Strict):
    """A table as it is shown: a row is its codes and its number, null where it is hidden."""

    key: Text
    title: Text
    of: Text
    at: dict[str, Text]
    by: tuple[Text, ...]
    form: FormName | None
    about: str = ""
    note: str
    rows: tuple[list[str | Count | None], ...]


class DocumentDerived(Strict):
    """What follows the numbers of cells, by their keys: a share in per cent, a mean or a median; null if not shown."""

    key: Text
    label: Text
    kind: Literal["share", "mean", "median"]
    of: Text
    base: Text | None
    value: str | None


class DocumentVariable(Strict):
    """A variable, with what readers need to know of it."""

    key: Text
    label: Text
    codes: dict[str, Text]
    several: Truth
    tells_zeros: Truth


class DocumentSystem(Strict):
    """All that readers know: cells as (key, number or null, threshold, the lowest it can be), and sums that are nil."""

    cells: tuple[tuple[Text, Count | None, Whole, Count], ...]
    relations: tuple[tuple[Term, ...], ...]


class DocumentShape(Strict):
    """A document that may be published. `earlier` names the publications it was protected together with."""

    format: Literal["mellanrum-protected/1"]
    publication: Text
    title: str
    method: Method
    threshold: Whole
    sensitive_threshold: Whole
    note: str
    earlier: tuple[Text, ...]
    counts: dict[str, Text]
    variables: tuple[DocumentVariable, ...]
    tables: tuple[DocumentTable, ...]
    derived: tuple[DocumentDerived, ...] = ()
    system: DocumentSystem


class ProofCell(Strict):
    """A cell as it was counted. `why` it is hidden: small, protects, before, aside; empty where it is shown."""

    key: Text
    number: Count
    threshold: Whole
    offered: Truth
    tells_zero: Truth
    why: Literal["", "small", "protects", "before", "aside"]


class ProofShape(Strict):
    """What the association keeps and nobody else may have. `document` is the SHA-256 of the document it belongs to."""

    format: Literal["mellanrum-proof/1"]
    document: Text
    publication: Text
    method: Method
    earlier: tuple[Text, ...]
    tables: TablesShape
    cells: tuple[ProofCell, ...]
    relations: tuple[tuple[Term, ...], ...]
    witnesses: dict[str, object]
