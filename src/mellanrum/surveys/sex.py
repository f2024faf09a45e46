"""The sex that a person states in a survey. It is no legal sex: those are counted in `tallies`, and never compared."""

from enum import StrEnum


class Sex(StrEnum):
    """What answers are divided by.

    OTHER is "annat eller vill inte ange". UNSPLIT is what a closed survey keeps of those whose split was given up.
    """

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"
    UNSPLIT = "unsplit"


STATED = (Sex.WOMAN, Sex.MAN, Sex.OTHER)
"""What a form asks for."""
TOLD = (Sex.WOMAN, Sex.MAN)
"""What results are told of beside all."""
