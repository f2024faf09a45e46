"""Typed totals (violence screening, rating scales) as tables of the same set: by line, and by sex where all have it."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from mellanrum.composition.published.survey_tables import SEX, SURVEY, VALID_ANSWERS, YEAR, without_sex
from mellanrum.disclosure.tables import TOTAL, Form, Sum, Table, Variable
from mellanrum.findings import Finding, finding, words
from mellanrum.numbers import Language
from mellanrum.surveys.rules import Line, TotalsRule
from mellanrum.surveys.sex import TOLD, Sex
from mellanrum.surveys.totals import Totals, totals_findings
from mellanrum.tallies.ledger import Ledger

TOTALS, LINE = "survey_totals", "line"
"""What is counted, those whose totals were typed, and what it is counted by."""

EVENTS: Mapping[str, str] = {"violence_screening": "screening"}
"""The event of the follow-up that counts the same people as typed totals do, by their rule."""
Counted = Container[tuple[str, int]]
"""Events that the follow-up has counted, with the year."""


def counted_events(ledgers: Iterable[Ledger]) -> frozenset[tuple[str, int]]:
    """List the events that ledgers have counted, by month or in a table of a period, each with its year."""
    found: set[tuple[str, int]] = set()
    for ledger in ledgers:
        found |= {(event, ledger.year) for month in ledger.months for event, _sex in month.counts}
        found |= {(cell.event, ledger.year) for part in ledger.parts for cell in part.cells}
    return frozenset(found)


@dataclass(frozen=True)
class TypedLaying:
    """The tables of typed totals, their lines as a variable, and a finding for what is left out."""

    tables: tuple[Table, ...]
    lines: Variable | None
    surveys: Mapping[str, str]
    years: Mapping[str, str]
    left_out: tuple[Finding, ...]


def typed_tables(
    typed: Iterable[tuple[Totals, TotalsRule]], threshold: int, lang: Language, counted_too: Counted = frozenset()
) -> TypedLaying:
    """Lay typed totals out. Lines are sensitive: `threshold` is that of sensitive variables.

    Sums of points are no counts, and are not in it. Findings: published.survey_few where fewer than the threshold were
    asked, published.totals_differ where lines do not add up, or nobody says how many were asked, and
    published.totals_counted where the event of `EVENTS` is among those `counted_too`: the follow-up is published in a
    set that does not know of this one, and a line that one of them hides the other could tell.
    """
    laid, left_out = [], []
    for totals, rule in typed:
        found = _twice(totals, rule, counted_too, lang) or _fault(totals, rule, threshold, lang)
        if found is None:
            laid.append((totals, rule))
        else:
            left_out.append(found)
    rules = tuple({rule.key: rule for _totals, rule in laid}.values())
    lines = {code_of(rule, line): words(line.label, lang) for rule in rules for line in counted(rule)}
    sums = tuple(each for rule in rules for each in _sums(rule))
    variable = Variable(LINE, words("What was counted", lang), lines, sums, is_sensitive=True) if laid else None
    return TypedLaying(
        tuple(_table(totals, rule, lang) for totals, rule in laid),
        variable,
        {survey_code(rule): words(rule.label, lang) for rule in rules},
        {str(totals.year): str(totals.year) for totals, _rule in laid},
        tuple(left_out),
    )


def survey_code(rule: TotalsRule) -> str:
    """Return the code that typed totals of a rule stand under beside surveys."""
    return f"totals_{rule.key}"


def code_of(rule: TotalsRule, line: Line) -> str:
    """Return the code of a line: the same in every year."""
    return f"{rule.key}.{line.key}"


def counted(rule: TotalsRule) -> tuple[Line, ...]:
    """List the lines that count people."""
    return tuple(line for line in rule.lines if not line.is_sum)


def _base(rule: TotalsRule) -> Line:
    return next(line for line in counted(rule) if line.of is None)


def _twice(totals: Totals, rule: TotalsRule, counted_too: Counted, lang: Language) -> Finding | None:
    if (EVENTS.get(rule.key), totals.year) not in counted_too:
        return None
    return finding("published.totals_counted", survey=words(rule.label, lang), year=str(totals.year))


def _fault(totals: Totals, rule: TotalsRule, threshold: int, lang: Language) -> Finding | None:
    base = _base(rule)
    number, year = totals.number(base.key), str(totals.year)
    if number is None or totals_findings(totals, rule):
        return finding("published.totals_differ", survey=words(rule.label, lang), year=year)
    if number < threshold:
        what = words(base.label, lang)
        return finding("published.survey_few", survey=words(rule.label, lang), year=year, what=what)
    return None


def _sums(rule: TotalsRule) -> Iterator[Sum]:
    codes = {line.key: code_of(rule, line) for line in counted(rule)}
    for each in rule.parts:
        yield Sum(codes[each.whole], tuple(codes[part] for part in each.parts))


def _table(totals: Totals, rule: TotalsRule, lang: Language) -> Table:
    lines = [line for line in counted(rule) if totals.number(line.key) is not None]
    sexes = TOLD if all(totals.number(line.key, sex) is not None for line in lines for sex in TOLD) else ()
    numbers = {codes: number for line in lines for codes, number in _row(totals, rule, line, sexes)}
    year, base = str(totals.year), _base(rule)
    only = words("only {answer}", lang, answer=words(base.label, lang).lower())
    keep: dict[str, tuple[str, ...]] = {LINE: (code_of(rule, base),), **({SEX: (TOTAL,)} if sexes else {})}
    forms = (*((without_sex(lang),) if sexes else ()), *((Form("base", only, keep),) if len(lines) > 1 else ()))
    at = {SURVEY: survey_code(rule), YEAR: year}
    title = f"{words(rule.label, lang)} {year}"
    by = (LINE, SEX) if sexes else (LINE,)
    return Table(f"{survey_code(rule)}.{year}", title, TOTALS, by, numbers, at, VALID_ANSWERS, forms)


def _row(totals: Totals, rule: TotalsRule, line: Line, sexes: Iterable[Sex]) -> Iterator[tuple[tuple[str, ...], int]]:
    code, listed = code_of(rule, line), tuple(sexes)
    for sex in (None, *listed):
        number = totals.number(line.key, sex)
        if number is not None:
            yield ((code, sex.value if sex else TOTAL) if listed else (code,)), number
