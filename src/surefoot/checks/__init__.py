"""What a schema cannot say: one module per check, and this explicit list of all of them."""

from surefoot.checks.check import Check, Reach
from surefoot.checks.clinical import (
    bare_reassurance,
    silent_red_flag,
    unasked_red_flag,
    unsuspected_condition,
)
from surefoot.checks.compared import Compared
from surefoot.checks.context import Context
from surefoot.checks.evidence import (
    changelog_behind,
    expired_waiver,
    overdue_review,
    review_outdated,
    revision_not_raised,
    uncited_statement,
    unneeded_waiver,
)
from surefoot.checks.glance import Hardness, forget_pieces
from surefoot.checks.history import History, review_hash
from surefoot.checks.links import Link, kinds_at
from surefoot.checks.logic import (
    covered_rule,
    impossible_comparison,
    impossible_count,
    impossible_normal,
    unused_finding,
    unused_pattern,
    unused_value,
)
from surefoot.checks.noted import Noted
from surefoot.checks.references import (
    changed_id,
    dangling_reference,
    lone_group,
    one_way_link,
    pattern_cycle,
    removed_but_cited,
    repeated_entry_id,
    unknown_category,
    unknown_claim,
    unknown_statement,
    unnumbered_region,
)
from surefoot.checks.screened import Screened
from surefoot.checks.suite import (
    contradicting_expectation,
    impossible_patient,
    unchallenged_rule,
    undecided_rule,
    untold_red_flag,
)
from surefoot.checks.texts import standard_of
from surefoot.checks.wording import (
    contradicted_phrase,
    double_question,
    few_phrases,
    hard_to_read,
    jargon,
    no_call_to_action,
    shared_phrase,
    vague_words,
)

CHECKS: tuple[Check, ...] = (
    dangling_reference.CHECK,
    pattern_cycle.CHECK,
    unknown_statement.CHECK,
    one_way_link.CHECK,
    unknown_claim.CHECK,
    removed_but_cited.CHECK,
    changed_id.CHECK,
    unknown_category.CHECK,
    repeated_entry_id.CHECK,
    lone_group.CHECK,
    unnumbered_region.CHECK,
    impossible_comparison.CHECK,
    impossible_count.CHECK,
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
    revision_not_raised.CHECK,
    review_outdated.CHECK,
    expired_waiver.CHECK,
    unneeded_waiver.CHECK,
    changelog_behind.CHECK,
    impossible_patient.CHECK,
    undecided_rule.CHECK,
    unchallenged_rule.CHECK,
    untold_red_flag.CHECK,
    contradicting_expectation.CHECK,
    hard_to_read.CHECK,
    jargon.CHECK,
    vague_words.CHECK,
    no_call_to_action.CHECK,
    double_question.CHECK,
    few_phrases.CHECK,
    shared_phrase.CHECK,
    contradicted_phrase.CHECK,
)

__all__ = [
    "CHECKS",
    "Check",
    "Compared",
    "Context",
    "Hardness",
    "History",
    "Link",
    "Noted",
    "Reach",
    "Screened",
    "forget_pieces",
    "kinds_at",
    "review_hash",
    "standard_of",
]
