"""The engines' own work for what the web does with the example: the same files, without web and database."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from mellanrum.composition import Opened, Sources, open_year, reviewed
from mellanrum.composition.example import BOOKS, EARLIER, MAP, REPORTED, example
from mellanrum.documents.drawing import draw_charts
from mellanrum.documents.economic import EconomicPart, Telling, economic_report, section_of
from mellanrum.documents.pdf import write_pdf
from mellanrum.documents.word import write_word
from mellanrum.review import shipped_limits


class Engine(NamedTuple):
    """Work of engines, and what it is called."""

    name: str
    work: Callable[[], object]


def open_example() -> Opened:
    """Open the example's year from its files. RuntimeError where they cannot be read."""
    sources = Sources(example(BOOKS), (example(EARLIER),), "bas", example(MAP), reported=(example(REPORTED),))
    opened, findings = open_year(sources)
    if opened is None:
        raise RuntimeError(str(findings))
    return opened


def _section(key: str) -> Engine:
    def work() -> object:
        opened = open_example()
        return section_of(key, Telling(opened.book, opened.basis, shipped_limits()))

    return Engine("opening the year, the section", work)


def _checked() -> object:
    return reviewed(open_example(), "sv")


opening = Engine("opening the year", open_example)
ENGINES: Mapping[str, Engine] = MappingProxyType(
    {
        **{f"economy:{key}": _section(key) for key in ("income_statement", "balance_sheet", "notes", "overview")},
        **dict.fromkeys(
            ("start:start", "economy:home", "economy:board", "economy:findings"),
            Engine("opening the year, every check", _checked),
        ),
    }
)
"""What a page needs of the engines; one that is not here needs the year opened."""


def report_of(opened: Opened) -> tuple[bytes, bytes]:
    """Make the economic part of an opened year, as PDF and as Word."""
    report = economic_report(EconomicPart(opened.book, opened.basis, reviewed(opened, "sv")))
    charts = draw_charts(report.charts())
    return write_pdf(report, charts), write_word(report, charts)
