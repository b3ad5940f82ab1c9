"""A stand-alone red flag that does not reach the highest urgency alone.

What it flags: a finding with the flag "alone" whose "yes", with nothing else known, is not the
highest urgency; or whose "not sure" is not above the default.
Why it matters: a person who reports only this one thing would be told to wait.
Example: a finding with "flag": "alone" that no rule of the highest urgency uses
How to fix: add it to a rule of the highest urgency and to the rule for red flags answered "not
sure", or change its flag.
"""

from collections.abc import Collection, Iterable, Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.engine import evaluator_for, judge
from surefoot.model import All, Condition, Flag, Kind, KnowledgeBase, PatternHolds, Presentation, Rule, Value, leaves_of


def silent_red_flags(context: Context) -> Iterator[Fault]:
    """Yield every stand-alone red flag that is not taken as one."""
    kb = context.knowledge_base
    if kb is None:
        return
    highest = kb.levels[0]
    if kb.default_rank == kb.rank(highest):
        return
    alone = {name for name, finding in kb.findings.items() if finding.flag is Flag.ALONE}
    named = _Named(alone, context)
    levels = {level for level in kb.levels if kb.rank(level) > kb.default_rank}
    urgent = (rule for rule in kb.rules if rule.urgency == highest)
    above = [rule for rule in kb.rules if rule.urgency in levels]
    silent = _unheard(True, alone, urgent, kb, named)
    unsure = _unheard(None, alone, reversed(above), kb, named)  # mostly it is the least urgent of these that fires
    for record in context.records.of(Kind.FINDING):
        if record.id in silent:
            yield Fault(record.file, "/flag", f"a yes to `{record.id}`, and nothing else, is not {highest}")
        if record.id in unsure:
            yield Fault(record.file, "/flag", f'"not sure" to `{record.id}` is no more than the default')


class _Named:
    """Tells on which of some findings a rule may hang alone: all that its first part names, itself or in patterns.

    Each part has to hold, and none does while nothing is known of what it names.
    """

    def __init__(self, findings: Collection[str], context: Context) -> None:
        self._findings = findings
        patterns = context.records.patterns.values()
        self._inside = {pattern.id: context.mentions(pattern.when).intersection(findings) for pattern in patterns}

    def __call__(self, rule: Rule) -> set[str]:
        """The ids of the findings."""
        part: Condition = rule.when
        while isinstance(part, All):
            part = part.parts[0]
        leaves = leaves_of(part)
        named = {
            leaf.finding for leaf in leaves if not isinstance(leaf, PatternHolds) and leaf.finding in self._findings
        }
        return named.union(*(self._inside[leaf.pattern] for leaf in leaves if isinstance(leaf, PatternHolds)))


def _unheard(
    answer: Value | None, findings: Collection[str], rules: Iterable[Rule], kb: KnowledgeBase, named: _Named
) -> set[str]:
    """The findings for which none of these rules fires with this answer, and nothing else known."""
    left = set(findings)
    evaluators = {name: evaluator_for(kb, Presentation({name: answer})) for name in findings}
    for rule in rules:
        if not left:
            break
        heard = [name for name in named(rule) & left if judge(rule, kb, evaluators[name]).fires]
        left.difference_update(heard)
    return left


CHECK = Check(documented("C101", "silent-red-flag", __doc__), silent_red_flags, reach=Reach.EXTRACTS)
