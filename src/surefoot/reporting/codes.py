"""The codes of diagnostics: the page of one, and the list of all, as text, Markdown and JSON."""

from collections.abc import Iterable, Iterator

from surefoot.diagnostics import Code
from surefoot.reporting.style import Style, wrap


def codes_json(codes: Iterable[Code]) -> list[dict[str, str]]:
    """The form of schemas/code-list.schema.json."""
    return [{**code._asdict(), "severity": code.severity.value} for code in codes]


def render_code(code: Code, style: Style) -> str:
    """The page of one code for a terminal."""
    head = f"{style(code.code, 'bold')} {style(code.slug, 'bold')} ({code.severity.value})"
    parts = [f"{style(heading, 'bold')}\n{wrap(text, '  ')}" for heading, text in _texts(code)]
    parts.insert(2, f"{style('Example', 'bold')}\n    {code.example}")
    return "\n\n".join([head, *parts])


def render_code_markdown(code: Code) -> str:
    """The page of one code as Markdown."""
    parts = [f"## {heading}\n\n{text}" for heading, text in _texts(code)]
    parts.insert(2, f"## Example\n\n```text\n{code.example}\n```")
    return "\n\n".join([f"# {code.code} {code.slug}", f"{code.severity.value.capitalize()}.", *parts])


def _texts(code: Code) -> Iterator[tuple[str, str]]:
    yield "What it flags", _sentence(code.flags)
    yield "Why it matters", _sentence(code.matters)
    yield "How to fix", _sentence(code.cure)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}."
