"""Reads figures as a report prints them: a table of the table's name and years, then a row for each figure."""

from decimal import Decimal

from mellanrum.figures import Unit
from mellanrum.findings import words
from mellanrum.review import Stated, StatedFigures
from mellanrum.review.stated import TABLES, FigureKey


def read(*tables: str) -> StatedFigures:
    """Read tables such as

        balance_sheet 2023 2022
        cash 1609476 2176061        Kassa och bank

    `in 1000` after the years says that the table is in thousands; "." that nothing is printed. A share is written
    "13.0%". What stands after the figures is the row's label.
    """
    figures: dict[FigureKey, Stated] = {}
    for table in tables:
        head, *rows = [line.split() for line in table.strip().splitlines() if line.strip()]
        step = int(head[head.index("in") + 1]) if "in" in head else 1
        years = [int(year) for year in head[1:] if len(year) == 4 and year != "1000"]
        for row in rows:
            label = " ".join(row[1 + len(years) :])
            for year, printed in zip(years, row[1:], strict=False):
                if printed != ".":
                    figures[f"{head[0]}.{row[0]}", year] = _stated(printed, step, label, words(TABLES.get(head[0], "")))
    return StatedFigures(figures)


def _stated(printed: str, step: int, label: str, table: str) -> Stated:
    if printed.endswith("%"):
        share = Decimal(printed[:-1]) / 100
        places = len(printed[:-1].partition(".")[2]) + 2
        return Stated(share, Decimal(1).scaleb(-places), label, table=table, unit=Unit.SHARE)
    return Stated(Decimal(printed) * step, Decimal(step), label, table=table)
