"""The examples of the user guide are files that the program reads without a fault."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mellanrum.books.association_map import read_map
from mellanrum.books.sheets import Columns, read_columns
from mellanrum.documents.outline import read_outline
from mellanrum.figures.reported import read_reported
from mellanrum.findings import Finding

GUIDE = Path(__file__).parents[2] / "docs" / "anvandare"
EXAMPLE = re.compile(r"<!-- prov: (\w+) -->\n```toml\n(.*?)```", re.DOTALL)
READERS: dict[str, Callable[[bytes, str], tuple[Any, tuple[Finding, ...]]]] = {
    "karta": read_map,
    "kolumner": read_columns,
    "rapporterat": read_reported,
    "disposition": read_outline,
}


def examples() -> Iterator[tuple[str, str, str]]:
    for page in sorted(GUIDE.glob("*.md")):
        for kind, text in EXAMPLE.findall(page.read_text(encoding="utf-8")):
            yield page.name, kind, text


@pytest.mark.parametrize(("page", "kind", "example"), list(examples()))
def test_an_example_is_read_without_a_fault(page: str, kind: str, example: str) -> None:
    read, faults = READERS[kind](example.encode(), page)

    assert (read is not None, faults) == (True, ())


def test_every_toml_example_says_what_it_is() -> None:
    pages = [page.read_text(encoding="utf-8") for page in sorted(GUIDE.glob("*.md"))]

    assert sum(page.count("```toml") for page in pages) == len(list(examples()))


def test_every_column_of_a_table_is_explained() -> None:
    page = (GUIDE / "underlag.md").read_text(encoding="utf-8")

    assert [name for name in Columns.model_fields if f"`{name}`" not in page] == []
