"""The plain forms of `validate`, `triage`, `test` and `lookup`, without click, which takes as long as all of this.

Whatever is not plain, has no pack or goes wrong is left to click, which does the same and says what is wrong.
"""

import os
import sys

from surefoot_cli import exit_codes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_MANY = ("--with", "--without")
_TRIAGE = ("--answers", "--fail-on", "--kb", "--format", "--region", *_MANY)
_TEST = ("--kb",)
_LOOKUP = ("--kb", "--format")
_OTHERS_SAY = ("_SUREFOOT_COMPLETE", "SUREFOOT_DEBUG")
_FORMATS = ("text", "json", "markdown")


def run(arguments: "list[str]") -> "tuple[int, str] | None":
    """The exit code and what is printed; None when it is left to click."""
    if os.name == "nt" or any(name in os.environ for name in _OTHERS_SAY):
        return None
    if arguments[:1] == ["validate"]:
        from surefoot_cli import plain

        code = plain.validate(arguments)
        return None if code is None else (code, "")
    if arguments[:1] == ["triage"]:
        words = options(arguments[1:], _TRIAGE)
        return None if words is None else _triage(words)
    if arguments[:1] == ["lookup"]:
        return _lookup(arguments[1:])
    words = options(arguments[1:], _TEST) if arguments[:1] == ["test"] else None
    return None if words is None else _test(words)


def options(arguments: "list[str]", known: "tuple[str, ...]") -> "dict[str, list[str]] | None":
    """The values of each option; None when there is another word, or a value is missing or given twice."""
    found: dict[str, list[str]] = {}
    rest = iter(arguments)
    for word in rest:
        name, equals, value = word.partition("=")
        if name not in known:
            return None
        if not equals:
            value = next(rest, "")
        if not value or (name in found and name not in _MANY):
            return None
        found.setdefault(name, []).append(value)
    return found


def _triage(words: "Mapping[str, list[str]]") -> "tuple[int, str] | None":
    source, fail_on, form = (words.get(name, [None])[0] for name in ("--answers", "--fail-on", "--format"))
    present, absent = words.get("--with", []), words.get("--without", [])
    if not (source or present or absent) or (form or "text") not in _FORMATS:
        return None
    from surefoot_cli import assessing
    from surefoot_cli.opening import packed_knowledge_base
    from surefoot_cli.plain import color_by_default

    kb = _located(words)
    base = packed_knowledge_base(kb) if kb else None
    if base is None:
        return None
    data = b""
    try:
        base = assessing.in_region(base, words.get("--region", [os.environ.get("SUREFOOT_REGION") or None])[0])
        assessing.demand_level(base, fail_on)
        if source == "-":
            data = sys.stdin.buffer.read()
            values = assessing.parsed_answers(data, "standard input")
        else:
            values = assessing.read_answers(source) if source else {}
        presentation = assessing.presentation_of(base, values, present, absent, source or "-")
        from surefoot.engine import triage

        assessment = triage(base, presentation)
        text = assessing.rendered(base, presentation, assessment, form or "text", color_by_default())
    except Exception:
        _give_back(data)
        return None
    reached = assessing.reaches(base, assessment, fail_on)
    return exit_codes.FAULTS if reached else exit_codes.CLEAN, text + "\n"


def _give_back(data: bytes) -> None:
    """Let click read again what was read from standard input."""
    if data:
        import io

        sys.stdin = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")


def _test(words: "Mapping[str, list[str]]") -> "tuple[int, str] | None":
    from surefoot_cli.opening import packed_suite
    from surefoot_cli.plain import color_by_default

    kb = _located(words)
    suite = packed_suite(kb) if kb else None
    if suite is None:
        return None
    from surefoot.reporting import SUITE_RENDERERS, Style

    text = SUITE_RENDERERS["text"](suite, Style(color_by_default()))
    return exit_codes.FAULTS if suite.failures else exit_codes.CLEAN, text + "\n"


def _lookup(arguments: "list[str]") -> "tuple[int, str] | None":
    """A query in words, then the options; nothing found, and output for a pager, are left to click."""
    count = next((n for n, word in enumerate(arguments) if word.startswith("-")), len(arguments))
    words = options(arguments[count:], _LOOKUP)
    form = words.get("--format", ["text"])[0] if words is not None else ""
    if words is None or not count or form not in _FORMATS or sys.stdout.isatty():
        return None
    from surefoot_cli.opening import packed_index
    from surefoot_cli.plain import color_by_default

    kb = _located(words)
    index = packed_index(kb) if kb else None
    if index is None:
        return None
    from surefoot.lookup import answer
    from surefoot.reporting import ANSWER_RENDERERS, Style

    found = answer(index, " ".join(arguments[:count]))
    if not found.result.hits:
        return None
    return exit_codes.CLEAN, ANSWER_RENDERERS[form](found, Style(color_by_default())) + "\n"


def _located(words: "Mapping[str, list[str]]") -> str | None:
    """The knowledge base; None when there is none, or when its name has to be looked at more closely."""
    from surefoot.loading import locate_kb

    try:
        kb = locate_kb(words.get("--kb", [None])[0])
    except OSError:
        return None
    return None if os.pardir in kb.split(os.sep) else kb
