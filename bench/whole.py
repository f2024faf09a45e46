"""A large year from end to end: file to PDF, and the command that shows its statements."""

from collections.abc import Iterator
from functools import partial

from bench.fresh import mellanrum, whole_task
from bench.plan import Plan
from bench.samples import Row, Samples


def measure(plan: Plan) -> Iterator[Row]:
    """Measure both as whole processes, beside a whole process that scans the file and does nothing more."""
    file, kept = str(plan.large), str(plan.folder / "kept")
    takes = (
        partial(whole_task, "pdf", file, cache=kept),
        partial(mellanrum, "statements", file, "--format", "json"),
        partial(whole_task, "scan", file),
    )
    pdf, command, scan = plan.in_turn(takes)
    reference = Samples("process that scans the file", scan)
    yield Row(Samples("From file to PDF, charts kept", pdf), reference)
    yield Row(Samples("mellanrum statements --format json", command), reference)
