"""Why a sentence is read as it is -> JSON, or text for the author of phrases."""

from typing import Any

from surefoot.intake import Near, Verdict, WhyNot
from surefoot.model import KnowledgeBase
from surefoot.reporting.style import Style


def why_not_json(result: WhyNot) -> dict[str, Any]:
    """The form of schemas/why-not.schema.json."""
    return {
        "text": result.text,
        "keys": list(result.keys),
        "nearest": [
            {
                "finding": near.finding,
                "rule": near.rule,
                "phrase": near.phrase,
                "score": near.score,
                "verdict": near.verdict.value,
                "standing": near.standing.value if near.standing else None,
                "missing": list(near.missing),
                "literal": near.literal,
            }
            for near in result.nearest
        ],
    }


def render_why_not(result: WhyNot, kb: KnowledgeBase, style: Style) -> str:
    """One phrase a block: how near, which finding, what became of it."""
    lines = [f"Compared as: {' '.join(result.keys) or 'nothing: no word in it tells anything'}"]
    for near in result.nearest:
        title = kb.findings[near.finding].title
        lines += [
            "",
            f"{near.score:.2f}  {style(repr(near.phrase), 'bold')}  {near.rule}",
            f"      {title}: {_why(near)}",
        ]
    if not result.nearest:
        lines += ["", "No phrase shares letters with it."]
    return "\n".join(lines)


def _why(near: Near) -> str:
    match near.verdict:
        case Verdict.MET:
            return f"met; it stands as {near.standing}" if near.standing else "met"
        case Verdict.NEVER:
            return "the words lie in a phrase of its never_says"
        case Verdict.MISSING:
            return f"not met: the sentence lacks {', '.join(map(repr, near.missing))}"
        case Verdict.APART:
            word_for_word = ", and this phrase is met only word for word" if near.literal else ""
            return f"not met: its words are too far apart, in another order or in two clauses{word_for_word}"
