"""Where things stand: the addresses of a page's tables, charts and traces, with what is chosen on it."""

from functools import lru_cache

from django.urls import reverse

from mellanrum.figures import Period
from mellanrum.web.statistics.opening import Desk


def page_of(desk: Desk, slug: str | None = None, **changes: object) -> str:
    """Return the address of the page (of another intervention by its slug; empty: of all), with changed choices."""
    where = desk.slug if slug is None else slug
    args = [desk.standing.association.slug, *([where] if where else [])]
    return _asked(reverse(f"statistics:{'intervention' if where else 'home'}", args=args), desk.choice.query(**changes))


def beside(desk: Desk, what: str, *args: str) -> str:
    """Return the address of a table, a chart or a trace of the page, for what is chosen."""
    where = [desk.slug] if desk.slug else []
    name = what if desk.slug else f"whole_{what}"
    query = desk.choice.query()
    return _asked(reverse(f"statistics:{name}", args=[desk.standing.association.slug, *where, *args]), query)


def trace_of(desk: Desk, key: str, sex: str = "", period: Period | None = None) -> str:
    """Return the address of a figure's trace at the intervention its key names, for the page's time or another."""
    owner = key.split(".")[1]
    slug = desk.slugs.get(owner, "")
    query = desk.choice.query()
    if period is not None and period != desk.period:
        query = f"{query}&from={period.start:%Y-%m}&to={period.end:%Y-%m}"
    url = _traces_of(desk.standing.association.slug, slug).replace("/KEY/", f"/{key}/")
    return _asked(url, f"{query}&sex={sex}" if sex else query)


@lru_cache(maxsize=256)
def _traces_of(association: str, slug: str) -> str:
    """Return the address of traces with KEY in place of a key: a page has a thousand of them."""
    args = [association, *([slug] if slug else []), "KEY"]
    return reverse(f"statistics:{'trace' if slug else 'whole_trace'}", args=args)


def _asked(url: str, query: str) -> str:
    return f"{url}?{query}" if query else url
