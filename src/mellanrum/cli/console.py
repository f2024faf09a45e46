"""Writing to the terminal: UTF-8 whatever the locale says, styles only for eyes, a reader that left is no fault."""

import os
import shutil
import sys
from typing import TextIO

WIDTH = 92
"""The widest a line of ours is, in characters."""

NARROWEST = 40
"""The narrowest running text is set, however narrow the terminal."""

BOLD, RED, YELLOW, FAINT = "1", "31;1", "33", "2"


def speak_utf8() -> None:
    """Make both streams write UTF-8; what cannot be encoded, as half a character in a file's name, is escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def write(text: str) -> None:
    """Write lines to standard output."""
    _write(sys.stdout, text)


def write_error(text: str) -> None:
    """Write lines to standard error."""
    _write(sys.stderr, text)


def width_of(stream: TextIO | None = None) -> int:
    """Return how wide running text may be: as the terminal that reads it, and never wider than our lines."""
    out = stream or sys.stdout
    return max(NARROWEST, min(WIDTH, shutil.get_terminal_size().columns)) if out.isatty() else WIDTH


def styled(text: str, style: str, stream: TextIO | None = None) -> str:
    """Style a text where a person reads it in a terminal; leave it plain in files, pipes and where NO_COLOR is set."""
    out = stream or sys.stdout
    if not text or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not out.isatty():
        return text
    return f"\x1b[{style}m{text}\x1b[0m"


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text if text.endswith("\n") else f"{text}\n")
        stream.flush()
    except BrokenPipeError:
        # `mellanrum … | head`: nobody reads any more. What is left must not fail again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
