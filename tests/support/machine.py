"""Ask for what a test needs from the machine: present, or skipped with the reason said."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support import verapdf

REPOSITORY = Path(__file__).parents[2]
_HOW = "tools/system_packages.sh installs it on Debian"


def needs(tool: str) -> None:
    """Skip the test when `tool` (a key of `TOOLS`) is missing; fail it when MELLANRUM_REQUIRE_ALL=1."""
    lacking = TOOLS[tool]()
    if lacking is None:
        return
    reason = f"{tool} needs {lacking}; {_HOW}"
    if os.environ.get("MELLANRUM_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def shared(path: str) -> Path:
    """The file or folder `path` in the shared folder; skips the test where it is absent, never fails it.

    The folder holds real books and reports that are not part of the repository. It is named by
    MELLANRUM_SHARED, else it is `shared` beside the checkout.
    """
    root = Path(os.environ.get("MELLANRUM_SHARED") or REPOSITORY.parent / "shared")
    if not (root / path).exists():
        pytest.skip(f"{path} is not in the shared folder {root}; name another with MELLANRUM_SHARED")
    return root / path


def _program(name: str) -> str | None:
    return None if shutil.which(name) else f"the program {name}"


TOOLS: dict[str, Callable[[], str | None]] = {
    "chromium": lambda: _program("chromium"),
    "libreoffice": lambda: _program("soffice"),
    "verapdf": verapdf.lacking,
}
