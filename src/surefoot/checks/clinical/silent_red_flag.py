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
from surefoot.model import Flag, Kind, KnowledgeBase, PatternHolds, Presentation, Rule, leaves_of


def silent_red_flags(context: Context) -> Iterator[Fault]:
    """Yield every stand-alone red flag that is not taken as one."""
    kb = context.knowledge_base
    if kb is None:
        return
    highest = kb.levels[0]
    if kb.default_rank == kb.rank(highest):
        return
    above = [rule for rule in kb.rules if kb.rank(rule.urgency) > kb.default_rank]
    hang_on = _hanging_on({name for name, finding in kb.findings.items() if finding.flag is Flag.ALONE}, above, context)
    for record in context.records.of(Kind.FINDING):
        if record.id not in hang_on:
            continue
        rules = hang_on[record.id]
        if not _reaches(kb.rank(highest), kb, rules, Presentation({record.id: True})):
            yield Fault(record.file, "/flag", f"a yes to `{record.id}`, and nothing else, is not {highest}")
        if not _reaches(kb.default_rank + 1, kb, rules, Presentation({record.id: None})):
            yield Fault(record.file, "/flag", f'"not sure" to `{record.id}` is no more than the default')


def _hanging_on(findings: Collection[str], rules: Iterable[Rule], context: Context) -> dict[str, list[Rule]]:
    """For each of these findings the rules that hang on it, themselves or through patterns."""
    found: dict[str, list[Rule]] = {finding: [] for finding in findings}
    patterns = context.records.patterns.values()
    inside = {pattern.id: context.mentions(pattern.when).intersection(found) for pattern in patterns}
    for rule in rules:
        named: set[str] = set()
        for part in leaves_of(rule.when):
            if isinstance(part, PatternHolds):
                named |= inside[part.pattern]
            elif part.finding in found:
                named.add(part.finding)
        for finding in named:
            found[finding].append(rule)
    return found


def _reaches(rank: int, kb: KnowledgeBase, rules: Iterable[Rule], presentation: Presentation) -> bool:
    """Whether one of these rules demands this rank, or a higher one, for a patient."""
    evaluator = evaluator_for(kb, presentation)
    judgements = (judge(rule, kb, evaluator) for rule in rules if kb.rank(rule.urgency) >= rank)
    return any(judgement.fires for judgement in judgements)


CHECK = Check(documented("C101", "silent-red-flag", __doc__), silent_red_flags, reach=Reach.EXTRACTS)
