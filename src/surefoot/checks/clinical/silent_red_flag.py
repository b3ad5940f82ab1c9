"""A stand-alone red flag that does not reach the highest urgency alone.

What it flags: a finding with the flag "alone" whose "yes", with nothing else known, is not the
highest urgency; or whose "not sure" is not above the default.
Why it matters: a person who reports only this one thing would be told to wait.
Example: a finding with "flag": "alone" that no rule of the highest urgency uses
How to fix: add it to a rule of the highest urgency and to the rule for red flags answered "not
sure", or change its flag.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.engine import evaluator_for, judge
from surefoot.model import Flag, Kind, KnowledgeBase, Presentation, Rule


def silent_red_flags(context: Context) -> Iterator[Fault]:
    """Yield every stand-alone red flag that is not taken as one."""
    kb = context.knowledge_base
    if kb is None:
        return
    highest = kb.levels[0]
    if kb.default_rank == kb.rank(highest):
        return
    hangs_on = [(rule, context.mentions(rule.when)) for rule in kb.rules if kb.rank(rule.urgency) > kb.default_rank]
    for record in context.records.of(Kind.FINDING):
        if kb.findings[record.id].flag is not Flag.ALONE:
            continue
        rules = [rule for rule, findings in hangs_on if record.id in findings]
        if _highest(kb, rules, Presentation({record.id: True})) < kb.rank(highest):
            yield Fault(record.file, "/flag", f"a yes to `{record.id}`, and nothing else, is not {highest}")
        if _highest(kb, rules, Presentation({record.id: None})) <= kb.default_rank:
            yield Fault(record.file, "/flag", f'"not sure" to `{record.id}` is no more than the default')


def _highest(kb: KnowledgeBase, rules: list[Rule], presentation: Presentation) -> int:
    """The highest rank that these rules demand for a patient; the default if none fires."""
    evaluator = evaluator_for(kb, presentation)
    judgements = (judge(rule, kb, evaluator) for rule in rules)
    return max((judgement.rank for judgement in judgements if judgement.fires), default=kb.default_rank)


CHECK = Check(documented("C101", "silent-red-flag", __doc__), silent_red_flags, reach=Reach.EXTRACTS)
