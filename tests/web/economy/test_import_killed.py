"""A process that is killed while it reads a file in leaves the old books or the new, whole."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

TESTS = Path(__file__).parents[2]


def test_process_killed_at_any_moment_leaves_the_old_books_or_the_new(tmp_path: Path) -> None:
    here = {**os.environ, "MELLANRUM_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "mellanrum.web.settings"}
    done = subprocess.run(
        [sys.executable, str(TESTS / "support" / "killed.py")], env=here, capture_output=True, text=True, check=False
    )
    times = [json.loads(line) for line in done.stdout.splitlines()]

    assert (done.returncode, done.stderr) == (0, "")
    assert [one for one in times if not one["agrees"]] == []
    # It was killed before the file held, many times over, and at least once after it did; then it came through.
    killed = [one for one in times if one["statement"] and one["ended"]]
    assert (len(killed) > 20, {one["holds"] for one in killed if not one["after"]}) == (True, {False})
    assert [one["holds"] for one in times if one["statement"] and not one["ended"]][-2:] == [True, True]
    assert settings.DATABASES["default"]["ENGINE"].endswith(("sqlite3", "postgresql"))
