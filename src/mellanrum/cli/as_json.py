"""The statements as JSON: a contract. Amounts are ASCII strings, whole kronor where shown, two decimals where exact."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from mellanrum.composition import Opened
from mellanrum.figures import Figure, Unit
from mellanrum.findings import Finding, spoken_mend, spoken_message, words
from mellanrum.numbers import Language, round_half_away
from mellanrum.review import shipped_limits
from mellanrum.statements import tables

Json = dict[str, Any]

STATEMENTS = ("income_statement", "balance_sheet", "cash_flow")
OVERVIEW = ("revenue", "costs", "result", "equity", "equity_ratio", "equity_share", "contributions")
_ORE = Decimal("0.01")
_SHARE = Decimal("0.000001")


def dumped(value: Json) -> str:
    """Write an object as one UTF-8 text."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def statements_json(opened: Opened, findings: Iterable[Finding], lang: Language) -> Json:
    """Give everything the statements hold, lines that are nil too."""
    book = opened.book
    return {
        **_head(opened),
        **{key: [_line(line, lang) for line in tables.statement(book, key)] for key in STATEMENTS},
        "notes": [_note(note, lang) for note in tables.notes(book, opened.basis.notes_by)],
        "operations": [_area(area, lang) for area in tables.operations(book)],
        "overview": [_year(year) for year in tables.overview(book)],
        "financed": [_financed(line, lang) for line in tables.financed(book)],
        "balance_requirement": [_line(line, lang) for line in tables.statement(book, "balance_requirement")],
        "ratios": [_ratio(line, opened.books.period.year, lang) for line in tables.ratios(book)],
        "findings": findings_json(findings, lang),
    }


def check_json(opened: Opened, findings: Iterable[Finding], lang: Language) -> Json:
    """Give whose books they are and every finding."""
    return {**_head(opened), "findings": findings_json(findings, lang)}


def findings_json(findings: Iterable[Finding], lang: Language) -> list[Json]:
    """Give the findings, each with its sentence and how to mend it."""
    return [_finding(item, lang) for item in findings]


def _head(opened: Opened) -> Json:
    books = opened.books
    chart = opened.basis.accounts.chart
    return {"association": books.name, "orgnr": books.orgnr, "year": books.period.year, "chart": chart}


def _line(line: tables.Line, lang: Language) -> Json:
    return {
        "key": line.key,
        "label": words(line.label, lang),
        "current": _whole(line.current),
        "previous": _whole(line.previous),
        "exact": {"current": _exact(line.current), "previous": _exact(line.previous)},
        "sum": line.is_sum,
    }


def _note(note: tables.Note, lang: Language) -> Json:
    rows = [_line(row, lang) for row in note.rows]
    return {"key": note.key, "title": words(note.title, lang), "by": note.by, "rows": rows}


def _area(area: tables.AreaLine, lang: Language) -> Json:
    return {
        "key": area.key,
        "label": words(area.label, lang),
        "income": _whole(area.income),
        "cost": _whole(area.cost),
        "net": _whole(area.net),
        "budget": _whole(area.budget),
        "deviation": _whole(area.deviation),
        "previous": {
            "income": _whole(area.previous_income),
            "cost": _whole(area.previous_cost),
            "net": _whole(area.previous_net),
        },
    }


def _year(year: tables.YearLine) -> Json:
    figures: Mapping[str, Figure] = year.figures
    return {"year": year.year, **{key: _value(figures.get(key)) for key in OVERVIEW}, "source": year.source or None}


def _financed(line: tables.GroupLine, lang: Language) -> Json:
    amounts = (*line.amounts, None, None)
    shares = (*line.shares, None)
    as_line = tables.Line(line.key, line.label, amounts[0], amounts[1], line.is_sum)
    return {**_line(as_line, lang), "share": _value(shares[0])}


def _ratio(line: tables.Line, year: int, lang: Language) -> Json:
    limits = shipped_limits()
    limit = limits.limit_of(f"ratios.{line.key}", year)
    return {
        "key": line.key,
        "label": words(line.label, lang),
        "value": _value(line.current),
        "limit": None if limit is None else f"{limit.at_most:f}",
        "kept": None if line.current is None else limits.keeps(line.current),
    }


def _whole(figure: Figure | None) -> str | None:
    return None if figure is None else f"{figure.rounded:f}"


def _exact(figure: Figure | None) -> str | None:
    return None if figure is None else f"{round_half_away(figure.value, _ORE):f}"


def _value(figure: Figure | None) -> str | None:
    """Write kronor whole, and anything else with the decimals it has, at most six."""
    if figure is None or figure.unit is Unit.SEK:
        return _whole(figure)
    written = f"{round_half_away(figure.value, _SHARE):f}"
    return written.rstrip("0").rstrip(".")


def _finding(item: Finding, lang: Language) -> Json:
    place = item.place
    return {
        "code": item.code,
        "severity": item.severity.value,
        "place": {
            "file": place.file,
            "line": place.line,
            "page": place.page,
            "key": place.key,
            "sheet": place.sheet,
            "cell": place.cell,
        },
        "stated": _plain(item.stated),
        "expected": _plain(item.expected),
        "difference": _plain(item.difference),
        "rule": item.rule,
        "reference": item.reference,
        "message": spoken_message(item, lang),
        "mend": spoken_mend(item, lang),
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
