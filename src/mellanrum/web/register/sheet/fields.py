"""The fields of a tick sheet: a name for each counter, what was typed in it, and what is wrong with that."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from mellanrum.numbers import round_half_away
from mellanrum.tallies.cells import Cell
from mellanrum.tallies.rules import ASKED, SUM
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.sheets.found import LARGEST, Number
from mellanrum.tallies.sheets.grid import number_of
from mellanrum.tallies.sheets.layout import Block

Typed = Mapping[str, str]
_LONGEST = 20
_MINUS = ("-", "\u2212", "–")


def month_name(key: str, sex: Sex) -> str:
    """Return the name of the field of a month's total."""
    return f"m.{key}.{sex}"


def place_name(event: str, municipality: str) -> str:
    """Return the name of the field of an event by municipality."""
    return f"p.{event}.{municipality}"


def ongoing_name(sex: Sex) -> str:
    """Return the name of the field of those really ongoing."""
    return f"o.{sex}"


def cell_name(cell: Cell) -> str:
    """Return the name of the field of a counter of a table."""
    return f"t.{cell.event}.{cell.table}.{cell.answer}.{cell.across}.{cell.sex}"


def mean_name(block: Block, slot: Sex) -> str:
    """Return the name of the field where a mean may be written in place of the sum."""
    return f"a.{block.event}.{block.key}.{slot}"


@dataclass(slots=True)
class Read:
    """What was typed: a number by field (those left empty are not there), and what is wrong by field."""

    numbers: dict[str, int] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def signed_number(text: str) -> Number:
    """Read a number that may have a minus before it; what is none says why, as `number_of`."""
    plain = text.strip()
    is_minus = plain.startswith(_MINUS)
    number = number_of(plain[1:] if is_minus else plain)
    return -number if is_minus and isinstance(number, int) else number


def read_numbers(typed: Typed, names: Sequence[str], is_signed: Callable[[str], bool] = lambda _name: False) -> Read:
    """Read the fields of a sheet: whole numbers from nil to 100 000, where they are signed also with a minus."""
    read = Read()
    for name in names:
        text = typed.get(name, "")[:_LONGEST]
        number = signed_number(text) if is_signed(name) else number_of(text)
        if isinstance(number, int):
            read.numbers[name] = number
        elif number is not None:
            read.faults[name] = told(number)
    return read


def told(fault: str) -> str:
    """Say what is wrong with what was typed."""
    return {
        "negative": _("Write a number that is not less than nil."),
        "decimal": _("Write a whole number."),
        "large": _("Write at most 100 000."),
    }.get(fault) or _("Write a number in digits.")


def add_means(read: Read, typed: Typed, blocks: Sequence[Block]) -> None:
    """Make sums of the means that were typed: the mean times how many it is of, half up."""
    for block in blocks:
        if block.kind == "number":
            for slot in block.slots:
                _add_mean(read, typed.get(mean_name(block, slot), "").strip()[:_LONGEST], block, slot)


def _add_mean(read: Read, text: str, block: Block, slot: Sex) -> None:
    if not text:
        return
    name = mean_name(block, slot)
    summed, asked = (cell_name(Cell(block.event, block.key, key, "", slot)) for key in (SUM, ASKED))
    mean, count = _mean(text), read.numbers.get(asked, 0)
    if mean is None:
        read.faults[name] = _("Write the mean in digits, as 44,8.")
    elif not count:
        read.faults[name] = _("Write how many the mean is of.")
    elif summed not in read.numbers:
        _set_sum(read, name, summed, round_half_away(mean * count, Decimal(1)))
    elif _written(Decimal(read.numbers[summed]) / count, mean) != mean:
        read.faults[name] = _("The mean and the sum say different things. Write one of them.")


def _set_sum(read: Read, name: str, summed: str, whole: Decimal) -> None:
    if whole > LARGEST:
        read.faults[name] = told("large")
    else:
        read.numbers[summed] = int(whole)


def _mean(text: str) -> Decimal | None:
    plain = text.replace(",", ".")
    if not plain.replace(".", "", 1).isdecimal() or not plain.isascii():
        return None
    return Decimal(plain)


def _written(exact: Decimal, like: Decimal) -> Decimal:
    """Round a mean to as many decimals as another has."""
    return round_half_away(exact, Decimal(1).scaleb(int(like.as_tuple().exponent)))


def cells_named(blocks: Sequence[Block]) -> Iterator[tuple[str, Cell]]:
    """Go through the counters of tables with the names of their fields."""
    return ((cell_name(cell), cell) for block in blocks for cell in block.cells())
