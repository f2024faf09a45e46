"""What readers have come to know."""

import pytest

from mellanrum.disclosure.attack import Interval, Knowledge, Narrowed, narrowed
from mellanrum.disclosure.seen import Seen, SeenCell

SEEN = Seen((SeenCell("women", None, 5),), ())


@pytest.mark.parametrize(
    ("lowest", "highest", "knows", "points_at_few"),
    [
        (3, 3, Knowledge.EXACT_SMALL, True),
        (4, 4, Knowledge.EXACT_SMALL, True),
        (0, 0, Knowledge.EXACT, False),
        (5, 5, Knowledge.EXACT, False),
        (1, 4, Knowledge.SMALL, True),
        (0, 4, Knowledge.BELOW, True),
    ],
)
def test_narrow_interval_is_known(lowest: int, highest: int, knows: Knowledge, points_at_few: bool) -> None:
    (found,) = narrowed(SEEN, [Interval(0, lowest, highest)])

    assert found == Narrowed("women", knows, lowest, highest)
    assert found.points_at_few is points_at_few


@pytest.mark.parametrize(("lowest", "highest"), [(0, 5), (4, 5), (0, None), (5, 6)])
def test_wide_interval_is_not_known(lowest: int, highest: int | None) -> None:
    assert narrowed(SEEN, [Interval(0, lowest, highest)]) == ()
