"""A statement of a source that no record cites.

What it flags: a numbered statement that is cited nowhere in the knowledge base.
Why it matters: the project promises that every statement of its article has a home.
Example: S118 is listed in the source, and no record cites it
How to fix: cite it in the record that says it, or add such a record.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context
from surefoot.checks.evidence.citations import cited_statements, statements_of
from surefoot.checks.screened import Screened
from surefoot.diagnostics import Fault
from surefoot.model import Kind


def uncited_statements(context: Context) -> Iterator[Fault]:
    """Yield every statement without a citation."""
    records = context.records
    if records.incomplete:
        return
    cited, astray = set[tuple[str, str]](), set[str]()
    for _, _, source_id, statement in cited_statements(records):
        cited.add((source_id, statement))
        if source_id not in records.present.get(Kind.SOURCE, ()):
            astray.add(statement)  # of which source is open until that link is mended
    for source in records.of(Kind.SOURCE):
        for statement, index in statements_of(source).items():
            if (source.id, statement) not in cited and statement not in astray:
                text = source.content["statements"][index]["text"]
                yield Fault(source.file, f"/statements/{index}", f"no record cites {statement}: {text}")


def may_be_uncited(context: Screened) -> bool:
    """Whether a statement may be cited nowhere."""
    cited = context.noted.cited
    return any(statements_of(s).keys() - cited.get(s.id, ()) for s in context.records.of(Kind.SOURCE))


CHECK = Check(documented("E101", "uncited-statement", __doc__), uncited_statements, screen=may_be_uncited)
