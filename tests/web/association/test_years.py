from django.test import Client

from mellanrum.web.association.services import remember_year
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.people import somebody


def test_years_page_queries_do_not_grow(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))
    url = f"/f/{association.slug}/forbund/ar/"
    remember_year(association, 2025)
    with_one = queries_of(client, url)
    for year in (2023, 2024):
        remember_year(association, year)

    assert queries_of(client, url) == with_one
