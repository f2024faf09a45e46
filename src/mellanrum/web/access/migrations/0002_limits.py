from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_table(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # The table that CACHES names, in which the limits on sign-in count; the command makes it unless it is there.
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE access_limits")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(make_table, drop_table)]
