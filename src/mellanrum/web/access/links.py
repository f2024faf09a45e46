"""New links with a secret, on their way to the one page that shows them; mailed too where the site sends mail."""

import logging
from dataclasses import asdict, dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.routes import Request

_KEPT = "access.link"
_PAGES = {"invitation": "access:accept", "password": "access:new_password", "sign_in": "access:new_password"}
_SUBJECTS = {
    "invitation": _("An invitation to Mellanrum"),
    "password": _("A new password in Mellanrum"),
    "sign_in": _("A new sign-in in Mellanrum"),
}
_ONLY_TOLD = "sign_in"
"""What stands in for password and second factor both is handed over by the one who made it: a mailbox is one thing."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to show once: what it is for, whom, and whether it has been mailed there."""

    kind: str
    url: str
    name: str
    email: str
    is_mailed: bool = False


def keep_for_once(request: Request, kind: str, secret: str, name: str, email: str) -> None:
    """Keep a link in the session until the next page has shown it, so that loading that again makes no other."""
    url = request.build_absolute_uri(reverse(_PAGES[kind], args=[secret]))
    link = Link(kind, url, name, email)
    request.session[_KEPT] = asdict(Link(kind, url, name, email, is_mailed=_mail(request, link)))


def shown_once(request: Request) -> Link | None:
    """Take the link that was kept; None when it has been shown."""
    kept = request.session.pop(_KEPT, None)
    return Link(**kept) if kept else None


def _mail(request: Request, link: Link) -> bool:
    """Mail a link, and tell whether it was; where it was not, it can be handed over in another way."""
    if not settings.MAIL_WORKS:
        return False
    told = {"link": link, "standing": request.standing}
    try:
        send_mail(str(_SUBJECTS[link.kind]), render_to_string(f"access/mail/{link.kind}.txt", told), None, [link.email])
    except (OSError, SMTPException):
        log.warning("A link could not be mailed.", exc_info=True)
        return False
    return link.kind != _ONLY_TOLD
