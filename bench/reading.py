"""Reading a SIE file, beside a plain scan of the same file: processor time and memory, one fresh process each."""

from collections.abc import Iterator

from bench.fresh import MEGABYTE, Cost, task
from bench.plan import Plan
from bench.samples import Aim, Row, Samples

STAGES = {
    "read": "Read",
    "read_and_books": "Read, make books",
    "read_check_and_books": "Read, check, make books",
}
TIME = Aim(12)
MEMORY = Aim(20)


def measure(plan: Plan) -> Iterator[Row]:
    """Measure time and memory of each stage of reading."""
    file = str(plan.large)
    size = plan.large.stat().st_size / MEGABYTE
    runs = [[task(name, file) for name in ("imported", "scan", *STAGES)] for _ in range(plan.rounds)]
    bare, scanned, *stages = zip(*runs, strict=True)
    scan = Samples("scan: decode, splitlines, split", tuple(cost.busy for cost in scanned))
    for name, costs in zip(STAGES.values(), stages, strict=True):
        yield Row(Samples(name, tuple(cost.busy for cost in costs)), scan, aim=TIME)
    for name, costs in zip(STAGES.values(), stages, strict=True):
        held = tuple(map(_above, costs, bare))
        yield Row(Samples(f"{name}: peak memory", held), Samples("the file", (size,) * len(held)), "MB", MEMORY)


def _above(cost: Cost, bare: Cost) -> float:
    return max(cost.peak - bare.peak, 0.0)
