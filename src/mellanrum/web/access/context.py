"""What every page knows of who reads it and where."""

from typing import Any

from django.http import HttpRequest

from mellanrum.web.access.models import User
from mellanrum.web.access.standing import associations_of


def where(request: HttpRequest) -> dict[str, Any]:
    """Give templates the standing, and the other places the user could go to."""
    standing = getattr(request, "standing", None)
    user = getattr(request, "user", None)
    places = associations_of(user) if isinstance(user, User) and not getattr(request, "htmx", False) else ()
    return {"standing": standing, "places": places}
