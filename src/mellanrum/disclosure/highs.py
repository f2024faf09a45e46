"""HiGHS as this room uses it: silent, on one thread, and so the same on every run and machine."""

import highspy


class QuietHighs(highspy.Highs):
    """A solver that writes nothing, not even its name. All that live in a process must use as many threads."""

    def __init__(self, **options: str | float) -> None:
        """Make one; `options` are HiGHS's own, such as presolve="off"."""
        super().__init__()  # type: ignore[no-untyped-call]  # no annotation
        for option, value in {"threads": 1, **options}.items():
            self.setOptionValue(option, value)

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's name; its constructor would write a banner here
        """Be silent, then do as HiGHS does."""
        self.setOptionValue("output_flag", False)  # noqa: FBT003 - HiGHS's way
        super().enableCallbacks()  # type: ignore[no-untyped-call]  # no annotation
