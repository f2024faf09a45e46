"""Every route of the site, for tests that walk them all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mellanrum.web.access.routes import Rule, rule_of


@dataclass(frozen=True)
class Route:
    """A route: its name with namespace, its path as written, the names of its arguments, its view and its rule."""

    name: str
    path: str
    arguments: tuple[str, ...]
    view: Callable[..., HttpResponseBase]

    @property
    def rule(self) -> Rule | None:
        return rule_of(self.view, self.name)

    def url(self, values: dict[str, Any]) -> str:
        """The address with arguments from `values`: under `route.argument`, else under `argument`."""
        chosen = {name: values.get(f"{self.name}.{name}", values.get(name)) for name in self.arguments}
        return reverse(self.name, kwargs=chosen)


def routes() -> list[Route]:
    """Every route, in the order the resolver tries them."""
    return list(_walk(get_resolver(), "", "", ()))


def _walk(resolver: URLResolver, path: str, space: str, arguments: tuple[str, ...]) -> Iterator[Route]:
    for part in resolver.url_patterns:
        here = path + str(part.pattern)
        taken = (*arguments, *_arguments(part))
        if isinstance(part, URLResolver):
            yield from _walk(part, here, f"{space}{part.namespace}:" if part.namespace else space, taken)
        else:
            yield Route(space + (part.name or ""), here, taken, part.callback)


def _arguments(part: URLPattern | URLResolver) -> tuple[str, ...]:
    """The names a part of a path takes: between angle brackets, or the named groups of a regular expression."""
    pattern = part.pattern
    return tuple(pattern.converters) or tuple(pattern.regex.groupindex)
