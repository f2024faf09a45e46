import pytest
from django.db import DatabaseError, connection, transaction

from mellanrum.web.economy.models import ImportedFile, Kind, Unchangeable
from mellanrum.web.tenancy.models import Association
from support.people import somebody


@pytest.fixture
def file(association: Association) -> ImportedFile:
    return a_file(association)


def a_file(association: Association) -> ImportedFile:
    about = {"kind": Kind.BOOKS, "name": "bok.se", "data": b"#FLAGGA 0", "size": 9, "sha256": "0" * 64, "year": 2025}
    made: ImportedFile = ImportedFile.objects.make(
        association, **about, by=somebody("manager", association), on="2026-01-20"
    )
    return made


def refused(statement: str, *values: str | int | bytes) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        assert "never changed or removed" in str(error)  # noqa: PT017 - both databases say it among words of their own
        return True
    return False


def test_imported_file_is_refused_to_be_saved_or_removed_again(file: ImportedFile) -> None:
    file.name = "annat.se"

    with pytest.raises(Unchangeable):
        file.save()
    with pytest.raises(Unchangeable):
        file.delete()


@pytest.mark.parametrize("column", ["data", "name", "year", "association_id", "columns"])
def test_database_itself_refuses_to_change_an_imported_file(file: ImportedFile, column: str) -> None:
    values: dict[str, str | int | bytes] = {"data": b"", "name": "", "year": 1, "association_id": 1, "columns": ""}

    assert refused(f"UPDATE economy_importedfile SET {column} = %s WHERE id = %s", values[column], file.pk)  # noqa: S608 - the columns stand above


def test_database_itself_refuses_to_remove_an_imported_file(file: ImportedFile) -> None:
    assert refused("DELETE FROM economy_importedfile WHERE id = %s", file.pk)


def test_database_refuses_what_goes_past_the_model(file: ImportedFile, association: Association) -> None:
    for attempt in (
        lambda: ImportedFile.objects.filter(pk=file.pk).update(name="annat.se"),
        lambda: ImportedFile.objects.filter(pk=file.pk).delete(),
        association.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()

    assert ImportedFile.objects.get().name == "bok.se"


@pytest.mark.django_db(transaction=True)
def test_database_still_refuses_after_tests_that_emptied_it() -> None:
    file = a_file(Association.objects.create(slug="prov", name="Prov"))

    assert refused("DELETE FROM economy_importedfile WHERE id = %s", file.pk)
