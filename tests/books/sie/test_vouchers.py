"""Vouchers added up: once for a file, and anew for another."""

from dataclasses import replace

from mellanrum.books.sie.vouchers import booked

from .small_books import SMALL, sie


def test_rows_are_added_up_once() -> None:
    file = sie(SMALL)
    other = replace(file, records=file.records[:-1])

    assert booked(file) is booked(file)
    assert len(booked(other).totals) < len(booked(file).totals)
    assert replace(file, name="again") == file
