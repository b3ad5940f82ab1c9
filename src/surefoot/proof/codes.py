"""The codes of what a proof can find."""

from surefoot.diagnostics import Code, Severity

_ROWS = (
    (
        "V101",
        "broken-promise",
        Severity.ERROR,
        "a property for which there is a patient who breaks it",
        "what was promised of every patient is not true",
        "a patient with a stand-alone warning sign who gets the lowest level",
        "mend the rules for the patient shown; change the property only where its sources say so",
    ),
    (
        "V102",
        "unneeded-exemption",
        Severity.ERROR,
        "an exemption of a property without which the property still holds",
        "it would hide a fault that comes later",
        "an exemption for a finding that has its own rule by now",
        "remove the exemption",
    ),
    (
        "V103",
        "empty-property",
        Severity.ERROR,
        "a property that is about no patient at all",
        "it holds whatever the rules say",
        'a "when" that no real patient satisfies',
        "mend its condition",
    ),
    (
        "V201",
        "unreachable-rule",
        Severity.ERROR,
        "a rule that fires for no real patient",
        "what it guards against is not guarded against",
        "a rule that asks for what a constraint excludes",
        "mend its condition, or the constraint that the message names",
    ),
    (
        "V202",
        "unneeded-rule",
        Severity.WARNING,
        "a rule without which no patient gets another urgency, because others fire whenever it does",
        "an author who edits it changes nothing, and does not know",
        "a rule for two signs beside one for the first of them",
        'remove it, or say in "covered_because" why it is kept',
    ),
    (
        "V203",
        "dead-part",
        Severity.WARNING,
        "a part of a condition without which the condition is the same for every real patient",
        "it reads as if it mattered",
        '{"any": [{"finding": "a"}, {"all": [{"finding": "a"}, {"finding": "b"}]}]}',
        'remove the part, mend what was meant, or say in "kept_parts" why it stays',
    ),
    (
        "V204",
        "undemanded-level",
        Severity.WARNING,
        "an urgency that no rule brings about: it is never reached, or only where no rule fires",
        "nothing in the knowledge ever asks for this level",
        "a level between two others without a rule",
        "add a rule, or remove the level",
    ),
    (
        "V205",
        "unneeded-reason",
        Severity.WARNING,
        "a reason in `kept_parts` for a part that does change something, or that is not there",
        "a reader is told that the part makes no difference",
        'a "part" that pointed to another one before the condition was put in another order',
        "remove the reason, or mend its pointer",
    ),
    (
        "V301",
        "vacuous-constraint",
        Severity.WARNING,
        "a constraint that excludes nobody whom the others do not exclude",
        "it looks as if it kept proofs realistic",
        "a constraint that follows from another one",
        "remove it, or mend its condition",
    ),
    (
        "V302",
        "contradictory-constraint",
        Severity.ERROR,
        "a constraint whose `when` no patient can satisfy without violating a constraint",
        "everything is proved of patients who are excluded",
        "two constraints that make of one answer two ages that exclude each other",
        "mend one of the constraints that the message names",
    ),
    (
        "V901",
        "undecided",
        Severity.ERROR,
        "a question that the solver could not decide in the time it had",
        "nothing was proved",
        "--time-limit 0.001",
        "give it more time with --time-limit",
    ),
)
PROOF_CODES = {
    slug: Code(code, slug, severity, flags, matters, example, cure)
    for code, slug, severity, flags, matters, example, cure in _ROWS
}
