"""An interview in a file: kept when the person says so, and gone on with later."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

import click

from surefoot_cli.assessing import Refused, parsed_answers

if TYPE_CHECKING:
    from surefoot.intake import Interview
    from surefoot.model import KnowledgeBase

_FORM = "surefoot-interview-1"


class Saved(NamedTuple):
    """An interview that was read, and whether the knowledge has changed since it was saved."""

    interview: "Interview"
    other_version: str | None


def save(path: str, kb: "KnowledgeBase", interview: "Interview") -> None:
    """Write an interview at one stroke, for nobody else to read; the old file stays until the new one is whole."""
    from surefoot.editing import store_file
    from surefoot.reporting import json_text

    content = {
        "form": _FORM,
        "kb": {"id": kb.manifest.id, "version": kb.manifest.version, "hash": kb.hash},
        "steps": [dict(step) for step in interview.steps],
        "heeded": sorted(interview.heeded),
    }
    store_file(Path(path), (json_text(content) + "\n").encode())


def is_saved(path: str) -> bool:
    """Whether a file holds an interview, so that another may take its place; a file that is not there may too."""
    try:
        content = json.loads(Path(path).read_bytes())
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and content.get("form") == _FORM


def resume(path: str, kb: "KnowledgeBase") -> Saved:
    """Read an interview; whatever cannot be gone on with is a usage error that says why."""
    from surefoot.intake import AnswerError, Interview, read_presentation

    try:
        content = parsed_answers(Path(path).read_bytes(), path)
    except Refused as refused:
        raise click.UsageError(f"{refused} (this is no saved interview)") from None
    if content.get("form") != _FORM:
        raise click.UsageError(f"{path}: this is no saved interview; `save FILE` in an interview writes one.")
    about, steps, heeded = (content.get(key) for key in ("kb", "steps", "heeded"))
    if not isinstance(about, dict) or not (_are(steps, dict) and _are(heeded, str)):
        raise click.UsageError(f"{path}: this saved interview is damaged; begin a new one.")
    if about.get("id") != kb.manifest.id:
        raise click.UsageError(f"{path}: saved with the knowledge base '{about.get('id')}'; name that with --kb.")
    try:
        given = tuple(read_presentation(kb, step).answers for step in steps)
    except AnswerError as error:
        lines = [f"{path}: the knowledge has changed, and these answers do not fit it:", *error.problems]
        raise click.UsageError("\n  ".join(lines)) from None
    other = None if about.get("hash") == kb.hash else str(about.get("version"))
    return Saved(Interview(given, frozenset(heeded)), other)


def _are(value: object, wanted: type) -> TypeGuard[list[Any]]:
    return isinstance(value, list) and all(isinstance(item, wanted) for item in value)
