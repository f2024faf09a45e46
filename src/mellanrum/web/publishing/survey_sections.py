"""The tables of surveys in the order they are read: each survey, group by group, with what is positive as a chart."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.disclosure.derived import Share, may_show
from mellanrum.disclosure.tables import TOTAL
from mellanrum.documents.model import Cell, Chart, ChartKind, Column, ColumnKind, Form, Number, Row, Series, Table
from mellanrum.numbers import round_half_away
from mellanrum.web.publishing.survey_codes import CLEARLY_POSITIVE, ORDERS, POSITIVE, VALID
from mellanrum.web.publishing.tracing import Asked, What, place_of
from mellanrum.web.publishing.view import ANSWER, QUESTION, RESPONDENTS, STATED_SEX, SURVEY, Codes, View, ViewTable

_HUNDRED = Decimal(100)


def survey_name(view: View, code: str) -> str:
    """Name a survey."""
    return view.variables[SURVEY].codes.get(code, code)


def group_name(view: View, table: ViewTable) -> str:
    """Name the group that a table is of; all of them where it is of no single one."""
    code = table.at.get(RESPONDENTS, "")
    return view.variables[RESPONDENTS].codes.get(code, code) if code else _("All groups")


def group_key(table: ViewTable) -> str:
    """Name a group of a survey so that it can stand in an address."""
    return f"{table.at.get(SURVEY, '')}.{table.at.get(RESPONDENTS, 'all')}"


def positive_chart(view: View, key: str) -> Chart | None:
    """Draw what a group answered, question by question; nothing of what may not be told. None for fewer than two.

    What is clearly positive is drawn inside where it is told of every question: else a bar without would look like one
    of which nothing is.
    """
    bars = [bar for table in view.tables if group_key(table) == key and (bar := _bar(view, table)) is not None]
    bars = list({label: (label, positive, clearly) for label, positive, clearly in bars}.values())
    if len(bars) < 2:
        return None
    has_clearly = all(clearly is not None for _label, _positive, clearly in bars)
    inside = tuple(_number(clearly) for _label, _positive, clearly in bars)
    whole = tuple(_number(positive) for _label, positive, _clearly in bars)
    rest = tuple(_number(positive - (clearly or 0)) for _label, positive, clearly in bars)
    series = (Series(_("Clearly positive"), inside), Series(_("Positive, not clearly"), rest))
    caption = _("Positive answers by question")
    return Chart(
        key,
        caption,
        _alt(caption, bars),
        ChartKind.STACKED if has_clearly else ChartKind.BARS,
        tuple(label for label, _positive, _clearly in bars),
        series if has_clearly else (Series(_("Positive"), whole),),
        unit="%",
        show_table=False,
    )


def _bar(view: View, table: ViewTable) -> tuple[str, int, int | None] | None:
    if ANSWER not in table.by or QUESTION not in table.at:
        return None
    positive = share_of(view, table, POSITIVE)
    if positive is None:
        return None
    code = table.at[QUESTION]
    name = view.variables[QUESTION].codes.get(code, code)
    return name.partition(" ")[0], positive, share_of(view, table, CLEARLY_POSITIVE)


def share_of(view: View, table: ViewTable, answer: str, sex: str = TOTAL, of: str = VALID) -> int | None:
    """Return the share of an answer in whole per cent, of all or of a stated sex; None where it may not be told."""
    key, base = _cell(table, answer, sex), _cell(table, of, sex)
    if not may_show(Share(key, base), view.told) or not view.shown[base]:
        return None
    return int(round_half_away(Decimal(view.shown[key]) / view.shown[base] * _HUNDRED))


def overview(view: View, key: str) -> Table | None:
    """Set a group's questions out beside each other: valid answers, how many they are of those asked, shares and means.

    What may not be told is two dots. What is told of none of its questions has no column. None for a single question
    without a mean: its one table tells as much.
    """
    tables = by_question(view, key)
    told = {answer for table in tables.values() for answer in table.codes_of(ANSWER)}
    shares = {answer: label for answer, label in _SHARES.items() if answer in told}
    means = {question for question, table in tables.items() if mean_of(view, table) is not None}
    if len(tables) < 2 and not means:
        return None
    columns = (
        Column("question", _("Question"), ColumnKind.TEXT),
        Column("valid", _("Valid answers")),
        *((Column("rate", _("Answer rate of the question, %"), ColumnKind.SHARE),) if TOTAL in told else ()),
        *(Column(answer, f"{label}, %", ColumnKind.SHARE) for answer, label in shares.items()),
        *((Column("mean", _("Mean"), ColumnKind.SHARE),) if means else ()),
    )
    wanted = [column.key for column in columns[1:]]
    rows = tuple(_overview_row(view, question, table, wanted) for question, table in tables.items())
    notes = () if shares or means else (_("How they answered is not shown: too few gave each answer."),)
    unit = _("share of the valid answers") if shares else ""
    return Table(f"{key}.overview", _("Every question"), columns, rows, notes=notes, unit=unit)


_SHARES: Mapping[str, str | Promise] = {
    "negative": gettext_lazy("Negative"),
    "neither": gettext_lazy("Neither"),
    POSITIVE: gettext_lazy("Positive"),
    CLEARLY_POSITIVE: gettext_lazy("of which clearly"),
}


_TOLD = frozenset({TOTAL, *ORDERS[ANSWER]})
"""What answers are told as, beside the single ones."""


def by_question(view: View, key: str) -> dict[str, ViewTable]:
    """Find a group's questions, each with the table that tells most of what its answers are told as."""
    found: dict[str, ViewTable] = {}
    for table in view.tables:
        question = table.at.get(QUESTION, "")
        if group_key(table) == key and ANSWER in table.by and question:
            best = found.get(question, table)
            found[question] = max(best, table, key=lambda each: len(each.codes_of(ANSWER) & _TOLD))
    return found


def _overview_row(view: View, question: str, table: ViewTable, wanted: Iterable[str]) -> Row:
    name = view.variables[QUESTION].codes.get(question, question)
    return Row((name, *(_overview_cell(view, table, each) for each in wanted)))


def _overview_cell(view: View, table: ViewTable, wanted: str) -> Cell:
    """Write a number, or nothing where it is hidden, with what opens it; dots where the table has no such row."""
    if wanted == "mean":
        return Number(mean_of(view, table), Form.MEAN, opening(view, table, VALID, What.MEAN))
    if wanted == "valid":
        number, key = number_of(view, table, VALID), opening(view, table, VALID, What.NUMBER)
    elif wanted == "rate":
        number, key = share_of(view, table, VALID, of=TOTAL), opening(view, table, VALID, What.RATE)
    else:
        number, key = share_of(view, table, wanted), opening(view, table, wanted, What.SHARE)
    return ".." if number is None and not key else replace(_number(number), key=key)


def opening(view: View, table: ViewTable, answer: str, what: What) -> str:
    """Return what opens a number of all, as it stands in an address; nothing where the table has no such number."""
    asked = Asked(view, table, _codes(table, answer, TOTAL), what)
    return f"{table.key}/{place_of(asked.codes)}/{what}" if asked.is_there else ""


def mean_of(view: View, table: ViewTable, sex: str = TOTAL) -> Decimal | None:
    """Return a question's mean, of all or of a stated sex; None where it has none that is told."""
    return view.means.get(_cell(table, VALID, sex))


def number_of(view: View, table: ViewTable, answer: str, sex: str = TOTAL) -> int | None:
    """Return how many gave an answer, of all or of a stated sex; None where it is hidden or not there."""
    return view.shown.get(_cell(table, answer, sex))


def _cell(table: ViewTable, answer: str, sex: str) -> str:
    return table.cell_key(_codes(table, answer, sex))


def _codes(table: ViewTable, answer: str, sex: str) -> Codes:
    asked = {ANSWER: answer, STATED_SEX: sex}
    return tuple(asked[variable] for variable in table.by)


def _number(value: int | None) -> Number:
    return Number(None if value is None else Decimal(value), Form.COUNT)


def _alt(caption: str, bars: list[tuple[str, int, int | None]]) -> str:
    listed = "; ".join(_told(*bar) for bar in bars)
    return _("Bars, per cent positive: %(what)s. %(listed)s.") % {"what": caption, "listed": listed}


def _told(label: str, positive: int, clearly: int | None) -> str:
    if clearly is None:
        return f"{label} {positive}"
    said = _("%(label)s %(positive)s, of which clearly %(clearly)s")
    return said % {"label": label, "positive": positive, "clearly": clearly}


def by_group(tables: list[ViewTable]) -> Iterator[tuple[str, list[ViewTable]]]:
    """Put a survey's tables by the group they are of, as they stand; those of all groups come first."""
    found: dict[str, list[ViewTable]] = {}
    for table in tables:
        found.setdefault(group_key(table), []).append(table)
    yield from found.items()
