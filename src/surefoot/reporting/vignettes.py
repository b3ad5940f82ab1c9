"""A missing vignette in words, and as JSON."""

from typing import Any

from surefoot.adequacy import Aspect, Vignette
from surefoot.model import RecordSet
from surefoot.reporting.conditions import value_words

_SEEN = {Aspect.URGENCY: "the urgency", Aspect.REASONS: "which rules fire", Aspect.BOUNDS: "the bounds"}


def vignette_lines(vignette: Vignette, records: RecordSet) -> list[str]:
    """The answers that are not the normal ones, the others in one line, and what would show a difference."""
    answers = vignette.presentation.answers
    normal = {name: finding.normal for name, finding in records.findings.items()}
    told = [name for name in answers if answers[name] != normal[name]]
    usual = [name for name in answers if name not in told]
    lines = [f"{records.findings[name].title} ({name}): {value_words(answers[name], name, records)}" for name in told]
    if usual:
        lines.append(f"as usual: {', '.join(usual)}")
    if not answers:
        lines.append("nothing was asked")
    lines.append(f"triage says: {vignette.urgency or 'out of scope'}; it shows in {_SEEN[vignette.aspect]}")
    return lines


def vignette_json(vignette: Vignette | None) -> dict[str, Any] | None:
    """The form of `vignette` in schemas/coverage.schema.json and schemas/mutation.schema.json."""
    if vignette is None:
        return None
    answers = vignette.presentation.answers
    return {
        "presentation": {name: list(v) if isinstance(v, tuple) else v for name, v in answers.items()},
        "shows_in": vignette.aspect.value,
        "urgency": vignette.urgency,
        "fires": list(vignette.fires),
        "does_not_fire": list(vignette.silent),
    }
