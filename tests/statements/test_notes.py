"""The notes that follow accounts: their rows, and that they add up to their line."""

from statements.given import BEFORE, HEAD, given


def test_notes_have_a_row_for_each_account_and_are_their_line() -> None:
    that = given(
        """
        #KONTO 3010 "Bidrag från staten"
        #KONTO 3990 "Övriga intäkter"
        2025-02-10: 1930 100, 3010 -90, 3990 -10
        2025-03-10: 1930 -50, 5010 30, 7832 20
        2025-03-10: 1930 -2, 8310 -1, 8410 3
        2025-03-10: 1510 7, 2440 -7
        """
    )

    assert that.table("revenue_note") == {"a3010": 90, "a3990": 10, "sum": 100}
    assert that.book.get("revenue_note.a3010").label == "Bidrag från staten"
    assert that.table("cost_note") == {"a5010": 30, "a7832": 20, "sum": 50}
    assert that.table("financial_note") == {"a8310": 1, "a8410": -3, "sum": -2}
    assert that.table("receivables_note") == {"a1510": 7, "sum": 7}
    assert that.table("liabilities_note") == {"a2440": 7, "sum": 7}


def test_note_without_accounts_is_absent() -> None:
    that = given("2025-02-10: 1930 100, 3010 -100")

    assert that.book.keys("cost_note") == that.book.keys("audit_note") == ()
    assert that.book.find("cost_note.sum") is None


def test_note_rows_are_those_the_map_joins() -> None:
    own = """
    [[note_row]]
    note = "cost_note"
    label = "Personal"
    prefixes = ["70", "75"]
    [[note_row]]
    note = "cost_note"
    label = "Lokaler"
    prefixes = ["50"]
    """

    that = given("2025-02-10: 1930 -15, 7010 1, 7510 2, 5010 4, 6010 8", own=own)

    assert that.table("cost_note") == {"lokaler": 4, "personal": 3, "a6010": 8, "sum": 15}


def test_note_row_called_as_another_row_keeps_its_own_key() -> None:
    own = """
    [[note_row]]
    note = "cost_note"
    label = "Sum"
    prefixes = ["70"]
    [[note_row]]
    note = "cost_note"
    label = "A6010"
    prefixes = ["50"]
    [[note_row]]
    note = "cost_note"
    label = "personal"
    prefixes = ["71"]
    [[note_row]]
    note = "cost_note"
    label = "Personal"
    prefixes = ["72"]
    """

    that = given("2025-02-10: 1930 -31, 7010 1, 5010 2, 6010 4, 7110 8, 7210 16", own=own)

    shown = that.table("cost_note")
    assert (shown["sum"], shown["a6010"], shown["personal"]) == (31, 4, 8)
    assert sorted(shown.values()) == [1, 2, 4, 8, 16, 31]


def test_accounts_with_one_name_are_told_apart_by_their_numbers() -> None:
    that = given('#KONTO 5990 "Övrigt"\n#KONTO 6990 "Övrigt"\n2025-02-10: 1930 -3, 5990 1, 6990 2')

    labels = [that.book.get(f"cost_note.a{account}").label for account in ("5990", "6990")]
    assert labels == ["Övrigt (5990)", "Övrigt (6990)"]


def test_note_with_more_than_fifteen_accounts_joins_the_smallest() -> None:
    rows = ", ".join(f"50{number:02} {number}" for number in range(1, 21))

    that = given(f"2025-02-10: 1930 -210, {rows}")

    keys = [key.partition(".")[2] for key in that.book.keys("cost_note")]
    assert keys == [*(f"a50{number:02}" for number in range(7, 21)), "rest", "sum"]
    assert that.amount("cost_note.rest") == 1 + 2 + 3 + 4 + 5 + 6
    assert that.amount("cost_note.sum") == 210


def test_note_with_more_than_fifteen_accounts_keeps_rows_that_the_map_names() -> None:
    rows = ", ".join(f"50{number:02} {number}" for number in range(1, 21))
    own = """
    [[note_row]]
    note = "cost_note"
    label = "Minst"
    prefixes = ["5001"]
    """

    that = given(f"2025-02-10: 1930 -210, {rows}", own=own)

    assert that.amount("cost_note.minst") == 1
    assert that.amount("cost_note.rest") == 2 + 3 + 4 + 5 + 6 + 7


def test_every_contributor_has_a_row() -> None:
    rows = ", ".join(f"30{number:02} -{number}" for number in range(1, 21))

    that = given(f"2025-02-10: 1930 210, {rows}")

    assert len(that.book.keys("revenue_note")) == 21


def test_netted_vat_is_one_row_with_the_name_of_its_only_account() -> None:
    alone = given('#KONTO 1650 "Momsfordran"\n2025-02-10: 1650 5, 1930 -5')
    several = given('#KONTO 1650 "Momsfordran"\n2025-02-10: 1650 5, 2610 -2, 1930 -3')

    assert alone.table("receivables_note") == {"vat": 5, "sum": 5}
    assert alone.book.get("receivables_note.vat").label == "Momsfordran"
    assert several.table("receivables_note") == {"vat": 3, "sum": 3}
    assert several.book.get("receivables_note.vat").label == "Value added tax"


def test_balance_that_moves_side_is_in_the_note_of_the_side_it_is_on() -> None:
    that = given(
        """
        #IB -1 1930 0
        #UB -1 1930 40
        #UB -1 2440 -40
        #IB 0 1930 40
        #IB 0 2440 -40
        2025-02-10: 2440 50, 1930 -50
        """
    )

    assert that.table("receivables_note") == {"a2440": 10, "sum": 10}
    assert that.table("receivables_note", BEFORE) == {}
    assert that.table("liabilities_note", BEFORE) == {"a2440": 40, "sum": 40}


def test_cost_of_audit_is_told_by_chart_and_by_name() -> None:
    that = given('#KONTO 6550 "Revision, statens revisor"\n2025-02-10: 1930 -7, 6420 1, 6550 2, 6560 4')

    assert that.table("audit_note") == {"a6420": 1, "a6550": 2, "sum": 3}
    assert that.amount("financed.unassigned.audit") == 3


def test_cost_of_audit_is_what_the_map_says() -> None:
    own = """
    [[group]]
    group = "audit_expert"
    prefixes = ["6421"]
    [[group]]
    group = "audit_elected"
    prefixes = ["6422"]
    """

    that = given('#KONTO 6550 "Revision av bil"\n2025-02-10: 1930 -7, 6421 1, 6422 2, 6550 4', own=own)

    assert that.table("audit_note") == {"expert": 1, "elected": 2, "sum": 3}


def test_cost_note_follows_areas_where_every_cost_centre_says_what_it_is() -> None:
    told = '#OBJEKT 1 "10" "Kansli"\n#OBJEKT 1 "20" "Strukturinsatser"'
    lines = '2025-02-10: 1930 -3, 5010 1 {1 "10"}, 7832 2 {1 "20"}'

    by_area = given(f"{told}\n{lines}")
    by_kind = given(f'#OBJEKT 1 "10" "Kansli"\n#OBJEKT 1 "20" "Torget"\n{lines}')
    stated = given(f"{told}\n{lines}", own='notes_by = "kind"')

    assert by_area.table("cost_note") == {"cc_10": 1, "cc_20": 2, "sum": 3}
    assert by_kind.table("cost_note") == stated.table("cost_note") == {"a5010": 1, "a7832": 2, "sum": 3}
    guesses = [[i.code for i in that.said if "notes_guessed" in i.code] for that in (by_area, by_kind, stated)]
    assert guesses == [["map.notes_guessed_area"], ["map.notes_guessed_kind"], []]


def test_account_that_is_called_otherwise_in_two_years_has_one_row() -> None:
    that = given('#KONTO 5010 "Hyra"\n#RES -1 5010 5\n2025-02-10: 1930 -3, 5010 3', head=HEAD)

    assert that.table("cost_note") == {"a5010": 3, "sum": 3}
    assert that.table("cost_note", BEFORE) == {"a5010": 5, "sum": 5}
