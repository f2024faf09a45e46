"""A figure's trace as a tree: what it is made of, by which rule, down to account and month."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from mellanrum.cli.console import BOLD, WIDTH, styled
from mellanrum.cli.grid import exact
from mellanrum.figures import Figure, Leaf, Operation, Term
from mellanrum.findings import words
from mellanrum.numbers import Language, decimals, month

ONE = Decimal(1)


def trace_text(figure: Figure, lang: Language) -> str:
    """Write a figure and everything it rests on; what has been shown once is not opened again."""
    return "\n".join(_Tree(lang).lines(figure))


class _Tree:
    """Writes the lines of one tree; keeps which figures it has opened."""

    def __init__(self, lang: Language) -> None:
        self._lang: Language = lang
        self._opened: set[tuple[str, str]] = set()

    def lines(self, figure: Figure) -> Iterator[str]:
        """Walk the tree from its root."""
        head = f"{words(figure.label, self._lang)} {figure.period}  ({figure.key})"
        yield styled(_spread(head, exact(figure, self._lang)), BOLD)
        yield f"  {self._rule(figure)}"
        yield from self._under(figure, "")

    def _rule(self, figure: Figure) -> str:
        told = [words(figure.trace.rule, self._lang)]
        told += [f"{words('source', self._lang)}: {figure.trace.source}"] if figure.trace.source else []
        told += [figure.trace.reference] if figure.trace.reference else []
        return " · ".join(told)

    def _under(self, figure: Figure, margin: str) -> Iterator[str]:
        terms = figure.trace.inputs
        for number, term in enumerate(terms, start=1):
            is_last = number == len(terms)
            is_sum = figure.trace.operation is Operation.SUM
            yield from self._term(term, margin, is_last=is_last, is_sum=is_sum)

    def _term(self, term: Term, margin: str, *, is_last: bool, is_sum: bool) -> Iterator[str]:
        branch, deeper = _branch(margin, is_last=is_last)
        if isinstance(term.node, Leaf):
            factor = term.factor if is_sum else ONE
            yield from self._leaf_lines(term.node, factor, branch, deeper, self._share(factor))
            return
        node = term.node
        place = (node.key, str(node.period))
        seen = place in self._opened
        self._opened.add(place)
        marks = [words("sign turned", self._lang)] if is_sum and term.factor < 0 else []
        marks += [words("see above", self._lang)] if seen and node.trace.inputs else []
        label = ", ".join([f"{words(node.label, self._lang)} {node.period}  ({node.key})", *marks])
        yield _spread(branch + label, exact(node, self._lang))
        if not seen:
            yield from self._under(node, deeper)

    def _share(self, factor: Decimal) -> str:
        """Say the share an allocation key takes of an account."""
        return "" if abs(factor) == ONE else f", × {decimals(abs(factor), 4, self._lang)}"

    def _leaf_lines(self, leaf: Leaf, factor: Decimal, branch: str, deeper: str, mark: str = "") -> Iterator[str]:
        """Write an account and its months as they enter the sum above them: with its sign, so that they add up."""
        amount = decimals(Term(leaf, factor).amount, 2, self._lang)
        yield _spread(f"{branch}{self._leaf(leaf)}{mark}", amount)
        for number, part in enumerate(leaf.parts, start=1):
            below, deepest = _branch(deeper, is_last=number == len(leaf.parts))
            yield from self._leaf_lines(part, factor, below, deepest)

    def _leaf(self, leaf: Leaf) -> str:
        label = words(leaf.label, self._lang)
        if leaf.kind == "month":
            return _month(leaf.key, self._lang) or label
        if leaf.kind == "report":
            page = words("page {page}", self._lang, page=leaf.place.page) if leaf.place.page else ""
            return ", ".join(part for part in (label, page) if part)
        return label if label == leaf.key else f"{leaf.key} {label}".strip()


def _branch(margin: str, *, is_last: bool) -> tuple[str, str]:
    """Return what stands before a line, and before the lines under it."""
    return (f"{margin}└─ ", f"{margin}   ") if is_last else (f"{margin}├─ ", f"{margin}│  ")


def _month(key: str, lang: Language) -> str:
    year, _, number = key.partition("-")
    return month(date(int(year), int(number), 1), lang) if year.isdigit() and number.isdigit() else ""


def _spread(left: str, right: str) -> str:
    """Put an amount to the right; where the line is full, right after the label."""
    return f"{left}{right:>{max(len(right) + 2, WIDTH - len(left))}}"
