"""Typed totals as a table: how many, their share or mean, and by sex where all of it may be told so."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Column, ColumnKind, Row, Table
from mellanrum.figures import Period
from mellanrum.findings import words
from mellanrum.surveys.families import SHARE, SURVEYS
from mellanrum.surveys.few_in_totals import told_totals
from mellanrum.surveys.reported import MEAN
from mellanrum.surveys.rules import Line, TotalsRule
from mellanrum.surveys.sex import TOLD, Sex
from mellanrum.surveys.totals import Totals
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.survey_results.names import SEXES
from mellanrum.web.survey_results.telling.cells import NOTHING, few, mean, per_cent, whole
from mellanrum.web.survey_results.telling.desk import Desk, Told, without_empty

NUMBER = "number"


def totals_told(typed: Totals, rule: TotalsRule, threshold: int) -> Told:
    """Tell typed totals without the few, and without what those could be worked out from."""
    told = told_totals(typed, rule, threshold)
    sexes = tuple(sex for sex in TOLD if any(of is sex for _line, of in told.numbers))
    rows = tuple(
        Row((words(line.label, lang()), *(cell for sex in (None, *sexes) for cell in _cells(told, rule, line, sex))))
        for line in rule.lines
        if typed.number(line.key) is not None
    )
    caption = f"{words(rule.label, lang())} {typed.year}"
    table = Table(f"t.{rule.key}.{typed.year}", caption, tuple(_columns(sexes)), rows, notes=_notes(typed, sexes))
    return Told(without_empty(table), None, caption)


def find_totals(desk: Desk, typed: tuple[tuple[Totals, TotalsRule], ...], key: str, year: int) -> Told | None:
    """Return the totals of a rule and a year among those typed; None where there are none."""
    found = next(((each, rule) for each, rule in typed if (rule.key, each.year) == (key, year)), None)
    return None if found is None else totals_told(*found, desk.threshold)


def _columns(sexes: tuple[Sex, ...]) -> Iterator[Column]:
    yield Column("line", _("What"), ColumnKind.TEXT)
    for sex in (None, *sexes):
        name = (str(SEXES[sex]) if sex else _("All")) if sexes else ""
        before = sex.value if sex else "all"
        yield Column(f"{before}.{NUMBER}", _("How many"), group=name)
        yield Column(f"{before}.{SHARE}", _("Share, %"), ColumnKind.SHARE, name)
        yield Column(f"{before}.{MEAN}", _("Mean"), group=name)


def _cells(told: Totals, rule: TotalsRule, line: Line, sex: Sex | None) -> Iterator[Cell]:
    number, part = told.number(line.key, sex), told.share(rule, line.key, sex)
    key, period, of = f"{SURVEYS}.{rule.key}.{line.key}", Period.of_year(told.year), sex.value if sex else ""
    yield few() if number is None else whole(number, key, period, of)
    yield NOTHING if line.is_sum else per_cent(part, f"{key}.{SHARE}", period, of)
    yield mean(part, f"{key}.{MEAN}", period, of) if line.is_sum else NOTHING


def _notes(typed: Totals, sexes: tuple[Sex, ...]) -> tuple[str, ...]:
    """Say why women and men are not told apart, where they were typed."""
    if sexes or not any(sex for _line, sex in typed.numbers):
        return ()
    return (_("Women and men are not told apart: some of them, or of the others, are too few or not known."),)
