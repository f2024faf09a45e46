"""Which column of a table holds what: the mapping an association keeps (`--columns MAP.toml`)."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from mellanrum.books.map_forms import toml_text
from mellanrum.findings import Finding
from mellanrum.rules import Strict, parse

Heading = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Signs = Literal["debit_positive", "income_positive", "positive"]


class Columns(Strict):
    """For each thing a table may hold, the heading of its column, or the column's letters where it has no heading.

    `opening`, `change`, `closing`, `debit`, `credit`, the `months` in the order of the financial year and `other`
    (what belongs to no month) are the year's; `month` says of which month a row is, where each month has its row.
    `amount` is a budget's sum for the year. `area` stands for a cost centre by its name.
    """

    account: Heading | None = None
    name: Heading | None = None
    cost_centre: Heading | None = None
    cost_centre_name: Heading | None = None
    project: Heading | None = None
    project_name: Heading | None = None
    area: Heading | None = None
    month: Heading | None = None
    opening: Heading | None = None
    debit: Heading | None = None
    credit: Heading | None = None
    months: Annotated[tuple[Heading, ...], Field(max_length=18)] = ()
    other: Heading | None = None
    change: Heading | None = None
    closing: Heading | None = None
    budget: Heading | None = None
    amount: Heading | None = None
    previous_change: Heading | None = None
    previous_closing: Heading | None = None

    def stated(self) -> dict[str, str]:
        """Return the heading of each single column that is stated."""
        return {field: heading for field, heading in self if isinstance(heading, str)}


class ColumnMap(Strict):
    """How a table is read. What is left out is told from the table itself, and a finding says how.

    `header_row` counts from 1 as in the file. `signs`: "debit_positive" (assets and costs positive, liabilities,
    equity and income negative), "income_positive" (result accounts the other way round: income positive, costs
    negative; balance accounts as before) or, of a budget only, "positive" (income and costs both: class 3 is turned).
    `step` is what a budget's amounts are counted in: 1 or 1 000 kronor. 1 holds whatever the headings say.
    """

    sheet: str | None = None
    header_row: Annotated[int | None, Field(strict=True, ge=1)] = None
    year: Annotated[int | None, Field(strict=True, ge=1994, le=9999)] = None
    association: str = ""
    orgnr: Annotated[str, StringConstraints(pattern=r"^([0-9]{6}-?[0-9]{4})?$")] = ""
    signs: Signs | None = None
    step: Literal[1, 1000] | None = None
    columns: Columns = Columns()


NO_COLUMNS = ColumnMap()


def read_columns(data: bytes, file: str) -> tuple[ColumnMap | None, tuple[Finding, ...]]:
    """Read a column map from TOML `data`. Gives the map, or None and every fault (`rules.…`)."""
    return parse(ColumnMap, data, file)


def columns_to_toml(columns: ColumnMap) -> str:
    """Write a column map as the TOML that `read_columns` reads; what it leaves out is left out."""
    said = columns.model_dump(exclude_defaults=True)
    named = said.pop("columns", {})
    heads = [f"{key} = {_toml(value)}" for key, value in said.items()]
    rows = [f"{key} = {_toml(value)}" for key, value in named.items()]
    return "\n".join([*heads, *(["[columns]", *rows] if rows else []), ""])


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value) if isinstance(value, int) else toml_text(str(value))
