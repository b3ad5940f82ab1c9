"""The codes of what an edit can do to patients."""

from surefoot.diagnostics import Code, Severity

_ROWS = (
    (
        "V401",
        "lowered-urgency",
        Severity.ERROR,
        "an edit after which some patient gets a lower urgency than before, without a waiver that cites a source",
        "somebody who was sent for help is told to wait",
        'a rule with a new "unless", whose patients no other rule keeps',
        "mend the edit for the patient shown; or, where a source says that the lower urgency is right, add a waiver "
        "of V401 to the edited record, with from, to and sources",
    ),
    (
        "V402",
        "newly-excluded-patient",
        Severity.ERROR,
        "a constraint that now excludes people who counted as real before",
        "nothing is proved of them any more",
        "a new constraint that joins two signs which often come alone",
        "mend the constraint; or, where a source says that nobody is like this, add a waiver of V402 with sources",
    ),
    (
        "V403",
        "unneeded-edit-waiver",
        Severity.ERROR,
        "a waiver of V401 or V402 that came with an edit which needs none",
        "it would let a later mistake pass",
        "a waiver in a record whose edit moves nobody",
        "remove the waiver",
    ),
)
TRANSITION_CODES = {
    slug: Code(code, slug, severity, flags, matters, example, cure)
    for code, slug, severity, flags, matters, example, cure in _ROWS
}
