"""The example: an association with published figures, made-up vouchers and made-up people, filled in as users would."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from mellanrum.books.association_map import read_map
from mellanrum.composition.example import BOOKS, EARLIER, MAP, REPORTED, example
from mellanrum.web.access.models import Role, RoleName, User
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.association.models import Function, Member, MemberKind, Official
from mellanrum.web.association.services.members import save_member
from mellanrum.web.association.services.officials import save_official
from mellanrum.web.economy.imports.importing import confirm, receive
from mellanrum.web.economy.services.mapping import save_map
from mellanrum.web.economy.services.stating import read_documents, save_documents
from mellanrum.web.interventions.services.listing import STAFF_ROLES, intervention_of
from mellanrum.web.interventions.services.planning import Plan, nothing_planned, save_plan
from mellanrum.web.start.demo_follow_up import fill_follow_up
from mellanrum.web.start.demo_surveys import fill_surveys
from mellanrum.web.tenancy.models import Association, Chart, Split
from mellanrum.web.tenancy.services import make_association

SLUG = "demo"
NAME = "Finsam Degerfors/Karlskoga"
PASSWORD = "demo-mellanrum"  # noqa: S105 - the example is no secret, and is served to this machine only
_FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A user of the example."""

    name: str
    email: str
    role: RoleName
    password: str = PASSWORD


SIGN_INS = (
    SignIn("Förbundschef", "chef@demo.example", RoleName.MANAGER),
    SignIn("Ekonom", "ekonom@demo.example", RoleName.ACCOUNTANT),
    SignIn("Ordförande", "ordforande@demo.example", RoleName.CHAIR),
    SignIn("Samordnare", "samordnare@demo.example", RoleName.COORDINATOR),
    SignIn("Coach", "coach@demo.example", RoleName.COACH),
)
_OFFICIALS = (
    ("Ordförande", Function.CHAIR, "Karlskoga kommun"),
    ("Ledamot 1", Function.VICE_CHAIR, "Region Örebro län"),
    ("Ledamot 2", Function.BOARD_MEMBER, "Degerfors kommun"),
    ("Ledamot 3", Function.BOARD_MEMBER, "Försäkringskassan"),
    ("Ledamot 4", Function.BOARD_MEMBER, "Arbetsförmedlingen"),
    ("Förbundschef", Function.MANAGER, ""),
)
_PLANNED = 2025
_GRANTED = (("coachingteamet", Decimal(4_101_000)), ("mottagningsteamet", Decimal(659_000)))
"""What the budget of the year has for the area that each intervention is alone in."""


def fill() -> tuple[SignIn, ...]:
    """Fill the site with the example, unless it is there already; returns its users."""
    if not Association.objects.filter(slug=SLUG).exists():
        with transaction.atomic():
            _make()
    return SIGN_INS


def _make() -> None:
    association = make_association(
        NAME,
        slug=SLUG,
        orgnr="222000-2279",
        chart=Chart.BAS,
        split=Split.AGREEMENT,
        second_factor=False,  # so that it can be tried with a password alone
        is_demo=True,
    )
    for who in SIGN_INS:
        user = User.objects.create_user(who.email, who.password, name=who.name)
        Role.objects.make(association, user=user, name=who.role, first_day=_FIRST_DAY)
    standing = standing_of(User.objects.get(email=SIGN_INS[0].email), SLUG)
    if standing is None:
        raise RuntimeError("the example's manager has no role")
    members = {member.name: member for member in _members(standing)}
    for name, function, member in _OFFICIALS:
        save_official(
            standing,
            Official(name=name, function=function, appointed_by=members.get(member), first_day=_FIRST_DAY),
        )
    _economy(standing)
    staff = User.objects.filter(email__in=[who.email for who in SIGN_INS if who.role in STAFF_ROLES])
    fill_follow_up(standing, members["Karlskoga kommun"], tuple(staff))
    for slug, granted in _GRANTED:
        if made := intervention_of(association, slug):
            save_plan(standing, made, _PLANNED, Plan(granted), nothing_planned())
    fill_surveys(standing)


def _members(standing: Standing) -> Iterator[Member]:
    """The municipalities pay what the published report says: a quarter and three quarters of what they pay together."""
    for name, kind, share in (
        ("Försäkringskassan", MemberKind.STATE, None),
        ("Arbetsförmedlingen", MemberKind.STATE, None),
        ("Region Örebro län", MemberKind.REGION, None),
        ("Degerfors kommun", MemberKind.MUNICIPALITY, Decimal(25)),
        ("Karlskoga kommun", MemberKind.MUNICIPALITY, Decimal(75)),
    ):
        member = Member(name=name, kind=kind, agreed_share=share)
        save_member(standing, member)
        yield member


def _economy(standing: Standing) -> None:
    for name in (EARLIER, BOOKS):
        received = receive(standing, name, example(name).data)
        if received.upload is None:
            raise RuntimeError(f"the example's {name} cannot be read")
        confirm(standing, received.upload.pk, None, adopt=False)
    own, _ = read_map(example(MAP).data, MAP)
    documents, _ = read_documents(example(REPORTED).data, REPORTED)
    if own is None or not documents:
        raise RuntimeError("the example's map or figures cannot be read")
    save_map(standing, own, "Exemplets kontokarta", 0)
    save_documents(standing, documents)
