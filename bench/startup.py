"""Starting the program, beside starting Python and importing the library of its command line."""

from collections.abc import Iterator
from functools import partial

from bench.fresh import mellanrum, python
from bench.plan import QUICK, Plan
from bench.samples import Row, Samples


def measure(plan: Plan) -> Iterator[Row]:
    """Measure the help page."""
    takes = (partial(mellanrum, "--help"), partial(python, "pass"), partial(python, "import typer"))
    started, bare, typer = plan.in_turn(takes, times=QUICK)
    yield Row(Samples("mellanrum --help", started), Samples("python -c pass", bare))
    yield Row(Samples("mellanrum --help", started), Samples('python -c "import typer"', typer))
