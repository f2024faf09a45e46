"""What a call of the program gave, for tests that call it in their own process."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Said:
    """The exit code, and what was written to standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """Standard error on one line: wrapping is not what most tests are about."""
        return " ".join(self.err.split())


class Call(Protocol):
    """Runs `mellanrum` with some words."""

    def __call__(self, *words: str) -> Said:
        """Give what the call gave."""
        ...
