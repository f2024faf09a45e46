"""Golden files: what a command or a document said when somebody last read and approved it."""

import os
from pathlib import Path


def golden(path: Path, text: str) -> None:
    """Compare `text` with the file `path`; `make golden` writes the file instead.

    Mask what changes from run to run (versions, times, paths) before the call.
    """
    if os.environ.get("MELLANRUM_GOLDEN") == "renew":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert path.is_file(), f"no golden file {path}: make golden writes it"
    assert text == path.read_text(encoding="utf-8"), f"differs from {path.name}: mend it, or renew it with make golden"
