"""Addresses of the places where things are done."""

from django import template
from django.template import Context
from django.urls import reverse

from mellanrum.web.access.rules import can_publish, can_read_statistics
from mellanrum.web.answering.reading import surveys_to_read
from mellanrum.web.start.things import Place

register = template.Library()


@register.simple_tag(takes_context=True)
def url_of(context: Context, place: Place) -> str:
    """Write the address of a place in the association of the page."""
    return reverse(place.route, args=[context["standing"].association.slug, *place.args])


@register.simple_tag(takes_context=True)
def has_words_to_read(context: Context) -> bool:
    """Tell whether somebody may read what has been published of free texts; those who publish it know where it is."""
    standing = context["standing"]
    return can_read_statistics(standing) and not can_publish(standing) and bool(surveys_to_read(standing))
