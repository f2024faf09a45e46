"""How answers are told in a table: in which order, what the shares are of, and what all of them are called."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mellanrum.web.publishing.view import ANSWER, REPLY

VALID, POSITIVE, CLEARLY_POSITIVE = "valid", "positive", "clearly_positive"
ORDERS: Mapping[str, tuple[str, ...]] = {
    ANSWER: ("negative", "neither", POSITIVE, CLEARLY_POSITIVE, "rather_positive", VALID, "not_valid"),
}
"""The codes of a variable in the order to read them, where that is another than the document's."""
BASES: Mapping[str, str] = {ANSWER: VALID}
"""What shares are of, where it is not all together."""
TOTALS: Mapping[str, str | Promise] = {ANSWER: _("Were asked"), REPLY: _("Forms offered")}
"""What all together is called, where it is not a sum of what stands above it."""
INSIDE = frozenset({(ANSWER, CLEARLY_POSITIVE), (ANSWER, "rather_positive")})
"""What is a part of the row above it."""
