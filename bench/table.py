"""Rows as a table for people."""

from collections.abc import Sequence

from bench.samples import Aim, Row, Samples, Unit

_HEAD = ("measure", "median", "min–max", "reference", "median", "ratio", "min–max", "aim", "met?")
_TO_THE_RIGHT = {1, 2, 4, 5, 6, 7}
_SHORT = 0.1  # seconds: what takes less is told in milliseconds
_MILLI = 1000


def table(rows: Sequence[Row]) -> str:
    """Lay the rows out, numbers to the right."""
    lines = [_HEAD, *map(_cells, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_laid(line, widths) for line in lines)


def _laid(cells: Sequence[str], widths: Sequence[int]) -> str:
    laid = (
        cell.rjust(width) if at in _TO_THE_RIGHT else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(laid).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.measure.name,
        _amount(row.measure, row.unit),
        spread(row.measure.values, _scale(row.measure, row.unit)),
        row.reference.name,
        _amount(row.reference, row.unit),
        short(row.ratio),
        spread(row.ratios),
        _aim(row.aim, row.unit),
        {None: "–", True: "yes", False: "no"}[row.is_met],
    )


def _amount(samples: Samples, unit: Unit) -> str:
    scale = _scale(samples, unit)
    return f"{short(samples.median * scale)} {unit if scale == 1 else f'm{unit}'}"


def _scale(samples: Samples, unit: Unit) -> int:
    return _MILLI if unit == "s" and samples.median < _SHORT else 1


def spread(values: Sequence[float], scale: int = 1) -> str:
    """Write the least and the greatest of some numbers."""
    return f"{short(min(values) * scale)}–{short(max(values) * scale)}"


def _aim(aim: Aim | None, unit: Unit) -> str:
    if aim is None:
        return "–"
    return f"≤ {aim.most:g} ×" if aim.is_ratio else f"≤ {aim.most:g} {unit}"


def short(value: float) -> str:
    """Write a number with some three digits."""
    places = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{places}f}"
