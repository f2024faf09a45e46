"""The services of reading in: what comes, waits, holds and is taken back."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pytest_django.fixtures import Settings

from mellanrum.books.sheets import ColumnMap, Columns, write_template
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.association.models import FinancialYear
from mellanrum.web.economy.desk import changes
from mellanrum.web.economy.imports.arriving import clean_name, contents_of
from mellanrum.web.economy.imports.importing import (
    Gone,
    Moved,
    Question,
    Received,
    Same,
    Unanswered,
    Unreadable,
    cancel,
    confirm,
    receive,
    set_columns,
    undo,
    upload_of,
    waiting,
)
from mellanrum.web.economy.models import ImportedFile, Kind, Move, Pointer, Upload
from mellanrum.web.economy.opening import open_year
from mellanrum.web.tenancy.models import Association
from support.books import sie
from support.people import somebody
from support.tables import workbook

BALANCE = "Konto;Benämning;IB 2025;UB 2025\n1930;Bank;100;150\n2060;Eget kapital;-100;-100\n3010;Bidrag;0;-50\n"
PLAN = "Budget 2025;\nKonto;Belopp\n3010;-50\n4010;50\n"


def stands(association: Association, role: str = "manager") -> Standing:
    standing = standing_of(somebody(role, association), association.slug)
    assert standing is not None
    return standing


@pytest.fixture
def manager(association: Association) -> Standing:
    return stands(association)


def come(standing: Standing, data: bytes, name: str = "bok.se") -> Upload:
    upload = receive(standing, name, data).upload
    assert upload is not None
    return upload


def read_in(standing: Standing, data: bytes, name: str = "bok.se") -> ImportedFile:
    upload = come(standing, data, name)
    return confirm(standing, upload.pk, upload.expected_id)


def holds(association: Association, year: int = 2025, kind: str = Kind.BOOKS) -> int | None:
    pointer = Pointer.objects.of(association).filter(kind=kind, year=year).first()
    return pointer.file_id if pointer else None


def codes(received: Received) -> list[tuple[str, int | None]]:
    return [(item.code, item.place.line) for item in received.found]


def test_file_that_comes_waits_and_changes_nothing(manager: Standing) -> None:
    upload = come(manager, sie())

    assert (upload.kind, upload.name, upload.year, upload.expected) == (Kind.BOOKS, "bok.se", 2025, None)
    assert list(waiting(manager.association, manager.day)) == [upload]
    assert (holds(manager.association), changes(manager.association)) == (None, 0)


def test_confirmed_file_holds_as_it_came(manager: Standing) -> None:
    made = read_in(manager, sie())

    move = Move.objects.get()
    assert (move.before, move.after, move.is_undo, move.by) == (None, made, False, manager.user)
    assert holds(manager.association) == made.pk
    assert bytes(ImportedFile.objects.get().data) == sie()
    assert Upload.objects.count() == 0
    assert changes(manager.association) == 1
    assert FinancialYear.objects.of(manager.association).get().year == 2025
    year = open_year(manager.association, 2025)
    assert year is not None
    assert year.opened.books.years[0].closing["1930"] == Decimal(150)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"hej", "bok.se", [("sie.not_sie", None)]),
        (b"", "bok.se", [("sie.empty", None)]),
        (b"#FLAGGA 0\r\n#RAR 0 20250101 20251231\r\n", "bok.se", [("sie.no_accounts", None)]),
        (b'#FLAGGA 0\r\n#KONTO 1930 "Bank"\r\n', "bok.se", [("sie.no_year", None)]),
        (b"#FLAGGA 0\r\n", "bok.se", [("sie.no_accounts", None), ("sie.no_year", None)]),
        (
            sie()
            .replace(b"#UB 0 1930 150.00", b"#UB 0 1930 1e999999")
            .replace(b"#RES 0 4010 950.00", b"#RES 0 4010 x"),
            "bok.se",
            [("sie.not_an_amount", 15), ("sie.not_an_amount", 18)],
        ),
        (b"", "saldo.csv", [("sheet.empty_file", None)]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "saldo.xls", [("sheet.unknown_kind", None)]),
        (BALANCE.replace("150", "1e999999").encode(), "saldo.csv", [("sheet.not_an_amount", 2)]),
        (b"x" * 5001, "bok.se", [("sie.too_large", None)]),
    ],
    ids=[
        "not-sie",
        "empty",
        "no-accounts",
        "no-year",
        "two-faults",
        "no-amounts",
        "empty-table",
        "old",
        "cell",
        "large",
    ],
)
def test_file_that_cannot_be_read_is_refused_and_nothing_is_kept(
    manager: Standing, settings: Settings, data: bytes, name: str, expected: list[tuple[str, int | None]]
) -> None:
    settings.LARGEST_FILE = 5000

    received = receive(manager, name, data)

    errors = [(item.code, item.place.line) for item in received.found if item.severity == "error"]
    assert (received.upload, errors) == (None, expected)
    assert (Upload.objects.count(), ImportedFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        (sie(), set()),
        (
            sie({"1930": ("Bank", 151)}).replace(b"#TRANS 1930 {} 51.00", b"#TRANS 1930 {} 50.00"),
            {"sie.closing_unbalanced", "sie.ub_differs"},
        ),
        (sie({"1930": ("Bank", 151)}), {"sie.closing_unbalanced", "sie.unbalanced_voucher"}),
        (
            sie().replace(b"#IB 0 1930 100.00", b"#IB 0 1930 90.00"),
            {"sie.opening_unbalanced", "sie.ub_differs"},
        ),
        (sie().replace(b'#KONTO 4010 "Insatser"\r\n', b""), {"sie.undeclared_account"}),
        (sie().replace(b"#FLAGGA 0\r\n", b"#FLAGGA 0\r\n#KSUMMA\r\n") + b"#KSUMMA 1\r\n", {"sie.checksum"}),
        (sie().removesuffix(b"}\r\n"), {"sie.block_cut"}),
        (sie() + b"#NYTT 1\r\n", {"sie.unknown_label"}),
        (sie().replace(b'"Finsam Prov"', b"Finsam Prov"), {"sie.unquoted"}),
        (sie().replace(b"#PROGRAM Prov 1", b"#PROGRAM Prov"), {"sie.field_missing", "sie.program_version"}),
        (sie({"1930": ("Bank på kontot", 150)}).decode("cp437").encode("utf-8"), {"sie.encoding"}),
    ],
    ids=[
        "only-this-year",
        "closing",
        "voucher",
        "opening",
        "no-konto",
        "checksum",
        "cut",
        "unknown-label",
        "unquoted",
        "no-version",
        "utf-8",
    ],
)
def test_file_that_is_only_odd_is_read_in_with_findings(manager: Standing, odd: bytes, expected: set[str]) -> None:
    received = receive(manager, "bok.se", odd)

    assert {code for code, _ in codes(received)} == expected | {"sie.no_previous_year"}
    assert received.upload is not None
    assert confirm(manager, received.upload.pk, None).year == 2025


def test_another_number_is_asked_about(manager: Standing) -> None:
    Association.objects.update(orgnr="222000-1230")
    manager.association.refresh_from_db()
    upload = come(manager, sie())

    with pytest.raises(Unanswered):
        confirm(manager, upload.pk, None)
    assert holds(manager.association) is None

    made = confirm(manager, upload.pk, None, [Question.OTHER_NUMBER])
    assert holds(manager.association) == made.pk


@pytest.mark.parametrize(
    ("ours", "theirs", "asked"),
    [
        ("", "", [Question.OTHER_NAME]),
        ("", "222000-2279", [Question.OTHER_NAME]),
        ("222000-2279", "", [Question.OTHER_NAME]),
        ("222000-2279", "16222000-2279", []),
        ("222000-1230", "222000-2279", [Question.OTHER_NUMBER]),
    ],
)
def test_file_in_another_name_is_asked_about_unless_the_number_tells(
    manager: Standing, ours: str, theirs: str, asked: list[Question]
) -> None:
    Association.objects.update(orgnr=ours)
    manager.association.refresh_from_db()
    upload = come(manager, sie(orgnr=theirs, name="Samordningsförbundet Annat"))
    if asked:
        with pytest.raises(Unanswered):
            confirm(manager, upload.pk, None)

    assert confirm(manager, upload.pk, None, asked).pk == holds(manager.association)


def test_closed_year_is_asked_about(manager: Standing) -> None:
    FinancialYear.objects.make(manager.association, year=2025, is_open=False)
    upload = come(manager, sie())

    with pytest.raises(Unanswered):
        confirm(manager, upload.pk, None, [Question.OTHER_NUMBER])
    confirm(manager, upload.pk, None, [Question.CLOSED_YEAR])

    assert not FinancialYear.objects.get().is_open


def test_books_give_the_association_its_number_once(manager: Standing) -> None:
    upload = come(manager, sie())
    confirm(manager, upload.pk, None, adopt=True)
    manager.association.refresh_from_db()

    assert manager.association.orgnr == "222000-2279"


def test_accountant_does_not_give_the_association_a_number(association: Association) -> None:
    accountant = stands(association, "accountant")
    upload = come(accountant, sie())
    confirm(accountant, upload.pk, None, adopt=True)
    association.refresh_from_db()

    assert association.orgnr == ""


def test_two_files_of_different_years_wait_by_themselves(manager: Standing) -> None:
    one, other = come(manager, sie()), come(manager, sie(year=2024), "forra.se")
    confirm(manager, one.pk, None)

    assert list(waiting(manager.association, manager.day)) == [other]
    assert (holds(manager.association, 2025) is None, holds(manager.association, 2024)) == (False, None)


def test_somebody_before_is_told_and_nothing_is_lost(manager: Standing, association: Association) -> None:
    accountant = stands(association, "accountant")
    mine, theirs = come(manager, sie({"1930": ("Bank", 151)})), come(accountant, sie())
    made = confirm(accountant, theirs.pk, None)

    with pytest.raises(Moved) as moved:
        confirm(manager, mine.pk, None)

    assert moved.value.move is not None
    assert (moved.value.move.by, moved.value.move.after) == (accountant.user, made)
    assert list(waiting(association, manager.day)) == [mine]
    assert confirm(manager, mine.pk, made.pk).pk == holds(association)


def test_same_file_confirmed_twice_is_one_import(manager: Standing) -> None:
    upload = come(manager, sie())
    confirm(manager, upload.pk, None)

    with pytest.raises(Gone):
        confirm(manager, upload.pk, None)
    assert (ImportedFile.objects.count(), Move.objects.count()) == (1, 1)


def test_same_file_sent_twice_waits_once(manager: Standing) -> None:
    assert come(manager, sie()) == come(manager, sie())


def test_same_file_by_two_people_is_one_import(manager: Standing, association: Association) -> None:
    accountant = stands(association, "accountant")
    mine, theirs = come(manager, sie()), come(accountant, sie())
    made = confirm(manager, mine.pk, None)

    with pytest.raises(Moved):
        confirm(accountant, theirs.pk, None)
    with pytest.raises(Same):
        confirm(accountant, theirs.pk, made.pk)
    assert ImportedFile.objects.count() == 1


def test_undo_gives_the_file_before_and_undo_of_it_the_later(manager: Standing) -> None:
    first, second = read_in(manager, sie()), read_in(manager, sie({"1930": ("Bank", 151)}))

    undo(manager, Move.objects.get(after=second).pk)
    assert holds(manager.association) == first.pk

    undo(manager, Move.objects.get(is_undo=True).pk)
    assert holds(manager.association) == second.pk
    assert [(m.before, m.after, m.is_undo) for m in Move.objects.order_by("id")] == [
        (None, first, False),
        (first, second, False),
        (second, first, True),
        (first, second, True),
    ]
    assert changes(manager.association) == 4


def test_undo_of_the_first_file_leaves_the_year_without_books(manager: Standing) -> None:
    made = read_in(manager, sie())
    undo(manager, Move.objects.get(after=made).pk)

    assert (holds(manager.association), open_year(manager.association, 2025)) == (None, None)


def test_undo_once_more_or_of_an_earlier_move_changes_nothing(manager: Standing) -> None:
    read_in(manager, sie())
    read_in(manager, sie({"1930": ("Bank", 151)}))
    first, second = Move.objects.order_by("id")
    undo(manager, second.pk)
    before = changes(manager.association)

    for move in (first, second):
        with pytest.raises(Moved):
            undo(manager, move.pk)
    assert changes(manager.association) == before


def test_undo_in_another_association_is_not_there(manager: Standing) -> None:
    read_in(manager, sie())
    other = stands(Association.objects.create(slug="annat", name="Annat"))

    with pytest.raises(Gone):
        undo(other, Move.objects.get().pk)


def test_cancelled_file_is_gone(manager: Standing) -> None:
    upload = come(manager, sie())

    assert cancel(manager, upload.pk) == "bok.se"
    for again in (cancel, upload_of):
        with pytest.raises(Gone):
            again(manager, upload.pk)


def test_file_nobody_confirmed_is_removed_after_a_week(manager: Standing) -> None:
    upload = come(manager, sie())
    later = replace(manager, day=manager.day + timedelta(days=7))
    assert upload_of(later, upload.pk) == upload

    too_late = replace(manager, day=manager.day + timedelta(days=8))
    with pytest.raises(Gone):
        confirm(too_late, upload.pk, None)
    come(too_late, sie(year=2024))
    assert not Upload.objects.filter(pk=upload.pk).exists()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("C:\\x\\y.se", "y.se"),
        ("../../x", "x"),
        ("/etc/passwd/", "passwd"),
        ("bok\x00\x1f\u202e\n.se", "bok .se"),
        ("a\u0308rende.se", "ärende.se"),
        ("", "fil"),
        ("..", "fil"),
        ("å" * 300 + ".se", "å" * 197 + ".se"),
        ("bok." + "x" * 300, "bok." + "x" * 196),
    ],
)
def test_name_of_a_file_is_only_its_name(given: str, expected: str) -> None:
    assert clean_name(given) == expected


def test_budget_waits_for_its_books(manager: Standing) -> None:
    made = read_in(manager, PLAN.encode(), "plan.csv")
    assert (made.kind, made.year, open_year(manager.association, 2025)) == (Kind.BUDGET, 2025, None)

    read_in(manager, sie())

    year = open_year(manager.association, 2025)
    assert year is not None
    assert [(row.account, row.amount) for row in year.opened.books.years[0].budget] == [
        ("3010", Decimal(-50)),
        ("4010", Decimal(50)),
    ]
    assert not FinancialYear.objects.exclude(year=2025).exists()


def test_trial_balance_is_read_as_its_columns_were_understood(manager: Standing) -> None:
    made = read_in(manager, BALANCE.encode(), "saldo.csv")

    assert made.columns.splitlines()[-4:] == [
        'account = "Konto"',
        'name = "Benämning"',
        'opening = "IB 2025"',
        'closing = "UB 2025"',
    ]


def test_table_nobody_understands_waits_for_somebody_to_say(manager: Standing) -> None:
    upload = come(manager, b"Nummer;Kronor\n1930;50\n3010;-50\n", "tabell.csv")
    assert (upload.year, contents_of(upload).is_readable) == (None, False)
    with pytest.raises(Unreadable):
        confirm(manager, upload.pk, None)

    said = ColumnMap(header_row=1, year=2025, columns=Columns(account="Nummer", closing="Kronor"))
    set_columns(manager, upload.pk, Kind.BOOKS, said)

    assert confirm(manager, upload.pk, None).year == 2025


def test_confirmed_columns_are_used_for_the_next_table_with_the_same_headings(manager: Standing) -> None:
    first = come(manager, b"Nummer;Kronor\n1930;50\n3010;-50\n", "tabell.csv")
    said = ColumnMap(header_row=1, year=2025, columns=Columns(account="Nummer", closing="Kronor"))
    set_columns(manager, first.pk, Kind.BOOKS, said)
    confirm(manager, first.pk, None)

    second = come(manager, b"Saldon 2026;\nNummer;Kronor\n1930;60\n3010;-60\n", "tabell.csv")

    assert (second.year, contents_of(second).is_readable) == (2026, True)


def test_table_of_another_kind_is_understood_anew(manager: Standing) -> None:
    upload = come(manager, b"Konto;2025\n3010;-50\n4010;50\n", "plan.csv")
    assert upload.kind == Kind.BOOKS

    set_columns(manager, upload.pk, Kind.BUDGET, ColumnMap(year=2025))
    upload = upload_of(manager, upload.pk)

    assert (upload.kind, len(contents_of(upload).rows)) == (Kind.BUDGET, 2)


def test_empty_template_waits_but_cannot_be_read(manager: Standing) -> None:
    upload = come(manager, write_template("trial_balance", "xlsx"), "mall 2025.xlsx")

    assert not contents_of(upload).is_readable


def test_workbook_bomb_is_refused_with_a_sentence(manager: Standing) -> None:
    wide = workbook("Konto | UB 2025\n1930 | 1\n")
    grown = _with_far_cell(wide)

    assert codes(receive(manager, "bomb.xlsx", grown)) == [("sheet.too_many_cells", None)]


def _with_far_cell(data: bytes) -> bytes:
    from io import BytesIO  # noqa: PLC0415 - for this one alone

    from openpyxl import load_workbook  # noqa: PLC0415 - as above

    book = load_workbook(BytesIO(data))
    book.worksheets[0]["XFD1048576"] = 1
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_day_of_an_import_is_that_of_who_stands_there(manager: Standing) -> None:
    made = read_in(replace(manager, day=date(2026, 2, 3)), sie())

    assert made.on == date(2026, 2, 3)
