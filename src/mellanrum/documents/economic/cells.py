"""Figures as the report shows them: numbers in cells, and numbers in running text."""

from collections.abc import Iterator
from string import Formatter

from mellanrum.documents.model import FigureRef, Form, Number, Paragraph, Span, Text
from mellanrum.figures import Figure, Unit
from mellanrum.findings import words
from mellanrum.numbers import decimals, kronor, share

_FORMS = {Unit.SEK: Form.AMOUNT, Unit.SHARE: Form.SHARE, Unit.RATIO: Form.RATIO}
UNKNOWN = Number(None)


def number(figure: Figure | None, form: Form | None = None) -> Number:
    """Return a figure as a cell shows it: rounded once, by its own step, or by what `form` shows of it."""
    if figure is None:
        return UNKNOWN
    if form in {Form.THOUSANDS, Form.EXACT}:
        return Number(figure.value, form, figure.key, figure.period)
    return Number(figure.rounded, form or _FORMS.get(figure.unit, Form.COUNT), figure.key, figure.period)


def shown(figure: Figure) -> str:
    """Return a figure as running text shows it, with its unit."""
    if figure.unit is Unit.SEK:
        return kronor(figure.rounded)
    if figure.unit is Unit.SHARE:
        return share(figure.rounded)
    return decimals(figure.rounded, 2 if figure.unit is Unit.RATIO else 0)


def sentence(message_id: str, /, **parts: Figure | str) -> Paragraph:
    """Word a sentence whose places are figures, each linked to its source, or plain text."""
    return Paragraph(tuple(_spans(words(message_id), parts)))


def joined(*paragraphs: Paragraph) -> Paragraph:
    """Put sentences after each other in one paragraph."""
    spans: list[Span] = []
    for paragraph in paragraphs:
        if spans:
            spans.append(Text(" "))
        spans.extend(paragraph.spans)
    return Paragraph(tuple(spans))


def _spans(template: str, parts: dict[str, Figure | str]) -> Iterator[Span]:
    for before, name, _, _ in Formatter().parse(template):
        if before:
            yield Text(before)
        if name is not None:
            part = parts[name]
            yield Text(part) if isinstance(part, str) else FigureRef(part.key, part.period, shown(part))
