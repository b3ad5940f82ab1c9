"""Options that several commands share."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from surefoot_cli.plain import color_by_default

F = TypeVar("F", bound=Callable[..., Any])


def kb_option(command: F) -> F:
    """--kb: the knowledge base to use."""
    return click.option(
        "--kb",
        metavar="PATH",
        help="Folder that holds kb.json, or a snapshot. "
        "[default: SUREFOOT_KB, else kb/ here or above, else the one installed]",
    )(command)


def format_option(formats: Sequence[str]) -> Callable[[F], F]:
    """--format: one of several, text by default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(list(formats)),
        default=formats[0],
        show_default=True,
        help="How to print the result.",
    )


def color_option(command: F) -> F:
    """--color / --no-color: overrides what the terminal and NO_COLOR say."""
    return click.option("--color/--no-color", default=None, help="Color, or none. [default: on a terminal]")(command)


def wants_color(chosen: bool | None) -> bool:
    """Colour when asked for, else on a terminal that does not refuse it; tells click not to undo the choice."""
    wanted = color_by_default() if chosen is None else chosen
    click.get_current_context().color = wanted
    return wanted


def kb_path(named: str | None) -> Path:
    """The folder of the knowledge base that --kb and its defaults mean."""
    from surefoot.loading import find_kb

    ctx = click.get_current_context()
    return find_kb(named or (ctx.obj or {}).get("kb"))
