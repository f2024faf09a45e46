"""Opening files: kinds, encodings, and what is refused before it is read."""

import struct
import time
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mellanrum.books.sheets import Limits
from mellanrum.books.sheets.grid import Broken, Grid
from mellanrum.books.sheets.workbook import open_grids
from mellanrum.findings import spoken_message
from support.workbooks import Rows, xlsx

ROWS: Rows = [["Konto", "Benämning", "UB"], ["1930", "Bank å", 1234.5], [3010, None, -0.1]]
FAULTY: Rows = [["Konto", "UB"], [1930, "#DIV/0!"]]
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SMALL = Limits(file_bytes=100_000, unpacked_bytes=400_000, parts=20, rows=50, columns=30, cells=400, sheets=5)


def refusal(data: bytes, limits: Limits = SMALL) -> str:
    grids, (item,) = open_grids(data, "fil", limits)
    assert grids == ()
    return item.code


def only(data: bytes) -> Grid:
    grids, findings = open_grids(data, "fil")
    assert findings == ()
    return grids[0]


def cells(grid: Grid) -> list[list[object]]:
    return [[grid.at(row, column) for column in range(3)] for row in range(3)]


def test_workbook() -> None:
    grid = only(xlsx({"Saldo": ROWS}))

    assert grid.sheet == "Saldo"
    assert cells(grid) == [
        ["Konto", "Benämning", "UB"],
        ["1930", "Bank å", Decimal("1234.50")],
        [Decimal(3010), "", Decimal("-0.10")],
    ]


def test_workbook_with_macros_is_read_without_them() -> None:
    parts = {
        name: content.replace(b"sheet.main+xml", b"macro") for name, content in parts_of(xlsx({"S": ROWS})).items()
    }

    assert cells(only(package({**parts, "xl/vbaProject.bin": bytes(99)}))) == cells(only(xlsx({"S": ROWS})))


def test_formula_that_failed_is_not_an_empty_cell() -> None:
    (whole, faulty), _ = open_grids(xlsx({"Annat": ROWS, "Saldo": FAULTY}), "fil")

    assert whole.broken == {}
    assert faulty.at(1, 1) == Broken("#DIV/0!")


def test_formula_without_a_value_is_not_an_empty_cell() -> None:
    assert only(xlsx({"S": [["=1+1"]]})).at(0, 0) == Broken()


def test_hidden_sheet_is_known() -> None:
    grids, _ = open_grids(xlsx({"A": ROWS, "B": ROWS}, hidden=["A"]), "fil")

    assert [grid.hidden for grid in grids] == [True, False]


def test_binary_fraction_is_read_as_the_amount_it_stands_for() -> None:
    grid = only(xlsx({"S": [[0.1 + 0.2, 1234567.8900000001, 1 / 3]]}))

    assert [grid.at(0, at) for at in (0, 1)] == [Decimal("0.30"), Decimal("1234567.89")]
    assert grid.at(0, 2) == Decimal(repr(1 / 3))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_in_any_encoding_and_with_any_delimiter(encoding: str, delimiter: str, end: str) -> None:
    lines = ["Konto;Benämning;UB", '1930;"Bank å";"1 234,50"', '3010;;"-0,10"', ""]
    text = end.join(lines).replace(";", delimiter)

    grid = only(text.encode(encoding))

    assert grid.sheet is None
    assert cells(grid) == [["Konto", "Benämning", "UB"], ["1930", "Bank å", "1 234,50"], ["3010", "", "-0,10"]]


def test_text_that_states_its_delimiter() -> None:
    grid = only(b"sep=|\r\nKonto|UB;a;b;c\r\n1930|5;a;b;c\r\n")

    assert grid.text(2, 0) == "1930"


def test_comma_in_amounts_is_no_delimiter() -> None:
    grid = only(b"Konto;UB;IB\n1930;1,50;2,50\n2010;-1,50;-2,50\n")

    assert grid.text(1, 1) == "1,50"


def test_line_of_a_row_after_a_cell_with_line_breaks() -> None:
    grid = only(b'Konto;Namn\n1;"a\nb"\n2;c\n')

    assert (grid.place(2).line, grid.place(2, 1).cell) == (4, "B3")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheet.empty_file"),
        (b"x" * 100_001, "sheet.too_large"),
        (b"PK\x03\x04nothing", "sheet.broken_file"),
        (xlsx({"S": ROWS})[:-40], "sheet.broken_file"),
        (b"%PDF-1.7\n\x00\x01\x02", "sheet.unknown_kind"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "sheet.unknown_kind"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "sheet.protected"),
        (b"a;b\n" * 60, "sheet.too_many_cells"),
        (b";" * 31, "sheet.too_many_cells"),
        (b'a;"' + b"x" * 99_000, "sheet.ok"),
        (xlsx({"S": [[None] * 29 + [1]] * 20}), "sheet.too_many_cells"),
        (xlsx({f"S{at}": ROWS for at in range(6)}), "sheet.too_large_unpacked"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    if code == "sheet.ok":
        assert open_grids(data, "fil", SMALL)[1] == ()
    else:
        assert refusal(data) == code


def package(parts: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_of(xml: str) -> bytes:
    """The bytes of a workbook whose sheet is the XML given."""
    return package({**parts_of(xlsx({"S": ROWS})), "xl/worksheets/sheet1.xml": xml})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (COMPOUND + "Workbook".encode("utf-16-le"), "Excel 97–2003 (.xls)"),
        (package({"xl/workbook.bin": "", "xl/workbook.xml": "<workbook/>"}), "Excel (.xlsb)"),
        (package({"mimetype": "", "content.xml": ""}), "OpenDocument (.ods)"),
        (package({**parts_of(xlsx({"S": ROWS})), "content.xml": ""}), "OpenDocument (.ods)"),
    ],
)
def test_workbook_of_another_kind_is_refused_by_its_name(data: bytes, kind: str) -> None:
    _, (item,) = open_grids(data, "fil")

    assert (item.code, item.parameters) == ("sheet.other_workbook", {"kind": kind})
    assert spoken_message(item) == f"Filen är en arbetsbok av slaget {kind}, som inte går att läsa in."


WORKSHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def test_cell_in_the_farthest_corner_of_a_sheet_is_refused_at_once() -> None:
    far = WORKSHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    begun = time.monotonic()

    assert refusal(sheet_of(far)) == "sheet.too_many_cells"
    assert time.monotonic() - begun < 5


def test_sheet_is_looked_through_wherever_in_the_package_it_stands() -> None:
    far = WORKSHEET.format('<row r="99"><c r="A99"><v>1</v></c></row>')
    assert refusal(package({"xl/workbook.xml": "<workbook/>", "elsewhere.bin": far})) == "sheet.too_many_cells"


def test_empty_cells_with_a_format_do_not_count() -> None:
    styled = WORKSHEET.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="9999"><c r="XFD9999" s="1"/></row>')
    assert only(sheet_of(styled)).at(0, 0) == Decimal(1)


def test_package_that_unpacks_to_too_much_is_refused() -> None:
    assert refusal(package({"xl/workbook.xml": " " * 500_000})) == "sheet.too_large_unpacked"


def test_package_that_understates_what_it_unpacks_to_is_refused() -> None:
    data = package({"xl/workbook.xml": "<workbook/>", "a.xml": " " * 500_000})
    lying = data.replace(struct.pack("<I", 500_000), struct.pack("<I", 10))
    assert lying != data
    assert refusal(lying) == "sheet.too_large_unpacked"


def test_package_with_too_many_parts_is_refused() -> None:
    assert refusal(package({str(at): "" for at in range(30)})) == "sheet.too_large_unpacked"


def test_package_with_a_part_twice_is_refused() -> None:
    out = BytesIO(xlsx({"S": ROWS}))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/Worksheets/sheet1.xml", WORKSHEET.format(""))
    assert refusal(out.getvalue()) == "sheet.broken_file"


def test_entities_of_its_own_are_refused() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + WORKSHEET.format("")
    assert refusal(sheet_of(bomb)) == "sheet.broken_file"


def test_package_of_another_kind_is_refused() -> None:
    assert refusal(package({"word/document.xml": "<document/>"})) == "sheet.unknown_kind"


@settings(max_examples=300)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]))
def test_garbage_never_raises(data: bytes, head: bytes) -> None:
    open_grids(head + data, "fil", SMALL)


WHOLE = [xlsx({"S": ROWS}), xlsx({"Annat": ROWS, "Saldo": FAULTY}), COMPOUND + "Workbook".encode("utf-16-le")]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=9))
def test_damaged_file_never_raises(whole: bytes, changes: list[tuple[int, int]]) -> None:
    data = bytearray(whole)
    for at, value in changes:
        data[at % len(data)] = value
    open_grids(bytes(data), "fil", SMALL)


@given(st.sampled_from(WHOLE), st.integers(0, 10**6))
def test_cut_file_never_raises(whole: bytes, length: int) -> None:
    open_grids(whole[: length % len(whole)], "fil", SMALL)
