"""Legal sex, as counters have it: what the state's follow-up takes."""

from enum import StrEnum


class Sex(StrEnum):
    """What a counter is divided by.

    Month totals have woman, man and other ("annat eller ej angivet"). Attribute tables have woman, man and unsplit:
    there other is counted without a split, and so is a sex that was too few when its period locked.
    """

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"
    UNSPLIT = "unsplit"

    @property
    def in_tables(self) -> "Sex":
        """The slot an attribute table counts it in."""
        return Sex.UNSPLIT if self is Sex.OTHER else self


STATED = (Sex.WOMAN, Sex.MAN, Sex.OTHER)
"""What a form asks for and a month's totals are kept by."""

SLOTS = (Sex.WOMAN, Sex.MAN, Sex.UNSPLIT)
"""What attribute tables are kept by."""
