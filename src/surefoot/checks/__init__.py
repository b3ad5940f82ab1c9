"""What a schema cannot say: one module per check, and this explicit list of all of them."""

from surefoot.checks.answers import why_impossible
from surefoot.checks.check import Check
from surefoot.checks.clinical import (
    bare_reassurance,
    silent_red_flag,
    unasked_red_flag,
    unsuspected_condition,
)
from surefoot.checks.context import Context
from surefoot.checks.evidence import overdue_review, uncited_statement
from surefoot.checks.links import Link
from surefoot.checks.logic import (
    covered_rule,
    impossible_comparison,
    impossible_normal,
    unused_finding,
    unused_pattern,
    unused_value,
)
from surefoot.checks.references import (
    dangling_reference,
    one_way_link,
    pattern_cycle,
    unknown_claim,
    unknown_statement,
)
from surefoot.checks.suite import (
    impossible_patient,
    unchallenged_rule,
    undecided_rule,
    untold_red_flag,
)

CHECKS: tuple[Check, ...] = (
    dangling_reference.CHECK,
    pattern_cycle.CHECK,
    unknown_statement.CHECK,
    one_way_link.CHECK,
    unknown_claim.CHECK,
    impossible_comparison.CHECK,
    impossible_normal.CHECK,
    unused_finding.CHECK,
    unused_pattern.CHECK,
    unused_value.CHECK,
    covered_rule.CHECK,
    silent_red_flag.CHECK,
    unasked_red_flag.CHECK,
    bare_reassurance.CHECK,
    unsuspected_condition.CHECK,
    uncited_statement.CHECK,
    overdue_review.CHECK,
    impossible_patient.CHECK,
    undecided_rule.CHECK,
    unchallenged_rule.CHECK,
    untold_red_flag.CHECK,
)

__all__ = [
    "CHECKS",
    "Check",
    "Context",
    "Link",
    "why_impossible",
]
