"""What readers can work out of what is shown, and the proof of what they cannot."""

from mellanrum.disclosure.attack.checking import check
from mellanrum.disclosure.attack.intervals import Interval, intervals
from mellanrum.disclosure.attack.joining import join
from mellanrum.disclosure.attack.proof import Proof, from_plain, prove, to_plain
from mellanrum.disclosure.attack.reaching import Reached, Side, Values, reach
from mellanrum.disclosure.attack.rings import Ring, closed
from mellanrum.disclosure.attack.unknowns import Contradiction

__all__ = [
    "Contradiction",
    "Interval",
    "Proof",
    "Reached",
    "Ring",
    "Side",
    "Values",
    "check",
    "closed",
    "from_plain",
    "intervals",
    "join",
    "prove",
    "reach",
    "to_plain",
]
