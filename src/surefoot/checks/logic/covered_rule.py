"""A rule that another rule of the same urgency covers.

What it flags: a rule that fires only when another rule of its urgency fires too, as far as their
form shows.
Why it matters: it changes no urgency; if it is kept, a reader must know why.
Example: fever and back pain beside a rule of the same urgency for back pain alone
How to fix: say why it is kept in "covered_because", or remove it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Change, Fault, Repair
from surefoot.model import All, Condition, Entailment, Kind, Rule, Told, Trait, Traits


def covered_rules(context: Context) -> Iterator[Fault]:
    """Yield every rule that is covered and does not say why, and every reason that is not needed."""
    records = context.records
    if context.knowledge_base is None:
        return
    traits = Traits(records.patterns)

    @lru_cache(maxsize=1)  # the files of one urgency lie in one folder: what was worked out for another is not kept
    def known_of(urgency: str) -> tuple[_Likely, Entailment]:
        rules = (rule for rule in records.rules.values() if rule.urgency == urgency)
        return _Likely(rules, traits), Entailment(records.patterns)

    for record in records.of(Kind.RULE):
        rule = records.rules[record.id]
        likely, entailment = known_of(rule.urgency)
        wider = sorted(other.id for other in likely.wider(rule) if covers(other, rule, entailment))
        entailment.spare()
        reason = "covered_because" in record.content
        if wider and not reason:
            message = f"`{wider[0]}` of the same urgency fires whenever this rule does"
            yield Fault(record.file, "/when", message)
        elif reason and not wider:
            message = "no rule of the same urgency covers this one, as far as their form shows"
            repairs = (Repair("remove `covered_because`", True, (Change("remove", "/covered_because"),)),)
            yield Fault(record.file, "/covered_because", message, 'remove "covered_because"', repairs=repairs)


class _Likely:
    """Finds among the rules of one urgency those that may cover a rule: every part of them may follow from it.

    A part is a condition that must hold. A rule is looked up by that trait of each of the ways to meet it which the
    fewest rules show, so that the pairs stay few; under no trait where a way has none.
    """

    def __init__(self, rules: Iterable[Rule], traits: Traits) -> None:
        rules = [*rules]
        self._parts = {rule.id: [*map(traits, _parts(rule))] for rule in rules}
        shown = {name: (part.example for part in parts) for name, parts in self._parts.items()}
        self._examples: dict[str, frozenset[Trait]] = {
            name: frozenset().union(*examples) for name, examples in shown.items()
        }
        users = Counter(trait for example in self._examples.values() for trait in example)
        self._by_trait: dict[Trait | None, list[Rule]] = {}
        for rule in rules:
            for way in _telling(self._parts[rule.id]):
                rarest = min(way, key=users.__getitem__, default=None)
                self._by_trait.setdefault(rarest, []).append(rule)

    def wider(self, rule: Rule) -> list[Rule]:
        """The rules that may cover a rule, itself left out."""
        example, parts = self._examples[rule.id], self._parts
        found = {other.id: other for trait in (*example, None) for other in self._by_trait.get(trait, ())}
        found.pop(rule.id, None)
        return [other for other in found.values() if all(part.may_follow_from(example) for part in parts[other.id])]


def _telling(parts: Sequence[Told]) -> Sequence[frozenset[Trait]]:
    """Sets of traits, one of which is certain when all parts hold: one set if it can be, else a telling choice."""
    certain = frozenset[Trait]().union(*(part.certain for part in parts))
    return (certain,) if certain else max((part.ways for part in parts), key=lambda ways: min(map(len, ways)))


def _parts(rule: Rule) -> tuple[Condition, ...]:
    return rule.when.parts if isinstance(rule.when, All) else (rule.when,)


def covers(wider: Rule, rule: Rule, entailment: Entailment) -> bool:
    """Whether `wider`, another rule of the same urgency, certainly fires whenever `rule` does."""
    if wider.id == rule.id or wider.urgency != rule.urgency:
        return False
    if wider.unless is None:
        return entailment.holds(rule.when, wider.when)
    return (
        rule.unless is not None
        and entailment.holds(rule.when, wider.when)
        and entailment.holds(wider.unless, rule.unless)
    )


CHECK = Check(documented("L106", "covered-rule", __doc__), covered_rules, reach=Reach.TRIAGE)
