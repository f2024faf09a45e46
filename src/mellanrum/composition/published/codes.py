"""The codes that a question's answers stand under, the same wherever they are told of the same participations."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mellanrum.disclosure.tables import TOTAL
from mellanrum.findings import words
from mellanrum.numbers import Language
from mellanrum.tallies.labels import answer_label
from mellanrum.tallies.merging import broadened, limited, sets_of
from mellanrum.tallies.rules import MISSING, WITHHELD, Band, Question
from mellanrum.tallies.scheme import AnswerSet, Scheme

SILENT = (MISSING, WITHHELD)
ANSWERED = "answered"
"""The code of all who have answered: what a mean is of."""
OF_STOCK: Mapping[str, str] = {MISSING: "stock_missing", WITHHELD: "stock_withheld"}
"""What stands for the silent among those ongoing: who is corrected there came from nowhere, and adds up otherwise."""
PAYERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "payer.state": ("Arbetsförmedlingen and Försäkringskassan", ("employment_service", "social_insurance")),
    "payer.region": ("The region", ("primary_care", "psychiatry")),
    "payer.municipality": ("The municipality", ("municipality",)),
    "payer.none": ("Own application and others", ("own", "other")),
}
"""Referrers merged by who of the members they are: a label and the referrers."""
_REFERRER = "referrer"


def root_of(question: str, scheme: Scheme) -> str:
    """Return the question whose codes another's answers stand under, itself where it has its own.

    A band or a group is made of finer answers, but for the groups of those who may have given several answers.
    """
    of = scheme.questions[question].of
    return question if of is None or scheme.questions[of].kind == "several" else root_of(of, scheme)


def same_answers(scheme: Scheme) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Give the answers that are the same people's though two questions have them, each as question and code.

    A group of those who may have given several answers is all who gave one, where that one excludes all others.
    """
    for group in scheme.questions.values():
        several = scheme.questions[group.of] if group.kind == "group" and group.of is not None else None
        if several is None or several.kind != "several":
            continue
        for answer in group.answers:
            members = [each for each in several.answers if answer.key in each.groups]
            if len(members) == 1 and members[0].excludes:
                yield (several.key, members[0].key), (group.key, answer.key)
        yield from (((several.key, code), (group.key, code)) for code in SILENT)


@dataclass(frozen=True, slots=True)
class Level:
    """A coarser way to tell a question: the codes that together are all who have answered it."""

    key: str
    label: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Codes:
    """The codes of a question that others follow from (a number's bands, the groups of a list), `root`.

    `found` are answers that have been given, some of which may be on the list no longer.
    """

    root: str
    scheme: Scheme
    lang: Language
    found: tuple[str, ...] = ()
    _made: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    _by_members: dict[frozenset[str], str] = field(default_factory=dict)

    @cached_property
    def merged(self) -> Mapping[str, tuple[str, tuple[str, ...]]]:
        """The codes that stand for several of the finest: what each is called, and which those are."""
        _ = (self.levels, self.named)  # which make them
        return self._made

    @cached_property
    def question(self) -> Question:
        """The question whose answers are the finest list."""
        asked = self.scheme.questions[self.root]
        if asked.kind != "number":
            return asked
        used = {key for rule in self.scheme.tables for key in rule.questions if len(rule.questions) == 1}
        bands = [each for each in self._following if each.kind == "band"]
        return max(bands, key=lambda each: (each.key in used, len(each.bands)))

    @property
    def is_number(self) -> bool:
        """Whether it is a number, which has a mean."""
        return self.scheme.questions[self.root].kind == "number"

    @property
    def has_answered(self) -> bool:
        """Whether those who have answered are a code of their own: where there is a mean, or several ways to tell."""
        return not self.is_several and (self.is_number or bool(self.levels))

    @property
    def is_several(self) -> bool:
        """Whether one participation may have several answers."""
        return self.question.kind == "several"

    @cached_property
    def fine(self) -> tuple[str, ...]:
        """The finest codes, in their order."""
        listed = tuple(key for key in self.scheme.answers(self.question.key) if key != MISSING)
        return (*listed, *(key for key in self.found if key not in listed))

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The coarser ways to tell it, finest first."""
        if self.is_several:
            alone = tuple(each.key for each in self.question.answers if each.excludes)
            name = answer_label(self.root, alone[0], self.scheme) if len(alone) == 1 else ""
            only = words("only {answer}", self.lang, answer=words(name, self.lang).lower()) if name else ""
            return (Level("alone", only, alone),) if alone else ()
        made: dict[frozenset[str], Level] = {}
        for key, label, sets in self._ways():
            codes = tuple(self.code_of(frozenset(each.answers), each.key, each.label) for each in sets)
            taken = [member for each in sets for member in each.answers]
            left = tuple(code for code in self.fine if code not in taken)
            if codes and len(taken) == len(set(taken)) and len(codes) + len(left) < len(self.fine):
                made.setdefault(frozenset((*codes, *left)), Level(key, label, (*codes, *left)))
        return tuple(sorted(made.values(), key=lambda level: -len(level.codes)))

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The codes of limits and named sets, which may overlap."""
        own = self.scheme.questions[self.question.key]
        if self.is_several:
            return ()
        sets = [(f"limit.{each.key}", each) for each in limited(self.question.key, self.scheme)] if own.bands else []
        sets += [(f"set.{each.key}", each) for each in sets_of(self.root, self.scheme)]
        return tuple(dict.fromkeys(self.code_of(each.answers, key, each.label) for key, each in sets if each.answers))

    def answer(self, question: str, key: str) -> str:
        """Return the code that an answer to a question stands under, which may follow from the root."""
        if key in SILENT or question == self.question.key:
            return key
        asked, label = self.scheme.questions[question], answer_label(question, key, self.scheme)
        _ = self.merged  # so that the first name of some answers together is the same in every set
        return self.code_of(self._members(asked, key), f"{question}.{key}", label)

    def code_of(self, members: Iterable[str], key: str, label: str) -> str:
        """Return the code of some of the finest ones together: always the same one of the same members."""
        held = frozenset(members)
        if len(held) == 1 and next(iter(held)) in self.fine:
            return next(iter(held))
        code = self._by_members.setdefault(held, key)
        if code not in self._made:
            self._made[code] = (words(label, self.lang), tuple(each for each in self.fine if each in held))
        return code

    def members(self, code: str) -> frozenset[str]:
        """Return the finest codes that a code stands for."""
        return frozenset(self.merged[code][1]) if code in self.merged else frozenset({code})

    def unions(self, level: Level) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give every merged code that is made of whole codes of a level, with those it is made of."""
        for code in (*self.merged, *self.fine):
            parts = tuple(each for each in level.codes if self.members(each) <= self.members(code))
            if code not in level.codes and frozenset().union(*map(self.members, parts)) == self.members(code):
                yield code, parts

    def kept(self, level: Level) -> tuple[str, ...]:
        """Return what is kept of a table in a coarser way: its codes, what is made of them, and who is silent."""
        made = () if self.is_several else tuple(code for code, _ in self.unions(level))
        return (TOTAL, ANSWERED, *level.codes, *made, *SILENT, *OF_STOCK.values())

    def labels(self) -> dict[str, str]:
        """Name every code, in the order to read them: what is made of others after the last of them."""
        said = {code: words(answer_label(self.question.key, code, self.scheme), self.lang) for code in self.fine}
        silent = {code: words(answer_label(self.root, code, self.scheme), self.lang) for code in SILENT}
        merged = {code: label for code, (label, _) in self.merged.items()}
        answered = {ANSWERED: words("Have answered", self.lang)}
        listed = dict(sorted({**said, **merged}.items(), key=lambda each: self._place(each[0])))
        return {**listed, **answered, **silent, **{OF_STOCK[code]: label for code, label in silent.items()}}

    def _place(self, code: str) -> tuple[int, int]:
        members = [at for at, fine in enumerate(self.fine) if fine in self.members(code)]
        return max(members, default=len(self.fine)), len(members)

    def partitions(self) -> Iterator[tuple[str, ...]]:
        """Give the lists of codes that everybody who has answered has exactly one of, the finest first."""
        if not self.is_several:
            yield self.fine
            yield from (level.codes for level in self.levels)

    @cached_property
    def _following(self) -> tuple[Question, ...]:
        return tuple(each for each in self.scheme.questions.values() if each.of == self.root)

    def _ways(self) -> Iterator[tuple[str, str, tuple[AnswerSet, ...]]]:
        """Give the lists of answers merged: broader bands, other bands, groups, sets that do not overlap, payers."""
        broad = words("broader groups", self.lang)
        bands = broadened(self.question.key, self.scheme) if self.question.bands else ()
        yield "broad", broad, tuple(_keyed("broad", each) for each in bands)
        for each in self._following:
            if each.key != self.question.key and each.kind in {"band", "group"}:
                keys = (key for key in self.scheme.answers(each.key) if key != MISSING)
                yield each.key, words(each.label, self.lang).lower(), tuple(self._set(each, key) for key in keys)
        own = [each for each in self.scheme.sets if each.question == self.question.key]
        yield "sets", broad, tuple(_keyed("set", each) for each in own)
        if self.root == _REFERRER:
            yield "payers", words("by who pays", self.lang), tuple(self._payers())

    def _payers(self) -> Iterator[AnswerSet]:
        for key, (label, answers) in PAYERS.items():
            if held := frozenset(answers) & frozenset(self.fine):
                yield AnswerSet(key, label, self.root, held)

    def _set(self, question: Question, key: str) -> AnswerSet:
        label = answer_label(question.key, key, self.scheme)
        return AnswerSet(f"{question.key}.{key}", label, self.root, self._members(question, key))

    def _members(self, question: Question, key: str) -> frozenset[str]:
        if question.kind == "band":
            wanted = next(band for band in question.bands if band.key == key)
            return frozenset(band.key for band in self.question.bands if _within(band, wanted))
        return frozenset(each.key for each in self.question.answers if key in each.groups)


def _keyed(prefix: str, each: AnswerSet) -> AnswerSet:
    return AnswerSet(f"{prefix}.{each.key}", each.label, each.question, each.answers)


def _within(band: Band, wanted: Band) -> bool:
    is_below = wanted.high is None or (band.high is not None and band.high <= wanted.high)
    return wanted.low <= band.low and is_below
