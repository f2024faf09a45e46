"""Books and people at an association's desk, for the tests of what is edited there.

The books are small: a member's contribution, a manager's salary, interest, a bank account, and an account 2199 that
no chart knows.
"""

from django.db import transaction
from django.test import Client
from django.urls import reverse

from mellanrum.books.association_map import Area, AssociationMap
from mellanrum.web.access.models import User
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.economy.desk import changed
from mellanrum.web.tenancy.models import Association
from support.held_books import hold_data
from support.people import somebody

UNMAPPED = "2199"
ADMINISTRATION = Area(key="cc_10", label="Administration", kind="administration", cost_centres=("10",))
STRUCTURE = Area(key="struktur", label="Struktur", kind="structural", cost_centres=("20",))
AREAS = AssociationMap(area=(ADMINISTRATION, STRUCTURE))


def sie(year: int = 2025, *, extra: str = "") -> bytes:
    """Write a year of books as SIE, with an unmapped account."""
    return f"""#FLAGGA 0
#PROGRAM "Prov" 1
#FORMAT PC8
#GEN {year}1231
#SIETYP 4
#FNAMN "Prov"
#RAR 0 {year}0101 {year}1231
#RAR -1 {year - 1}0101 {year - 1}1231
#DIM 1 "Kostnadsst\xe4lle"
#OBJEKT 1 "10" "Administration"
#OBJEKT 1 "20" "Strukturinsatser"
#KONTO 1930 "Bank"
#KONTO 2010 "Eget kapital"
#KONTO 2199 "Avsatt"
#KONTO 3010 "Bidrag staten"
#KONTO 7010 "L\xf6n"
{extra}#IB 0 1930 500.00
#IB 0 2010 -500.00
#UB -1 1930 500.00
#UB -1 2010 -500.00
#RES -1 3010 -900.00
#RES -1 7010 400.00
#UB 0 1930 800.00
#UB 0 2010 -500.00
#UB 0 2199 -100.00
#RES 0 3010 -1000.00
#RES 0 7010 800.00
#OBJEKT 6 "P1" "ESF"
#VER A 1 {year}0115 "Bidrag"
{{
#TRANS 3010 {{}} -1000.00
#TRANS 1930 {{}} 1000.00
}}
#VER A 2 {year}0215 "L\xf6n"
{{
#TRANS 7010 {{1 "10"}} 800.00
#TRANS 1930 {{}} -800.00
}}
#VER A 3 {year}0315 "Avsatt"
{{
#TRANS 2199 {{}} -100.00
#TRANS 1930 {{}} 100.00
}}
""".encode("cp437")


@transaction.atomic
def books_held(association: Association, year: int = 2025, data: bytes | None = None) -> None:
    """Let a file be the books that hold for a year; the small ones where no other is given."""
    hold_data(association, f"{year}.se", sie(year) if data is None else data, somebody("manager", association))
    changed(association)


def standing_at(user: User, association: Association) -> Standing:
    """Return where somebody stands; they have a role there."""
    standing = standing_of(user, association.slug)
    assert standing is not None
    return standing


def keeper(association: Association) -> Standing:
    """Return a manager's standing."""
    return standing_at(somebody("manager", association), association)


def signed_in(role: str, association: Association) -> Client:
    """Return the browser of somebody with a role, signed in."""
    client = Client()
    client.force_login(somebody(role, association))
    return client


def page_of(association: Association, route: str, *args: object) -> str:
    """Return the address of a page of the association's economy."""
    return reverse(f"economy:{route}", args=[association.slug, *args])
