"""The one function that publishes: what it keeps, what it joins, and what it refuses."""

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from mellanrum.disclosure.tables import TOTAL, Sum, Table, TableSet, Variable
from mellanrum.web.access.models import Role, RoleName
from mellanrum.web.access.rules import Refused
from mellanrum.web.parts.seen import ChangedMeanwhile
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.engine import CannotBePublished, Wish
from mellanrum.web.publishing.models import Proof, Publication
from mellanrum.web.publishing.services.published import (
    CannotBeWithdrawn,
    listed,
    publication_of,
    rounds_last,
    withdraw,
)
from mellanrum.web.publishing.services.publishing import preview, publish, release
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in
from support.people import an_association
from support.published import a_set, a_year, published

SMALL = "started|age=young|intervention=coachingteamet|sex=woman"
OTHERS = sorted(set(RoleName) - {RoleName.MANAGER, RoleName.ADMINISTRATOR})
CORRECTED = ((2, 9, 12), (7, 11, 20))
"""Six more men."""


def test_publication_keeps_document_hash_period_and_by_whom(association: Association) -> None:
    standing = standing_in(association)

    publication = published(association, standing=standing)

    assert (publication.number, publication.subject, publication.title) == (1, "2024", "2024")
    assert (publication.first_day, publication.last_day) == (date(2024, 1, 1), date(2024, 12, 31))
    assert publication.sha256 == hashlib.sha256(publication.document.encode()).hexdigest()
    assert (publication.by, publication.role, publication.on) == (standing.user, "Förbundschef", standing.day)


def test_small_number_is_hidden_and_in_the_proof_alone(association: Association) -> None:
    publication = published(association)

    view = view_of(publication.document)
    cells = {
        cell["key"]: cell["number"] for cell in json.loads(Proof.objects.get(publication=publication).content)["cells"]
    }
    assert (SMALL in view.hidden, SMALL in view.shown, cells[SMALL]) == (True, False, 2)
    assert view.shown == {key: number for key, number in cells.items() if key in view.shown}
    assert len(view.shown) > len(view.hidden) >= 4


def test_role_is_kept_as_it_was(association: Association) -> None:
    standing = standing_in(association)
    publication = published(association, standing=standing)

    Role.objects.of(association).filter(user=standing.user).delete()

    publication.refresh_from_db()
    assert publication.role == "Förbundschef"


def test_same_figures_give_the_same_document_again(association: Association) -> None:
    first = published(association)

    again = published(association)

    shown = [view_of(each.document).shown for each in (first, again)]
    assert (again.number, shown[0]) == (2, shown[1])


def test_later_publication_is_joined_with_all_before_also_those_withdrawn(association: Association) -> None:
    standing = standing_in(association)
    withdraw(standing, published(association, standing=standing), "Fel år.")
    published(association, year=2023)

    last = published(association, a_set(CORRECTED))

    assert json.loads(last.document)["earlier"] == ["1", "2"]


def test_other_association_has_publications_and_numbers_of_its_own(association: Association) -> None:
    published(association)

    other = published(an_association("Annat"))

    assert (other.number, json.loads(other.document)["earlier"]) == (1, [])


@pytest.mark.parametrize("role", OTHERS)
def test_others_do_not_publish(association: Association, role: RoleName) -> None:
    with pytest.raises(Refused):
        publish(standing_in(association, role), a_year(), a_set())
    assert not Publication.objects.exists()


def test_what_is_published_is_neither_changed_nor_taken_away(association: Association) -> None:
    publication = published(association)

    with pytest.raises(TypeError):
        publication.save()
    with pytest.raises(TypeError):
        publication.delete()


def test_nothing_is_published_once_somebody_else_has(association: Association) -> None:
    seen = preview(standing_in(association), a_year(), a_set())
    published(association, year=2023)

    with pytest.raises(ChangedMeanwhile):
        release(standing_in(association), seen, a_set())
    assert Publication.objects.count() == 1


def test_nothing_is_published_of_other_figures_than_were_seen(association: Association) -> None:
    seen = preview(standing_in(association), a_year(), a_set())

    with pytest.raises(ChangedMeanwhile):
        release(standing_in(association), seen, a_set(CORRECTED))
    assert not Publication.objects.exists()


def test_document_that_shows_more_than_its_proof_says_is_not_published(association: Association) -> None:
    seen = preview(standing_in(association), a_year(), a_set())
    held = json.loads(seen.made.document)
    for table in held["tables"]:
        for row in table["rows"]:
            if table["key"] == "coachingteamet.age" and row[:2] == ["young", "woman"]:
                row[-1] = 2
    leaky = replace(seen, made=replace(seen.made, document=json.dumps(held)))

    with pytest.raises(CannotBePublished):
        release(standing_in(association), leaky, a_set())
    assert not Publication.objects.exists()


def test_number_that_readers_can_tell_already_cannot_be_protected_and_is_named(association: Association) -> None:
    few = a_set(((3, 9, 12), (1, 11, 14)), threshold=3)
    published(association, without_sex(few))  # four of the youngest in all, which was not small then

    with pytest.raises(CannotBePublished) as refused:
        published(association, replace(few, threshold=5))

    assert "16–29 år" in str(refused.value)
    assert Publication.objects.count() == 1


def without_sex(tables: TableSet) -> TableSet:
    return replace(tables, tables=tuple(_only_totals(table) for table in tables.tables))


def _only_totals(table: Table) -> Table:
    at = table.by.index("sex")
    return replace(table, numbers={codes: number for codes, number in table.numbers.items() if codes[at] == TOTAL})


def test_tables_that_contradict_each_other_are_named(association: Association) -> None:
    tables = a_set()
    together, *rest = tables.tables
    wrong = replace(together, numbers={**together.numbers, (TOTAL, TOTAL): 118})

    with pytest.raises(CannotBePublished) as refused:
        published(association, replace(tables, tables=(wrong, *rest)))

    assert "118" in str(refused.value)


def test_withdrawn_is_read_by_those_who_publish_alone(association: Association) -> None:
    manager, chair = standing_in(association), standing_in(association, "chair")
    publication = published(association, standing=manager)

    withdraw(manager, publication, "Fel år.")

    assert [each.withdrawal.reason for each in listed(manager)] == ["Fel år."]
    assert (listed(chair), publication_of(chair, 1)) == ((), None)


def test_withdrawal_needs_a_reason_and_happens_once(association: Association) -> None:
    manager = standing_in(association)
    publication = published(association, standing=manager)

    with pytest.raises(CannotBeWithdrawn):
        withdraw(manager, publication, "  ")
    withdraw(manager, publication, "Fel år.")
    with pytest.raises(CannotBeWithdrawn):
        withdraw(manager, publication, "En gång till.")


def test_others_do_not_withdraw(association: Association) -> None:
    publication = published(association)

    with pytest.raises(Refused):
        withdraw(standing_in(association, "chair"), publication, "Nej.")


def test_small_numbers_may_be_rounded_so_that_nothing_is_hidden(association: Association) -> None:
    manager = standing_in(association)

    publication = publish(manager, a_year(), a_set(), Wish(rounds=True))

    view = view_of(publication.document)
    assert (view.is_rounded, view.hidden) == (True, frozenset())
    assert [number for number in view.shown.values() if 0 < number < 5] == []
    assert rounds_last(association)


def test_rounded_numbers_are_not_put_beside_exact_ones_of_the_same_time(association: Association) -> None:
    manager = standing_in(association)
    published(association, standing=manager)

    with pytest.raises(CannotBePublished):
        publish(manager, a_year(), a_set(), Wish(rounds=True))
    assert Publication.objects.count() == 1


def test_many_things_in_the_way_are_told_of_as_far_as_they_are_read(association: Association) -> None:
    numbers: dict[tuple[str, ...], int] = {(f"code{at}",): 1 for at in range(20)}
    variable = Variable("answer", "Svar", {code: code for code, *_ in numbers})
    few = Table("few", "Svar", "answered", ("answer",), {**numbers, (TOTAL,): 20})
    tables = TableSet((few,), {"answer": replace(variable, sums=(Sum(TOTAL, tuple(variable.codes)),))})
    wrong = replace(
        tables, tables=(few, *(replace(few, key=f"t{at}", numbers={(f"code{at}",): 7}) for at in range(20)))
    )

    with pytest.raises(CannotBePublished) as refused:
        published(association, wrong)

    assert len(str(refused.value).splitlines()) == 13
    assert str(refused.value).endswith("Och 8 till.")
