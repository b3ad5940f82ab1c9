"""surefoot completion."""

import click

_SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command("completion")
@click.argument("shell", metavar="SHELL", type=click.Choice(_SHELLS))
def command(shell: str) -> None:
    """Print the script with which a shell completes commands, options, ids of findings and their values.

    SHELL is bash, zsh, fish or powershell.

    \b
    To use it, add a line to the file that your shell reads when it starts:
      ~/.bashrc                    eval "$(surefoot completion bash)"
      ~/.zshrc                     eval "$(surefoot completion zsh)"
      ~/.config/fish/config.fish   surefoot completion fish | source
      $PROFILE                     surefoot completion powershell | Out-String | Invoke-Expression

    \b
    Exit codes: 0 printed.
    """
    from click.shell_completion import get_completion_class

    from surefoot_cli import completing

    completing.prepare()
    found = get_completion_class(shell)
    assert found is not None, f"click knows no shell {shell}"
    root = click.get_current_context().find_root().command
    click.echo(found(root, {}, "surefoot", "_SUREFOOT_COMPLETE").source())
