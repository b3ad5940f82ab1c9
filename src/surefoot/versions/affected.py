"""Which rules can decide differently in another version: the others need not be asked twice."""

from collections.abc import Collection
from typing import NamedTuple

from surefoot.engine import evaluator_for, judge
from surefoot.model import Condition, KnowledgeBase, Presentation, RecordSet, Rule, patterns_in


class Affected(NamedTuple):
    """The rules that differ, themselves or through patterns, as they were and as they are; None where there is none.

    `all_of_it`: levels, default or scope differ, so that every patient can be decided differently.
    """

    rules: tuple[tuple[Rule | None, Rule | None], ...]
    all_of_it: bool


def affected_between(old: KnowledgeBase, new: KnowledgeBase) -> Affected:
    """What can make the two versions decide differently."""
    was = {name: pattern.when for name, pattern in old.patterns.items()}
    now = {name: pattern.when for name, pattern in new.patterns.items()}
    patterns = {name for name in {*was, *now} if was.get(name) != now.get(name)}
    before, after = ({rule.id: rule for rule in kb.rules} for kb in (old, new))
    pairs = [(before.get(name), after.get(name)) for name in sorted({*before, *after})]
    rules = tuple(pair for pair in pairs if _content(pair[0], old, patterns) != _content(pair[1], new, patterns))
    return Affected(rules, _frame(old, patterns) != _frame(new, patterns))


def same_for(patient: Presentation, affected: Affected, old: KnowledgeBase, new: KnowledgeBase) -> bool:
    """Whether both versions certainly decide alike for one patient."""
    if affected.all_of_it:
        return False
    then, now = evaluator_for(old, patient), evaluator_for(new, patient)
    for before, after in affected.rules:
        was = judge(before, old, then) if before else None
        is_ = judge(after, new, now) if after else None
        said = [(j.rank, j.when, j.unless) if j and j.possible else None for j in (was, is_)]
        if said[0] != said[1]:
            return False
    return True


def patterns_of(conditions: Collection[Condition], records: RecordSet) -> set[str]:
    """The patterns that conditions name, themselves or through patterns."""
    found: set[str] = set()
    waiting = list(conditions)
    while waiting:
        named = set(patterns_in(waiting.pop())) - found
        found |= named
        waiting += [records.patterns[name].when for name in named]
    return found


def conditions_of(rule: Rule) -> list[Condition]:
    """What a rule demands, and its exception."""
    return [rule.when, *([rule.unless] if rule.unless else [])]


def _content(rule: Rule | None, kb: KnowledgeBase, patterns: Collection[str]) -> object:
    """What a rule decides with: its level and conditions, and those patterns in it that differ."""
    if rule is None:
        return None
    return rule.urgency, rule.when, rule.unless, _differing(conditions_of(rule), kb, patterns)


def _frame(kb: KnowledgeBase, patterns: Collection[str]) -> object:
    """What decides besides the rules: the levels, the default, the scope."""
    outside = kb.manifest.outside
    conditions = [outside.when, *([outside.unless] if outside.unless else [])]
    ranks = {level: kb.rank(level) for level in kb.levels}
    return ranks, kb.manifest.default_urgency, conditions, _differing(conditions, kb, patterns)


def _differing(conditions: Collection[Condition], kb: KnowledgeBase, patterns: Collection[str]) -> object:
    return {name: kb.patterns[name].when for name in patterns_of(conditions, kb.records).intersection(patterns)}
