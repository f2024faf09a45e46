"""Whatever two people do, in whatever order: the last move says what holds, and no file that was read in changes."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.economy.desk import changes
from mellanrum.web.economy.imports.importing import NotDone, cancel, confirm, held, receive, undo
from mellanrum.web.economy.models import ImportedFile, Move, Pointer, Upload
from mellanrum.web.tenancy.models import Association
from support.books import sie
from support.people import an_association, somebody

FILES = [sie({"1930": ("Bank", 150 + amount)}, year=year) for amount in range(3) for year in (2024, 2025)]
_numbers = count()

step = st.tuples(
    st.sampled_from(["send", "confirm", "confirm_late", "cancel", "undo"]), st.integers(0, 1), st.integers(0, 9)
)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(step, max_size=25))
def test_what_holds_is_what_the_last_move_says(db: None, steps: list[tuple[str, int, int]]) -> None:  # noqa: ARG001 - reaches the database
    association = an_association(f"Prov {next(_numbers)}")
    pair = [_stands(association, role) for role in ("manager", "accountant")]
    kept: dict[int, bytes] = {}

    for what, who, number in steps:
        before = changes(association)
        moves = Move.objects.of(association).count()
        try:
            _do(what, pair[who], number)
        except NotDone:
            assert (changes(association), Move.objects.of(association).count()) == (before, moves)
        kept |= {file.pk: bytes(file.data) for file in ImportedFile.objects.of(association) if file.pk not in kept}

        _holds_together(association, kept)


def _do(what: str, standing: Standing, number: int) -> None:
    waits = list(Upload.objects.of(standing.association).order_by("id"))
    moves = list(Move.objects.of(standing.association).order_by("id"))
    if what == "send":
        receive(standing, "bok.se", FILES[number % len(FILES)])
    elif what == "undo" and moves:
        undo(standing, moves[number % len(moves)].pk)
    elif waits:
        upload = waits[number % len(waits)]
        if what == "cancel":
            cancel(standing, upload.pk)
        elif what == "confirm_late":
            confirm(standing, upload.pk, upload.expected_id)
        elif what == "confirm":
            holds = held(standing.association, upload.kind, upload.year)
            confirm(standing, upload.pk, holds.pk if holds else None)


def _holds_together(association: Association, kept: dict[int, bytes]) -> None:
    last = {move.year: move for move in Move.objects.of(association).order_by("id")}
    pointers = {pointer.year: pointer.file_id for pointer in Pointer.objects.of(association)}
    assert {year: held for year, held in pointers.items() if held or year in last} == {
        year: move.after_id for year, move in last.items()
    }
    chains: dict[int, int | None] = {}
    for move in Move.objects.of(association).order_by("id"):
        assert move.before_id == chains.get(move.year)
        chains[move.year] = move.after_id
    assert {file.pk: bytes(file.data) for file in ImportedFile.objects.of(association)} == kept
    assert changes(association) == Move.objects.of(association).count()


def _stands(association: Association, role: str) -> Standing:
    standing = standing_of(somebody(role, association), association.slug)
    assert standing is not None
    return standing
