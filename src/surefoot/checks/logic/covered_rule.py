"""A rule that another rule of the same urgency covers.

What it flags: a rule that fires only when another rule of its urgency fires too, as far as their
form shows.
Why it matters: it changes no urgency; if it is kept, a reader must know why.
Example: fever and back pain beside a rule of the same urgency for back pain alone
How to fix: say why it is kept in "covered_because", or remove it.
"""

from collections import Counter
from collections.abc import Collection, Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Change, Fault, Repair
from surefoot.model import All, Condition, Entailment, Kind, Mentions, Rule


def covered_rules(context: Context) -> Iterator[Fault]:
    """Yield every rule that is covered and does not say why, and every reason that is not needed."""
    records = context.records
    if context.knowledge_base is None:
        return
    entailment = Entailment(records.patterns)
    likely = _Likely(records.rules.values(), entailment.subjects)
    for record in records.of(Kind.RULE):
        rule = records.rules[record.id]
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
    """Finds the rules that may cover a rule: those of its urgency that share a subject in every part.

    A part is a condition that must hold: it cannot follow from a rule that shares no subject with it. A rule is
    looked up by the subjects of that part which the fewest rules share, so that the pairs stay few.
    """

    def __init__(self, rules: Collection[Rule], subjects: Mentions) -> None:
        self._subjects = subjects
        self._parts = {rule.id: [subjects(part) for part in _parts(rule)] for rule in rules}
        users = Counter((rule.urgency, finding) for rule in rules for finding in subjects(rule.when))
        self._by_subject: dict[tuple[str, str], list[Rule]] = {}
        for rule in rules:
            keys = [[(rule.urgency, subject) for subject in part] for part in self._parts[rule.id]]
            for key in min(keys, key=lambda some: sum(users[key] for key in some), default=()):
                self._by_subject.setdefault(key, []).append(rule)

    def wider(self, rule: Rule) -> list[Rule]:
        """The rules that may cover a rule, itself included."""
        mentioned = self._subjects(rule.when)
        found = {other.id: other for key in mentioned for other in self._by_subject.get((rule.urgency, key), ())}
        parts = self._parts
        return [other for other in found.values() if not any(map(mentioned.isdisjoint, parts[other.id]))]


def _parts(rule: Rule) -> tuple[Condition, ...]:
    return rule.when.parts if isinstance(rule.when, All) else (rule.when,)


def covers(wider: Rule, rule: Rule, entailment: Entailment) -> bool:
    """Whether `wider`, another rule of the same urgency, certainly fires whenever `rule` does."""
    if wider.id == rule.id or wider.urgency != rule.urgency:
        return False
    if not entailment.holds(rule.when, wider.when):
        return False
    if wider.unless is None:
        return True
    return rule.unless is not None and entailment.holds(wider.unless, rule.unless)


CHECK = Check(documented("L106", "covered-rule", __doc__), covered_rules, reach=Reach.EXTRACTS)
