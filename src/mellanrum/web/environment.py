"""What the machine decides and not the program: the folder of data, the database, the addresses served.

What other programs are reached with, as the mail server and the services people sign in by, stands in `outside`, and
the keys in `keys`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import dj_database_url

DATABASE = "mellanrum.sqlite3"
TALLIES = "tallies.sqlite3"


@dataclass(frozen=True, slots=True)
class Environment:
    """Where a site keeps its data and how it is reached.

    `hosts` are the names it answers to; `secure` says that it is reached by https alone.
    """

    folder: Path
    hosts: tuple[str, ...]
    secure: bool
    debug: bool


def environment(given: Mapping[str, str] | None = None) -> Environment:
    """Read the environment's variables; what is not set gives a site on this machine only."""
    env = os.environ if given is None else given
    hosts = tuple(name.strip() for name in env.get("MELLANRUM_HOSTS", "").split(",") if name.strip())
    return Environment(
        folder=Path(env.get("MELLANRUM_DATA", "mellanrum-data")).absolute(),
        hosts=hosts or ("localhost", "127.0.0.1", "[::1]"),
        secure=bool(hosts),
        debug=env.get("MELLANRUM_DEBUG") == "1",
    )


def databases(folder: Path, given: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return Django's databases: the site's own, and "tallies" with the counters of follow-up.

    They are those that DATABASE_URL and TALLIES_DATABASE_URL name; the latter is on the same server unless told.
    Without either, both are SQLite in the folder of data.
    """
    env = os.environ if given is None else given
    url = env.get("DATABASE_URL", "")
    if url:
        return {"default": _named(url), "tallies": _named(env.get("TALLIES_DATABASE_URL", "") or _beside(url))}
    return {
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / DATABASE, "OPTIONS": SQLITE},
        "tallies": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / TALLIES, "OPTIONS": SQLITE_TALLIES},
    }


def _beside(url: str) -> str:
    """Return the address of the counters' database on the same server: the other's name with _tallies after it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path}_tallies"))


def _named(url: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if found["ENGINE"].endswith("postgresql"):
        # A file of books goes along as it is, not doubled as hexadecimal text within the question.
        found["OPTIONS"] = {**found.get("OPTIONS", {}), "server_side_binding": True}
    return found


SQLITE = {
    # A writer asks for the lock when it begins, so that two at once wait for each other instead of failing.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}

SQLITE_TALLIES = SQLITE | {
    # What is written over is written over with noughts, in the file as well as in what is freed of it.
    "init_command": f"{SQLITE['init_command']} PRAGMA secure_delete=ON;",
}
