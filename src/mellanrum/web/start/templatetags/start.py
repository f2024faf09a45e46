"""Addresses of the places where things are done."""

from django import template
from django.template import Context
from django.urls import reverse

from mellanrum.web.start.things import Place

register = template.Library()


@register.simple_tag(takes_context=True)
def url_of(context: Context, place: Place) -> str:
    """Write the address of a place in the association of the page."""
    return reverse(place.route, args=[context["standing"].association.slug, *place.args])
