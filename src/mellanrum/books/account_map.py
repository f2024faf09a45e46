"""Where an account stands: the chart's lines and the association's own, longest prefix first."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date

from mellanrum.books.association_map import NO_MAP, AssociationMap, ChartName, GroupKey, LineKey, NoteKey
from mellanrum.rules import Dated, Strict, in_force, shipped

CHARTS: Mapping[ChartName, str] = {"bas": "account_map_bas", "kommun-bas": "account_map_kommun_bas"}


class ChartLine(Dated):
    """The accounts of a chart that stand on a line."""

    line: LineKey
    prefixes: tuple[str, ...]


class ChartGroup(Dated):
    """The accounts of a chart that belong together beside their line."""

    group: GroupKey
    prefixes: tuple[str, ...]


class Chart(Strict):
    """A chart of accounts as it ships: rules/data/account_map_*.toml."""

    chart: ChartName
    name: str
    line: tuple[ChartLine, ...]
    group: tuple[ChartGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountMap:
    """Accounts by prefix: `lines` for all, `groups` and `note_rows` for some.

    A prefix is a whole prefix of the account number as text; the longest that fits wins. In a group it may also say
    that an account does not belong.
    """

    chart: ChartName
    lines: Mapping[str, LineKey]
    groups: Mapping[str, Mapping[str, bool]]
    note_rows: Mapping[str, Mapping[str, str]]

    def line_of(self, account: str) -> LineKey | None:
        """Return the line an account stands on, None where no prefix fits: the account is unmapped."""
        prefix = longest_prefix(account, self.lines)
        return self.lines[prefix] if prefix is not None else None

    def is_in(self, group: GroupKey, account: str) -> bool:
        """Tell whether an account belongs to a group."""
        prefixes = self.groups.get(group, {})
        prefix = longest_prefix(account, prefixes)
        return prefix is not None and prefixes[prefix]

    def note_row_of(self, note: NoteKey, account: str) -> str | None:
        """Return the label of the note row the map puts an account on, None where the map says nothing."""
        rows = self.note_rows.get(note, {})
        prefix = longest_prefix(account, rows)
        return rows[prefix] if prefix is not None else None


def longest_prefix(account: str, prefixes: Container[str]) -> str | None:
    """Return the longest of `prefixes` that the account number begins with, None where none does."""
    return next((account[:end] for end in range(len(account), 0, -1) if account[:end] in prefixes), None)


def account_map(chart: ChartName, day: date, own: AssociationMap = NO_MAP) -> AccountMap:
    """Make the map in force on a day: the chart's lines and groups, and over them the association's own.

    Where both name the same prefix, the association's wins. An account that the association puts on a line itself is
    not netted with the VAT, unless it also says so.
    """
    rules = shipped(Chart, CHARTS[chart])
    lines: dict[str, LineKey] = {}
    for row in in_force(rules.line, day):
        lines |= dict.fromkeys(row.prefixes, row.line)
    for moved in own.line:
        lines |= dict.fromkeys(moved.prefixes, moved.line)
    return AccountMap(chart, lines, _groups(rules, day, own), _note_rows(own))


def _groups(rules: Chart, day: date, own: AssociationMap) -> Mapping[str, Mapping[str, bool]]:
    groups: dict[str, dict[str, bool]] = {}
    for shipped_group in in_force(rules.group, day):
        groups.setdefault(shipped_group.group, {}).update(dict.fromkeys(shipped_group.prefixes, True))
    for moved in own.line:
        groups.setdefault("vat", {}).update(dict.fromkeys(moved.prefixes, False))
    for stated in own.group:
        groups.setdefault(stated.group, {}).update(dict.fromkeys(stated.prefixes, True))
    return groups


def _note_rows(own: AssociationMap) -> Mapping[str, Mapping[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for row in own.note_row:
        rows.setdefault(row.note, {}).update(dict.fromkeys(row.prefixes, row.label))
    return rows
