"""Tables as plain text: labels to the left, numbers to the right, a rule above what is a sum."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from mellanrum.cli.console import BOLD, WIDTH, styled
from mellanrum.figures import Figure, Unit
from mellanrum.numbers import Language, decimals, share

GAP = 2
NARROWEST = 10
LABEL = 46
NOTHING = "\N{EN DASH}"
RULE = "\N{BOX DRAWINGS LIGHT HORIZONTAL}"


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row: its label and its cells; `level` is how far the label stands in."""

    label: str
    cells: tuple[str, ...]
    is_sum: bool = False
    level: int = 0


def grid(title: str, heads: Sequence[str], rows: Sequence[TextRow], *, label: int = LABEL) -> str:
    """Lay a table out: title and heads, a rule, the rows. Labels wrap where the table would be too wide."""
    widths = [max(NARROWEST, *(len(cells[at]) for cells in _columns(heads, rows))) for at in range(len(heads))]
    numbers = sum(width + GAP for width in widths)
    longest = max(len(_label(row)) for row in rows) if rows else 0
    width = min(max(label, longest, len(title)), WIDTH - numbers)
    *above, head = [title] if len(title) <= width else [title, ""]
    lines = [*(styled(line, BOLD) for line in above), styled(_line(head, heads, width, widths), BOLD)]
    lines.append(RULE * (width + numbers))
    was_sum = True
    for row in rows:
        if row.is_sum and not was_sum:
            lines.append(_line("", [RULE * each for each in widths], width, widths))
        lines += _row(row, width, widths)
        was_sum = row.is_sum
    return "\n".join(lines)


def _columns(heads: Sequence[str], rows: Sequence[TextRow]) -> list[Sequence[str]]:
    return [heads, *(row.cells for row in rows)]


def _label(row: TextRow) -> str:
    return "  " * row.level + row.label


def _row(row: TextRow, width: int, widths: Sequence[int]) -> list[str]:
    inset = "  " * row.level
    wrapped = textwrap.wrap(row.label, width, initial_indent=inset, subsequent_indent=f"{inset}  ") or [""]
    *before, last = wrapped
    line = _line(last, row.cells, width, widths)
    return [*before, styled(line, BOLD) if row.is_sum else line]


def _line(label: str, cells: Sequence[str], width: int, widths: Sequence[int]) -> str:
    numbers = "".join(" " * GAP + cell.rjust(each) for cell, each in zip(cells, widths, strict=True))
    return f"{label:<{width}}{numbers}".rstrip()


def shown(figure: Figure | None, lang: Language) -> str:
    """Write a figure as it is shown; a dash where there is none."""
    if figure is None:
        return NOTHING
    if figure.unit is Unit.SHARE:
        return share(figure.rounded, 1, lang)
    return decimals(figure.rounded, 2 if figure.unit is Unit.RATIO else 0, lang)
