"""Associations with follow-up for the tests of statistics."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.start.demo_follow_up import fill_follow_up
from mellanrum.web.tenancy.models import Association
from support.people import somebody

DAY = date(2026, 3, 2)


def standing_in(association: Association, role: str = "manager") -> Standing:
    """Return where somebody with a role stands."""
    standing = standing_of(somebody(role, association), association.slug)
    assert standing
    return standing


def followed_up(association: Association) -> Association:
    """Fill an association with the example's follow-up."""
    members = {}
    for name, kind, share in (
        ("Försäkringskassan", MemberKind.STATE, None),
        ("Arbetsförmedlingen", MemberKind.STATE, None),
        ("Region Örebro län", MemberKind.REGION, None),
        ("Degerfors kommun", MemberKind.MUNICIPALITY, Decimal(25)),
        ("Karlskoga kommun", MemberKind.MUNICIPALITY, Decimal(75)),
    ):
        members[name] = Member.objects.make(association, name=name, kind=kind, agreed_share=share)
    fill_follow_up(standing_in(association), members["Karlskoga kommun"], ())
    return association


@pytest.fixture
def dk(association: Association) -> Association:
    """Return an association with the example's follow-up."""
    return followed_up(association)


@pytest.fixture
def manager(dk: Association, client: Client) -> Client:
    """Return a client signed in as its manager."""
    client.force_login(somebody("manager", dk))
    return client
