"""Every finding about a SIE file, from a file with one fault."""

from decimal import Decimal

import pytest

from mellanrum.books.sie import check_sie, convert, read_sie, sie_type, write_sie
from mellanrum.books.sie.labels import SieType
from mellanrum.findings import Severity, all_codes

from .small_books import SMALL, changed, codes, everything_said, sie

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
SOUND = [("sie.opening_moved", NOTE)]
HEAD = SMALL[: SMALL.index("#VER")]
LAST = '#VER A 3 20231220 "Faktura"\n'
TYPE_1 = (
    HEAD[: HEAD.index("#PSALDO")].replace("#SIETYP 4", "#SIETYP 1").replace("#DIM", "#X1").replace("#OBJEKT", "#X2")
)

_LINES = SMALL.splitlines(keepends=True)
WITHOUT_LAST_YEAR = "".join(line for line in _LINES if " -1 " not in line or line.startswith("#RAR"))

# code, severity, line, the change to the small books that brings it about
BROKEN: tuple[tuple[str, Severity, int | None, str], ...] = (
    ("block_cut", ERROR, 47, SMALL[: SMALL.rindex("}")]),
    ("open_quote", NOTE, 12, changed(('"Eget kapital"', '"Eget kapital'))),
    ("stray_brace", WARNING, 37, changed(("#VER A 1 20230110", "}\n#VER A 1 20230110"))),
    ("not_a_record", WARNING, 15, changed(("#DIM 1", "Köpta\n#DIM 1"))),
    ("closing_computed", WARNING, None, changed(("#UB 0 1930 150.50\n", ""))),
    ("year_empty", ERROR, None, WITHOUT_LAST_YEAR),
    ("lost_characters", NOTE, 6, changed(("Lillån", "Lill\ufffdn"))),
    ("unknown_label", NOTE, 15, changed(("#DIM 1", "#KAPITEL 7\n#DIM 1"))),
    ("wrong_type", NOTE, 37, changed(("#SIETYP 4", "#SIETYP 3"))),
    ("missing_record", NOTE, None, changed(("#FLAGGA 0\n", ""))),
    ("program_version", NOTE, 4, changed(('"Kassaboken" 3.1', '"Kassaboken"'))),
    ("unquoted", NOTE, 12, changed(('"Eget kapital"', "Eget kapital"))),
    ("field_missing", ERROR, 19, changed(("#UB 0 1930 150.50", "#UB 0 1930"))),
    ("field_missing", NOTE, 16, changed(('#OBJEKT 1 "10" "Kansli"', "#OBJEKT 1 10"))),
    ("decimal_comma", WARNING, 19, changed(("150.50", "150,50"))),
    ("last_line", ERROR, 17, TYPE_1[: TYPE_1.index("\n#IB")] ),
    ("last_line", WARNING, 29, TYPE_1.removesuffix("\n")),
    ("checksum", ERROR, 53, changed(("#FORMAT", "#KSUMMA\n#FORMAT")) + "#KSUMMA 12345\n"),
    ("checksum_missing", ERROR, 2, changed(("#FORMAT", "#KSUMMA\n#FORMAT"))),
    ("bad_year", WARNING, 9, changed(("20220101 20221231", "20220101 20221331"))),
    ("year_twice", WARNING, 9, changed(("#RAR -1 2022", "#RAR 0 20230101 20231231\n#RAR -1 2022"))),
    ("year_inferred", WARNING, None, changed(("#RAR -1 20220101 20221231\n", ""))),
    ("no_previous_year", WARNING, 8, WITHOUT_LAST_YEAR.replace("#RAR -1 20220101 20221231\n", "")),
    ("undeclared_account", WARNING, 18, changed(('#KONTO 1930 "Bank"\n', "\n"))),
    ("undeclared_object", NOTE, 33, changed(('#OBJEKT 1 "20" "Insatser"\n', ""))),
    ("account_twice", WARNING, 15, changed(("#DIM 1", '#KONTO 1930 "Banken"\n#DIM 1'))),
    ("account_twice", NOTE, 15, changed(("#DIM 1", '#KONTO 1930 "Bank"\n#DIM 1'))),
    ("balance_twice", ERROR, 20, changed(("#UB 0 1930 150.50\n", "#UB 0 1930 150.50\n#UB 0 1930 150.00\n"))),
    ("balance_twice", NOTE, 20, changed(("#UB 0 1930 150.50\n", "#UB 0 1930 150.50\n#UB 0 1930 150.5\n"))),
    ("voucher_twice", WARNING, 47, changed(("#VER A 3", "#VER A 2"))),
    ("voucher_undated", WARNING, 47, changed((LAST, '#VER A 3 "" "Faktura"\n'))),
    ("voucher_outside_year", WARNING, 47, changed((LAST, '#VER A 3 20240102 "Faktura"\n'))),
    ("voucher_without_rows", WARNING, 52, SMALL + "#VER A 4 20231231\n"),
    ("row_outside", ERROR, 52, SMALL + "#TRANS 1930 {} 10.00\n"),
    ("row_without_twin", WARNING, 50, changed(("   #TRANS 1930 {} -49", "#RTRANS 1930 {} 5\n#TRANS 1930 {} -49"))),
    ("object_list", WARNING, 49, changed(('{1 "10"} 49.50', '{1 "10" 6} 49.50'))),
    ("object_list", WARNING, 33, changed(('{1 "10"} 100.00', '{1 "10" 6} 100.00'))),
    ("personal_number", WARNING, 37, changed(('"Bidrag"\n{', '"Bidrag 640823-3234"\n{'))),
    ("unbalanced_voucher", ERROR, 47, changed(("{} -49.50", "{} -49.00"))),
    ("opening_unbalanced", ERROR, None, changed(("#IB 0 1930 100.00", "#IB 0 1930 101.00"))),
    ("closing_unbalanced", ERROR, None, changed(("#RES 0 4010 449.50\n", ""))),
    ("no_closing", ERROR, None, "#SIETYP 4\n" + SMALL[SMALL.index("#VER") :]),
    ("half_closing", ERROR, None, changed(("#RES 0 3010 -500.00\n", ""), ("#RES 0 4010 449.50\n", ""))),
    ("no_movements", ERROR, None, HEAD),
    ("ub_differs", ERROR, 19, changed(("#UB 0 1930 150.50", "#UB 0 1930 150.00"))),
    ("res_differs", ERROR, 28, changed(("#RES 0 4010 449.50", "#RES 0 4010 449.00"))),
    ("res_differs", WARNING, 29, changed(("202207 4010 {} 70.00", "202207 4010 {} 71.00"))),
    ("opening_moved", NOTE, None, SMALL + "#UB -1 2099 -30\n#RES -1 8999 30\n"),
    ("opening_differs", WARNING, 18, changed(("#UB -1 1930 100.00", "#UB -1 1930 90.00"))),
)  # fmt: skip


@pytest.mark.parametrize(("code", "severity", "line", "text"), BROKEN, ids=[row[0] for row in BROKEN])
def test_finding_from_a_broken_file(code: str, severity: Severity, line: int | None, text: str) -> None:
    said = [item for item in everything_said(text.encode("utf-8")) if item.code == f"sie.{code}"]

    assert [(item.severity, item.place.file, item.place.line) for item in said] == [(severity, "liten.se", line)]


# code, line, a file that cannot be read
REFUSED: tuple[tuple[str, int | None, str], ...] = (
    ("empty", None, " \r\n \x1a".removesuffix("\x1a")),
    ("not_sie", None, "Datum;Konto;Belopp\n2023-01-01;1930;500\n"),
    ("not_sie", None, "%PDF-1.7 # no books\n"),
    ("no_accounts", None, SMALL[: SMALL.index("#KONTO")]),
    ("no_year", None, HEAD.replace("#RAR 0", "#RAR -2")),
    ("not_an_amount", 19, changed(("150.50", "1e999999"))),
    ("not_an_amount", 19, changed(("150.50", "NaN"))),
    ("not_an_amount", 19, changed(("150.50", "1,500"))),
    ("not_an_amount", 19, changed(("150.50", "0x10"))),
    ("not_an_amount", 19, changed(("150.50", "1_000"))),
    ("not_an_amount", 19, changed(("150.50", "٣"))),
    ("not_an_amount", 19, changed(("150.50", "1234567890123456"))),
    ("not_an_amount", 31, changed(("202206 4010 {} 300.00", "202206 4010 {} 3oo"))),
    ("not_an_amount", 50, changed(("{} -49.50", "{} -Infinity"))),
)


@pytest.mark.parametrize(("code", "line", "text"), REFUSED)
def test_refusal(code: str, line: int | None, text: str) -> None:
    found, findings = read_sie(text.encode("utf-8"), "liten.se")

    assert found is None
    assert [(item.code, item.severity, item.place.line) for item in findings] == [(f"sie.{code}", ERROR, line)]


def test_refusal_too_large() -> None:
    found, findings = read_sie(SMALL.encode("cp437"), "liten.se", limit=100)

    assert (found, codes(findings)) == (None, ["too_large"])


def test_refusal_says_every_bad_amount() -> None:
    _, findings = read_sie(changed(("150.50", "x"), ("449.50", "y")).encode("cp437"))

    assert [item.place.line for item in findings] == [19, 28]


def test_every_code_is_tested() -> None:
    elsewhere = {"too_large", "encoding", "character_replaced", "encoding_ambiguous", "dropped", "derived"}
    elsewhere |= {"not_in_a_month", "convert_needs_vouchers", "convert_needs_months", "convert_needs_objects"}
    elsewhere |= {"convert_needs_balances", "line_too_long", "too_many_accounts"}
    here = {row[0] for row in BROKEN} | {row[0] for row in REFUSED}

    assert here | elsewhere == {code.removeprefix("sie.") for code in all_codes() if code.startswith("sie.")}
    assert here & elsewhere == set()


def test_sound_file_says_that_equity_took_last_years_result() -> None:
    assert [(item.code, item.severity) for item in everything_said(SMALL)] == SOUND


def test_import_file_may_lack_years_and_balances() -> None:
    text = "#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#PROGRAM Lön 1\n#GEN 20230401\n#FNAMN Förbundet\n"
    names = SMALL[SMALL.index("#KONTO") : SMALL.index("#IB")]

    said = everything_said(text + names + SMALL[SMALL.index("#VER") :], "lön.si")

    assert codes(said) == ["closing_computed", "year_inferred"]
    assert {item.severity for item in said} == {WARNING}


def test_encoding_is_a_note_at_most() -> None:
    said = everything_said(SMALL.encode("utf-8"))

    assert [(item.code, item.severity) for item in said] == [("sie.encoding", NOTE), *SOUND]
    assert said[0].parameters == {"encoding": "utf-8"}


def test_difference_is_told() -> None:
    [said] = [
        item for item in check_sie(sie(changed(("{} -49.50", "{} -49.00")))) if item.code == "sie.unbalanced_voucher"
    ]

    assert (said.stated, said.expected, said.difference) == (Decimal("0.50"), Decimal(0), Decimal("0.50"))
    assert said.parameters["voucher"] == "A 3"


def test_added_row_may_differ_in_day_and_sign_from_its_twin() -> None:
    rows = "   #RTRANS 1930 {} 49.50 20231222\n   #TRANS 1930 {} -49.50\n"

    said = everything_said(changed(("   #TRANS 1930 {} -49.50\n", rows)))

    assert [(item.code, item.severity) for item in said] == SOUND


def test_type_of_a_file() -> None:
    assert sie_type(sie(SMALL)) is SieType.FOUR_E
    assert sie_type(sie("#SIETYP 4\n" + SMALL[SMALL.index("#VER") :])) is SieType.FOUR_I
    assert sie_type(sie(changed(("#SIETYP 4", "#SIETYP 2")))) is SieType.TWO
    assert sie_type(sie(TYPE_1.replace("#SIETYP 1\n", ""))) is SieType.ONE


def test_checksum_of_an_untouched_file_holds() -> None:
    marked = sie(changed(("#FORMAT", "#KSUMMA\n#FORMAT")) + "#KSUMMA 0\n")

    data, _ = write_sie(marked)

    assert [(item.code, item.severity) for item in everything_said(data)] == SOUND


def test_convert_is_offered_for_what_a_file_holds() -> None:
    small = sie(SMALL)

    assert [convert(small, kind)[0] is not None for kind in SieType] == [True] * 5
