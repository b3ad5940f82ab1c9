"""`surefoot validate [PATH]... [--kb PATH]`, without click: importing that takes as long as checking 500 files.

What is not as plain as that, and every error, is left to click, which says it better.
"""

import os
import sys
import time

from surefoot_cli import exit_codes, memory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from surefoot.validation import Report

_OTHERS_SAY = ("_SUREFOOT_COMPLETE", "GITHUB_ACTIONS", "SUREFOOT_DEBUG")


def validate(arguments: "list[str]") -> "int | None":
    """Run the command and print its report; the exit code, or None when it is left to click."""
    words = _words(arguments)
    if words is None or os.name == "nt" or any(name in os.environ for name in _OTHERS_SAY):
        return None
    from surefoot.loading import allow_work_aside, is_far
    from surefoot.validation import validate as validated
    from surefoot_cli.file_memories import remembering

    allow_work_aside()
    kb, paths = words
    if not paths and is_far(kb):
        return None
    started = time.time_ns()
    try:
        root = _root(kb) if kb or not paths else None
        report = validated(root, _as_paths(paths), remembering=remembering())
    except Exception:
        return None
    from surefoot.reporting import Style, render_faults

    text = render_faults(report, Style(color_by_default())) + "\n"
    print_text(text)
    code = exit_code(report)
    memory.keep(code, text, report.looked_at, started)
    return code


def _root(kb: "str | None") -> "str | Path":
    """The knowledge base; as text where that says the same, because importing pathlib takes as long as 200 files."""
    from surefoot.loading import find_kb, locate_kb

    root = locate_kb(kb)
    return root if os.path.normpath(root) == root else find_kb(kb)


def _as_paths(paths: "list[str]") -> "list[Path]":
    if not paths:
        return []
    from pathlib import Path

    return [Path(path) for path in paths]


def _words(arguments: "list[str]") -> "tuple[str | None, list[str]] | None":
    """The value of --kb and the paths; None when there is anything else, or something is missing."""
    kb, paths = None, []
    rest = iter(arguments[1:])
    for word in rest:
        if word == "--kb" or word.startswith("--kb="):
            kb = next(rest, "") if word == "--kb" else word[5:]
            if not kb:
                return None
        elif not word or word.startswith("-"):
            return None
        else:
            paths.append(word)
    return (kb, paths) if arguments[:1] == ["validate"] else None


def exit_code(report: "Report", strict: bool = False) -> int:
    """What `validate` ends with."""
    if report.unusable_paths:
        return exit_codes.USAGE
    failing = len(report.diagnostics) if strict else report.errors
    return exit_codes.FAULTS if failing else exit_codes.CLEAN


def color_by_default() -> bool:
    """Colour on a terminal that does not refuse it."""
    refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not refused and (bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty())


def print_text(text: str) -> None:
    """Print to standard output; that nobody reads it to its end is no error, a full disk is one."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            sys.stderr.write(f"Error: the output cannot be written: {error.strerror or error}\n")
            sys.exit(exit_codes.USAGE)
