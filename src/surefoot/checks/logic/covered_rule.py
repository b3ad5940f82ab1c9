"""A rule that another rule of the same urgency covers.

What it flags: a rule that fires only when another rule of its urgency fires too, as far as their
form shows.
Why it matters: it changes no urgency; if it is kept, a reader must know why.
Example: fever and back pain beside a rule of the same urgency for back pain alone
How to fix: say why it is kept in "covered_because", or remove it.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Change, Fault, Repair
from surefoot.model import All, Condition, Entailment, Kind, Rule


def covered_rules(context: Context) -> Iterator[Fault]:
    """Yield every rule that is covered and does not say why, and every reason that is not needed."""
    records = context.records
    if context.knowledge_base is None:
        return
    entailment = Entailment(records.patterns)
    rules = records.rules.values()
    parts = {rule.id: [context.mentions(part) for part in _parts(rule)] for rule in rules}
    for record in records.of(Kind.RULE):
        rule = records.rules[record.id]
        mentioned = context.mentions(rule.when)
        same = (other for other in rules if other.urgency == rule.urgency)
        likely = (other for other in same if not any(part.isdisjoint(mentioned) for part in parts[other.id]))
        wider = sorted(other.id for other in likely if covers(other, rule, entailment))
        reason = "covered_because" in record.content
        if wider and not reason:
            message = f"`{wider[0]}` of the same urgency fires whenever this rule does"
            yield Fault(record.file, "/when", message)
        elif reason and not wider:
            message = "no rule of the same urgency covers this one, as far as their form shows"
            repairs = (Repair("remove `covered_because`", True, (Change("remove", "/covered_because"),)),)
            yield Fault(record.file, "/covered_because", message, 'remove "covered_because"', repairs=repairs)


def _parts(rule: Rule) -> tuple[Condition, ...]:
    """The conditions that must all hold: none of them can follow from a rule that shares no finding with it."""
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


CHECK = Check(documented("L106", "covered-rule", __doc__), covered_rules)
