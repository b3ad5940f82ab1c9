"""Why an assessment is as it is: rules with their conditions, what each answer did, and what would change it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from surefoot.engine import Assessment
from surefoot.model import KnowledgeBase, Presentation
from surefoot.proof import Change, Changes
from surefoot.reporting.conditions import condition_lines, value_words
from surefoot.reporting.style import Style, bullet, wrap

_MOST_CHANGES = 8


class Explanation(NamedTuple):
    """An assessment, the answers it rests on, and what would change it; None outside the scope."""

    assessment: Assessment
    presentation: Presentation
    changes: Changes | None

    def text(self, kb: KnowledgeBase, style: Style) -> str:
        """The explanation as text."""
        parts = [_rules(self.assessment, kb, style), _answers(self.assessment, kb, self.presentation, style)]
        if self.changes is not None:
            parts.append("\n".join(_changes(self.changes, kb, style)))
        return "\n\n".join(part for part in parts if part)

    def json(self) -> dict[str, Any]:
        """The form of `explanation` in schemas/assessment.schema.json."""
        used = _used(self.assessment, self.presentation)
        found: dict[str, Any] = {
            "answers": [{"finding": f, "value": _plain(self.presentation.value(f)), "rules": r} for f, r in used]
        }
        for name, some, searched in _directions(self.changes):
            changes = [{"answers": {f: _plain(v) for f, v in c.answers.items()}, "urgency": c.urgency} for c in some]
            found[name] = {"changes": changes, "searched": searched}
        return found


def _directions(changes: Changes | None) -> Iterator[tuple[str, tuple[Change, ...], int | None]]:
    if changes is not None:
        yield "more_urgent", changes.higher, changes.searched_higher
        yield "less_urgent", changes.lower, changes.searched_lower


def _used(assessment: Assessment, presentation: Presentation) -> list[tuple[str, list[str]]]:
    """The answers, each with the rules that it helped to fire."""
    return [
        (finding, [reason.rule for reason in assessment.reasons if finding in reason.matched])
        for finding in presentation
    ]


def _rules(assessment: Assessment, kb: KnowledgeBase, style: Style) -> str:
    rules = {rule.id: rule for rule in kb.rules}
    lines = [style(wrap("The rules that fired, with their conditions"), "bold")] if assessment.reasons else []
    for reason in assessment.reasons:
        rule = rules[reason.rule]
        level = kb.urgencies[reason.urgency].title.lower()
        lines += [bullet(f"{reason.title} [{level}; {reason.rule}]"), "    when"]
        lines += _conditions(rule.when, kb)
        if rule.unless is not None:
            lines += ["    unless", *_conditions(rule.unless, kb)]
        lines.append(wrap(f"Sources: {', '.join(reason.sources)}", "      ", "    "))
    return "\n".join(lines)


def _conditions(condition: Any, kb: KnowledgeBase) -> list[str]:
    return [wrap(line.strip(), " " * (8 + len(line) - len(line.lstrip())), " " * (6 + len(line) - len(line.lstrip())))
            for line in condition_lines(condition, kb.records)]  # fmt: skip


def _answers(assessment: Assessment, kb: KnowledgeBase, presentation: Presentation, style: Style) -> str:
    titles = {reason.rule: reason.title for reason in assessment.reasons}
    lines = [style("What each answer did", "bold")]
    idle = 0
    for finding, rules in _used(assessment, presentation):
        if rules:
            said = f"{kb.findings[finding].title}: {value_words(presentation.value(finding), finding, kb.records)}"
            lines.append(bullet(f"{said}. Counts for: {'; '.join(titles[rule] for rule in rules)}."))
        else:
            idle += 1
    if idle:
        lines.append(bullet(f"Answers that no rule that fired needs: {idle}."))
    return "\n".join(lines) if presentation.answers else ""


def _changes(changes: Changes, kb: KnowledgeBase, style: Style) -> Iterator[str]:
    yield style("What would change this answer", "bold")
    for name, some, searched in _directions(changes):
        words = name.replace("_", " ")
        if some:
            together = len(some[0].answers)
            how = "one other answer" if together == 1 else f"{together} other answers together"
            more = f", {len(some)} ways" if len(some) > 1 else ""
            yield wrap(f"{words.capitalize()} with {how}{more}:", "    ", "  ")
            yield from _some(some, kb)
        elif searched is None:
            yield wrap(f"No other answers to these questions make it {words}.", "  ")
        else:
            yield wrap(f"No change of at most {searched} answers makes it {words}; more were not tried.", "    ", "  ")


def _some(changes: Sequence[Change], kb: KnowledgeBase) -> Iterator[str]:
    for change in changes[:_MOST_CHANGES]:
        said = [f"{kb.findings[f].title}: {value_words(v, f, kb.records)}" for f, v in change.answers.items()]
        yield bullet(f"{'; '.join(said)} [{kb.urgencies[change.urgency].title.lower()}]", "    ")
    if len(changes) > _MOST_CHANGES:
        yield f"    and {len(changes) - _MOST_CHANGES} more (all of them with --format json)"


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
