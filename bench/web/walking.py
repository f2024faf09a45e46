"""An address for every page a manager can open, found as the manager finds it: by following links."""

import re
from collections import Counter, deque
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from mellanrum.web.access.models import User
from mellanrum.web.start.demo import SIGN_INS

START = "/"
ENOUGH = 6
"""So many addresses of one route are opened to look for links: the first figure may lead to no account."""
_LINK = re.compile(rb'(?:href|src|action|hx-get)="([^"#]+)')
_OK, _MOVED = 200, 302


def manager() -> Client:
    """Return a browser in which the example's manager has signed in."""
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=SIGN_INS[0].email))
    return client


def addresses() -> dict[str, str]:
    """Return an address for each route that answers with a page, in the order of their names.

    Nothing changes on GET, so the addresses that forms are sent to are tried as well.
    """
    client = manager()
    waiting, seen, opened = deque([START]), {START}, Counter[str]()
    found: dict[str, str] = {}
    while waiting:
        address = waiting.popleft()
        route = _route(address)
        if not route or opened[route] >= ENOUGH:
            continue
        opened[route] += 1
        answer = client.get(address)
        if answer.status_code == _OK:
            found.setdefault(route, address)
        content = b"".join(answer) if answer.streaming else answer.content
        links = [answer["Location"]] if answer.status_code == _MOVED else _links(content)
        for link in links:
            there = _within(address, link)
            if there and there not in seen:
                seen.add(there)
                waiting.append(there)
    return dict(sorted(found.items()))


def _links(content: bytes) -> list[str]:
    return [unescape(link.decode("utf-8", "replace")) for link in _LINK.findall(content)]


def _within(address: str, link: str) -> str:
    """Return where a link leads, nothing where that is out of the site."""
    parts = urlsplit(urljoin(address, link))
    return "" if parts.scheme or parts.netloc else parts.path + (f"?{parts.query}" if parts.query else "")


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name or ""
    except Resolver404:
        return ""
