"""From answers to what is printed of an assessment, without click: for the command and for its quick way."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from surefoot.engine import Assessment
    from surefoot.model import KnowledgeBase, Presentation
    from surefoot.reporting import Explanation
    from surefoot_cli.plain_words import Heard


class Refused(Exception):
    """An input that cannot be used; the message says why, and the cure."""


def read_answers(source: str) -> "dict[str, Any]":
    """A presentation from a file, or from standard input for `-`; an object, not yet held against the findings.

    Raises:
        Refused: it is no JSON, or no object.
        OSError: the file cannot be read.
    """
    if source == "-":
        return parsed_answers(sys.stdin.buffer.read(), "standard input")
    with open(source, "rb") as stream:
        return parsed_answers(stream.read(), source)


def parsed_answers(data: bytes, name: str) -> "dict[str, Any]":
    """The same from bytes.

    Raises:
        Refused: they are no JSON, or no object.
    """
    from surefoot.loading import SyntaxFault, parse_json

    try:
        parsed = parse_json(data)
    except SyntaxFault as fault:
        raise Refused(f"{name}:{fault.line}:{fault.column}: {fault.message}; {fault.help}") from None
    if not isinstance(parsed, dict):
        raise Refused(f'{name}: a presentation is an object: {{"finding-id": value, ...}}')
    return parsed


def presentation_of(
    kb: "KnowledgeBase",
    values: "dict[str, Any]",
    present: "Sequence[str]" = (),
    absent: "Sequence[str]" = (),
    source: str = "-",
) -> "Presentation":
    """One patient from the answers of a file and of the command line.

    Raises:
        Refused: an answer does not fit the knowledge base, or contradicts another; all of them are named.
    """
    from surefoot.intake import AnswerError, parse_answer, read_presentation

    problems: list[str] = []
    values = dict(values)
    try:
        read = read_presentation(kb, values)
        if not present and not absent:
            return read
    except AnswerError as error:
        problems += [f"{'standard input' if source == '-' else source}: {p}" for p in error.problems]
    for option, text in [*(("--with", t) for t in present), *(("--without", f"{t}=no") for t in absent)]:
        try:
            name, value = parse_answer(kb, text)
        except AnswerError as error:
            problems += [f"{option}: {problem}" for problem in error.problems]
            continue
        if name in values and values[name] != value:
            problems.append(f"{option}: `{name}` has two different answers; give one")
        values[name] = value
    if problems:
        raise Refused("\n  ".join(["These answers cannot be used:", *problems]))
    return read_presentation(kb, values)


def rendered(
    kb: "KnowledgeBase",
    presentation: "Presentation",
    assessment: "Assessment",
    output_format: str,
    color: bool,
    heard: "Heard | None" = None,
    explained: "Explanation | None" = None,
) -> str:
    """The assessment as text, JSON or Markdown, with what was heard in plain words, and with its explanation."""
    if output_format == "json":
        from surefoot.engine import assessment_json
        from surefoot.reporting import json_text

        said = {"understanding": heard.json()} if heard else {}
        why = {"explanation": explained.json()} if explained else {}
        return json_text({**assessment_json(assessment), **said, **why})
    from surefoot.reporting import PLAIN, Style

    if output_format == "markdown":
        from surefoot.reporting import render_markdown

        read = (heard.understanding, None if heard.confirmed else heard.answers) if heard else ()
        text = render_markdown(assessment, kb, presentation, *read)
        return f"{text}\n\n```text\n{explained.text(kb, PLAIN)}\n```" if explained else text
    from surefoot.reporting import render_care_card

    card = render_care_card(assessment, kb, Style(color))
    text = heard.around(card, kb, Style(color)) if heard else card
    return f"{text}\n\n{explained.text(kb, Style(color))}" if explained else text


def explanation(kb: "KnowledgeBase", presentation: "Presentation", assessment: "Assessment") -> "Explanation":
    """The rules that fired, what each answer did, and what would change the urgency."""
    from surefoot.proof import what_would_change
    from surefoot.reporting import Explanation

    return Explanation(assessment, presentation, what_would_change(kb, presentation))


_SHORT = 3


def in_region(kb: "KnowledgeBase", region: str | None) -> "KnowledgeBase":
    """The knowledge base with the numbers of a region.

    Raises:
        Refused: there is no such region.
    """
    if region is None:
        return kb
    known = kb.records.regions
    by_name = {name: one for one in known.values() for name in (*one.aliases, one.id)}
    wanted = by_name.get(region.lower())
    if wanted is None:
        from surefoot.diagnostics import nearest

        # of two short names the nearest is another country
        meant = nearest(region.lower(), list(by_name)) if len(region) > _SHORT else None
        listed = f"The regions are {', '.join(known)}." if known else "This knowledge base has no regions."
        cure = f"Did you mean '{meant}'? {listed}" if meant else listed
        raise Refused(f"--region: there is no region '{region}'. {cure}")
    return kb.in_region(wanted)


def demand_level(kb: "KnowledgeBase", fail_on: str | None) -> None:
    """See that --fail-on names a level.

    Raises:
        Refused: it does not.
    """
    if fail_on is not None and fail_on not in kb.urgencies:
        raise Refused(f"--fail-on: there is no urgency '{fail_on}'. {_hint(fail_on, kb.levels)}")


def reaches(kb: "KnowledgeBase", assessment: "Assessment", fail_on: str | None) -> bool:
    """Whether the urgency is at or above --fail-on."""
    if assessment.urgency is None or fail_on is None:
        return False
    return kb.rank(assessment.urgency) >= kb.rank(fail_on)


def _hint(word: str, known: "Iterable[str]") -> str:
    from surefoot.diagnostics import nearest

    names = list(known)
    meant = nearest(word, names)
    return f"Did you mean '{meant}'?" if meant else f"The levels are {', '.join(names)}."
