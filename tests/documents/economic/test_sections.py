"""The sections one by one, as pages show them."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from documents.economic.making import part_of
from mellanrum.documents.economic import SECTIONS, EconomicPart, economic_report, section_of, sections
from mellanrum.documents.model import Block, Chart, Number, Section, Table

SIE = Path(__file__).parents[2] / "data" / "sie"


@pytest.fixture(scope="module", params=["dk2023", "dk2025", "vast2023"])
def part(request: pytest.FixtureRequest) -> EconomicPart:
    return part_of((SIE / f"{request.param}.se").read_bytes())


def numbers(section: Section) -> Iterator[Number]:
    for block in section.blocks:
        yield from _in_block(block)
    for inner in section.subsections:
        yield from numbers(inner)


def _in_block(block: Block) -> Iterator[Number]:
    if isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row.cells if isinstance(cell, Number))
    if isinstance(block, Chart):
        yield from (number for series in block.series for number in series.numbers)


def test_sections_are_those_of_the_report_without_the_appendix(part: EconomicPart) -> None:
    in_report = {section.key: section for section in economic_report(part).sections}

    assert dict(sections(part.telling())) == {k: v for k, v in in_report.items() if k != "how_computed"}


def test_every_section_alone_is_as_among_the_others(part: EconomicPart) -> None:
    together = sections(part.telling())

    assert {key: section_of(key, part.telling()) for key in SECTIONS} == {key: together.get(key) for key in SECTIONS}


def test_every_number_with_a_value_names_its_figure(part: EconomicPart) -> None:
    bare = {
        (key, number.value)
        for key, section in sections(part.telling()).items()
        for number in numbers(section)
        if number.value is not None and not (number.key and number.period)
    }

    assert bare <= {("ratios", Decimal("0.20"))}


def test_section_that_is_not_there(part: EconomicPart) -> None:
    with pytest.raises(KeyError):
        section_of("foreword", part.telling())
