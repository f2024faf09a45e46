"""The running site, on which a thousand participations are counted by every way in: form, service, tick sheet.

`Site` is somebody at each desk. Who reads along is told after each save (`after`).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.test import Client

from mellanrum.tallies.counting import count
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import TOTAL, Ledger, empty_ledger
from mellanrum.tallies.scheme import Scheme
from mellanrum.web.access import standing
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.counters.tokens import read_token
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.code.decision import turn_on
from mellanrum.web.register.form.events import ADDRESSES
from mellanrum.web.register.services.counting import count_entry, form_token
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.register.sheet.fields import cell_name, month_name, place_name
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention, counts_in
from support.people import an_association, somebody
from support.reader import Real

from .thrown import YEAR, Step

FORMS, SERVICE, SHEET, SMALL = "Coachingteamet", "Rehabteamet", "Mottagningen", "Lilla gruppen"
MIXED = "Verkstaden"
MUNICIPALITIES = ("Degerfors kommun", "Karlskoga kommun", "Storfors kommun")
_HIDDEN = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"')
TOO_YOUNG = {"month": f"{YEAR}-01", "sex": "man", "q_age": "12", "q_education": ["university_more"]}
_SLIP = re.compile(r"<li><code>([A-Z0-9]+)</code></li>")


class Answer(Protocol):
    """What the test client and real HTTP both give."""

    status_code: int
    headers: Any
    content: bytes


Ask = Callable[[str, dict[str, Any] | None], Answer]
"""Gets a page, or posts fields to it."""


class NotCounted(Exception):  # noqa: N818 - of a test that throws what the site does not take
    """The site did not count what was sent."""


@dataclass
class Site:
    """An association with four interventions, and its people at their desks."""

    association: Association
    interventions: dict[str, Intervention]
    manager: Standing
    real: list[Real] = field(default_factory=list)
    slips: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    forms: int = 0
    services: int = 0
    sheets: int = 0
    corrections: int = 0
    _codes: dict[int, str] = field(default_factory=dict)
    _ticked: dict[str, Ledger] = field(default_factory=dict)

    def standing(self, day: date) -> Standing:
        """Return where the manager stands on a day."""
        found = standing_of(self.manager.user, self.association.slug, day)
        assert found
        return found

    def scheme(self, day: date) -> Scheme:
        """Return what is counted."""
        return scheme_on(self.association, day)

    def by_form(self, ask: Ask, step: Step) -> None:
        """Count a step by the form, with its code where there is one; a slip is taken back and counted anew."""
        slug = self.interventions[FORMS].slug
        address = f"/f/{self.association.slug}/uppfoljning/{slug}/{_address(step.entry.event)}/"
        purpose = f"{slug}/{step.entry.event}/count"
        page = self._sent(ask, address, {**_fields(step.entry), "code": self._codes.pop(step.whose, "")}, purpose)
        if step.is_slip:
            self._sent(ask, f"{address}ta-tillbaka/", hidden_in(page))
            self.corrections += 1
            page = self._sent(ask, address, _fields(step.entry), purpose)
        if code := " ".join(_SLIP.findall(page)):
            self._codes[step.whose] = code
            self.slips.append(code)
        self.forms += 1
        self._note(slug, step, "form")

    def by_service(self, name: str, step: Step, day: date) -> None:
        """Count a step as the form's service does it, without a page around it."""
        times = (False, True, False) if step.is_slip else (False,)
        there, scheme, intervention = self.standing(day), self.scheme(day), self.interventions[name]
        for back in times:
            purpose = f"{intervention.slug}/{step.entry.event}/count"
            token = read_token(self.association, purpose, form_token(there, purpose), day)
            count_entry(there, intervention, step.entry, scheme, token, back=back)
        self.corrections += step.is_slip
        self.services += 1
        self._note(intervention.slug, step, "service")

    def by_sheet(self, ask: Ask, name: str, steps: Iterable[Step], day: date) -> None:
        """Put the sums of many steps on the month's tick sheet, on top of what stands there."""
        slug, sums, scheme = self.interventions[name].slug, self._ticked.get(name, empty_ledger(YEAR)), self.scheme(day)
        for step in steps:
            sums = count(sums, step.entry, scheme)
            self._note(slug, step, "sheet")
        self._ticked[name] = sums
        month = date(YEAR, max(step.entry.month.month for step in steps), 1)
        address = f"/f/{self.association.slug}/uppfoljning/pinnblad/{slug}/{month:%Y-%m}/"
        opened = hidden_in(ask(address, None).content.decode())
        answer = ask(address, opened | ticked(sums, month))
        if answer.status_code != 302:
            raise NotCounted(answer.status_code)
        self.sheets += 1

    def refused(self, ask: Ask) -> None:
        """Send a form that cannot be: nothing of it is counted."""
        address = f"/f/{self.association.slug}/uppfoljning/{self.interventions[FORMS].slug}/start/"
        fields = {**TOO_YOUNG, "token": hidden_in(ask(address, None).content.decode())["token"]}
        self.answers.append(ask(address, fields))

    def _sent(self, ask: Ask, address: str, fields: dict[str, Any], purpose: str = "") -> str:
        """Send a form; every fourth is opened first, the others have their token from where the page has it."""
        if "token" not in fields and self.forms % 4:
            fields |= {"token": form_token(self.standing(standing.today()), purpose)}
        elif "token" not in fields:
            fields |= {"token": hidden_in(ask(address, None).content.decode())["token"]}
        answer = ask(address, fields)
        if answer.status_code == 422:
            asked = hidden_in(answer.content.decode())
            answer = ask(address, fields | {"token": asked["token"], "anyway": asked.get("anyway", "")})
        self.answers.append(answer)
        if answer.status_code != 200:
            raise NotCounted(re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())[:3000])
        return answer.content.decode()

    def _note(self, slug: str, step: Step, way: str) -> None:
        self.real.append(Real(slug, step.entry, way))


def a_site() -> Site:
    """Make the association, with the carried code in use."""
    association = an_association("Samordningsförbundet Bevis")
    for name in MUNICIPALITIES:
        Member.objects.make(association, name=name, kind=MemberKind.MUNICIPALITY, first_day=date(2020, 1, 1))
    made = {name: an_intervention(association, name) for name in (FORMS, SERVICE, SHEET, SMALL, MIXED)}
    manager = standing_of(somebody("manager", association), association.slug, date(YEAR, 1, 2))
    assert manager
    turn_on(manager, "§ 14/2024", "Inget att invända.")
    return Site(association, made, manager)


def signed_in(site: Site, role: str, *names: str) -> Client:
    """Return a browser in which somebody who counts in interventions has signed in."""
    user = somebody(role, site.association)
    for name in names:
        counts_in(site.interventions[name], user)
    client = Client()
    client.force_login(user)
    return client


@dataclass(slots=True)
class HttpAnswer:
    """What came back over real HTTP."""

    status_code: int
    headers: Any
    content: bytes


def over_http(server: str, client: Client) -> Ask:
    """Ask a server that runs, over real HTTP, as the browser that has signed in."""
    cookies = {"sessionid": client.cookies["sessionid"].value}

    def sent(address: str, fields: dict[str, Any] | None) -> HttpAnswer:
        data = None if fields is None else urlencode(fields, doseq=True).encode()
        told = "; ".join(f"{name}={value}" for name, value in cookies.items())
        try:
            asked = Request(f"{server}{address}", data, {"Cookie": told})  # noqa: S310 - the test's own server
            with urlopen(asked, timeout=60) as answer:  # noqa: S310 - as above
                return HttpAnswer(answer.status, answer.headers, answer.read())
        except HTTPError as refused:
            return HttpAnswer(refused.code, refused.headers, refused.read())

    def ask(address: str, fields: dict[str, Any] | None) -> Answer:
        opened = sent(address, None)
        if fields is None:
            return opened
        cookies.update({name: held.value for name, held in SimpleCookie(opened.headers["Set-Cookie"]).items()})
        return sent(
            address, {**fields, "csrfmiddlewaretoken": hidden_in(opened.content.decode())["csrfmiddlewaretoken"]}
        )

    return ask


def asking(client: Client) -> Ask:
    """Ask by the test client."""

    def ask(address: str, fields: dict[str, Any] | None) -> Answer:
        answer: Any = client.get(address) if fields is None else client.post(address, fields)
        return answer  # type: ignore[no-any-return]  # what the client gives has no type of its own

    return ask


def hidden_in(page: str) -> dict[str, Any]:
    """Read a page's hidden fields; those that are there several times as lists."""
    found: dict[str, Any] = {}
    for name, value in _HIDDEN.findall(page):
        told = value.replace("&quot;", '"')
        found[name] = [*found[name], told] if isinstance(found.get(name), list) else told
        if name.startswith("q_") and not isinstance(found[name], list):
            found[name] = [told]
    return found


def ticked(ledger: Ledger, month: date) -> dict[str, str]:
    """Write a ledger's month and its period as the fields of a tick sheet."""
    held = ledger.month(month.month)
    found = {month_name(event, sex): count.on_time for (event, sex), count in held.counts.items()}
    found |= {place_name(event, place): number for (event, place), number in held.municipal.items()}
    cells = ledger.part(ledger.kind.number_of(month.month)).cells
    found |= {cell_name(cell): number for cell, number in cells.items() if cell.table != TOTAL}
    return {name: str(number) for name, number in found.items()}


def _address(event: str) -> str:
    return ADDRESSES.get(event) or f"uppfoljning-{event.rpartition('_')[2]}"


def _fields(entry: Entry) -> dict[str, Any]:
    answers = {
        f"q_{key}": [str(given)] if isinstance(given, int) else list(given) for key, given in entry.answers.items()
    }
    return {"month": f"{entry.month:%Y-%m}", "sex": entry.sex.value, **answers}
