"""What has been computed is kept: made once, forgotten in the order of use, and nobody waits for another's."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from mellanrum.web.economy.kept import Kept

PATIENCE = 10


def test_kept_value_is_not_made_again() -> None:
    kept: Kept[str] = Kept(room=2)

    assert [kept.get("a", lambda: "first"), kept.get("a", lambda: "second")] == ["first", "first"]


def test_kept_forgets_what_was_asked_for_longest_ago() -> None:
    kept: Kept[str] = Kept(room=2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda: "first")

    assert {key: kept.get(key, lambda: "second") for key in ("a", "c", "b")} == {
        "a": "first",
        "c": "first",
        "b": "second",
    }


def test_kept_value_is_made_once_when_several_ask() -> None:
    kept: Kept[int] = Kept(room=2)
    made: list[int] = []
    together = Barrier(4)

    def ask() -> int:
        together.wait(PATIENCE)
        return kept.get("a", lambda: (made.append(1), len(made))[1])  # type: ignore[func-returns-value]  # counts

    with ThreadPoolExecutor(4) as pool:
        answers = [task.result(PATIENCE) for task in [pool.submit(ask) for _ in range(4)]]

    assert (answers, made) == ([1, 1, 1, 1], [1])


def test_kept_value_comes_while_another_is_being_made() -> None:
    kept: Kept[str] = Kept(room=2)
    begun, may_end = Event(), Event()

    def slow() -> str:
        begun.set()
        may_end.wait(PATIENCE)
        return "slow"

    with ThreadPoolExecutor(2) as pool:
        waiting = pool.submit(kept.get, "a", slow)
        begun.wait(PATIENCE)
        quick = pool.submit(kept.get, "b", lambda: "quick").result(PATIENCE / 2)
        may_end.set()

    assert (quick, waiting.result()) == ("quick", "slow")


def test_kept_value_that_could_not_be_made_is_made_by_the_next() -> None:
    kept: Kept[float] = Kept(room=2)

    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 / 0)

    assert kept.get("a", lambda: 2.0) == 2.0
