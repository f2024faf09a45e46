import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from support import postgres

_TESTS = Path(__file__).parents[1]
_SLEEPER = "from support import postgres\nwith postgres.running() as url:\n    print(url, flush=True)\n    input()"


def _folder(url: str) -> Path:
    return Path(url.partition("host=")[2])


def test_running_answers_on_a_socket_and_is_gone_after() -> None:
    with postgres.running() as url, psycopg.connect(url) as connection:
        [answer] = connection.execute("SELECT sum(x)::text FROM generate_series(1, 3) AS x").fetchone() or [None]

    assert (answer, _folder(url).exists()) == ("6", False)


def test_running_is_gone_after_a_failure() -> None:
    folders = []

    def fail() -> None:
        with postgres.running() as url:
            folders.append(_folder(url))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [folder.exists() for folder in folders] == [False]


def test_running_is_gone_when_its_user_is_killed() -> None:
    command = [sys.executable, "-c", _SLEEPER]
    environment = os.environ | {"PYTHONPATH": str(_TESTS)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as sleeper:
        assert sleeper.stdout
        folder = _folder(sleeper.stdout.readline().strip())
        pid = int((folder / "postmaster.pid").read_text().splitlines()[0])
        sleeper.send_signal(signal.SIGKILL)

    deadline = time.monotonic() + 10
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert (folder.exists(), Path("/proc", str(pid)).exists()) == (False, False)
