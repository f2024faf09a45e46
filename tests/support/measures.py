"""What every measure of the bench gives."""

from collections.abc import Sequence

from bench.samples import Row


def check_rows(rows: Sequence[Row]) -> None:
    """Hold rows to what they promise: as many samples as of their reference, all of them of something."""
    assert rows
    for row in rows:
        assert len(row.measure.values) == len(row.reference.values)
        assert min(*row.measure.values, *row.reference.values) > 0, row.measure.name
