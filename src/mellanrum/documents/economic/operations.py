"""The operations statement: outcome against budget, and the larger deviations in words."""

import re
from collections.abc import Iterator

from mellanrum.documents.economic.cells import joined, number, sentence
from mellanrum.documents.economic.main_tables import both_years
from mellanrum.documents.economic.telling import Telling
from mellanrum.documents.model import (
    Block,
    BulletList,
    Column,
    ColumnKind,
    Form,
    Paragraph,
    Row,
    RowKind,
    Section,
    Strong,
    Table,
    Text,
)
from mellanrum.figures import Figure
from mellanrum.findings import words
from mellanrum.numbers import kronor, share
from mellanrum.statements.large import LargeDeviation, is_large, large_deviation
from mellanrum.statements.tables import AreaLine, operations


def operations_section(telling: Telling) -> Section:
    """Write the operations statement in thousands of kronor."""
    lines = operations(telling.book)
    return Section("operations", words("Operations statement"), tuple(_blocks(telling, lines)))


def _blocks(telling: Telling, lines: tuple[AreaLine, ...]) -> Iterator[Block]:
    has_budget = any(line.budget is not None for line in lines)
    yield _table(telling, lines, has_budget=has_budget)
    if not has_budget:
        yield sentence("There is no budget for the year among what was read in, so no deviations are shown.")
    commented = {line.key: paragraphs for line in lines if (paragraphs := _paragraphs(telling.comments.get(line.key)))}
    larger = tuple(_in_words(line) for line in lines if is_large(line) and line.key not in commented)
    if larger:
        yield _over(large_deviation(telling.book.period.end))
        yield BulletList(larger)
    for line in lines:
        yield from _comment(line, commented.get(line.key, ()))


def _over(rule: LargeDeviation) -> Paragraph:
    amount, part = kronor(rule.amount, step=1000), share(rule.share, 0)
    return sentence("Larger deviations, over {amount} and {share} of the budget:", amount=amount, share=part)


def unplaced_comments(telling: Telling) -> tuple[str, ...]:
    """List the keys of comments on areas that the operations statement does not have: they are shown nowhere."""
    areas = {line.key for line in operations(telling.book)}
    return tuple(key for key, text in telling.comments.items() if key not in areas and text.strip())


def _paragraphs(comment: str | None) -> tuple[str, ...]:
    """Part a comment at its blank lines; within a paragraph, lines run on."""
    lines = (comment or "").replace("\r\n", "\n")
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", lines) if part.strip())


def _comment(line: AreaLine, paragraphs: tuple[str, ...]) -> Iterator[Block]:
    """Show a comment after its area's name and deviation, its paragraphs after each other."""
    for at, text in enumerate(paragraphs):
        told = Paragraph((Text(text),))
        yield told if at else joined(Paragraph((Strong(f"{words(line.label)}:"),)), *_deviation(line), told)


def _deviation(line: AreaLine) -> tuple[Paragraph, ...]:
    if line.deviation is None:
        return ()
    rounded = line.deviation.rounded
    if not rounded:
        return (sentence("As budgeted."),)
    text = "{deviation}, better than the budget." if rounded > 0 else "{deviation}, worse than the budget."
    return (sentence(text, deviation=line.deviation),)


def _table(telling: Telling, lines: tuple[AreaLine, ...], *, has_budget: bool) -> Table:
    outcome = words("Outcome {year}", year=str(telling.year))
    previous = words("Outcome {year}", year=str(telling.before))
    budget = words("Budget {year}", year=str(telling.year))
    compared = (
        (Column("budget", words("Cost, net"), group=budget), Column("deviation", words("Deviation"), group=budget))
        if has_budget
        else ()
    )
    columns = (
        Column("label", words("Area"), ColumnKind.TEXT),
        *(Column(name, words(head), group=outcome) for name, head in OUTCOME),
        *compared,
        *(Column(f"previous_{name}", words(head), group=previous) for name, head in OUTCOME),
    )
    rows = tuple(_row(line, has_budget=has_budget) for line in lines)
    signs = words(
        "The budget is shown with costs positive, as it was decided. The deviation is outcome less budget: a minus is "
        "worse than the budget."
    )
    caption = both_years(telling, "Operations statement")
    return Table("operations_table", caption, columns, rows, words("Amounts in tkr"), (signs,) if has_budget else ())


OUTCOME = (("income", "Income"), ("cost", "Cost"), ("net", "Net"))


def _row(line: AreaLine, *, has_budget: bool) -> Row:
    compared = (line.budget, line.deviation) if has_budget else ()
    figures = (line.income, line.cost, line.net, *compared)
    previous = (line.previous_income, line.previous_cost, line.previous_net)
    cells = (number(figure, Form.THOUSANDS) for figure in (*figures, *previous))
    return Row((words(line.label), *cells), RowKind.TOTAL if line.is_sum else RowKind.NORMAL)


def _in_words(line: AreaLine) -> Paragraph:
    deviation: Figure | str = line.deviation or ""
    better = line.deviation is not None and line.deviation.value > 0
    text = "{area}: {deviation}, better than the budget." if better else "{area}: {deviation}, worse than the budget."
    return sentence(text, area=words(line.label), deviation=deviation)
