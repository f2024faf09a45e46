"""Addresses of what is due."""

from django import template
from django.template import Context
from django.urls import reverse

from mellanrum.web.register.services.due import Due

register = template.Library()


@register.simple_tag(takes_context=True)
def url_of_due(context: Context, due: Due) -> str:
    """Write the address where something that is due is done."""
    return reverse(due.route, args=[context["standing"].association.slug, *due.args])
