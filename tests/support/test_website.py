import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import website

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("arguments", "start", "asks"),
    [
        (["tests"], ROOT, True),
        (["tests/web"], ROOT, True),
        (["tests/numbers", "tests/web/test_a.py::test_b[c::d]"], ROOT, True),
        (["web"], ROOT / "tests", True),
        ([str(ROOT / "tests/web/access")], ROOT / "src", True),
        (["tests/numbers"], ROOT, False),
        (["tests/website"], ROOT, False),
        ([], ROOT, False),
    ],
)
def test_asks_for_web(arguments: list[str], start: Path, asks: bool) -> None:
    assert website.asks_for_web(arguments, start) == asks


_NO_DJANGO = """
import sys
import pytest
code = pytest.main(["tests/numbers", "-q"])
sys.exit(code or ", ".join(name for name in sys.modules if name.partition(".")[0] == "django") or 0)
"""


def test_tests_of_engines_import_no_django() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    run = subprocess.run(
        [sys.executable, "-c", _NO_DJANGO], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert (run.returncode, run.stderr) == (0, "")
