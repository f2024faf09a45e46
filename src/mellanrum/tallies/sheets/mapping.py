"""What the tables of somebody's spreadsheet are: which table of which event, which answers, which columns.

What has been said once is remembered by the words that stand in the spreadsheet, not by where they stand.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mellanrum.findings import words
from mellanrum.findings.sheet import normal
from mellanrum.numbers import Language
from mellanrum.tallies.labels import answer_label
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sheets.found import FoundTable
from mellanrum.tallies.sheets.layout import Block, Row, blocks_of, by_municipality, month_rows
from mellanrum.tallies.sheets.vocabulary import OTHER, TOTAL, UNSPLIT, column_of, is_about

SKIP = "-"
"""The target of what is left alone."""
MONTH = "month"
"""The target of a table of the month's totals; its rows are events and counters."""
PLACES = "places"
"""Before an event: the target of a table of the month by municipality; its rows are municipalities."""
_LANGUAGES: tuple[Language, ...] = ("sv", "en")
_MOST = 5_000
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What words mean: titles → targets, rows of a target → answers, columns of a target → slots or answers.

    A target is MONTH, "places/<event>", "<event>/<table>" or SKIP. `rows` and `columns` go by (target, text).
    """

    tables: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[tuple[str, str], str] = field(default_factory=dict)
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """Something a found table may be: its rows and its columns, each a key and a message id."""

    key: str
    label: str
    event_label: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]


def targets_of(scheme: Scheme, *, by_head_count: bool = False) -> tuple[Target, ...]:
    """List everything a found table may be, in the order of the tick sheet."""
    month = month_rows(scheme, by_head_count=by_head_count)
    found = [Target(MONTH, "The month's totals", "", tuple((row.key, row.label) for row in month), _SEXES)]
    if by_head_count:
        return tuple(found)
    places = tuple((key, answer_label("municipality", key, scheme)) for key in scheme.answers("municipality"))
    for event in by_municipality(scheme):
        label = scheme.events[event].label
        found.append(Target(f"{PLACES}/{event}", "The month by municipality", label, places, _WHOLE))
    for event, rule in scheme.events.items():
        found += [_target(block, rule.label, scheme) for block in blocks_of(scheme, event)]
    return tuple(found)


_WHOLE = ((TOTAL, "In all"),)
_SEXES = (("woman", "Women"), ("man", "Men"), (OTHER, "Other or not stated"), (UNSPLIT, "Not split"), *_WHOLE)


def _target(block: Block, event_label: str, scheme: Scheme) -> Target:
    rows = tuple((_row_key(row), row_label(row)) for row in block.rows)
    columns = _SEXES if block.rule.by_sex else _WHOLE
    if block.is_crossed:
        firsts, seconds = (
            tuple((key, answer_label(question, key, scheme)) for key in scheme.answers(question))
            for question in block.rule.questions
        )
        rows = (*firsts, *rows)
        columns = (*columns, *((f"{ACROSS}{key}", label) for key, label in seconds))
    return Target(f"{block.event}/{block.key}", block.rule.label, event_label, rows, columns)


ACROSS = "across:"
"""Before an answer: a column that is an answer of the crossed question."""


def _row_key(row: Row) -> str:
    return f"{row.answer}/{row.across}" if row.across else row.answer


def row_label(row: Row, say: Mapping[str, str] | None = None) -> str:
    """Return the message id of a row; of a crossed one both, with × between, worded by `say` where it is given."""
    first, second = ((say or {}).get(text, text) for text in (row.label, row.across_label))
    return f"{first} × {second}" if row.across else first


def guessed(found: FoundTable, remembered: SheetMapping, targets: Sequence[Target]) -> str:
    """Tell what a found table is: what was said of its title before, else the target of its name; "" where nothing."""
    for name in names_of(found):
        if name in remembered.tables:
            known = remembered.tables[name]
            return known if known == SKIP or any(target.key == known for target in targets) else ""
    title = normal(found.title)
    return _narrowed(found, [target for target in targets if title in _names(target)]) or _by_rows(found, targets)


def names_of(found: FoundTable) -> tuple[str, str]:
    """Return what a found table is remembered by: its sheet and title, and its title alone."""
    title = normal(found.title)
    return f"{normal(found.sheet or '')}|{title}", title


def _narrowed(found: FoundTable, candidates: Sequence[Target]) -> str:
    """Return the only candidate there is, else the only one whose event the title or the sheet tells of."""
    told = f"{found.title} {found.sheet or ''}"
    about = [each for each in candidates if is_about(told, each.key.partition("/")[0])]
    left = candidates if len(candidates) == 1 else about
    return left[0].key if len(left) == 1 else ""


def guessed_row(label: str, target: Target, remembered: SheetMapping) -> str:
    """Tell which of a target's rows a label is; "" where nothing says it."""
    text = normal(label)
    said = remembered.rows.get((target.key, text))
    if said == SKIP or any(said == key for key, _ in target.rows):
        return said or ""
    return next((key for key, known in target.rows if text in _worded(known)), "")


def guessed_column(heading: str, target: Target, remembered: SheetMapping) -> str:
    """Tell which of a target's columns a heading is; SKIP where it is a share, "" where nothing says it."""
    text = normal(heading)
    said = remembered.columns.get((target.key, text))
    allowed = {key for key, _ in target.columns}
    if said == SKIP or said in allowed:
        return said or ""
    if "%" in text or text.startswith(("andel", "share")):
        return SKIP
    named = next((key for key, known in target.columns if text in _worded(known)), "") or column_of(heading)
    return named if named in allowed else TOTAL if named == UNSPLIT else ""


def title_of(target: Target, lang: Language = "sv") -> str:
    """Return the whole name of a target, as the empty tick sheet has it: its event, a follow-up's months, its table."""
    if not target.event_label:
        return words(target.label, lang)
    months = target.key.partition("/")[0].removeprefix("follow_up_")
    event = words(target.event_label, lang) + (f" {months}" if months.isdigit() else "")
    return f"{event}: {words(target.label, lang)}"


def _names(target: Target) -> set[str]:
    return {*_worded(target.label), *(normal(title_of(target, lang)) for lang in _LANGUAGES)}


def _worded(message_id: str) -> tuple[str, ...]:
    """Return a message id as it is compared, in both languages; of a crossed one, both its parts worded."""
    parts = message_id.split(" × ")
    swedish = " × ".join(words(part, "sv") for part in parts)
    return normal(message_id), normal(swedish)


def _by_rows(found: FoundTable, targets: Sequence[Target]) -> str:
    """Tell a target by its rows: the one that most labels, more than half of them, are rows of.

    Of several the shortest: members are among the next steps of a guidance, and a table of them alone is of places.
    """
    labels = {normal(row.label) for row in found.rows}
    scored = [(sum(_is_row(label, target) for label in labels), target) for target in targets]
    best = max((score for score, _ in scored), default=0)
    if 2 * best <= len(labels):
        return ""
    tied = [target for score, target in scored if score == best]
    fewest = min(len(target.rows) for target in tied)
    return _narrowed(found, tied) or _narrowed(found, [target for target in tied if len(target.rows) == fewest])


def _is_row(label: str, target: Target) -> bool:
    return any(label in _worded(known) for _, known in target.rows)


def mapping_to_text(mapping: SheetMapping) -> str:
    """Write a mapping as JSON, to be remembered."""
    plain = {
        "tables": dict(mapping.tables),
        "rows": [[*key, value] for key, value in sorted(mapping.rows.items())],
        "columns": [[*key, value] for key, value in sorted(mapping.columns.items())],
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def mapping_from_text(text: str) -> SheetMapping:
    """Read what `mapping_to_text` wrote. ValueError for anything else."""
    try:
        plain = json.loads(text)
        tables = {_text(key): _text(value) for key, value in plain["tables"].items()}
        rows, columns = (dict(_pairs(plain[name])) for name in ("rows", "columns"))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a mapping") from error
    return SheetMapping(tables, rows, columns)


def _pairs(plain: Any) -> Iterator[tuple[tuple[str, str], str]]:  # noqa: ANN401 - whatever was stored
    for target, text, value in plain[:_MOST]:
        yield (_text(target), _text(text)), _text(value)


def _text(plain: Any) -> str:  # noqa: ANN401 - as above
    if not isinstance(plain, str) or len(plain) > _LONGEST:
        raise ValueError("not a text")
    return plain


def joined(before: SheetMapping, now: SheetMapping) -> SheetMapping:
    """Remember what was said now beside what was said before; now holds."""
    return SheetMapping({**before.tables, **now.tables}, {**before.rows, **now.rows}, {**before.columns, **now.columns})


def is_known(targets: Sequence[Target]) -> Callable[[str], bool]:
    """Return what tells whether a label is a row of something that is counted."""
    rows = {text for target in targets for _, known in target.rows for text in _worded(known)}
    return lambda label: normal(label) in rows


def is_name(targets: Sequence[Target]) -> Callable[[str], bool]:
    """Return what tells whether a text is the name of something that is counted."""
    names = {name for target in targets for name in _names(target)}
    return lambda text: normal(text) in names
