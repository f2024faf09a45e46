"""Opening files: kinds, encodings, and what is refused before it is read."""

import struct
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mellanrum.books.sheets import Limits
from mellanrum.books.sheets.grid import Broken, Grid
from mellanrum.books.sheets.workbook import open_grids
from support.workbooks import Rows, compound, ods, ods_of, xls, xlsx

ROWS: Rows = [["Konto", "Benämning", "UB"], ["1930", "Bank å", 1234.5], [3010, None, -0.1]]
FAULTY: Rows = [["Konto", "UB"], [1930, "#DIV/0!"]]
Make = Callable[..., bytes]
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


@pytest.mark.parametrize("make", [xlsx, xls, ods, lambda sheets: xls(sheets, small=True)])
def test_workbook_of_every_kind(make: Make) -> None:
    grid = only(make({"Saldo": ROWS}))

    assert grid.sheet == "Saldo"
    assert cells(grid) == [
        ["Konto", "Benämning", "UB"],
        ["1930", "Bank å", Decimal("1234.50")],
        [Decimal(3010), "", Decimal("-0.10")],
    ]


@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_formula_that_failed_is_not_an_empty_cell(make: Make) -> None:
    grid = only(make({"Annat": ROWS, "Saldo": FAULTY}))
    assert grid.broken == {}

    (_, faulty), _ = open_grids(make({"Annat": ROWS, "Saldo": FAULTY}), "fil")
    assert faulty.at(1, 1) == Broken("#DIV/0!")


def test_formula_without_a_value_is_not_an_empty_cell() -> None:
    assert only(xlsx({"S": [["=1+1"]]})).at(0, 0) == Broken()


@pytest.mark.parametrize("make", [xlsx, xls])
def test_hidden_sheet_is_known(make: Make) -> None:
    grids, _ = open_grids(make({"A": ROWS, "B": ROWS}, hidden=["A"]), "fil")

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
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheet.broken_file"),
        (xls({"S": ROWS})[:2000], "sheet.broken_file"),
        (b"%PDF-1.7\n\x00\x01\x02", "sheet.unknown_kind"),
        (compound({"WordDocument": bytes(5000)}), "sheet.unknown_kind"),
        (compound({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(100)}), "sheet.protected"),
        (xls({"S": ROWS}, locked=True), "sheet.protected"),
        (ods_of("", manifest="<file-entry><encryption-data/></file-entry>"), "sheet.protected"),
        (b"a;b\n" * 60, "sheet.too_many_cells"),
        (b";" * 31, "sheet.too_many_cells"),
        (b'a;"' + b"x" * 99_000, "sheet.ok"),
        (xlsx({"S": [[None] * 29 + [1]] * 20}), "sheet.too_many_cells"),
        (xlsx({f"S{at}": ROWS for at in range(6)}), "sheet.too_large_unpacked"),
        (ods({f"S{at}": ROWS for at in range(6)}), "sheet.too_large_unpacked"),
        (xls({f"S{at}": ROWS for at in range(6)}), "sheet.too_large_unpacked"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    if code == "sheet.ok":
        assert open_grids(data, "fil", SMALL)[1] == ()
    else:
        assert refusal(data) == code


def package(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def sheet_of(xml: str) -> bytes:
    """The bytes of a workbook whose sheet is the XML given."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx({"S": ROWS}))) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in whole.infolist():
            content = whole.read(part)
            made.writestr(part.filename, xml.encode() if part.filename.endswith("sheet1.xml") else content)
    return out.getvalue()


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


def test_repeated_cells_are_counted_as_often_as_they_stand() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    assert refusal(ods_of(f'<table:table table:name="S">{row}</table:table>')) == "sheet.too_many_cells"


def test_repeated_empty_cells_do_not_count() -> None:
    row = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>'
    grids, findings = open_grids(ods_of(f'<table:table table:name="S">{row}</table:table>'), "fil", SMALL)
    assert (len(grids), findings) == (1, ())


def test_old_workbook_with_a_far_cell_is_refused() -> None:
    data = bytearray(xls({"S": [["x", 1]]}))
    at = data.index(struct.pack("<HHHHH", 0x203, 14, 0, 1, 0))
    data[at + 4 : at + 8] = struct.pack("<HH", 65535, 255)
    assert refusal(bytes(data)) == "sheet.too_many_cells"


def test_package_that_unpacks_to_too_much_is_refused() -> None:
    assert refusal(package({"xl/workbook.xml": " " * 500_000})) == "sheet.too_large_unpacked"


def test_package_that_understates_what_it_unpacks_to_is_refused() -> None:
    data = package({"xl/workbook.xml": "<workbook/>", "a.xml": " " * 500_000})
    lying = data.replace(struct.pack("<I", 500_000), struct.pack("<I", 10))
    assert lying != data
    assert refusal(lying) == "sheet.too_large_unpacked"


def test_package_with_too_many_parts_is_refused() -> None:
    assert refusal(package({str(at): "" for at in range(30)})) == "sheet.too_large_unpacked"


def test_entities_of_its_own_are_refused() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + WORKSHEET.format("")
    assert refusal(sheet_of(bomb)) == "sheet.broken_file"


def test_package_of_another_kind_is_refused() -> None:
    assert refusal(package({"word/document.xml": "<document/>"})) == "sheet.unknown_kind"


@settings(max_examples=300)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]))
def test_garbage_never_raises(data: bytes, head: bytes) -> None:
    open_grids(head + data, "fil", SMALL)


WHOLE = [
    *(make({"S": ROWS}) for make in (xlsx, xls, ods)),
    xls({"S": ROWS}, small=True),
    compound({"Workbook": b"x" * 9}),
]


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
