"""What a shell offers while one types: ids and values from the knowledge base. Where it cannot be read, nothing."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from surefoot_cli.options import kb_path

if TYPE_CHECKING:
    from surefoot.model import Finding, RecordSet

_MOST = 400


class BashWithEquals(BashComplete):
    """Bash splits words at "=", and replaces only what stands behind it."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words as they were typed, and the one that is not complete."""
        words, incomplete = super().get_completion_args()
        joined: list[str] = []
        for word in (*words, incomplete):
            if joined and (word == "=" or (joined[-1].endswith("=") and joined[-1] != "=")):
                joined[-1] += word
            else:
                joined.append(word)
        return joined[:-1], joined[-1]

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """The offers for the word, without what Bash leaves as it is."""
        found = super().get_completions(args, incomplete)
        kept, equals, _ = incomplete.partition("=")
        for item in found:
            item.value = str(item.value).removeprefix(kept + equals) if equals else item.value
        return found


def prepare() -> None:
    """Make the shells know what this program completes."""
    add_completion_class(BashWithEquals)


def offers(name: str, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
    """What fits the beginning of a word, from one of the OFFERS."""
    try:
        from surefoot.validation import peek

        records, _ = peek(kb_path(ctx.params.get("kb"), ctx), scenarios=False)
        return list(OFFERS[name](records, incomplete))[:_MOST]
    except Exception:
        return []  # a shell shows nothing, and says nothing of why


def _answers(records: "RecordSet", incomplete: str) -> Iterator[CompletionItem]:
    """FINDING, or FINDING=VALUE once there is an equals sign."""
    name, equals, value = incomplete.partition("=")
    if not equals:
        for finding in records.findings.values():
            if finding.id.startswith(name):
                yield CompletionItem(_typed(finding), help=finding.title)
    elif name in records.findings:
        for known, label in _values(records.findings[name]):
            if known.startswith(value):
                yield CompletionItem(f"{name}={known}", help=label)


def _typed(finding: "Finding") -> str:
    from surefoot.model import AnswerType

    return finding.id if finding.answer.type is AnswerType.BOOLEAN else f"{finding.id}="


def _values(finding: "Finding") -> Iterator[tuple[str, str]]:
    from surefoot.model import AnswerType

    if finding.answer.type is AnswerType.BOOLEAN:
        yield from (("yes", ""), ("no", ""))
    yield from finding.answer.values.items()
    yield "unsure", ""


def _yes_or_no(records: "RecordSet", incomplete: str) -> Iterator[CompletionItem]:
    from surefoot.model import AnswerType

    for finding in records.findings.values():
        if finding.answer.type is AnswerType.BOOLEAN and finding.id.startswith(incomplete):
            yield CompletionItem(finding.id, help=finding.title)


def _ids(records: "RecordSet", incomplete: str) -> Iterator[CompletionItem]:
    for record in records.records:
        if record.id.startswith(incomplete):
            yield CompletionItem(record.id, help=record.title)


def _levels(records: "RecordSet", incomplete: str) -> Iterator[CompletionItem]:
    for urgency in sorted(records.urgencies.values(), key=lambda urgency: -urgency.rank):
        if urgency.id.startswith(incomplete):
            yield CompletionItem(urgency.id, help=urgency.title)


def _regions(records: "RecordSet", incomplete: str) -> Iterator[CompletionItem]:
    for region in records.regions.values():
        if region.id.startswith(incomplete):
            yield CompletionItem(region.id, help=region.title)


def _properties(records: "RecordSet", incomplete: str) -> Iterator[CompletionItem]:
    for known in records.properties.values():
        if known.id.startswith(incomplete):
            yield CompletionItem(known.id, help=known.claim)


OFFERS: "dict[str, Callable[[RecordSet, str], Iterable[CompletionItem]]]" = {
    "answers": _answers,
    "ids": _ids,
    "levels": _levels,
    "properties": _properties,
    "regions": _regions,
    "yes or no": _yes_or_no,
}
