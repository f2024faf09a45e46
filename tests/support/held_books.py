"""Books that hold for an association, put in place without the pages that read them in.

hold(association, "dk2025.se", "dk2023.se", own_map=True)
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.db import transaction

from mellanrum.books.association_map import read_map
from mellanrum.books.map_forms import map_to_json
from mellanrum.composition import Source, read_source
from mellanrum.web.access.models import User
from mellanrum.web.economy.desk import changed
from mellanrum.web.economy.models import ImportedFile, Kind, MapVersion, Pointer
from mellanrum.web.tenancy.models import Association
from support.people import somebody

SIE = Path(__file__).parents[1] / "data" / "sie"
MAP = Path(__file__).parents[2] / "src" / "mellanrum" / "composition" / "example_data" / "karta.toml"
DAY = date(2026, 1, 20)


@transaction.atomic
def hold(
    association: Association, *names: str, own_map: bool = False, changed_to: Mapping[str, bytes] | None = None
) -> None:
    """Let files of tests/data/sie be the books of the years they are for, with the demo's map where that is asked.

    `changed_to` is what stands in a file instead of its content, by its name.
    """
    by = somebody("administrator", association)
    for name in names:
        hold_data(association, name, (changed_to or {}).get(name) or (SIE / name).read_bytes(), by)
    if own_map:
        read, _ = read_map(MAP.read_bytes(), MAP.name)
        assert read is not None
        MapVersion.objects.make(association, number=1, content=map_to_json(read), by=by, on=DAY)
    changed(association)


def hold_data(association: Association, name: str, data: bytes, by: User) -> None:
    """Let a file be the books of the year it is for."""
    books, _ = read_source(Source(name, data))
    assert books is not None
    year = books.period.year
    facts = {"name": name, "data": data, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    file = ImportedFile.objects.make(association, kind=Kind.BOOKS, year=year, by=by, on=DAY, **facts)
    Pointer.objects.of(association).update_or_create(
        kind=Kind.BOOKS, year=year, defaults={"file": file}, create_defaults={"association": association, "file": file}
    )
