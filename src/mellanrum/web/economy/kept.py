"""What has been computed, kept in this process until there is no room: a year's figures cost more than a page."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The values asked for last, `room` of them; each is made once, also when several ask at the same time.

    Who asks for one value waits while it is being made; who asks for another does not.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = RLock()
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._making: dict[Hashable, RLock] = {}

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made now unless it is kept."""
        with self._lock:
            if key in self._values:
                return self._touched(key)
            making = self._making.setdefault(key, RLock())
        with making:
            return self._made(key, make)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()

    def _made(self, key: Hashable, make: Callable[[], Value]) -> Value:
        with self._lock:
            if key in self._values:  # somebody else made it while we waited
                return self._touched(key)
        try:
            value = make()
            with self._lock:
                self._values[key] = value
                self._touched(key)
                while len(self._values) > self._room:
                    self._values.popitem(last=False)
        finally:
            with self._lock:
                self._making.pop(key, None)
        return value

    def _touched(self, key: Hashable) -> Value:
        self._values.move_to_end(key)
        return self._values[key]
