"""All that is given to those who may not see exact figures, put together by one reader who tries to tell the few.

An association publishes two years and a half-year, with a correction between; then every route is asked for as every
such role, and every number that comes back is held against what must stay unknown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from mellanrum.composition.published_tables import Contents
from mellanrum.disclosure.attack import Contradiction, intervals
from mellanrum.disclosure.joined import join
from mellanrum.disclosure.release.documents import Document, read_document, read_proof
from mellanrum.disclosure.release.verifying import Held, _seen
from mellanrum.disclosure.seen import Seen
from mellanrum.disclosure.system import System
from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.ledger import Ledger
from mellanrum.web.access.models import RoleName
from mellanrum.web.access.rules import Check, Refused
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters.store import change
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import interventions_of
from mellanrum.web.publishing import figures, follow_up
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.engine import Wish
from mellanrum.web.publishing.grid import grid_of
from mellanrum.web.publishing.models import Breadth, Proof, Publication
from mellanrum.web.publishing.services import reading
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.statistics import opening, views
from mellanrum.web.tenancy.models import Association
from support.crawled import OPENING, Read
from support.following_up import followed_up, standing_in
from support.interventions import counts_in
from support.people import an_association
from support.routes import routes
from support.walking import ARGUMENTS

pytestmark = pytest.mark.django_db

EXACT = {RoleName.MANAGER, RoleName.ADMINISTRATOR}
OWN = "coachingteamet"
TURNS = 5
"""Those who read whole publications open a fifth of the numbers each, and all of them together."""
CONTENTS = Contents(
    together=frozenset({"started.age_band"}),
    each=frozenset({"started.municipality"}),
    finest="part",
)
"""Fewer tables than are published by default, so that it does not take long."""


_KEPT: list[tuple[dict[str, Any], str]] = []
"""The publications and their proofs: what is published once is the same for every test."""


@pytest.fixture
def crawled(monkeypatch: pytest.MonkeyPatch) -> Association:
    """Return an association that has published 2024, the first half of 2025, and, after a correction, 2025."""
    association = followed_up(an_association())
    manager = standing_in(association)
    if not _KEPT:
        monkeypatch.setitem(follow_up.CONTENTS, Breadth.MAIN, CONTENTS)
        _KEPT.extend(_left(manager))
    else:
        for fields, proof in _KEPT:
            publication = Publication.objects.make(association, by=manager.user, **fields)
            Proof.objects.make(association, publication=publication, content=proof)
    return association


def _left(manager: Standing) -> Iterator[tuple[dict[str, Any], str]]:
    yield leave(manager, "2024")
    yield leave(manager, "2025-1")
    change(manager.association, OWN, 2025, corrected, kind=PeriodKind.HALF_YEAR)
    yield leave(manager, "2025")


def leave(manager: Standing, key: str) -> tuple[dict[str, Any], str]:
    found = figures.figures_of(manager.association, manager.day, key)
    assert found
    made = publish(manager, found.subject, found.tables, Wish({}))
    fields = {field.name: getattr(made, field.name) for field in made._meta.concrete_fields}
    return {name: fields[name] for name in fields if name not in {"id", "association", "by"}}, Proof.objects.get(
        publication=made
    ).content


def corrected(ledger: Ledger) -> Ledger:
    """One woman who started in the first half was of another age than was said."""
    part = ledger.part(1)
    cells = dict(part.snapshots["start"])
    young, old = sorted(
        (cell for cell in cells if cell.table == "age_band" and cell.sex == "woman" and cells[cell] > 5),
        key=lambda cell: cell.answer,
    )[:2]
    cells[young], cells[old] = cells[young] - 1, cells[old] + 1
    changed = replace(part, snapshots={**part.snapshots, "start": cells}, cells={**part.cells, **cells})
    return replace(ledger, parts=(changed, *ledger.parts[1:]))


@dataclass
class Crawl:
    """What the roles were given. `elsewhere` are pages that show what only the exact ones do."""

    read: Read
    elsewhere: list[tuple[str, str]]
    answered: int = 0
    opened: int = 0
    beside: int = 0


def crawl(association: Association, *roles: RoleName) -> Crawl:
    """Ask for every route that roles are let in by, which may not see exact figures of the association."""
    found = Crawl(Read(), [])
    for at, role in enumerate(roles or [role for role in RoleName if role not in EXACT]):
        standing = standing_in(association, role)
        if role in {RoleName.COORDINATOR, RoleName.PROVIDER, RoleName.COACH}:
            counts_in(Intervention.objects.of(association).get(slug="mottagningsteamet"), standing.user)
        client = Client()
        client.force_login(standing.user)
        for name, url in addresses(standing):
            answer = client.get(url)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                found.answered += 1
                text = answer.content.decode()
                if role != RoleName.COORDINATOR and any(mark in text for mark in exact_marks(association)):
                    found.elsewhere.append((role, name))
        _read_published(found, client, standing, at)
    return found


def addresses(standing: Standing) -> Iterator[tuple[str, str]]:
    """List the routes whose rule lets somebody in; the others answer nobody else, which is tested of them all."""
    values: dict[str, Any] = ARGUMENTS | {"association": standing.association.slug, "intervention": OWN}
    for route in routes():
        if route.rule and route.rule.check and _lets_in(route.rule.check, standing):
            yield route.name, route.url(values)


def _lets_in(check: Check, standing: Standing) -> bool:
    try:
        check(standing)
    except Refused:
        return False
    return True


def exact_marks(association: Association) -> tuple[str, ...]:
    """Name what stands on exact pages alone: how a figure is opened there, and what the manager is told on top."""
    return (
        f"/f/{association.slug}/statistik/uppgift/",
        f"/f/{association.slug}/statistik/{OWN}/uppgift/",
        escape("Exakta tal,"),
        escape("antal räknare som inte är noll"),
    )


def _read_published(crawl: Crawl, client: Client, standing: Standing, turn: int = 0) -> None:
    read, views = crawl.read, {}
    for publication in Publication.objects.of(standing.association):
        at = f"/f/{standing.association.slug}/publicerat/{publication.number}/"
        page = client.get(at)
        if page.status_code != 200:
            continue
        view = views[publication.number] = reading.readable(standing, publication)
        read.page(publication.number, view, page.content.decode())
        for address in _to_open(page.content.decode(), standing, turn):
            crawl.opened += 1
            trace = client.get(address, headers={"HX-Request": "true"})
            read.trace(publication.number, view, address, trace.content.decode())
        if view.tables and standing.roles & {RoleName.CHAIR, RoleName.PROVIDER}:
            read.xlsx(publication.number, view, client.get(f"{at}allt/xlsx/").content)
            for table in view.tables:
                read.csv(publication.number, grid_of(table, view), client.get(f"{at}tabell/{table.key}/csv/").content)
    before = read.places
    read.years(views, client.get(f"/f/{standing.association.slug}/publicerat/").content.decode())
    crawl.beside += read.places - before


def _to_open(html: str, standing: Standing, turn: int) -> list[str]:
    """List what to open of a page: all that is shown to a provider, of others each its part, by turns."""
    addresses = sorted({unescape(address) for address in OPENING.findall(html)})
    return addresses if standing.roles & {RoleName.PROVIDER} else addresses[turn % TURNS :: TURNS]


def told(association: Association, read: Read) -> list[str]:
    """Attack all that was read, put together, and name the small numbers that it tells too much of."""
    held = [_held(publication, read.numbers[publication.number]) for publication in publications(association)]
    *earlier, newest = held
    joined = join(newest.proof.system, [each.proof.earlier for each in earlier])
    return list(_told(_seen(newest, earlier, joined), joined.system))


def _told(seen: Seen, system: System) -> Iterator[str]:
    goals = {goal.cell: goal for goal in system.goals}
    shown = [system.cells[at].key for at in goals if seen.cells[at].value is not None]
    yield from shown
    found = intervals(seen, [at for at in goals if seen.cells[at].value is None])
    if isinstance(found, Contradiction):
        yield "contradiction"
        return
    for each in found:
        goal = goals[each.cell]
        if each.lowest > goal.lowest or (each.highest is not None and each.highest < goal.highest):
            yield system.cells[each.cell].key


def publications(association: Association) -> list[Publication]:
    return list(Publication.objects.of(association).order_by("number"))


def _held(publication: Publication, numbers: Mapping[str, set[int]]) -> Held:
    """Return a publication as it was read: with the numbers that somebody was given, and no others."""
    document, _ = read_document(publication.document.encode(), "")
    assert document
    content = Proof.objects.of(publication.association).get(publication=publication).content
    proof, _ = read_proof(content.encode(), "", document)
    assert proof
    cells = tuple(
        (key, min(numbers.get(key, set()), default=None), *rest) for key, _, *rest in document.shape.system.cells
    )
    system = document.shape.system.model_copy(update={"cells": cells})
    return Held(Document(document.shape.model_copy(update={"system": system}), document.digest), proof)


def test_all_that_is_given_together_tells_nobody(crawled: Association) -> None:
    found = crawl(crawled)

    assert told(crawled, found.read) == []
    assert found.elsewhere == []
    assert found.read.places > 1000
    assert found.answered > 60
    assert found.opened > 500
    assert found.beside > 50
    assert [where for where, said in found.read.said_of_hidden.items() if len(said) > 1] == []
    assert len(found.read.said_of_hidden) > 5
    assert [len(numbers) for _, numbers in sorted(found.read.numbers.items())] == [
        len(view_of(each.document).shown) for each in publications(crawled)
    ]
    assert [
        (key, each) for numbers in found.read.numbers.values() for key, each in numbers.items() if len(each) > 1
    ] == []


def test_page_that_shows_one_hidden_number_too_many_is_found(
    crawled: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = publications(crawled)[-1]
    hidden = next(key for key in sorted(view_of(last.document).hidden) if "age" in key)
    document, _ = read_document(last.document.encode(), "")
    assert document
    content = Proof.objects.of(crawled).get(publication=last).content
    proof, _ = read_proof(content.encode(), "", document)
    assert proof
    number = {cell.key: cell.value for cell in proof.system.cells}[hidden]

    def leaky(text: str) -> Any:  # noqa: ANN401 - a view
        view = view_of(text)
        tables = tuple(
            replace(
                table,
                numbers={
                    codes: number if table.cell_key(codes) == hidden else held for codes, held in table.numbers.items()
                },
            )
            for table in view.tables
        )
        return replace(view, tables=tables) if text == last.document else view

    monkeypatch.setattr(reading, "view_of", leaky)
    found = Crawl(Read(), [])
    client = Client()
    chair = standing_in(crawled, "chair")
    client.force_login(chair.user)
    _read_published(found, client, chair)

    assert told(crawled, found.read) != []


def test_exact_page_that_lets_a_reader_in_is_found(association: Association, monkeypatch: pytest.MonkeyPatch) -> None:
    followed_up(association)
    for module in (views, opening):
        monkeypatch.setattr(module, "can_read_exact_counts", lambda _: True)
    monkeypatch.setattr(opening, "counted_by", lambda standing, *_: interventions_of(standing.association))

    assert "statistics:home" in {name for _, name in crawl(association, RoleName.CHAIR).elsewhere}
