"""How much is measured: all of it, or a little to see that everything runs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.fresh import ROOT
from bench.generate import sie_year
from bench.samples import Take, in_turn

QUICK = 3
"""So many times as many samples are taken of what is quickly done."""
_REAL = ROOT / "tests" / "data" / "sie"


@dataclass(frozen=True, slots=True)
class Plan:
    """How often each sample is taken, and the files it is taken of.

    `large` is the made-up year, `vouchers` how many it holds; `small` are two years of a real association, the newest
    first. `folder` is for what the measures write.
    """

    rounds: int
    vouchers: int
    large: Path
    small: tuple[Path, ...]
    folder: Path

    def in_turn(self, takes: Sequence[Take], *, times: int = 1, warm: bool = True) -> tuple[tuple[float, ...], ...]:
        """Take the samples of all, in turn; `times` as many of what is quickly done.

        A plan of one round is a trial: it takes nothing that is not counted.
        """
        return in_turn(takes, self.rounds * times, warm=warm and self.rounds > 1)


@contextmanager
def planned(*, vouchers: int, rounds: int) -> Iterator[Plan]:
    """Make the files in a folder of their own, and remove it afterwards."""
    with TemporaryDirectory(prefix="mellanrum-bench-") as folder:
        large = Path(folder) / "year.se"
        large.write_bytes(sie_year(vouchers))
        yield Plan(rounds, vouchers, large, (_REAL / "dk2025.se", _REAL / "dk2023.se"), Path(folder))
