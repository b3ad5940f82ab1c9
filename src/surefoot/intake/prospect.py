"""What can still become of a patient: the outcomes that the questions not yet asked leave open.

The bounds of an assessment count an answer "not sure" as open, because the person may find out. Here it is an answer
like any other, because nobody is asked twice. So this says what the bounds cannot: when nothing is left to ask.

The truths that a condition can still end with are a set, written as bits. Parts are taken to be independent, so that
a set may be too large, never too small.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from surefoot.engine import Evaluator
from surefoot.model import (
    All,
    Answered,
    AnyOf,
    AtLeast,
    Atom,
    Condition,
    KnowledgeBase,
    Mentions,
    Not,
    PatternHolds,
    Presentation,
    Rule,
    Unsure,
    Value,
)

Answers: TypeAlias = Mapping[str, Value | None]
TRUE, FALSE, UNKNOWN = 1, 2, 4
ANY = TRUE | FALSE | UNKNOWN
_NEVER = 1_000


class Outcomes(NamedTuple):
    """The ranks between which the urgency will end, and whether the person may or must end outside the scope."""

    lowest: int
    highest: int
    may_be_outside: bool
    must_be_outside: bool

    @property
    def final(self) -> bool:
        """No question that is not asked yet can change the outcome."""
        return self.must_be_outside or (not self.may_be_outside and self.lowest == self.highest)


class Prospect:
    """What the answers so far leave open. Each pattern is worked out once."""

    def __init__(self, kb: KnowledgeBase, presentation: Presentation) -> None:
        self.kb = kb
        self.presentation = presentation
        self.evaluator = Evaluator(kb.patterns, presentation)
        self._patterns: dict[str, int] = {}
        self._applies: dict[str, int] = {}
        self._distances: dict[tuple[str, int], int] = {}

    def truths(self, condition: Condition) -> int:
        """The truths that the condition can still end with."""
        match condition:
            case All(parts):
                return _all(map(self.truths, parts))
            case AnyOf(parts):
                return _turned(_all(_turned(self.truths(part)) for part in parts))
            case Not(part):
                return _turned(self.truths(part))
            case AtLeast(count, parts):
                return _at_least(count, [self.truths(part) for part in parts])
            case PatternHolds(name):
                if name not in self._patterns:
                    self._patterns[name] = self.truths(self.kb.patterns[name].when)
                return self._patterns[name]
            case _:
                return self._of_atom(condition)

    def _of_atom(self, atom: Atom) -> int:
        finding = atom.finding
        if finding not in self.presentation:
            return UNKNOWN if self.never_applies(finding) else ANY
        dropped = UNKNOWN if self.applies(finding) & FALSE else 0  # the answer, should it turn out to be pointless
        if self.presentation.value(finding) is None and not isinstance(atom, Unsure | Answered):
            return UNKNOWN
        return (TRUE if self.evaluator.truth(atom) else FALSE) | dropped

    def distance(self, condition: Condition, truth: int = TRUE) -> int:
        """How many answers, at least, it takes until the condition has this truth; many when it never will."""
        truths = self.truths(condition)
        if truths == truth or not truths & truth:
            return 0 if truths == truth else _NEVER
        match condition:
            case Not(part):
                return self.distance(part, TRUE + FALSE - truth)
            case PatternHolds(name):
                if (name, truth) not in self._distances:
                    self._distances[name, truth] = self.distance(self.kb.patterns[name].when, truth)
                return self._distances[name, truth]
            case All(parts) | AnyOf(parts) | AtLeast(_, parts):
                each = sorted(self.distance(part, truth) for part in parts)
                return min(_NEVER, sum(each[: enough_parts(condition, truth == TRUE)]))
            case _:
                return 1

    def applies(self, finding: str) -> int:
        """The truths that the condition under which a finding is asked can still end with."""
        known = self._applies.get(finding)
        if known is None:
            self._applies[finding] = ANY  # for a condition that leads back to its own finding
            asked_when = self.kb.findings[finding].asked_when
            known = self._applies[finding] = TRUE if asked_when is None else self.truths(asked_when)
        return known

    def never_applies(self, finding: str) -> bool:
        """The answers so far make the question pointless, so that it is never asked."""
        return self.applies(finding) == FALSE

    def may_fire(self, rule: Rule) -> bool:
        """Some answers to the questions that are left make the rule fire."""
        if not self.truths(rule.when) & TRUE:
            return False
        return rule.unless is None or bool(self.truths(rule.unless) & (FALSE if self._reassures(rule) else ~TRUE))

    def must_fire(self, rule: Rule) -> bool:
        """The rule fires whatever the questions that are left are answered."""
        if self.truths(rule.when) != TRUE:
            return False
        if rule.unless is None:
            return True
        unless = self.truths(rule.unless)
        return unless == FALSE if self._reassures(rule) else not unless & TRUE

    def _reassures(self, rule: Rule) -> bool:
        return self.kb.rank(rule.urgency) < self.kb.default_rank

    def outcomes(self) -> Outcomes:
        """How the assessment can still end."""
        kb, default = self.kb, self.kb.default_rank
        may = [kb.rank(rule.urgency) for rule in kb.rules if self.may_fire(rule)]
        must = [kb.rank(rule.urgency) for rule in kb.rules if self.must_fire(rule)]
        when, unless = self.truths(kb.manifest.outside.when), FALSE
        if kb.manifest.outside.unless is not None:
            unless = self.truths(kb.manifest.outside.unless)
        demanded = max(must, default=default) > default
        return Outcomes(
            lowest=max(must, default=min([default, *(rank for rank in may if rank < default)])),
            highest=max([*may, *([] if must else [default])]),
            may_be_outside=bool(when & TRUE and unless & ~TRUE) and not demanded,
            must_be_outside=when == TRUE and not unless & TRUE and max(may, default=default) <= default,
        )


def without_pointless(kb: KnowledgeBase, answers: Answers) -> Presentation:
    """The patient without the answers to questions that other answers make pointless.

    Whether a question is pointless is decided after that of the questions on which this hangs.
    """
    mentions, kept = Mentions(kb.patterns), dict(answers)
    while True:
        evaluator = Evaluator(kb.patterns, Presentation(kept))
        pointless = {
            name: mentions(asked_when)
            for name in kept
            if (asked_when := kb.findings[name].asked_when) is not None and evaluator.truth(asked_when) is False
        }
        if not pointless:
            return Presentation(kept)
        for name in [name for name in pointless if pointless[name].isdisjoint(pointless)] or pointless:
            del kept[name]


def enough_parts(condition: All | AnyOf | AtLeast, to_hold: bool) -> int:
    """How many parts decide that a condition holds, or that it does not."""
    size = len(condition.parts)
    needed = size if isinstance(condition, All) else 1 if isinstance(condition, AnyOf) else condition.count
    return needed if to_hold else size - needed + 1


def _turned(truths: int) -> int:
    return truths & UNKNOWN | (truths & TRUE) << 1 | (truths & FALSE) >> 1


def _all(each: Iterable[int]) -> int:
    common, some = ANY, 0
    for truths in each:
        if truths == FALSE:
            return FALSE
        common &= truths
        some |= truths
    return common & TRUE | some & (FALSE | UNKNOWN)


def _at_least(count: int, each: list[int]) -> int:
    result = 0
    if sum(bool(truths & TRUE) for truths in each) >= count:
        result |= TRUE
    if sum(not truths & FALSE for truths in each) < count:
        result |= FALSE
    certain, hoped = sum(truths == TRUE for truths in each), sum(truths != FALSE for truths in each)
    if certain < count <= hoped and any(truths & UNKNOWN for truths in each):
        result |= UNKNOWN
    return result
