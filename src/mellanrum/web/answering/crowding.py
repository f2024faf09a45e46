"""Holding back those who answer by the thousand: by survey, never by who asks.

How many have come in a minute is kept in memory that the processes of the server share, and nowhere else. In the cache,
which lies in the database, it would tell when somebody answered. Nothing locks it: where two count at once one may be
missed, and a limit is as good without that one.
"""

import mmap
import struct
import time

_SLOTS = 4096  # surveys whose numbers are as many apart share one
_SLOT = struct.Struct("<QQ")  # the minute since the machine started, and how many in it
_MINUTE = 60

BY_LINK = 120
"""Answers that come in by the link of a survey in a minute: a full hall at the end of its meeting."""
WRONG_CODES = 30
"""Codes that are none, in a minute: so many mistypings, and no more guesses than that."""


class Bucket:
    """Counts what comes in a minute, by survey, up to a limit."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._held = mmap.mmap(-1, _SLOTS * _SLOT.size)  # of no file

    def is_full(self, survey: int) -> bool:
        """Tell whether as many have come in this minute as are let in."""
        return self._now(survey)[1] >= self.limit

    def add(self, survey: int) -> None:
        """Count one."""
        minute, number = self._now(survey)
        _SLOT.pack_into(self._held, _at(survey), minute, number + 1)

    def empty(self) -> None:
        """Forget all."""
        self._held[:] = bytes(len(self._held))

    def _now(self, survey: int) -> tuple[int, int]:
        minute = int(time.monotonic()) // _MINUTE
        of, number = _SLOT.unpack_from(self._held, _at(survey))
        return (minute, number) if of == minute else (minute, 0)


def _at(survey: int) -> int:
    return survey % _SLOTS * _SLOT.size


by_link = Bucket(BY_LINK)
wrong_codes = Bucket(WRONG_CODES)
