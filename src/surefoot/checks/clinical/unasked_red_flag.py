"""A rule below the default that does not demand the denial of a red flag.

What it flags: a rule below the default urgency that can be true although a finding with the flag
"alone" was not asked and denied.
Why it matters: a person would be told to stay at home while the worst has not been ruled out.
Example: a home-care rule without the gate pattern
How to fix: add the gate to the rule, or the finding to the gate.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault, quoted_list
from surefoot.model import Flag, Kind


def unasked_red_flags(context: Context) -> Iterator[Fault]:
    """Yield every rule below the default with the red flags whose denial it does not demand."""
    records = context.records
    kb = context.knowledge_base
    if kb is None:
        return
    alone = {finding.id for finding in records.findings.values() if finding.flag is Flag.ALONE}
    for record in records.of(Kind.RULE):
        rule = records.rules[record.id]
        if kb.rank(rule.urgency) < kb.default_rank:
            lacking = sorted(alone - context.denied_by(rule))
            if lacking:
                message = f"this rule does not demand that these are denied: {quoted_list(lacking, 5)}"
                yield Fault(record.file, "/when", message)


CHECK = Check(documented("C102", "unasked-red-flag", __doc__), unasked_red_flags, reach=Reach.EXTRACTS)
