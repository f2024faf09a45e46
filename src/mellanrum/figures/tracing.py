"""A trace as a tree to be shown: what a figure rests on, down to account and month, as every reader words it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from mellanrum.figures.book import FigureBook
from mellanrum.figures.figure import ONE, Figure, Leaf, Operation, Term, Unit
from mellanrum.figures.period import Period
from mellanrum.findings import words
from mellanrum.numbers import Language, decimals, month, share

_Place = tuple[str, Period, str | None]


@dataclass(frozen=True, slots=True)
class Traced:
    """An input of a figure, and what it rests on in its turn.

    `factor` is what the input is taken with where it is part of a sum, else 1. What has been opened before in the
    same tree `is_repeated`: it has no inputs here.
    """

    node: Figure | Leaf
    factor: Decimal = ONE
    inputs: tuple["Traced", ...] = ()
    is_repeated: bool = False

    @property
    def amount(self) -> Decimal:
        """What is shown: a figure as it is, accounts and months as they enter the sum, so that they add up."""
        return self.node.value if isinstance(self.node, Figure) else self.factor * self.node.value

    @property
    def is_turned(self) -> bool:
        """Whether a figure enters the sum above it with its sign turned."""
        return isinstance(self.node, Figure) and self.factor < 0

    @property
    def share(self) -> Decimal | None:
        """The share an allocation key takes of an account, None where it is the whole account."""
        is_whole = isinstance(self.node, Figure) or abs(self.factor) == ONE
        return None if is_whole else abs(self.factor)

    @property
    def size(self) -> int:
        """How many lines the input takes with all that it rests on."""
        return 1 + sum(each.size for each in self.inputs)


def traced(figure: Figure) -> tuple[Traced, ...]:
    """Return what a figure rests on as a tree; what has been opened once is not opened again."""
    return tuple(_inputs(figure, set()))


def named(figure: Figure, book: FigureBook) -> Figure:
    """Call a figure of a year without books by the name it has in the year of the books: none was stated with it."""
    own = book.find(figure.key, book.period, figure.sex) if figure.label == figure.key else None
    return figure if own is None else replace(figure, label=own.label, column=own.column)


def full_name(figure: Figure, lang: Language) -> str:
    """Name a figure so that it is told from those beside it in its table: its label, and its column if it has one."""
    label = words(figure.label, lang)
    return f"{label}, {words(figure.column, lang).lower()}" if figure.column else label


def told_rule(figure: Figure, lang: Language) -> tuple[str, ...]:
    """Say by which rule a figure was made, from which document, and the paragraph."""
    told = [words(figure.trace.rule, lang)]
    told += [f"{words('source', lang)}: {figure.trace.source}"] if figure.trace.source else []
    told += [figure.trace.reference] if figure.trace.reference else []
    return tuple(told)


def leaf_name(leaf: Leaf, lang: Language) -> str:
    """Name an end of a trace: account and name, month, or document and page."""
    label = words(leaf.label, lang)
    if leaf.kind == "month":
        when = month_of(leaf)
        return month(when, lang) if when else label
    if leaf.kind == "report":
        page = words("page {page}", lang, page=leaf.place.page) if leaf.place.page else ""
        return ", ".join(part for part in (label, page) if part)
    if leaf.kind == "counter":
        return _counter_name(leaf, label, lang)
    return label if label == leaf.key else f"{leaf.key} {label}".strip()


def _counter_name(leaf: Leaf, label: str, lang: Language) -> str:
    """Name a counter by its period, what it counts, and how many entries the period rests on."""
    told = [f"{leaf.key} {label}".strip()]
    if leaf.counted is not None:
        told.append(words("{number} counted", lang, number=Decimal(leaf.counted.entries)))
        told += [words("{number} of them late", lang, number=Decimal(leaf.counted.late))] if leaf.counted.late else []
        told += (
            [words("{number} corrected", lang, number=Decimal(leaf.counted.corrected))]
            if leaf.counted.corrected
            else []
        )
    return ", ".join(told)


def month_of(leaf: Leaf) -> date | None:
    """Return the month of an account's month; None for what an account opened with, or is not split by month."""
    year, _, number = leaf.key.partition("-")
    is_month = leaf.kind == "month" and year.isdigit() and number.isdigit()
    return date(int(year), int(number), 1) if is_month else None


def exact(figure: Figure, lang: Language) -> str:
    """Write a figure with all that it has: öre, or a share with two decimals more than it is shown with."""
    if figure.unit is Unit.SHARE:
        return share(figure.value, 3, lang)
    return decimals(figure.value, 2, lang)


def _inputs(figure: Figure, opened: set[_Place]) -> Iterator[Traced]:
    is_sum = figure.trace.operation is Operation.SUM
    for term in figure.trace.inputs:
        yield _term(term, term.factor if is_sum else ONE, opened)


def _term(term: Term, factor: Decimal, opened: set[_Place]) -> Traced:
    node = term.node
    if isinstance(node, Leaf):
        return _leaf(node, factor)
    place = (node.key, node.period, node.sex)
    if place in opened:
        return Traced(node, factor, (), is_repeated=bool(node.trace.inputs))
    opened.add(place)
    return Traced(node, factor, tuple(_inputs(node, opened)))


def _leaf(leaf: Leaf, factor: Decimal) -> Traced:
    return Traced(leaf, factor, tuple(_leaf(part, factor) for part in leaf.parts))
