"""What the machine decides and not the program: the folder of data, the keys, the database, the addresses served.

What other programs are reached with, as the mail server and the services people sign in by, stands in `outside`.
"""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url

KEYS = "keys.toml"
DATABASE = "mellanrum.sqlite3"


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


def secret_key(folder: Path) -> str:
    """Return the site's key from the file of keys, which is made at the first start.

    The file lies outside the database, so that a copy of the one does not hold the other. Two processes that start at
    once end up with the same key: the file appears whole or not at all, and the first one stays.
    """
    path = folder / KEYS
    if not path.exists():
        _make_keys(path)
    return str(tomllib.loads(path.read_text(encoding="utf-8"))["secret_key"])


def _make_keys(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("# The keys of this site. Keep a copy somewhere safe, but never beside a copy of the database.\n")
        file.write(f'secret_key = "{secrets.token_urlsafe(48)}"\n')
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def databases(folder: Path, given: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return Django's databases: the one that DATABASE_URL names, else SQLite in the folder of data."""
    env = os.environ if given is None else given
    url = env.get("DATABASE_URL", "")
    if url:
        return {"default": _named(url)}
    return {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / DATABASE, "OPTIONS": SQLITE}}


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
