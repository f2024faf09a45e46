"""What readers can work out of what is shown, and the proof of what they cannot."""

from mellanrum.disclosure.attack.reaching import Reached, Side, Values, reach

__all__ = ["Reached", "Side", "Values", "reach"]
