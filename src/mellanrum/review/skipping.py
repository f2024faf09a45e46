"""What could not be checked, told once for each thing that is missing, whatever number of relations it stops."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mellanrum.findings import NOWHERE, Finding, Place, finding, words
from mellanrum.numbers import Language
from mellanrum.review.naming import MOST_NAMED, Lack, lacks
from mellanrum.review.relation import Relation
from mellanrum.review.stated import FigureKey, StatedFigures

MISSING, NIL_BASE, NO_AUDIT, NO_YEAR = "review.skipped", "review.nil_base", "review.audit_missing", "review.no_year"
AUDIT = "audit_note"


@dataclass(frozen=True, slots=True)
class Skip:
    """A relation that could not be judged in the column of a year, and the figures it lacked."""

    relation: Relation
    year: int
    missing: tuple[FigureKey, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Relations that one set of missing things keeps from being judged in some years; `code` says how it is told.

    A lack's year counts from that of the column: 0, or -1 for the year before.
    """

    code: str
    lacks: tuple[Lack, ...]
    years: tuple[int, ...]
    relations: tuple[Relation, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.name for one in self.relations))


def tell_skipped(skips: Iterable[Skip], stated: StatedFigures, lang: Language) -> tuple[Finding, ...]:
    """Make a finding for each set of missing figures; every relation that was skipped stands in one of them.

    A set that smaller ones make up together is told by those. What is missing in several years is told once, and so
    is what stops the same relations.
    """
    listed = tuple(skips)
    order = tuple(dict.fromkeys(skip.relation for skip in listed))
    groups = _by_relations(_by_years(_without_unions(_groups(listed, stated, lang))))
    told: dict[tuple[str, str], list[_Group]] = {}
    for group in groups:
        told.setdefault((group.code, _missing(group, lang)), []).append(_in_order(group, order))
    return tuple(
        _told(code, missing, sorted(together, key=lambda group: group.years), lang)
        for (code, missing), together in told.items()
    )


def tell_empty(years: Sequence[int], lang: Language) -> tuple[Finding, ...]:
    """Say which years nothing is stated for; nothing where there are none."""
    return (finding(NO_YEAR, years=in_years(years, lang)),) if years else ()


def _groups(skips: Iterable[Skip], stated: StatedFigures, lang: Language) -> tuple[_Group, ...]:
    found: dict[tuple[str, frozenset[Lack], int], _Group] = {}
    for skip in skips:
        is_nil = all(key in stated for key in skip.missing)
        named = lacks((key for key in skip.missing if is_nil or key not in stated), stated, lang)
        relative = tuple(replace(one, year=one.year - skip.year) for one in named)
        group = _Group(_code(relative, is_nil=is_nil), relative, (skip.year,), (skip.relation,))
        at = group.code, frozenset(relative), skip.year
        found[at] = _joined(found[at], group) if at in found else group
    return tuple(found.values())


def _code(missing: tuple[Lack, ...], *, is_nil: bool) -> str:
    if is_nil:
        return NIL_BASE
    return NO_AUDIT if [one.table for one in missing] == [AUDIT] else MISSING


def _without_unions(groups: Sequence[_Group]) -> tuple[_Group, ...]:
    """Give the relations of every set that is a union of others to those others."""
    smaller = {group: _parts(group, groups) for group in groups}
    given: dict[_Group, _Group] = {group: group for group in groups if not smaller[group]}
    for group, parts in smaller.items():
        for part in parts:
            if part in given:
                given[part] = _joined(given[part], group)
    return tuple(replace(one, lacks=group.lacks) for group, one in given.items())


def _parts(group: _Group, groups: Sequence[_Group]) -> tuple[_Group, ...]:
    """List the groups whose sets make up the group's, none where they leave something out."""
    if group.code == NIL_BASE:
        return ()
    whole = frozenset(group.lacks)
    parts = tuple(
        one for one in groups if one.years == group.years and one.code != NIL_BASE and frozenset(one.lacks) < whole
    )
    covered = frozenset(lack for part in parts for lack in part.lacks)
    return parts if covered == whole else ()


def _by_years(groups: Iterable[_Group]) -> tuple[_Group, ...]:
    found: dict[tuple[object, ...], _Group] = {}
    for group in groups:
        at = group.code, frozenset(group.lacks), frozenset(group.names)
        found[at] = _joined(found[at], group) if at in found else group
    return tuple(found.values())


def _by_relations(groups: Iterable[_Group]) -> tuple[_Group, ...]:
    found: dict[tuple[object, ...], _Group] = {}
    for group in groups:
        at = group.code, group.years, frozenset(group.names)
        found[at] = _joined(found[at], group) if at in found else group
    return tuple(found.values())


def _joined(one: _Group, other: _Group) -> _Group:
    return replace(
        one,
        lacks=tuple(dict.fromkeys((*one.lacks, *other.lacks))),
        years=tuple(dict.fromkeys((*one.years, *other.years))),
        relations=tuple(dict.fromkeys((*one.relations, *other.relations))),
    )


def _in_order(group: _Group, order: Iterable[Relation]) -> _Group:
    return replace(group, relations=tuple(one for one in order if one in group.relations))


def _told(code: str, missing: str, groups: Sequence[_Group], lang: Language) -> Finding:
    found = {lack.key for group in groups for lack in group.lacks}
    relations = [one for group in groups for one in group.relations]
    return finding(
        code,
        Place(key=found.pop()) if len(found) == 1 and "" not in found else NOWHERE,
        rule=", ".join(dict.fromkeys(one.name for one in relations)),
        reference="; ".join(dict.fromkeys(one.reference for one in relations if one.reference)),
        missing=missing[:1].upper() + missing[1:],
        checks=in_list([_checks(group, lang) for group in groups], lang),
        years=in_years((year for group in groups for year in group.years), lang),
    )


def _checks(group: _Group, lang: Language) -> str:
    years = in_years(group.years, lang)
    return words("{relations} for {years}", lang, relations=in_list(group.names, lang), years=years)


def _missing(group: _Group, lang: Language) -> str:
    """List what is missing, each with its years: "fordringar och kassa 2024, eget kapital 2023"."""
    named: dict[int, dict[str, None]] = {}
    for lack in group.lacks:
        named.setdefault(lack.year, {})[lack.name] = None
    return in_list([_of_years(tuple(names), at, group, lang) for at, names in named.items()], lang)


def _of_years(names: tuple[str, ...], at: int, group: _Group, lang: Language) -> str:
    return f"{in_list(names, lang, MOST_NAMED)} {in_years((year + at for year in group.years), lang)}"


def in_list(names: Sequence[str], lang: Language, most: int = 0) -> str:
    """List names: "a, b och c". More than `most` end with "and others"; names with commas are parted by semicolons."""
    comma = "; " if any("," in name for name in names) else ", "
    if most and len(names) > most:
        return words("{names} and others", lang, names=comma.join(names[:most]))
    if len(names) == 1:
        return names[0]
    return words("{names} and {last}", lang, names=comma.join(names[:-1]), last=names[-1])


def in_years(years: Iterable[int], lang: Language) -> str:
    """List years, three or more that follow on each other by the first and the last: "2019–2021", "2022 och 2023"."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    told = [text for run in runs for text in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(year) for year in run])]
    return in_list(told, lang)
