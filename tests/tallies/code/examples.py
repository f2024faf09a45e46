"""Schemes, entries and keys for the tests of the carried code."""

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from mellanrum.tallies.code import CodeFault, Key, Layout, Opened, layout_of, seal, unseal
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.rules import Answer
from mellanrum.tallies.scheme import Own, Scheme, scheme_of
from mellanrum.tallies.sex import STATED, Sex

DAY = date(2026, 3, 1)
PLACES = ("alby", "byle", "celle", "dalby")
TEAM = "coachingteamet"
HERE = "prov"
ANSWERS: Mapping[str, Given] = {
    "municipality": ("byle",),
    "age": 34,
    "education": ("secondary",),
    "livelihood_before": ("sickness_benefit", "social_assistance"),
}


def a_scheme(*more: str, hidden: frozenset[tuple[str, str]] = frozenset(), **changes: object) -> Scheme:
    """An association with four municipalities, and `more`."""
    municipalities = tuple(Answer(key=key, label=key) for key in (*PLACES, *more))
    return scheme_of(Own(answers={"municipality": municipalities}, hidden=hidden, **changes), DAY)  # type: ignore[arg-type]  # whatever a test changes


SCHEME = a_scheme()


def the_layout(scheme: Scheme = SCHEME, event: str = "start") -> Layout:
    layout = layout_of(scheme, event)
    assert layout is not None
    return layout


LAYOUT = the_layout()
KEY = Key(2026, 77, bytes(range(32)), (LAYOUT, the_layout(event="end")))


def an_entry(answers: Mapping[str, Given] = ANSWERS, *, event: str = "start", sex: Sex = Sex.WOMAN) -> Entry:
    return Entry(event, DAY, sex, answers)


def sealed(
    entry: Entry | None = None,
    *,
    token: bytes = b"token",
    key: Key = KEY,
    scheme: Scheme = SCHEME,
    association: str = HERE,
    intervention: str = TEAM,
) -> str:
    made = entry or an_entry()
    layout = the_layout(scheme, made.event)
    return seal(made, layout, scheme, key, token, association=association, intervention=intervention)


def opened(text: str, *keys: Key, used_at: str = "end", association: str = HERE) -> Opened | CodeFault:
    return unseal(text, keys or (KEY,), association=association, interventions=("annat", TEAM), used_at=used_at)


def some_of(listed: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some answers, in the order of their list."""
    return st.sets(st.sampled_from(listed)).map(lambda chosen: tuple(key for key in listed if key in chosen))


def entries(scheme: Scheme = SCHEME) -> st.SearchStrategy[Entry]:
    """Any start, with answers missing."""
    several = tuple(each.key for each in scheme.questions["livelihood_before"].answers if not each.excludes)
    of_list = {
        key: st.sampled_from([(answer.key,) for answer in scheme.questions[key].answers])
        for key in ("municipality", "education")
    }
    answers = st.fixed_dictionaries(
        {},
        optional={
            **of_list,
            "age": st.integers(16, 100),
            "livelihood_before": st.one_of(st.just(("no_public",)), some_of(several).filter(bool)),
        },
    )
    months = st.integers(1, 12).map(lambda month: date(2026, month, 1))
    return st.builds(Entry, st.just("start"), months, st.sampled_from(STATED), answers)
