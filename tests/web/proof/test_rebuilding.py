"""A thousand participations are counted on the running site, and the reader of everything rebuilds nobody.

What can be rebuilt all the same, by whom and how much, stands in docs/integritet.md as it is measured here. `make
golden` writes the table there anew.
"""

import json
import logging
import os
import re
from collections import Counter
from datetime import date
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from pytest_django.live_server_helper import LiveServer

from mellanrum.tallies.ledger import Ledger, from_text
from mellanrum.web.counters.backup import shown_only
from mellanrum.web.counters.models import SpentCode
from mellanrum.web.register.services.ledgers import all_now
from support.raw_reader import keys_in
from support.reader import Tables, shown_tables

from .counted import FORMS, MIXED, SERVICE, SHEET, SMALL, Ask, Site, a_site, asking, over_http, signed_in
from .evidence import (
    DATABASE,
    Listener,
    Watch,
    changed,
    in_log,
    in_pages,
    left_in_files,
    outside,
    server_says,
    tied_by_transaction,
)
from .measured import Found, Measures
from .thrown import YEAR, Step, thrown

DOCUMENT = Path(__file__).parents[3] / "docs" / "integritet.md"
_TABLE = re.compile(r"(?<=<!-- mätt: början -->\n).*?(?=<!-- mätt: slut -->)", re.DOTALL)
PARTICIPATIONS = {FORMS: 110, SERVICE: 170, SMALL: 20, MIXED: 20, SHEET: 680}
OVER_HTTP = 10
SEED = 4


@pytest.mark.golden
@pytest.mark.django_db(transaction=True)
def test_thousand_participations_leave_nobody_to_be_rebuilt(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    live_server: LiveServer,
    capfd: pytest.CaptureFixture[str],
) -> None:
    site = a_site()
    watch, ear = Watch(site, tmp_path), Listener()
    monkeypatch.setattr(logging.getLogger(), "level", 1)
    monkeypatch.setattr(logging.getLogger(), "handlers", [*logging.getLogger().handlers, ear])

    touched = counted_a_year(site, watch, monkeypatch, live_server.url)

    assert said_of_somebody(site, [*ear.heard, *capfd.readouterr()]) == []
    assert touched == ["interventions_intervention"]
    assert kept_by_answers(site) == []
    assert copies_that_differ(watch) == []
    assert SpentCode.objects.count() > 0
    measures = Measures(site.real, watch.states, site.scheme(date(YEAR, 12, 31)))
    assert (measures.shown_always, measures.few_when_shown()) == (Found(0, 0), 0)
    assert measures.beside_the_sheet() == Found(0, 0)
    assert measures.every_copy.one_by_one == measures.counted().one_by_one  # the reader knows how: nothing is missed
    assert left_behind(watch, measures) == []
    assert documented(told(site, measures))


def counted_a_year(site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch, server: str) -> list[str]:
    """Count the year, month by month; return which tables of the other database forms have changed anything in."""
    clock = [date(YEAR, 1, 15)]
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: clock[0])
    coach, coordinator = signed_in(site, "coach", FORMS), signed_in(site, "coordinator", SHEET, MIXED)
    by_form, by_http, by_sheet = asking(coach), over_http(server, coach), asking(coordinator)
    site.refused(by_http)
    touched: Counter[str] = Counter()
    for month, planned in groupby(plan_of(site), key=lambda each: each[1].at):
        clock[0] = date(YEAR, month, 15)
        steps = list(planned)
        all_now(site.association, clock[0])  # what is due locks, by itself
        watch.after()
        for name in (SHEET, MIXED) if month == 1 else (SHEET,):
            site.by_sheet(by_sheet, name, [step for own, step in steps if own == name], clock[0])
            watch.after()
        assert told_by_sessions() == []
        before = outside()
        for name, step in steps:
            if name == SHEET or (name == MIXED and month == 1):
                continue
            one_by_one(site, by_http if site.forms < OVER_HTTP else by_form, name, step, clock[0])
            watch.after()
        touched.update(changed(before, outside()))
    clock[0] = date(YEAR + 1, 2, 15)
    all_now(site.association, clock[0])  # the year locks
    watch.after()
    return sorted(touched)


def plan_of(site: Site) -> list[tuple[str, Step]]:
    """Throw everything that is counted, in which intervention; a sheet has its month's, with nothing late."""
    dice, scheme = Random(SEED), site.scheme(date(YEAR, 1, 15))  # noqa: S311 - the same dice each time
    plan = [(name, step) for name, number in PARTICIPATIONS.items() for step in thrown(dice, scheme, number)]
    in_time = [(name, step) for name, step in plan if name != SHEET or step.at == step.entry.month.month]
    return sorted(in_time, key=lambda each: each[1].at)


def one_by_one(site: Site, ask: Ask, name: str, step: Step, day: date) -> None:
    """Count a step by itself."""
    if name == FORMS:
        site.by_form(ask, step)
    else:
        site.by_service(name, step, day)


def said_of_somebody(site: Site, texts: list[str]) -> list[str]:
    """List what was logged or printed that has a word of an answer, or a code, in it."""
    answers = {
        word
        for each in site.real
        for given in each.entry.answers.values()
        if isinstance(given, tuple)
        for word in given
        if len(word) > 5
    }
    looked_for = [
        *answers,
        *site.slips,
        *(slip.replace(" ", "") for slip in site.slips),
        "q_",
        "university_more",
        "/start/",
        "/avslut/",
    ]
    whole = "\n".join(texts)
    return [word for word in looked_for if re.search(rf"(?<!\w){re.escape(word)}", whole)]


def told_by_sessions() -> list[str]:
    """List what the sessions say to the next page, other than that a sheet is saved."""
    held = [json.loads(session.get_decoded().get("_messages", "[]")) for session in Session.objects.all()]
    return [message[3] for messages in held for message in messages if message[3] != "Pinnbladet är sparat."]


def kept_by_answers(site: Site) -> list[str]:
    """List heads of the forms' answers by which anybody would keep or send on something."""
    heads = ("ETag", "Last-Modified", "Location", "Refresh")
    kept = [head for answer in site.answers for head in heads if answer.headers.get(head)]
    control = {str(answer.headers.get("Cache-Control")) for answer in site.answers}
    return kept + sorted(control - {"private, no-store"})


def copies_that_differ(watch: Watch) -> list[str]:
    """List the copies that have other things than they should.

    The product's own and the file to hand out have what is shown; a raw copy has all that stood there.
    """
    wrong = []
    for at, copy in enumerate(watch.copies):
        shown = flat(shown_tables(copy.state))
        if keys_in(copy.own.encode()).total() != 2 * shown.total():
            wrong.append(f"own copy {at} has counters that are not shown")
        if ledgers_in(copy.own) != {key: shown_only(ledger) for key, ledger in copy.state.items()}:
            wrong.append(f"own copy {at}")
        if tables_in(copy.handed_out) != shown:
            wrong.append(f"file to hand out {at}")
        if sorted(copy.raw) != sorted(watch.texts[watch.states.index(copy.state)].values()):
            wrong.append(f"raw copy {at}")
    return wrong


def ledgers_in(copy: str) -> dict[tuple[str, int], Ledger]:
    (held,) = json.loads(copy)["associations"].values()
    return {(each["intervention"], each["year"]): from_text(json.dumps(each["content"])) for each in held["ledgers"]}


def tables_in(handed_out: bytes) -> Counter[tuple[Any, ...]]:
    rows = [row for row in json.loads(handed_out) if "/" in row["period"]]
    keys = ("intervention", "year", "event", "table", "answer", "across", "sex", "number")
    return Counter(tuple(row[key] for key in keys) for row in rows)


def flat(tables: Tables) -> Counter[tuple[Any, ...]]:
    return Counter(
        (slug, year, *cell[:4], cell.sex.value, number)
        for (slug, year, _, _), cells in tables.items()
        for cell, number in cells.items()
    )


def left_behind(watch: Watch, measures: Measures) -> list[str]:
    """List what the database has left of earlier states, beyond what docs/integritet.md says it has."""
    found = {"tokens of several months, or days": any(len(days) > 1 for days in watch.last_days)}
    if connections[DATABASE].vendor == "sqlite":
        found["counters in files"] = left_in_files(watch.texts[-1]) > 0
    else:
        now = set(watch.texts[-1].values())
        found["ledgers in pages"] = measures.held(in_pages() - now, watch.texts).one_by_one > 0
        found["tokens tied to a ledger"] = tied_by_transaction() > len(now)
        found["counters in the server's log"] = bool(keys_in(server_says().encode()))
        in_write_ahead = measures.held(in_log(), watch.texts).one_by_one
        found[f"less in pg_wal than is said: {in_write_ahead}"] = in_write_ahead < at_least(
            measures.counted().one_by_one
        )
    return [name for name, is_there in found.items() if is_there]


def at_least(counted: int) -> float:
    """Return how many entries the document says that PostgreSQL's log gives back at the least."""
    share = re.search(r"minst ([0-9]+) av 100", DOCUMENT.read_text(encoding="utf-8"))
    assert share
    return counted * int(share[1]) / 100


def told(site: Site, measures: Measures) -> str:
    """Write the document's table."""
    ways = Counter(each.way for each in site.real)
    rows = {
        "Så många fanns det att återskapa": measures.counted(),
        "**Hela svar.** Allt som har visats, efter varje sparning hela året": measures.shown_always,
        "Det, och allt som har stått på pinnbladen": measures.beside_the_sheet(),
        "En kopia av databasen när året har låsts": measures.locked(),
        "En kopia av databasen mitt i året, när den avslöjar som mest": measures.one_copy(),
        "Kopior av databasen efter var 100:e sparning": measures.copies(100),
        "Kopior efter var 25:e sparning": measures.copies(25),
        "Kopior efter var 5:e sparning": measures.copies(5),
        "Kopior efter varje sparning": measures.every_copy,
        "**Kön och kommun, inget annat svar.** Det som visas, en gång när året har låsts": measures.months_once(),
        "Månadernas summor efter varje sparning": measures.months_always(),
    }
    counted = (
        f"{number(sum(PARTICIPATIONS.values()))} påhittade deltagare, {number(len(site.real))} händelser: "
        f"{ways['form']} genom formulärets sidor ({OVER_HTTP} av dem över http), {ways['service']} genom formulärets "
        f"tjänst, {number(ways['sheet'])} som summor på {site.sheets} pinnblad. "
        f"{site.corrections} räknades fel och togs tillbaka, {len(site.slips)} följekoder gavs."
    )
    lines = [
        counted,
        "",
        "| vad läsaren har | räknade en och en | räknade som summor |",
        "|---|---:|---:|",
        *(f"| {name} | {number(found.one_by_one)} | {number(found.as_sums)} |" for name, found in rows.items()),
    ]
    return "\n".join(lines) + "\n"


def number(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def documented(table: str) -> bool:
    """Tell whether the document has the table as it was measured; `make golden` writes it there."""
    text = DOCUMENT.read_text(encoding="utf-8")
    if os.environ.get("MELLANRUM_GOLDEN") == "renew":
        text = _TABLE.sub(lambda _: table, text)
        DOCUMENT.write_text(text, encoding="utf-8")
    found = _TABLE.search(text)
    assert found
    assert found[0] == table, "what was measured is not what docs/integritet.md says: mend it, or make golden"
    return True
