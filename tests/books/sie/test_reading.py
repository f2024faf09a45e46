"""Bytes into records: encodings, fields, braces, and what stays as it came."""

import pytest

from mellanrum.books.sie import Record, SieType, read_sie
from mellanrum.books.sie.encoding import decode, encoding_of
from mellanrum.books.sie.labels import LABELS, ROWS
from mellanrum.books.sie.tokens import fields_of

from .small_books import SMALL, changed, everything_said, sie

SWEDISH = "#FNAMN Åsele, Östersund och Älvdalens förbund på väg; café"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("cp437", "cp437"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
    ],
)
def test_encoding_is_told_from_the_bytes(written: str, told: str) -> None:
    decoded = decode(SWEDISH.encode(written))

    assert (decoded.text, decoded.encoding, decoded.lost) == (SWEDISH, told, 0)


@pytest.mark.parametrize("letter", "åäöÅÄÖé")
@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8"])
def test_encoding_is_told_from_one_letter(letter: str, encoding: str) -> None:
    assert decode(f"#FNAMN V{letter}st".encode(encoding)).text == f"#FNAMN V{letter}st"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"#FNAMN Vast", "cp437"),
        (b"", "cp437"),
        (b"#FNAMN \xfe\xfd", "cp437"),
        ("#KONTO 1 Förråd på väg".encode("cp437") + b" \xf6", "cp437"),
        ("#KONTO 1 Förråd på väg".encode() + b" \x94", "utf-8"),
    ],
    ids=["ascii", "empty", "nothing tells", "one stray letter in CP437", "one stray letter in UTF-8"],
)
def test_encoding_where_bytes_are_few_or_mixed(data: bytes, told: str) -> None:
    assert encoding_of(data) == told


def test_encoding_of_a_file_cut_inside_a_letter() -> None:
    decoded = decode("#FNAMN Väst Å".encode()[:-1])

    assert (decoded.text, decoded.encoding, decoded.lost) == ("#FNAMN Väst ", "utf-8", 0)


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (' 1930 "Bank"', ("1930", "Bank")),
        ("\t1930\t\tBank", ("1930", "Bank")),
        (' "" "" a', ("", "", "a")),
        (r' "Vägen \"in\""', ('Vägen "in"',)),
        (r' "C:\böcker\2023"', (r"C:\böcker\2023",)),
        (r' "C:\\böcker\\2023"', (r"C:\böcker\2023",)),
        (r' "C:\böcker\"', ("C:\\böcker\\",)),
        (r" C:\böcker\ b", ("C:\\böcker\\", "b")),
        (' 4010 {1 "10" "6" P2} -5', ("4010", ("1", "10", "6", "P2"), "-5")),
        (" 4010 {} -5", ("4010", (), "-5")),
        (" 4010 { } -5", ("4010", (), "-5")),
        (" 4010{}-5", ("4010", (), "-5")),
        (' 4010 {1 "a}b"} -5 "{"', ("4010", ("1", "a}b"), "-5", "{")),
        (' "a{b" c', ("a{b", "c")),
        (' {1 2} x {6 "P 2"}', (("1", "2"), "x", ("6", "P 2"))),
        (" a\u00a0b c", ("a\u00a0b", "c")),
        (' "a\tb"', ("a\tb",)),
        ("", ()),
    ],
)
def test_fields_of_a_line(line: str, fields: tuple[object, ...]) -> None:
    assert fields_of(line) == (fields, True)


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (' 1930 "Bank', ("1930", "Bank")),
        (' 1684 "Fordringar hos leverant"r"', ("1684", 'Fordringar hos leverant"r')),
        (" 4010 {1 10", ("4010", ("1", "10"))),
        (" 4010 1 10} -5", ("4010", "1", "10", "}", "-5")),
        (" {1 {2} 3", (("1", "2"), "3")),
    ],
)
def test_fields_of_a_line_that_is_not_closed(line: str, fields: tuple[object, ...]) -> None:
    assert fields_of(line) == (fields, False)


def test_read_keeps_unknown_records_surplus_fields_and_blank_lines() -> None:
    text = '#FLAGGA 0 x "y z"\n\n#NYTT {a} 1\n{\n#RAD 1\n}\n#RAR 0 20230101 20231231\n#KONTO 1930 Bank\n'

    assert sie(text).records == (
        Record("FLAGGA", ("0", "x", "y z")),
        Record("", ("",)),
        Record("NYTT", (("a",), "1"), (Record("RAD", ("1",)),)),
        Record("RAR", ("0", "20230101", "20231231")),
        Record("KONTO", ("1930", "Bank")),
    )


def test_read_knows_where_each_record_stood() -> None:
    file = sie(SMALL)

    voucher = file.all("VER")[1]
    assert (voucher.line, [row.line for row in voucher.rows or ()]) == (42, [44, 45])
    assert file.raw(voucher) == '#VER A 2 20230215 "Faktura, \\"Vägen in\\""'
    assert file.raw((voucher.rows or ())[0]) == '   #TRANS 4010 {1 "20"} 400.00 20230216 "Vägen in"'


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_read_any_line_break(newline: str) -> None:
    assert sie(SMALL.replace("\n", newline)) == sie(SMALL)


def test_read_labels_in_small_letters() -> None:
    assert sie(SMALL.replace("#KONTO", "#konto")) == sie(SMALL)


def test_read_brace_on_the_vouchers_own_line() -> None:
    assert sie(SMALL.replace('"Bidrag"\n{', '"Bidrag" {')) == sie(SMALL)


def test_read_voucher_row_by_row_or_whole_is_the_same() -> None:
    """An escape in the text of a row makes the reader put the voucher together field by field."""
    plain, escaped = sie(SMALL), sie(changed(('"Vägen in"\n   #TRANS', '"V\\ägen in"\n   #TRANS')))

    rows = [list(file.all("VER")[1].rows or ()) for file in (plain, escaped)]
    assert rows[0][1:] == rows[1][1:]
    assert rows[1][0].fields == ("4010", ("1", "20"), "400.00", "20230216", "V\\ägen in")


def test_read_dos_end_of_file() -> None:
    assert everything_said(SMALL + "\x1a") == everything_said(SMALL)


def test_read_decimal_comma_is_read_as_a_point() -> None:
    found, _ = read_sie(changed(("150.50", "150,50")).encode("cp437"))

    assert found is not None
    assert found.all("UB")[0].fields == ("0", "1930", "150,50")


SPECIFIED = """
ADRESS BKOD BTRANS DIM ENHET FLAGGA FNAMN FNR FORMAT FTYP GEN IB KONTO KPTYP KSUMMA KTYP OBJEKT OIB OMFATTN ORGNR OUB
PBUDGET PROGRAM PROSA PSALDO RAR RES RTRANS SIETYP SRU TAXAR TRANS UB UNDERDIM VALUTA VER
"""


def test_labels_are_those_of_the_specification() -> None:
    assert sorted(LABELS) == SPECIFIED.split()


def test_labels_vouchers_are_for_type_4_alone() -> None:
    four = {SieType.FOUR_E, SieType.FOUR_I}

    assert {name for name, label in LABELS.items() if label.types <= four} == {"VER", *ROWS}
    assert {name for name, label in LABELS.items() if SieType.FOUR_I not in label.types} == {
        *("IB", "UB", "RES", "OIB", "OUB", "PSALDO", "PBUDGET", "OMFATTN"),
    }
