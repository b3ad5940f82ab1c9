"""A small change of the knowledge, and what it touches."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from surefoot.model import Condition, KnowledgeBase, Manifest, Pattern, Rule, patterns_in


class Change(NamedTuple):
    """One rule that becomes another or, where `becomes` is None, goes; or one pattern, or kb.json, that differs."""

    rule: Rule | None = None
    becomes: Rule | None = None
    pattern: Pattern | None = None
    manifest: Manifest | None = None

    def applied(self, kb: KnowledgeBase) -> KnowledgeBase:
        """The knowledge base with the change."""
        made: KnowledgeBase
        if self.rule is not None:
            others = (self.becomes if rule is self.rule else rule for rule in kb.rules)
            made = kb.replaced(rules=tuple(rule for rule in others if rule is not None))
        elif self.pattern is not None:
            made = kb.replaced(patterns={**kb.patterns, self.pattern.id: self.pattern})
        else:
            made = kb.replaced(manifest=self.manifest)
        return made

    def reorders(self, kb: KnowledgeBase) -> bool:
        """Whether the level of a rule or the default is another, so that not only conditions differ."""
        if self.manifest is not None:
            return self.manifest.default_urgency != kb.manifest.default_urgency
        return self.rule is not None and self.becomes is not None and self.rule.urgency != self.becomes.urgency


class Touched(NamedTuple):
    """What a change can make differ: patterns, rules by id, and whether the scope."""

    patterns: frozenset[str]
    rules: frozenset[str]
    scope: bool


class Reach:
    """What hangs on what in a knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._known: dict[str, Touched] = {}

    def of(self, change: Change) -> Touched:
        """What a change can make differ."""
        if change.rule is not None:
            return Touched(frozenset(), frozenset((change.rule.id,)), False)
        if change.pattern is None:
            return Touched(frozenset(), frozenset(), True)
        return self.of_pattern(change.pattern.id)

    def of_pattern(self, name: str) -> Touched:
        """The patterns and rules that use a pattern, themselves or through patterns; itself included."""
        if name not in self._known:
            patterns = frozenset(other for other, used in self.patterns_below.items() if name in used or other == name)
            rules = (r.id for r in self._kb.rules if not patterns.isdisjoint(self._named(r.when, r.unless)))
            outside = self._kb.manifest.outside
            scope = not patterns.isdisjoint(self._named(outside.when, outside.unless))
            self._known[name] = Touched(patterns, frozenset(rules), scope)
        return self._known[name]

    def patterns_of(self, rule: Rule) -> frozenset[str]:
        """The patterns that a rule uses, itself or through patterns."""
        named = self._named(rule.when, rule.unless)
        return named.union(*(self.patterns_below[name] for name in named))

    @cached_property
    def patterns_below(self) -> Mapping[str, frozenset[str]]:
        """The patterns that each pattern uses, itself or through patterns."""
        direct = {name: self._named(pattern.when) for name, pattern in self._kb.patterns.items()}
        found: dict[str, frozenset[str]] = {}

        def below(name: str) -> frozenset[str]:
            if name not in found:
                found[name] = direct[name].union(*map(below, direct[name]))
            return found[name]

        return {name: below(name) for name in direct}

    @staticmethod
    def _named(*conditions: Condition | None) -> frozenset[str]:
        return frozenset(name for one in conditions if one is not None for name in patterns_in(one))
