"""One ledger is saved at a time, whole; a form is counted once; nothing of what was before is left in the file."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.core.signing import BadSignature
from django.db import connections

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.ledger import Count, Ledger, with_month
from mellanrum.tallies.sex import Sex
from mellanrum.web.counters import cleaning, store
from mellanrum.web.counters.models import SpentToken, YearOfCounters
from mellanrum.web.counters.tokens import Token, TooOld, new_token, read_token
from mellanrum.web.tenancy.models import Association
from support.people import an_association

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 11, 27)
LAST = date(2026, 12, 9)
WRITERS = 50


def one_more(ledger: Ledger) -> Ledger:
    """Count a woman's start in November."""
    month, key = ledger.month(11), ("start", Sex.WOMAN)
    before = month.counts.get(key, Count())
    return with_month(ledger, 11, replace(month, counts={**month.counts, key: Count(before.on_time + 1)}))


def starts(association: Association, intervention: str = "coachingteamet") -> int:
    ledger = store.ledger_of(association, intervention, 2026)
    return ledger.month(11).counts.get(("start", Sex.WOMAN), Count()).net if ledger else 0


def change(association: Association, make: Callable[[Ledger], Ledger] = one_more, token: Token | None = None) -> Ledger:
    return store.change(association, "coachingteamet", 2026, make, kind=PeriodKind.HALF_YEAR, token=token)


def a_token(association: Association) -> Token:
    return read_token(association, "x", new_token(association, "x", LAST), DAY)


def at_once(steps: list[Callable[[], object]]) -> list[str]:
    """Do every step at the same moment, each with a connection of its own; what became of each, sorted."""
    ready = Barrier(len(steps))

    def done(step: Callable[[], object]) -> str:
        try:
            ready.wait()
            step()
        except store.AlreadyCounted as told:
            return type(told).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as threads:
        return sorted(threads.map(done, steps))


def test_fifty_writers_at_once_lose_nothing() -> None:
    association = an_association()

    became = at_once([lambda: change(association)] * WRITERS)

    assert became == ["done"] * WRITERS
    assert starts(association) == WRITERS
    assert YearOfCounters.objects.values_list("version", flat=True).get() == WRITERS


def test_one_form_sent_fifty_times_at_once_is_counted_once() -> None:
    association = an_association()
    token = a_token(association)

    became = at_once([lambda: change(association, token=token)] * WRITERS)

    assert became == ["AlreadyCounted"] * (WRITERS - 1) + ["done"]
    assert (starts(association), SpentToken.objects.count()) == (1, 1)


def test_forms_of_many_at_once_are_each_counted_once() -> None:
    association = an_association()
    tokens = [a_token(association) for _ in range(WRITERS // 2)]

    became = at_once([lambda token=token: change(association, token=token) for token in tokens * 2])  # type: ignore[misc]  # mypy cannot tell what a default is

    assert became == ["AlreadyCounted"] * len(tokens) + ["done"] * len(tokens)
    assert (starts(association), SpentToken.objects.count()) == (len(tokens), len(tokens))


def test_what_fails_changes_nothing_and_spends_nothing() -> None:
    association = an_association()
    change(association)
    token = a_token(association)

    def fails(ledger: Ledger) -> Ledger:
        raise ValueError(one_more(ledger).year)

    with pytest.raises(ValueError, match="2026"):
        change(association, fails, token)

    assert (starts(association), SpentToken.objects.count()) == (1, 0)


def test_association_never_sees_the_counters_of_another() -> None:
    one, other = an_association("Ett"), an_association("Annat")
    change(one)

    assert store.ledger_of(other, "coachingteamet", 2026) is None
    assert store.all_ledgers(other) == {}
    assert [ledger.year for ledger in store.all_ledgers(one)["coachingteamet"]] == [2026]


def test_token_is_good_for_its_own_form_and_association_alone() -> None:
    one, other = an_association("Ett"), an_association("Annat")
    text = new_token(one, "coachingteamet/start/count", LAST)

    assert read_token(one, "coachingteamet/start/count", text, DAY).last_day == LAST
    for association, purpose in ((one, "coachingteamet/end/count"), (other, "coachingteamet/start/count")):
        with pytest.raises(BadSignature):
            read_token(association, purpose, text, DAY)
    for forged in ("", "x", text.replace("2026-12-09", "2027-12-09")):
        with pytest.raises(BadSignature):
            read_token(one, "coachingteamet/start/count", forged, DAY)


def test_token_is_remembered_until_it_can_be_sent_no_more() -> None:
    association = an_association()
    text = new_token(association, "x", LAST)
    change(association, token=read_token(association, "x", text, DAY))

    store.forget(association, LAST)
    assert store.is_spent(association, read_token(association, "x", text, LAST))

    store.forget(association, LAST + timedelta(days=1))
    assert SpentToken.objects.count() == 0
    with pytest.raises(TooOld):
        read_token(association, "x", text, LAST + timedelta(days=1))


@pytest.fixture
def files() -> list[Path]:
    """The files of the counters, where they lie in SQLite."""
    connection = connections["tallies"]
    if connection.vendor != "sqlite":
        pytest.skip("the files of PostgreSQL are measured by themselves")
    path = Path(str(connection.settings_dict["NAME"]))
    return [path, path.with_name(f"{path.name}-wal")]


def marked(mark: str) -> Callable[[Ledger], Ledger]:
    """Set a counter by a name that can be looked for in the file."""

    def make(ledger: Ledger) -> Ledger:
        counts = {(f"{mark}{number}", Sex.UNSPLIT): Count(1) for number in range(300)}
        return with_month(ledger, 11, replace(ledger.month(11), counts=counts))

    return make


def test_file_holds_nothing_of_what_was_before(files: list[Path]) -> None:
    association = an_association()
    change(association, marked("foregaende"))
    assert b"foregaende" in files[0].read_bytes()

    change(association, marked("nuvarande"))

    held = b"".join(path.read_bytes() for path in files if path.exists())
    assert (b"foregaende" in held, b"nuvarande" in held) == (False, True)
    assert not files[1].exists() or files[1].stat().st_size == 0


def test_reader_who_stays_hinders_nobody_is_logged_once_and_the_next_save_cleans(
    files: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    cleaning.say_once.cache_clear()
    association = an_association()
    change(association, marked("foregaende"))
    reader = connections["tallies"].copy("reader")
    reader.inc_thread_sharing()
    with reader.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        cursor.execute("SELECT count(*) FROM counters_yearofcounters")
        change(association, marked("mellan"))
        change(association, marked("nuvarande"))
        assert files[1].stat().st_size > 0
        assert caplog.messages == ["Earlier states of the counters are left for later saves to take away: busy"]
        cursor.execute("COMMIT")
    reader.close()

    change(association)

    held = b"".join(path.read_bytes() for path in files if path.exists())
    assert (b"foregaende" in held, b"mellan" in held) == (False, False)
