"""What lies in a site's folder is read by the user who serves it, and by no other on the machine."""

import os
import subprocess
import sys
from pathlib import Path

_START = """
import sys
from pathlib import Path
from mellanrum.web.serving import prepare, set_up
set_up(Path(sys.argv[1]))
prepare()
"""


def test_database_and_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}

    subprocess.run([sys.executable, "-c", _START, str(folder)], env=env, check=True, umask=0o022)

    held = [folder, *(path for path in folder.iterdir() if path.name != "static")]
    assert {path.name: oct(path.stat().st_mode & 0o077) for path in held} == dict.fromkeys(
        ["data", "keys.toml", "mellanrum.sqlite3", "tallies.sqlite3"], "0o0"
    )
