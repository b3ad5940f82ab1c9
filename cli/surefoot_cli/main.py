"""The entry point: the commands, loaded when they are called, and the end of every error."""

import gc
import importlib
import io
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from surefoot_cli import exit_codes, memory

COMMANDS: Mapping[str, str] = {
    "validate": "Check every file of a knowledge base and its scenarios.",
    "triage": "How urgent is it? Answers in, care card out.",
    "lookup": "Search by name, synonym, lay words, code or text.",
    "why-not": "Say why a sentence in plain words is read as it is.",
    "show": "Print one record with everything that links to it.",
    "list": "List the records of one kind.",
    "test": "Run the scenario suite.",
    "prove": "Prove what holds for every patient, or show who breaks it.",
    "diff": "What changed between two versions, and which patients it moves.",
    "batch": "Triage every row of a Parquet, CSV or NDJSON file.",
    "evaluate": "Hold triage against people whose urgency is known.",
    "export": "Write the knowledge base in another form.",
    "new": "Write a new record or scenario to fill in.",
    "fmt": "Bring records into their one form.",
    "explain": "Say what a code of `validate` means.",
    "completion": "Complete commands and findings in your shell.",
    "lsp": "Serve an editor: faults, completion, jumps, repairs.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"surefoot_cli.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or say which one may have been meant."""
        from surefoot.diagnostics import nearest

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            meant = nearest(args[0], COMMANDS)
            hint = f" Did you mean '{meant}'?" if meant else " `surefoot --help` lists them."
            raise click.UsageError(f"There is no command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from surefoot import __version__
    from surefoot.loading import find_kb, paths_below, places_tried
    from surefoot.validation import open_knowledge_base

    started = time.time_ns()
    click.echo(f"surefoot {__version__}")
    folder = find_kb(ctx.params.get("kb"))
    kb = open_knowledge_base(folder)
    line = f"knowledge base {kb.manifest.id} {kb.manifest.version} {kb.hash}"
    click.echo(line)
    paths = (*paths_below(folder), *places_tried((str(Path.cwd()),)))
    memory.keep(exit_codes.CLEAN, f"surefoot {__version__}\n{line}\n", paths, started)
    ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--kb", metavar="PATH", is_eager=True, help="The knowledge base that all commands use.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="Print the versions of the tool and of the knowledge base, and its content hash.",
)  # fmt: skip
@click.pass_context
def cli(ctx: click.Context, kb: str | None) -> None:
    """Clinical triage knowledge that can be proved.

    Surefoot answers how urgent a complaint is, from knowledge that is checked on every edit.
    It gives no diagnosis, and no clinician has reviewed its content.
    """
    ctx.obj = {"kb": kb}


def main() -> None:
    """Run the command line; no error ends in a traceback."""
    gc.disable()  # a short run makes few cycles; looking for them costs a quarter of `validate`
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = exit_codes.CLEAN
    sys.exit(code)


def _run() -> Any:
    if "_SUREFOOT_COMPLETE" in os.environ:
        from surefoot_cli import completing

        completing.prepare()
        return cli.main(prog_name="surefoot")
    try:
        # click's own main() would end with 1 on a closed pipe, which here means: faults
        with cli.make_context("surefoot", sys.argv[1:]) as ctx:
            return cli.invoke(ctx) or exit_codes.CLEAN
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except (KeyboardInterrupt, EOFError):
        click.echo("Stopped.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return exit_codes.USAGE
    except BrokenPipeError:
        raise
    except Exception as error:
        return _explain(error)


def _explain(error: Exception) -> int:
    """Say what went wrong: an input that cannot be used, or a fault of surefoot itself."""
    try:
        return _explain_input(error)
    except Exception:
        return _explain_failure(error)


def _explain_input(error: Exception) -> int:
    from surefoot.reporting import PLAIN, render_faults
    from surefoot.validation import KnowledgeBaseError, Report

    if isinstance(error, KnowledgeBaseError):
        click.echo(
            render_faults(Report(error.diagnostics, len({d.place.file for d in error.diagnostics})), PLAIN), err=True
        )
        click.echo("Error: this knowledge base cannot be used until these faults are mended.", err=True)
        return exit_codes.USAGE
    if isinstance(error, OSError):
        from surefoot_cli.unusable_files import told

        click.echo(f"Error: {told(error)}", err=True)
        return exit_codes.USAGE
    return _explain_failure(error)


def _explain_failure(error: Exception) -> int:
    if os.environ.get("SUREFOOT_DEBUG"):
        raise error
    click.echo(f"Error: surefoot itself failed ({type(error).__name__}: {error}).", err=True)
    click.echo("Please report it; SUREFOOT_DEBUG=1 shows the details.", err=True)
    return exit_codes.INTERNAL
