"""The entry: what a form holds of one participation, for the moment it takes to count it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mellanrum.tallies.sex import Sex

Given = tuple[str, ...] | int
"""What is answered to a question: the keys of answers, or a whole number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A start, an end, a referral, a guidance or a follow-up of one participation. Never stored.

    `event` is a key of the scheme ("start", "follow_up_6"), `month` the first day of the month it happened in, `sex`
    woman, man or other. `answers` go by question; a question that is not there is "uppgift saknas".
    """

    event: str
    month: date
    sex: Sex
    answers: Mapping[str, Given] = field(default_factory=dict, hash=False)

    def __repr__(self) -> str:
        """Say nothing of what was answered: what is written in a log or a traceback stays there."""
        return f"Entry({self.event})"
