"""A citation of a statement that the source does not list.

What it flags: a statement number in a citation that is not among the statements of its source.
Why it matters: nobody can look the fact up.
Example: {"basis": "statement", "source": "leg-weakness-overview", "statements": ["S999"]}
How to fix: write the right number, or add the statement to the source.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context
from surefoot.checks.evidence.citations import cited_statements, statements_of
from surefoot.checks.screened import Screened
from surefoot.diagnostics import Fault
from surefoot.model import Kind


def unknown_statements(context: Context) -> Iterator[Fault]:
    """Yield every statement number that its source does not know."""
    records = context.records
    known = {source.id: statements_of(source) for source in reversed([*records.of(Kind.SOURCE)])}
    for record, pointer, source_id, statement in cited_statements(records):
        if statement not in known.get(source_id, (statement,)):
            yield Fault(record.file, pointer, f"`{source_id}` has no statement {statement}")


def may_be_unknown(context: Screened) -> bool:
    """Whether a statement may be cited that its source does not know."""
    cited = context.noted.cited
    return any(cited.get(source.id, set()) - statements_of(source).keys() for source in context.records.of(Kind.SOURCE))


CHECK = Check(documented("R103", "unknown-statement", __doc__), unknown_statements, screen=may_be_unknown)
