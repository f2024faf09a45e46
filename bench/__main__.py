"""Measure everything and print tables: `make bench`. It never judges with an exit code.

`--engines` and `--web` measure the one or the other alone; `--quick` measures a little of all.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from bench import disclosure, documents, figures, follow_up, machine, reading, startup, surveys, web, whole
from bench.fresh import MEGABYTE
from bench.plan import QUICK, Plan, planned
from bench.samples import Row
from bench.table import table

PARTS: Mapping[str, Callable[[Plan], Iterable[Row]]] = MappingProxyType(
    {
        "Reading SIE": reading.measure,
        "Books to figures": figures.measure,
        "Statements to documents": documents.measure,
        "Counting and statistics": follow_up.measure,
        "Disclosure control": disclosure.measure,
        "Surveys": surveys.measure,
        "A large year, end to end": whole.measure,
        "Starting": startup.measure,
    }
)
VOUCHERS, ROUNDS = 60_000, 3
FEW_VOUCHERS, FEW_ROUNDS = 3_000, 1


def main(arguments: list[str]) -> None:
    """Print what the machine is, then each part's table as it is measured."""
    quick, engines, on_the_web = ("--quick" in arguments, "--web" not in arguments, "--engines" not in arguments)
    vouchers, rounds = (FEW_VOUCHERS, FEW_ROUNDS) if quick else (VOUCHERS, ROUNDS)
    start = time.perf_counter()
    if quick:
        print("A trial: it shows that everything can be measured, and its figures mean nothing.\n")
    for line in machine.described():
        print(line)
    with planned(vouchers=vouchers, rounds=rounds) as plan:
        print(f"The file   {vouchers} vouchers, {_size(plan)}")
        print(
            f"Samples    {rounds} of each measure, {rounds * QUICK} of quick ones, in turn with those of its reference"
        )
        for told in chain(_engines(plan) if engines else (), web.measured(plan) if on_the_web else ()):
            print(f"\n{told}", flush=True)
    print(f"\nMeasured in {time.perf_counter() - start:.0f} s.")


def _engines(plan: Plan) -> Iterator[str]:
    for name, measure in PARTS.items():
        yield f"{name}\n{table(tuple(measure(plan)))}"


def _size(plan: Plan) -> str:
    data = plan.large.read_bytes()
    lines = data.count(b"\n")
    return f"{lines} lines, {len(data) / MEGABYTE:.1f} MB"


if __name__ == "__main__":
    main(sys.argv[1:])
