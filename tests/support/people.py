"""People and associations for the tests of the web.

    association = an_association()
    auditor = somebody("auditor", association)

Everybody has a second factor, as associations want it. `client.force_login(auditor)` signs in, and so does
`open_page(user=auditor)` in a browser. `PASSWORD` is everybody's, for tests of signing in itself.
"""

from datetime import date
from itertools import count, product
from string import ascii_lowercase

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from mellanrum.web.access.models import Role, RoleName, User
from mellanrum.web.tenancy.models import Association
from mellanrum.web.tenancy.services import make_association

PASSWORD = "sju glada sjöjungfrur"  # noqa: S105 - of people who do not exist
# In letters, and never two alike: a number in a name would be taken for a figure by tests that look for one in a page.
_letters = ("".join(letters) for length in count(1) for letters in product(ascii_lowercase, repeat=length))


def an_association(name: str = "Samordningsförbundet Prov", *, second_factor: bool = True) -> Association:
    """Make an association; a second one of the same name gets a slug of its own."""
    return make_association(name, second_factor=second_factor)


def somebody(
    role: RoleName | str | None = None,
    association: Association | None = None,
    *,
    first_day: date = date(2020, 1, 1),
    last_day: date | None = None,
    second_factor: bool = True,
) -> User:
    """Make a user, who holds the role in the association from a day to a day (until further notice)."""
    letters = next(_letters)
    user = User.objects.create_user(f"{letters}@example.org", PASSWORD, name=f"Robin Prov {letters.upper()}")
    if second_factor:
        TOTP.activate(user, generate_totp_secret())
    if role and association:
        Role.objects.make(association, user=user, name=RoleName(role), first_day=first_day, last_day=last_day)
    return user
