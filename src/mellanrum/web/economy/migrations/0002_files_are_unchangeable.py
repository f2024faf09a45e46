"""The database itself refuses to change or remove a file that has been read in.

SQLite drops the triggers of a table that a later migration remakes: that migration must put them back, and
tests/web/economy/test_import_unchangeable.py fails until it does.
"""

from typing import Any

from django.db import migrations

TABLE = "economy_importedfile"
SAID = "a file that has been read in is never changed or removed"
SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_{event} BEFORE {event} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    for event in ("update", "delete")
]
SQLITE_BACK = [f"DROP TRIGGER IF EXISTS {TABLE}_no_{event}" for event in ("update", "delete")]
POSTGRESQL = [
    f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE TRIGGER {TABLE}_unchangeable BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
]
POSTGRESQL_BACK = [
    f"DROP TRIGGER IF EXISTS {TABLE}_unchangeable ON {TABLE}",
    f"DROP FUNCTION IF EXISTS {TABLE}_refuse()",
]
STATEMENTS = {"sqlite": (SQLITE, SQLITE_BACK), "postgresql": (POSTGRESQL, POSTGRESQL_BACK)}


def refuse(apps: Any, schema_editor: Any) -> None:
    for statement in STATEMENTS[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement)


def allow(apps: Any, schema_editor: Any) -> None:
    for statement in STATEMENTS[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("economy", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
