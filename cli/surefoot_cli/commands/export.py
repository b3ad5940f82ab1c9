"""surefoot export."""

import sys
from pathlib import Path

import click

from surefoot_cli.options import kb_option, kb_path


@click.group("export")
def command() -> None:
    """Write the knowledge base in another form."""


@command.command("snapshot")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to; - is standard output.  [default: -]")
@click.option("--with-scenarios", is_flag=True, help="Put the scenarios in too.")
@kb_option
def snapshot(output: str, with_scenarios: bool, kb: str | None) -> None:
    """Write the whole knowledge base into one file.

    The same knowledge gives the same bytes. Every command takes the file as --kb, and refuses it
    when its content is not what its hash says.

    \b
    Examples:
      surefoot export snapshot -o legs-1.0.0.json
      surefoot triage --kb legs-1.0.0.json --with FINDING
    """
    from surefoot.loading import snapshot_of, write_snapshot
    from surefoot.validation import open_knowledge_base

    base = open_knowledge_base(kb_path(kb), scenarios=with_scenarios)
    data = snapshot_of(base.records, scenarios=with_scenarios)
    if output == "-":
        sys.stdout.buffer.write(data)
        return
    write_snapshot(Path(output), data)
    click.echo(f"Wrote {output}: {base.manifest.id} {base.manifest.version}, {base.hash}.", err=True)
