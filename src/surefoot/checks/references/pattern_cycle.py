"""A pattern that is defined through itself.

What it flags: a pattern whose condition leads back to the pattern, directly or through others.
Why it matters: its truth cannot be found.
Example: pattern a is {"pattern": "b"}, and pattern b is {"pattern": "a"}
How to fix: write out one of the patterns so that the circle is broken.
"""

from collections.abc import Iterator, Mapping

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Kind, patterns_in


def pattern_cycles(context: Context) -> Iterator[Fault]:
    """Yield one fault for each circle, at the pattern of it that comes first by name."""
    records = context.records
    uses = {name: sorted(set(patterns_in(pattern.when))) for name, pattern in records.patterns.items()}
    for start in sorted(name for name, used in uses.items() if used):
        circle = _circle_from(start, uses)
        record = records.get(Kind.PATTERN, start)
        if circle and start == min(circle) and record:
            path = " -> ".join(f"`{name}`" for name in [*circle, start])
            yield Fault(record.file, "/when", f"a circle of patterns: {path}")


def _circle_from(start: str, uses: Mapping[str, list[str]]) -> list[str]:
    """The shortest way from a pattern back to itself, without the return; empty if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for following in uses[way[-1]]:
            if following == start:
                return way
            if following in uses and following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


CHECK = Check(documented("R102", "pattern-cycle", __doc__), pattern_cycles, needed_to_triage=True, reach=Reach.TRIAGE)
