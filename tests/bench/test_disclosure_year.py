"""The made-up year to publish is what an association could have: every sum holds, and it is of the size meant."""

from bench.disclosure_year import ANNUAL, annual_set, followed, planned
from mellanrum.composition.published_tables import published_follow_up
from mellanrum.disclosure.linking import link
from mellanrum.tallies.spans import of_part


def test_every_sum_of_the_year_holds() -> None:
    made = annual_set()

    system, findings = link(made)

    assert findings == ()
    assert len(planned()) == 12
    assert 50 < len(made.tables) < 80
    assert 2500 < sum(cell.is_offered for cell in system.cells) < 3500


def test_every_sum_of_a_half_year_holds() -> None:
    interventions, scheme = followed()

    made = published_follow_up(interventions, of_part(interventions, 2025, 1), scheme, threshold=5, contents=ANNUAL)

    assert link(made.tables)[1] == ()
