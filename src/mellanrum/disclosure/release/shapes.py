"""The file of tables, `mellanrum-tables/1`, as it is written: what may stand in it, and of which kind."""

from typing import Annotated, Any, Literal

from pydantic import Field

from mellanrum.rules import Strict
from mellanrum.rules.model import Text

FORMAT = "mellanrum-tables/1"

Whole = Annotated[int, Field(strict=True)]
Truth = Annotated[bool, Field(strict=True)]
Row = list[Any]
"""Codes in the order of the table's variables, and the number. The checks say what is wrong with one, and where."""


class SumShape(Strict):
    """That parts make a whole; `of` names the counts it holds for, all where it is empty."""

    whole: Text
    parts: Annotated[tuple[Text, ...], Field(min_length=1)]
    of: tuple[Text, ...] = ()


class VariableShape(Strict):
    """A variable. Without `sums`, and where only one code may be given, all its codes make the total."""

    key: Text
    label: Text
    codes: dict[str, Text]
    sums: tuple[SumShape, ...] | None = None
    several: Truth = False
    sensitive: Truth = False
    tells_zeros: Truth = False
    leading: tuple[Text, ...] = ()
    rest: tuple[Text, ...] = ()


class FormShape(Strict):
    """A coarser form of a table."""

    key: Text
    label: Text
    keep: dict[str, Annotated[tuple[Text, ...], Field(min_length=1)]]


class TableShape(Strict):
    """A table and its rows."""

    key: Text
    title: Text
    of: Text
    by: tuple[Text, ...] = ()
    rows: tuple[Row, ...]
    at: dict[str, Text] = Field(default_factory=dict)
    forms: tuple[FormShape, ...] = ()
    weight: Annotated[Whole, Field(ge=1, le=100)] = 1
    threshold: Whole | None = None
    about: str = ""


class StepShape(Strict):
    """A count in a flow."""

    factor: Literal[1, -1]
    of: Text
    at: dict[str, Text] = Field(default_factory=dict)


class FlowShape(Strict):
    """Counts that add to nil."""

    steps: Annotated[tuple[StepShape, ...], Field(min_length=2)]
    at: dict[str, Text] = Field(default_factory=dict)


class CellShape(Strict):
    """A number of the tables, by what it counts and the codes of the variables it is not a total of."""

    of: Text
    at: dict[str, Text] = Field(default_factory=dict)


class DerivedShape(Strict):
    """What follows numbers: the share of `of` in `base`, or the mean or median (`value`) over those in `of`."""

    key: Text
    label: Text
    kind: Literal["share", "mean", "median"]
    of: CellShape
    base: CellShape | None = None
    value: Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")] | Whole | None = None


class TablesShape(Strict):
    """The whole file. `publication` names what is published; a name of the file will do where there is none."""

    format: Literal["mellanrum-tables/1"]
    publication: str = ""
    title: str = ""
    threshold: Whole = 5
    sensitive_threshold: Whole | None = None
    counts: dict[str, Text] = Field(default_factory=dict)
    variables: tuple[VariableShape, ...] = ()
    tables: tuple[TableShape, ...]
    flows: tuple[FlowShape, ...] = ()
    derived: tuple[DerivedShape, ...] = ()
