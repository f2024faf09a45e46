"""What other apps may ask of the interventions; see also `listing`."""

from mellanrum.web.interventions.services.changing import mark_counted
from mellanrum.web.interventions.services.planning import Plan, all_plans, plans_of, sees_money_of
from mellanrum.web.interventions.services.succession import lineage, mark_stock_moved, successions_of, waiting_stock

__all__ = [
    "Plan",
    "all_plans",
    "lineage",
    "mark_counted",
    "mark_stock_moved",
    "plans_of",
    "sees_money_of",
    "successions_of",
    "waiting_stock",
]
