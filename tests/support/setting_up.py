"""What an association has decided of its counting, for the tests that walk every page."""

from datetime import timedelta

from mellanrum.web.access.standing import Standing
from mellanrum.web.register.models import OwnSet, OwnTable
from mellanrum.web.register.services.declaring import (
    NewAnswer,
    NewSet,
    NewTable,
    add_answer,
    declare_table,
    hide_answer,
    save_set,
)


def decisions_to_walk(standing: Standing) -> dict[str, int]:
    """Make a set, a table, an answer and a hidden one; gives what the addresses of the first two take."""
    association, day = standing.association, standing.day
    save_set(standing, NewSet("", "end_reason", "Framåt", ("work", "studies"), day))
    declare_table(standing, NewTable("start", "education_short", "", "Efter utbildning", day + timedelta(days=1)))
    add_answer(standing, NewAnswer("end_reason", "Lönebidrag", ("self_support",), day))
    hide_answer(standing, "end_reason", "longest_time", day)
    own_set, own_table = OwnSet.objects.of(association).get().pk, OwnTable.objects.of(association).get().pk
    return {
        "register:change_set.own": own_set,
        "register:remove_set.own": own_set,
        "register:end_table.own": own_table,
    }
