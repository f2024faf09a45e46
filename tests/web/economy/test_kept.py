from threading import Barrier, Event, Thread

import pytest

from mellanrum.web.economy.kept import Kept


def _noted(made: list[int]) -> int:
    made.append(1)
    return 7


def test_kept_value_is_made_once() -> None:
    kept: Kept[int] = Kept(room=2)
    made: list[int] = []

    values = [kept.get("a", lambda: _noted(made)) for _ in range(3)]

    assert (values, made) == ([7, 7, 7], [1])


def test_kept_value_asked_for_longest_ago_gives_room() -> None:
    kept: Kept[str] = Kept(room=2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: "made")

    assert kept.get("a", lambda: "anew") == "made"
    assert kept.get("b", lambda: "anew") == "anew"


def test_kept_values_give_room_by_what_they_weigh() -> None:
    kept: Kept[str] = Kept(room=10)
    kept.get("light", lambda: "made", 4)
    kept.get("heavy", lambda: "made", 11)

    assert kept.get("heavy", lambda: "anew", 11) == "made"
    assert kept.get("light", lambda: "anew", 4) == "anew"


def test_kept_value_is_made_once_for_several_at_the_same_time() -> None:
    kept: Kept[int] = Kept(room=2)
    together = Barrier(4)
    made: list[int] = []
    values: list[int] = []

    def ask() -> None:
        together.wait(10)
        values.append(kept.get("a", lambda: _noted(made)))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert (values, made) == ([7, 7, 7, 7], [1])


def test_kept_other_value_does_not_wait() -> None:
    kept: Kept[int] = Kept(room=2)
    begun, go_on = Event(), Event()

    def slow() -> int:
        begun.set()
        assert go_on.wait(10)
        return 1

    thread = Thread(target=lambda: kept.get("slow", slow))
    thread.start()
    assert begun.wait(10)

    assert kept.get("quick", lambda: 2) == 2
    go_on.set()
    thread.join(10)
    assert kept.get("slow", lambda: 3) == 1


def test_kept_value_that_could_not_be_made_is_tried_again() -> None:
    kept: Kept[int] = Kept(room=2)

    def broken() -> int:
        raise OSError("the disk")

    with pytest.raises(OSError, match="the disk"):
        kept.get("a", broken)

    assert kept.get("a", lambda: 7) == 7
