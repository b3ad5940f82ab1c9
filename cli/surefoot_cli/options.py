"""Options that several commands share."""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from surefoot_cli.plain import color_by_default

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

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


def time_limit_option(start: str) -> Callable[[F], F]:
    """--time-limit: how long one question to the solver may take; `start` begins the sentence of the help."""
    return click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        default=10,
        show_default=True,
        metavar="SECONDS",
        help=f"{start} time for one question to the solver; after it the question is undecided.",
    )


def color_option(command: F) -> F:
    """--color / --no-color: overrides what the terminal and NO_COLOR say."""
    return click.option("--color/--no-color", default=None, help="Color, or none. [default: on a terminal]")(command)


def wants_color(chosen: bool | None) -> bool:
    """Colour when asked for, else on a terminal that does not refuse it; tells click not to undo the choice."""
    wanted = color_by_default() if chosen is None else chosen
    click.get_current_context().color = wanted
    return wanted


def kb_path(named: str | None, ctx: click.Context | None = None) -> Path:
    """The folder of the knowledge base that --kb and its defaults mean."""
    from surefoot.loading import find_kb

    root = (ctx or click.get_current_context()).find_root()
    return find_kb(named or root.params.get("kb"))


def offering(name: str) -> Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]:
    """What a shell offers for a parameter: one of the OFFERS of completing.py, which is imported only then."""

    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        from surefoot_cli import completing

        return completing.offers(name, ctx, incomplete)

    return complete


def echo_paged(text: str) -> None:
    """Print, at a terminal through a pager when it is longer than the screen."""
    if sys.stdout.isatty() and text.count("\n") + 2 > shutil.get_terminal_size().lines:
        os.environ.setdefault("LESS", "FRX")  # as git does: quit when it fits, keep colors, leave the text there
        click.echo_via_pager(text + "\n", color=click.get_current_context().color)
    else:
        click.echo(text)
