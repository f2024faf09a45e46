"""Telling what kind of file books are in."""

import pytest

from mellanrum.books.opening import is_sie, read_books


@pytest.mark.parametrize(
    ("data", "file", "sie"),
    [
        (b"#FLAGGA 0\r\n", "bok.se", True),
        (b"\r\n  #flagga\t0\r\n", "bok.txt", True),
        (b"#PROGRAM x\n#KONTO 1930 Bank\n", "bok", True),
        ("#FLAGGA 0\n".encode("utf-16"), "bok", True),
        (b"\xef\xbb\xbf#FLAGGA 0\n", "bok.se", True),
        (b"hej", "bok.SI", True),
        (b"", "bok.sie", True),
        (b"Konto;Saldo\n1930;5\n", "saldo.csv", False),
        (b"#KONTO;Saldo\n1930;5\n", "saldo.csv", False),
        (b"PK\x03\x04", "saldo.xlsx", False),
        (b"", "saldo.csv", False),
    ],
)
def test_kind_of_file(data: bytes, file: str, sie: bool) -> None:
    assert is_sie(data, file) is sie


@pytest.mark.parametrize(
    ("data", "file", "code"),
    [(b"", "bok.se", "sie.empty"), (b"hej", "bok.se", "sie.not_sie"), (b"", "saldo.csv", "sheet.empty_file")],
)
def test_file_that_cannot_be_read_is_refused_by_its_reader(data: bytes, file: str, code: str) -> None:
    books, found = read_books(data, file)

    assert (books, [item.code for item in found]) == (None, [code])
