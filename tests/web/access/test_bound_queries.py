"""Every statement about rows that associations own names the association, in every page of the site."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from mellanrum.web.access.models import User
from mellanrum.web.start.demo import SIGN_INS, fill
from mellanrum.web.tenancy.models import Association, Owned
from support.routes import routes
from support.walking import ARGUMENTS
from support.walking_rows import rows_to_walk

pytestmark = pytest.mark.django_db

OWNED = {model._meta.db_table for model in apps.get_models() if issubclass(model, Owned)}
# The few that name no association, with the column that binds them instead, and why.
EXCEPTIONS = {
    ("access_role", "user_id"),  # the user's own roles: which associations there are to go to
    ("access_invitation", "secret_hash"),  # a link says nothing but its secret: it leads to the association
    ("access_passwordlink", "secret_hash"),  # as an invitation
    ("surveys_survey", "address"),  # whoever answers has a link that says nothing but its random word
}


def unbound(sql: str) -> list[str]:
    """The tables of associations that a statement reads or changes without naming one."""
    named = [table for table in sorted(OWNED) if f'"{table}"' in sql]
    if sql.startswith("INSERT"):
        return [table for table in named if '"association_id"' not in sql]
    _, _, where = sql.partition(" WHERE ")
    if re.search(r'"association_id" (=|IN) ', where):
        return []
    return [table for table in named if not any(t == table and f'"{c}" = ' in where for t, c in EXCEPTIONS)]


@contextmanager
def watched() -> Iterator[list[str]]:
    """Write down the statements that name no association."""
    found: list[str] = []

    def look(execute: Callable[..., Any], sql: str, params: object, many: bool, context: object) -> object:
        if unbound(sql):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ('SELECT "access_role"."id" FROM "access_role" WHERE "access_role"."id" = 1', ["access_role"]),
        ('SELECT "access_role"."association_id" FROM "access_role"', ["access_role"]),
        ('SELECT "access_role"."id" FROM "access_role" WHERE "access_role"."association_id" = 1', []),
        ('SELECT "access_role"."id" FROM "access_role" WHERE "access_role"."user_id" = 1', []),
        ('UPDATE "access_invitation" SET "used_on" = 1 WHERE "access_invitation"."id" = 1', ["access_invitation"]),
        ('DELETE FROM "economy_comment" WHERE "economy_comment"."id" IN (1)', ["economy_comment"]),
        ('SELECT 1 FROM "tenancy_association" WHERE "tenancy_association"."slug" = 1', []),
    ],
)
def test_unbound_statement_is_found(sql: str, tables: list[str]) -> None:
    assert unbound(sql) == tables


def test_every_page_names_the_association_in_what_it_asks_the_database() -> None:
    fill()
    association = Association.objects.get()
    manager = User.objects.get(email=SIGN_INS[0].email)
    arguments = ARGUMENTS | rows_to_walk(manager, association)
    client = Client(raise_request_exception=False)
    client.force_login(manager)

    with watched() as found:
        answers = {route.name: client.get(route.url(arguments)).status_code for route in routes()}

    assert found == []
    assert [name for name, status in answers.items() if status >= 500] == []
    assert sum(status == 200 for status in answers.values()) > 60
