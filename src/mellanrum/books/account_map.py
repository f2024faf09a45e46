"""Where an account stands: the chart's lines and the association's own, longest prefix first."""

from collections.abc import Iterable, Mapping
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

    A prefix is a whole prefix of the account number as text; the longest that fits wins.
    """

    chart: ChartName
    lines: Mapping[str, LineKey]
    references: Mapping[str, str]
    groups: Mapping[str, Mapping[str, bool]]
    note_rows: Mapping[str, Mapping[str, str]]

    def line_of(self, account: str) -> LineKey | None:
        """Return the line an account stands on, None where no prefix fits: the account is unmapped."""
        prefix = longest_prefix(account, self.lines)
        return self.lines[prefix] if prefix is not None else None

    def reference_of(self, line: str) -> str:
        """Return the paragraph a line rests on."""
        return self.references.get(line, "")

    def is_in(self, group: GroupKey, account: str) -> bool:
        """Tell whether an account belongs to a group."""
        return longest_prefix(account, self.groups.get(group, {})) is not None

    def has_group(self, group: GroupKey) -> bool:
        """Tell whether any account could belong to the group."""
        return bool(self.groups.get(group))

    def note_row_of(self, note: NoteKey, account: str) -> str | None:
        """Return the label of the note row the map puts an account on, None where the map says nothing."""
        rows = self.note_rows.get(note, {})
        prefix = longest_prefix(account, rows)
        return rows[prefix] if prefix is not None else None


def longest_prefix(account: str, prefixes: Iterable[str]) -> str | None:
    """Return the longest of `prefixes` that the account number begins with, None where none does."""
    return max((prefix for prefix in prefixes if account.startswith(prefix)), key=len, default=None)


def account_map(chart: ChartName, day: date, own: AssociationMap = NO_MAP) -> AccountMap:
    """Make the map in force on a day: the chart's lines, and over them the association's own.

    Where both name the same prefix, the association's wins.
    """
    rules = shipped(Chart, CHARTS[chart])
    lines: dict[str, LineKey] = {}
    references: dict[str, str] = {}
    groups: dict[str, dict[str, bool]] = {}
    for row in in_force(rules.line, day):
        lines |= dict.fromkeys(row.prefixes, row.line)
        references[row.line] = row.reference
    for joined in (*in_force(rules.group, day), *own.group):
        groups.setdefault(joined.group, {}).update(dict.fromkeys(joined.prefixes, True))
    for moved in own.line:
        lines |= dict.fromkeys(moved.prefixes, moved.line)
    note_rows: dict[str, dict[str, str]] = {}
    for note in own.note_row:
        note_rows.setdefault(note.note, {}).update(dict.fromkeys(note.prefixes, note.label))
    return AccountMap(chart, lines, references, groups, note_rows)
