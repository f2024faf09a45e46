"""A figure's trace as a tree: what it is made of, by which rule, down to account and month."""

from collections.abc import Iterator

from mellanrum.cli.console import BOLD, WIDTH, styled
from mellanrum.figures import Figure, Leaf
from mellanrum.figures.tracing import Traced, exact, full_name, leaf_name, told_rule, traced
from mellanrum.findings import words
from mellanrum.numbers import Language, decimals


def trace_text(figure: Figure, lang: Language) -> str:
    """Write a figure and everything it rests on; what has been shown once is not opened again."""
    return "\n".join(_lines(figure, lang))


def _lines(figure: Figure, lang: Language) -> Iterator[str]:
    head = f"{full_name(figure, lang)} {figure.period}  ({figure.key})"
    yield styled(_spread(head, exact(figure, lang)), BOLD)
    yield f"  {' · '.join(told_rule(figure, lang))}"
    yield from _under(traced(figure), "", lang)


def _under(inputs: tuple[Traced, ...], margin: str, lang: Language) -> Iterator[str]:
    for number, each in enumerate(inputs, start=1):
        branch, deeper = _branch(margin, is_last=number == len(inputs))
        yield _spread(branch + _label(each, lang), _amount(each, lang))
        yield from _under(each.inputs, deeper, lang)


def _label(each: Traced, lang: Language) -> str:
    if isinstance(each.node, Leaf):
        is_part = each.share is not None and each.node.kind != "month"
        mark = f", × {decimals(each.share, 4, lang)}" if is_part and each.share is not None else ""
        return f"{leaf_name(each.node, lang)}{mark}"
    marks = [words("sign turned", lang)] if each.is_turned else []
    marks += [words("see above", lang)] if each.is_repeated else []
    return ", ".join([f"{full_name(each.node, lang)} {each.node.period}  ({each.node.key})", *marks])


def _amount(each: Traced, lang: Language) -> str:
    return exact(each.node, lang) if isinstance(each.node, Figure) else decimals(each.amount, 2, lang)


def _branch(margin: str, *, is_last: bool) -> tuple[str, str]:
    """Return what stands before a line, and before the lines under it."""
    return (f"{margin}└─ ", f"{margin}   ") if is_last else (f"{margin}├─ ", f"{margin}│  ")


def _spread(left: str, right: str) -> str:
    """Put an amount to the right; where the line is full, right after the label."""
    return f"{left}{right:>{max(len(right) + 2, WIDTH - len(left))}}"
