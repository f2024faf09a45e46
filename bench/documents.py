"""From statements to PDF and Word: with charts to draw, with charts kept, and in a process that has done it before."""

from collections.abc import Callable, Iterator
from functools import partial
from tempfile import TemporaryDirectory

from bench.fresh import python, task, whole_task
from bench.plan import Plan
from bench.samples import Aim, Row, Samples

COLD = Aim(3.0, is_ratio=False)
WARM = Aim(0.7, is_ratio=False)
WRITERS = {"PDF": "pdf", "Word": "word"}
EMPTY = 'import typst; typst.compile(b"")'
CHART_LIBRARY = "import altair, vl_convert"


def measure(plan: Plan) -> Iterator[Row]:
    """Measure each writer as a whole process, the reading of two small files included, and once more inside one."""
    files = tuple(map(str, plan.small))
    for name, writer in WRITERS.items():
        yield _row(f"{name}, charts drawn", partial(_cold, plan, writer, files), plan, COLD)
    kept = str(plan.folder / "kept")
    for name, writer in WRITERS.items():
        yield _row(f"{name}, charts kept", partial(whole_task, writer, *files, cache=kept), plan, WARM)
    for name, writer in WRITERS.items():
        yield _row(f"{name}, again in one process", partial(_again, writer, files, kept), plan)
    yield _row("Import of the chart library", partial(python, CHART_LIBRARY), plan)


def _cold(plan: Plan, writer: str, files: tuple[str, ...]) -> float:
    with TemporaryDirectory(dir=plan.folder) as empty:
        return whole_task(writer, *files, cache=empty)


def _again(writer: str, files: tuple[str, ...], cache: str) -> float:
    return task(f"{writer}_again", *files, cache=cache).seconds


def _row(name: str, take: Callable[[], float], plan: Plan, aim: Aim | None = None) -> Row:
    taken, empty = plan.in_turn((take, partial(python, EMPTY)), warm=aim is not COLD)
    return Row(Samples(name, taken), Samples("empty Typst document", empty), aim=aim)
