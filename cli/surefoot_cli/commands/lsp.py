"""surefoot lsp."""

import click

from surefoot_cli import exit_codes


@click.command("lsp")
@click.option("--stdio", is_flag=True, hidden=True, help="What many editors add; there is no other way to talk.")
@click.pass_context
def command(ctx: click.Context, stdio: bool) -> None:
    """Serve an editor over standard input and output, by the Language Server Protocol.

    The editor starts it. It shows faults while one types, completes keys, values and ids, explains them,
    jumps to a record and to those that name it, offers repairs, and formats. It needs the extra `lsp`:
    pip install 'surefoot[lsp]'

    \b
    Exit codes: 0 the editor ended it, 1 the editor went away without a word, 2 the extra is missing.
    """
    try:
        import lsprotocol  # noqa: F401
        import pygls  # noqa: F401
    except ImportError:
        click.echo("Error: the language server is not installed. Run: pip install 'surefoot[lsp]'", err=True)
        ctx.exit(exit_codes.USAGE)
    from surefoot_cli.lsp.running import run

    ctx.exit(run())
