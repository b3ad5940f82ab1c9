"""A rule below the default without its safety net.

What it flags: a rule below the default urgency that lacks a time limit, the advice when to come
back, or its dangerous look-alikes; or a look-alike whose denial the rule does not demand.
Why it matters: reassurance without a limit and without return advice is how people come to harm.
Example: a home-care rule without "look_alikes"
How to fix: add "time_course", "come_back_if" and "look_alikes"; demand in "when" that the
look-alike's findings are denied.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Kind

_NEEDED = ("time_course", "come_back_if", "look_alikes")


def bare_reassurances(context: Context) -> Iterator[Fault]:
    """Yield what is missing from the safety net of rules below the default."""
    records = context.records
    kb = context.knowledge_base
    if kb is None:
        return
    for record in records.of(Kind.RULE):
        rule = records.rules[record.id]
        if kb.rank(rule.urgency) >= kb.default_rank:
            continue
        for key in _NEEDED:
            if key not in record.content:
                yield Fault(record.file, "/urgency", f"a rule below the default needs `{key}`", f'add "{key}"')
        denied = context.denied_by(rule)
        for i, look_alike in enumerate(record.content.get("look_alikes", ())):
            for j, finding in enumerate(look_alike["denied"]):
                if finding not in denied:
                    yield Fault(
                        record.file,
                        f"/look_alikes/{i}/denied/{j}",
                        f"the rule does not demand that `{finding}` is denied",
                        "demand it in `when`, or remove it here",
                    )


CHECK = Check(documented("C103", "bare-reassurance", __doc__), bare_reassurances, reach=Reach.TRIAGE)
