"""What one reader was given in pieces."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.disclosure.attack import join
from mellanrum.disclosure.seen import Seen, SeenCell, seen_of
from mellanrum.disclosure.system import Relation
from support.linked_sets import hidden_of, small_systems

SUM = Relation(((-1, 0), (1, 1), (1, 2)))


def test_number_known_in_any_piece_is_known() -> None:
    one = Seen((SeenCell("all", 9, 5), SeenCell("men", None, 5), SeenCell("women", None, 5)), (SUM,))
    other = Seen((SeenCell("women", 6, 5),), ())

    joined, findings = join([one, other])

    assert findings == ()
    assert joined == Seen((SeenCell("all", 9, 5), SeenCell("men", None, 5), SeenCell("women", 6, 5)), (SUM,))


def test_relation_in_another_order_is_the_same() -> None:
    cells = (SeenCell("all", 9, 5), SeenCell("men", None, 5), SeenCell("women", None, 5))
    turned = Seen((cells[2], cells[0], cells[1]), (Relation(((1, 2), (1, 0), (-1, 1))),))

    joined, _ = join([Seen(cells, (SUM,)), turned])

    assert joined == Seen(cells, (SUM,))


def test_highest_threshold_and_floor_count() -> None:
    one, other = SeenCell("all", None, 5, 1), SeenCell("all", None, 10, 0)

    joined, _ = join([Seen((one,), ()), Seen((other,), ())])

    assert joined.cells == (SeenCell("all", None, 10, 1),)


def test_pieces_with_different_numbers_are_told() -> None:
    pieces = [Seen((SeenCell("all", value, 5),), ()) for value in (9, None, 8, 9)]

    joined, (finding,) = join(pieces)

    assert joined.cells == (SeenCell("all", 9, 5),)
    assert (finding.code, dict(finding.parameters)) == ("attack.pieces_differ", {"cell": "all", "numbers": "9, 8"})


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_pieces_of_one_set_make_what_all_of_them_show(data: st.DataObject) -> None:
    system = data.draw(small_systems()).system
    patterns = [data.draw(hidden_of(system)) for _ in range(2)]

    joined, findings = join(seen_of(system, pattern) for pattern in patterns)

    assert findings == ()
    whole = seen_of(system, patterns[0] & patterns[1])
    assert joined.cells == whole.cells
    assert {frozenset(each.terms) for each in joined.relations} == {frozenset(each.terms) for each in whole.relations}
