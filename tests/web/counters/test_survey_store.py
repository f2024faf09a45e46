"""What a survey has collected is saved whole, one form at a time; nothing of what was before is left in the file."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections

from mellanrum.surveys.collected import Cell, Collected, plus
from mellanrum.surveys.sex import Sex
from mellanrum.web.counters import surveys
from mellanrum.web.counters.models import SpentSlip, SurveyCounters
from mellanrum.web.counters.store import Overtaken
from mellanrum.web.tenancy.models import Association
from support.people import an_association

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "tallies"])

EMPTY = Collected("event", "abc", offered={"attendees": 40})
WRITERS = 30


def one_more(collected: Collected, answer: str = "wholly") -> Collected:
    """Count a woman who answered one question."""
    cells = plus(collected.cells, {Cell("attendees", "satisfied", answer, Sex.WOMAN): 1})
    return replace(collected, cells=cells, forms=plus(collected.forms, {("attendees", Sex.WOMAN): 1}))


def change(association: Association, spent: str | None = None) -> None:
    surveys.change(association, "mote", one_more, otherwise=EMPTY, spent=spent)


def at_once(number: int, association: Association, *, spent: str | None = None) -> list[str]:
    """Let so many save at the same moment, each with a connection of its own; what became of each, sorted."""
    ready = Barrier(number)

    def done(_number: int) -> str:
        try:
            ready.wait()
            change(association, spent)
        except surveys.SlipUsed as told:
            return type(told).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as threads:
        return sorted(threads.map(done, range(number)))


def handed_in(association: Association) -> int:
    collected = surveys.collected_of(association, "mote")
    return collected.handed_in() if collected else 0


def test_many_who_answer_at_once_are_all_counted() -> None:
    association = an_association()
    surveys.begin(association, "mote", EMPTY)

    assert at_once(WRITERS, association) == ["done"] * WRITERS
    assert handed_in(association) == WRITERS


def test_slip_used_at_the_same_moment_counts_once() -> None:
    association = an_association()
    surveys.begin(association, "mote", EMPTY)

    assert at_once(6, association, spent="a" * 64) == ["SlipUsed"] * 5 + ["done"]
    assert (handed_in(association), SpentSlip.objects.of(association).count()) == (1, 1)


def test_what_make_raises_changes_nothing_and_spends_nothing() -> None:
    association = an_association()
    surveys.begin(association, "mote", EMPTY)

    def refused(collected: Collected) -> Collected:
        raise LookupError(collected.version)

    with pytest.raises(LookupError):
        surveys.change(association, "mote", refused, otherwise=EMPTY, spent="a" * 64)

    assert surveys.collected_of(association, "mote") == EMPTY
    assert SpentSlip.objects.of(association).count() == 0


def test_counters_that_somebody_stands_behind_are_not_begun_anew() -> None:
    association = an_association()
    surveys.begin(association, "mote", EMPTY)
    change(association)

    with pytest.raises(Overtaken):
        surveys.begin(association, "mote", EMPTY)

    assert handed_in(association) == 1


def test_surveys_of_one_association_are_no_other_s() -> None:
    one, other = an_association("Ett"), an_association("Ett annat")
    surveys.begin(one, "mote", EMPTY)
    change(other)

    assert surveys.all_collected(one) == {"mote": EMPTY}
    surveys.remove(one, "mote")
    assert (surveys.all_collected(one), handed_in(other)) == ({}, 1)


def test_save_leaves_nothing_of_what_was_before() -> None:
    connection = connections["tallies"]
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]  # of SQLite alone
        pytest.skip("only a database in a file keeps what was before")
    association = an_association()
    surveys.begin(association, "mote", replace(EMPTY, version="before-the-save"))
    surveys.begin(association, "mote", replace(EMPTY, version="after-the-save"))
    connections.close_all()

    file = Path(connection.settings_dict["NAME"])
    held = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    assert (b"before-the-save" in held, b"after-the-save" in held) == (False, True)
    assert SurveyCounters.objects.of(association).get().version == 2
