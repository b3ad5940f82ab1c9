"""What a person answered and was not asked, in lines by the part of the history that it belongs to."""

from collections import Counter
from collections.abc import Iterable, Iterator

from surefoot.model import Flag, Kind, KnowledgeBase, Presentation
from surefoot.reporting.conditions import value_words


def present_lines(kb: KnowledgeBase, presentation: Presentation) -> Iterator[str]:
    """The answers that are neither a denial nor "not sure": of a yes the title, of others the value too."""
    answers = presentation.answers
    given = [name for name, value in answers.items() if value is not None and not _denies(value)]
    return _by_group(kb, ((name, _with_value(kb, name, presentation)) for name in given))


def denied_lines(kb: KnowledgeBase, presentation: Presentation) -> Iterator[str]:
    """The questions answered no, and those for several things answered with none of them."""
    return _by_group(kb, ((n, kb.findings[n].title) for n, v in presentation.answers.items() if _denies(v)))


def unsure_lines(kb: KnowledgeBase, presentation: Presentation) -> Iterator[str]:
    """The questions answered "not sure"."""
    return _by_group(kb, ((n, kb.findings[n].title) for n, v in presentation.answers.items() if v is None))


def not_asked_lines(kb: KnowledgeBase, presentation: Presentation) -> Iterator[str]:
    """The stand-alone red flags that were not asked, by name; all questions that were not, counted by group."""
    left = [name for name in kb.findings if name not in presentation]
    flags = [kb.findings[name].title for name in left if kb.findings[name].flag is Flag.ALONE]
    if flags:
        yield f"**Red flags, each enough alone ({len(flags)}):** {'; '.join(flags)}"
    counts = Counter(_group(kb, name) for name in left)
    if counts:
        counted = "; ".join(f"{_words(group)} {count}" for group, count in sorted(counts.items()))
        yield f"**All questions not asked ({len(left)}):** {counted}"


def _denies(value: object) -> bool:
    return value is False or value == ()


def _with_value(kb: KnowledgeBase, name: str, presentation: Presentation) -> str:
    title, value = kb.findings[name].title, presentation.value(name)
    return title if value is True else f"{title}: {value_words(value, name, kb.records)}"


def _by_group(kb: KnowledgeBase, told: Iterable[tuple[str, str]]) -> Iterator[str]:
    """One line for each group; the groups and what is in them in the order of the knowledge, not of the answers."""
    texts = dict(told)
    groups: dict[str, list[str]] = {}
    for name in kb.findings:
        if name in texts:
            groups.setdefault(_group(kb, name), []).append(texts[name])
    for group in sorted(groups):
        yield f"**{_words(group).capitalize()}:** {'; '.join(groups[group])}"


def _group(kb: KnowledgeBase, name: str) -> str:
    record = kb.records.get(Kind.FINDING, name)
    return str(record.content["group"]) if record else name


def _words(group: str) -> str:
    return group.replace("-", " ")
