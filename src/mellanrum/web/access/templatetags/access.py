"""Tags that know who reads the page: tabs and buttons that say why they are grey."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse

from mellanrum.web.access.rules import refusal_of

register = template.Library()


@register.inclusion_tag("access/tab.html", takes_context=True)
def tab(context: Context, route: str, label: str, ability: str = "", *, also: str = "") -> dict[str, Any]:
    """Write a tab of the main menu; none where the reader may not open it. It is of the pages of `also`, too."""
    standing = context["standing"]
    url, *more = (reverse(each, args=[standing.association.slug]) for each in (route, also) if each)
    path = context["request"].path
    is_here = path == url if route == "start:start" else path.startswith((url, *more))
    return {"url": url, "label": label, "is_here": is_here, "is_hidden": bool(refused(context, ability))}


@register.simple_tag(takes_context=True)
def refused(context: Context, ability: str) -> str:
    """Say why the reader may not do something, and who can; empty where they may."""
    refusal = refusal_of(ability, context["standing"]) if ability else None
    return refusal.sentence() if refusal else ""


@register.inclusion_tag("access/action.html", takes_context=True)
def action(context: Context, url: str, label: str, ability: str = "", *, first: bool = False) -> dict[str, Any]:
    """Write a link that begins something, as a button; grey, with the reason, where the reader may not."""
    return {"url": url, "label": label, "why_not": refused(context, ability), "is_first": first}


@register.simple_tag
def mail_works() -> bool:
    """Tell whether the site can send mail."""
    return bool(settings.MAIL_WORKS)


@register.filter
def in_fours(key: str) -> str:
    """Write a key in groups of four, as it is easiest to type."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
