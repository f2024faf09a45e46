"""What somebody says the tables of a spreadsheet are, and what the site remembers of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mellanrum.findings.sheet import normal
from mellanrum.tallies.sheets.applying import Chosen
from mellanrum.tallies.sheets.found import FoundTable
from mellanrum.tallies.sheets.mapping import (
    SKIP,
    SheetMapping,
    Target,
    guessed,
    guessed_column,
    guessed_row,
    joined,
    mapping_from_text,
    mapping_to_text,
    names_of,
)
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.models import SheetMap

Posted = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What each table is taken for. `is_whole` says that nothing is left to say."""

    chosen: tuple[Chosen, ...]
    is_whole: bool


def remembered_for(standing: Standing, intervention: Intervention) -> SheetMapping:
    """Return what was said of the intervention's own spreadsheets, and under that what was said of others'."""
    found = SheetMapping()
    own = SheetMap.objects.of(standing.association).order_by("pk")
    for row in sorted(own, key=lambda each: each.name == intervention.slug):
        try:
            found = joined(found, mapping_from_text(row.content))
        except ValueError:
            continue
    return found


def remember(
    standing: Standing, intervention: Intervention, tables: Sequence[FoundTable], chosen: Sequence[Chosen]
) -> None:
    """Remember what was said, for the next time; rows that are not read are not remembered."""
    own = SheetMap.objects.of(standing.association)
    row = own.filter(name=intervention.slug).first()
    before = SheetMapping()
    if row is not None:
        before = mapping_from_text(row.content)
    content = mapping_to_text(joined(before, _said(tables, chosen)))
    if row is None:
        SheetMap.objects.make(standing.association, name=intervention.slug, content=content)
    else:
        own.filter(pk=row.pk).update(content=content)


def _said(tables: Sequence[FoundTable], chosen: Sequence[Chosen]) -> SheetMapping:
    said = SheetMapping({}, {}, {})
    titles: dict[str, set[str]] = {}
    for table, choice in zip(tables, chosen, strict=True):
        titles.setdefault(names_of(table)[1], set()).add(choice.target)
    names, rows, columns = dict(said.tables), dict(said.rows), dict(said.columns)
    for table, choice in zip(tables, chosen, strict=True):
        whole, title = names_of(table)
        names[whole] = choice.target
        if len(titles[title]) == 1 and title:
            names[title] = choice.target
        if choice.is_read:
            rows |= {
                (choice.target, normal(row.label)): key
                for row, key in zip(table.rows, choice.rows, strict=True)
                if key not in {"", SKIP}
            }
            columns |= {
                (choice.target, normal(heading.text)): key
                for heading, key in zip(table.headings, choice.columns, strict=True)
                if key
            }
    return SheetMapping(names, rows, columns)


def guesses(tables: Sequence[FoundTable], targets: Sequence[Target], remembered: SheetMapping) -> Choices:
    """Say what each table is as far as it can be told. In one that was read before, what is new is left alone."""
    found = []
    for table in tables:
        is_old = any(name in remembered.tables for name in names_of(table))
        found.append(
            _of(table, guessed(table, remembered, targets), targets, remembered, otherwise=SKIP if is_old else "")
        )
    return Choices(tuple(found), all(_is_whole(choice) for choice in found))


def _of(
    table: FoundTable, target: str, targets: Sequence[Target], remembered: SheetMapping, *, otherwise: str = ""
) -> Chosen:
    held = next((each for each in targets if each.key == target), None)
    if held is None:
        return Chosen(SKIP if target == SKIP else "")
    rows = tuple(guessed_row(row.label, held, remembered) or otherwise for row in table.rows)
    columns = tuple(guessed_column(heading.text, held, remembered) or otherwise for heading in table.headings)
    return Chosen(target, rows, columns)


def _is_whole(choice: Chosen) -> bool:
    return choice.target == SKIP or (bool(choice.target) and all(choice.rows) and all(choice.columns))


def said_in(
    posted: Posted, tables: Sequence[FoundTable], targets: Sequence[Target], remembered: SheetMapping
) -> Choices:
    """Read what the page says each table is. Where another target was chosen its rows have to be seen first."""
    found, is_whole = [], True
    for at, table in enumerate(tables):
        target = posted.get(f"target-{at}", "")
        held = next((each for each in targets if each.key == target), None)
        if held is None:
            choice = Chosen(SKIP if target == SKIP else "")
        elif target != posted.get(f"shown-{at}"):
            choice, is_whole = _of(table, target, targets, remembered), False
        else:
            choice = Chosen(
                target,
                _keys(posted, f"row-{at}", len(table.rows), held.rows),
                _keys(posted, f"column-{at}", len(table.headings), held.columns),
            )
        found.append(choice)
        is_whole = is_whole and _is_whole(choice)
    return Choices(tuple(found), is_whole)


def _keys(posted: Posted, name: str, length: int, allowed: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    known = {SKIP, *(key for key, _ in allowed)}
    given = (posted.get(f"{name}-{at}", "") for at in range(length))
    return tuple(key if key in known else "" for key in given)
