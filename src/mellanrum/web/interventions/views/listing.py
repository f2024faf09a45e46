from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_see_association
from mellanrum.web.interventions.exports import interventions_file
from mellanrum.web.interventions.forms.others import ORDERED, ShownForm
from mellanrum.web.interventions.models import Direction, MoneyArea
from mellanrum.web.interventions.services.catalogue import ORDERS, Listed, State, in_order, listed_on
from mellanrum.web.interventions.services.listing import interventions_of
from mellanrum.web.parts.sorting import swedish

_DIRECTIONS, _AREAS = frozenset(Direction.values), frozenset(MoneyArea.values)


@in_association(check_can_see_association)
@require_safe
def home(request: Request) -> HttpResponse:
    rows = listed_on(interventions_of(request.standing.association), request.standing.day)
    chosen = _chosen(request)
    shown = in_order((row for row in rows if _is_chosen(row, chosen)), chosen["ordna"])
    context = {
        "has_some": bool(rows),
        "is_chosen": bool(chosen["riktning"] or chosen["omrade"]),
        "running": [row for row in shown if row.state is State.RUNNING],
        "coming": [row for row in shown if row.state is State.COMING],
        "ended": [row for row in shown if row.state is State.ENDED],
        "form": ShownForm(initial=chosen | {"ordna": chosen["ordna"].removeprefix("-")}),
        "heads": [_head(chosen, order, label) for order, label in ORDERED],
    }
    return render(request, "interventions/home.html", context)


@in_association(check_can_see_association)
@require_safe
def export(request: Request) -> HttpResponse:
    rows = listed_on(interventions_of(request.standing.association), request.standing.day)
    return interventions_file(sorted(rows, key=lambda row: swedish(row.description.name)))


def _chosen(request: HttpRequest) -> dict[str, str]:
    """What is asked for in the address; what cannot be is taken as nothing."""
    asked = {name: request.GET.get(name, "") for name in ("riktning", "omrade", "ordna")}
    return {
        "riktning": asked["riktning"] if asked["riktning"] in _DIRECTIONS else "",
        "omrade": asked["omrade"] if asked["omrade"] in _AREAS else "",
        "ordna": asked["ordna"] if asked["ordna"].removeprefix("-") in ORDERS else "namn",
    }


def _is_chosen(row: Listed, chosen: dict[str, str]) -> bool:
    has_direction = chosen["riktning"] in {"", row.intervention.direction}
    return has_direction and chosen["omrade"] in {"", row.description.money_area}


def _head(chosen: dict[str, str], order: str, label: object) -> dict[str, object]:
    """A column's heading: the address that orders by it, the other way where the list is in its order already."""
    now = chosen["ordna"]
    asked = chosen | {"ordna": f"-{order}" if now == order else order}
    is_sorted = {order: "ascending", f"-{order}": "descending"}.get(now, "")
    return {"label": label, "query": urlencode({k: v for k, v in asked.items() if v}), "sorted": is_sorted}
