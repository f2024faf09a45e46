"""What has been computed, kept in this process until there is no room: a year's figures cost more than a page."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The values asked for last, as many as there is room for: each takes of `room` what it weighs, one unless told.

    Each is made once, also when several ask at the same time; whoever asks for another value does not wait for it.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = Lock()
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._making: dict[Hashable, RLock] = {}

    def get(self, key: Hashable, make: Callable[[], Value], weight: int = 1) -> Value:
        """Return the value of a key, made now unless it is kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key][0]
            turn = self._making.setdefault(key, RLock())
        with turn:
            with self._lock:
                if key in self._values:
                    return self._values[key][0]
            try:
                value = make()
                self._keep(key, value, weight)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()

    def _keep(self, key: Hashable, value: Value, weight: int) -> None:
        """Keep a value, and forget those asked for longest ago; the newest stays, however much it weighs."""
        with self._lock:
            self._values[key] = (value, weight)
            while len(self._values) > 1 and sum(each for _, each in self._values.values()) > self._room:
                self._values.popitem(last=False)
