"""What lies in a site: the example and what its manager has done, and as many made-up associations as wanted."""

import random
from datetime import date

from django.test.utils import override_settings

from bench.generate import YEAR, sie_years
from mellanrum.composition.example import BOOKS
from mellanrum.composition.example import example as example_file
from mellanrum.web.access.invitations import Wanted, invite
from mellanrum.web.access.models import Role, RoleName, User
from mellanrum.web.access.standing import Standing, standing_of, today
from mellanrum.web.association.models import Function, Member, MemberKind, Official
from mellanrum.web.association.services.members import save_member
from mellanrum.web.association.services.officials import save_official
from mellanrum.web.economy.imports.importing import confirm, receive
from mellanrum.web.reports.making import make_report
from mellanrum.web.start import demo
from mellanrum.web.tenancy.models import Association, Chart
from mellanrum.web.tenancy.services import make_association

PASSWORD = "en helt vanlig mening"  # noqa: S105 - of people who do not exist
SEED = 1994
_FIRST_DAY = date(2020, 1, 1)
_MEMBERS = (
    ("Försäkringskassan", MemberKind.STATE),
    ("Region Exempel", MemberKind.REGION),
    ("Exempelköpings kommun", MemberKind.MUNICIPALITY),
    ("Östra Exempels kommun", MemberKind.MUNICIPALITY),
)
_PEOPLE = (RoleName.MANAGER, RoleName.ACCOUNTANT, RoleName.CHAIR, RoleName.BOARD_MEMBER, RoleName.AUDITOR)
_FUNCTIONS = (Function.CHAIR, Function.VICE_CHAIR, Function.BOARD_MEMBER, Function.MANAGER, Function.AUDITOR)


def example() -> None:
    """Fill the site with the example, let a file and an invitation wait, and make two reports."""
    demo.fill()
    standing = stands(demo.SIGN_INS[0].email, demo.SLUG)
    invite(standing, Wanted("Inbjuden", "inbjuden@demo.example", RoleName.BOARD_MEMBER, today()))
    receive(standing, BOOKS, example_file(BOOKS).data.replace(b"\r\n", b"\r\n\r\n", 1))
    with override_settings(WORK_IN_THREADS=False):
        for _ in range(2):
            make_report(standing, YEAR)


def stands(email: str, slug: str) -> Standing:
    """Return where a user stands. RuntimeError for a stranger there."""
    found = standing_of(User.objects.get(email=email), slug)
    if found is None:
        raise RuntimeError(f"{email} has no role in {slug}")
    return found


def associations(count: int, largest: int) -> None:
    """Make associations with people, members, officials and two years of books of up to `largest` vouchers each."""
    dice = random.Random(SEED)
    for number in range(1, count + 1):
        sizes = [dice.randint(largest // 10, largest) for _ in range(2)]
        standing = _people(_association(f"Samordningsförbundet Påhitt {number}"), number)
        _board(standing)
        for data in sie_years(sizes, seed=number):
            _read_in(standing, "bokföring.se", data)


def newcomer(number: int) -> dict[str, str]:
    """Make an association without books, and a manager of it with a password."""
    association = _association(f"Nykomlingen {number}")
    email = f"chef@nykomling{number}.example"
    user = User.objects.create_user(email, PASSWORD, name="Förbundschef")
    Role.objects.make(association, user=user, name=RoleName.MANAGER, first_day=_FIRST_DAY)
    return {"slug": association.slug, "email": email, "password": PASSWORD}


def _association(name: str) -> Association:
    return make_association(name, orgnr="222000-0000", chart=Chart.BAS, second_factor=False)  # as the books have it


def _people(association: Association, number: int) -> Standing:
    """Give an association its people; nobody signs in as them, so that they need no password."""
    for role in _PEOPLE:
        user = User.objects.create_user(f"{role}@forbund{number}.example", name=f"{role.label} {number}")
        Role.objects.make(association, user=user, name=role, first_day=_FIRST_DAY)
    return stands(f"{_PEOPLE[0]}@forbund{number}.example", association.slug)


def _board(standing: Standing) -> None:
    for name, kind in _MEMBERS:
        inhabitants = 10_000 if kind == MemberKind.MUNICIPALITY else None
        save_member(standing, Member(name=name, kind=kind, inhabitants=inhabitants))
    for function in _FUNCTIONS:
        save_official(standing, Official(name=str(function.label), function=function, first_day=_FIRST_DAY))


def _read_in(standing: Standing, name: str, data: bytes) -> None:
    received = receive(standing, name, data)
    if received.upload is None:
        raise RuntimeError(str(received.found))
    confirm(standing, received.upload.pk, None)
