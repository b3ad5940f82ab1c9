"""surefoot diff."""

import click

from surefoot_cli import exit_codes
from surefoot_cli.options import color_option, format_option, kb_option, kb_path, wants_color


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@kb_option
@format_option(("text", "json", "markdown"))
@color_option
@click.pass_context
def command(
    ctx: click.Context, old: str, new: str | None, kb: str | None, output_format: str, color: bool | None
) -> None:
    """What changed in meaning between two versions, and which patients it moves.

    OLD and NEW are folders, snapshots or git revisions; without NEW, the knowledge base as it is now.
    The scenarios of both versions are triaged with both. Patients whose urgency falls come first.

    \b
    Examples:
      surefoot diff HEAD
      surefoot diff v1.0.0 v1.1.0 --format markdown
      surefoot diff released.json

    \b
    Exit codes: 0 the version number says what changed, 1 it did not rise far enough.
    """
    from surefoot.reporting import COMPARISON_RENDERERS, PLAIN, Style, render_faults
    from surefoot.validation import Report
    from surefoot.versions import compare, open_version

    root = kb_path(kb)
    versions = open_version(old, root), open_version(new, root)
    comparison = compare(*versions)
    click.echo(COMPARISON_RENDERERS[output_format](comparison, Style(wants_color(color))))
    for version in versions:
        if version.unread:
            click.echo(f"Scenarios of {version.name} that cannot be read were left out:", err=True)
            files = len({fault.place.file for fault in version.unread})
            click.echo(render_faults(Report(version.unread, files), PLAIN), err=True)
    ctx.exit(exit_codes.CLEAN if comparison.enough else exit_codes.FAULTS)
