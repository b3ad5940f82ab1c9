"""surefoot prove."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surefoot_cli import exit_codes
from surefoot_cli.options import (
    color_option,
    format_option,
    kb_option,
    kb_path,
    offering,
    time_limit_option,
    wants_color,
)

if TYPE_CHECKING:
    from surefoot.loading import Tree
    from surefoot.model import KnowledgeBase
    from surefoot.proof import Proof


@click.command("prove")
@click.argument("names", nargs=-1, metavar="[PROPERTY]...", shell_complete=offering("properties"))
@kb_option
@format_option(("text", "json", "sarif", "junit"))
@time_limit_option("The")
@click.option(
    "--write-scenarios", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Write each smallest patient as a scenario to fill in, into the folder of the urgency promised.",
)  # fmt: skip
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    kb: str | None,
    output_format: str,
    time_limit: float,
    write_scenarios: Path | None,
    color: bool | None,
) -> None:
    """Prove, for every possible patient, what kb/properties/ promises, or show the smallest who breaks it.

    Besides: every rule can fire and is needed, every part of a condition matters, every level is brought about
    by a rule, the constraints agree. With PROPERTY, only the properties named.

    \b
    Exit codes: 0 all proved, 1 something refuted, 2 no solver or no such property, 3 undecided.
    """
    from surefoot.loading import scan
    from surefoot.proof import SolverMissing, prove
    from surefoot.validation import open_tree

    tree = scan(kb_path(kb), scenarios=False)
    base = open_tree(tree)
    _refuse_unknown(names, base)
    try:
        proof = prove(base, time_limit, names)
    except SolverMissing as missing:
        raise click.UsageError(f"{str(missing)[:1].upper()}{str(missing)[1:]}") from None
    click.echo(_rendered(proof, base, tree, (output_format, wants_color(color))))
    if write_scenarios is not None:
        _write(proof, write_scenarios)
    ctx.exit(_exit_code(proof))


def _refuse_unknown(names: tuple[str, ...], base: "KnowledgeBase") -> None:
    from surefoot.diagnostics import nearest

    known = base.records.properties
    for name in names:
        if name not in known:
            meant = nearest(name, known)
            hint = f" Did you mean '{meant}'?" if meant else " `surefoot list properties` lists them."
            raise click.UsageError(f"There is no property '{name}'.{hint}")


def _rendered(proof: "Proof", base: "KnowledgeBase", tree: "Tree", form: tuple[str, bool]) -> str:
    from surefoot.reporting import FAULT_RENDERERS, PROOF_RENDERERS, Style, proof_faults

    output_format, color = form
    if output_format in PROOF_RENDERERS:
        return PROOF_RENDERERS[output_format](proof, base.records, Style(color))
    from surefoot.loading import read_records
    from surefoot.proof import PROOF_CODES
    from surefoot.validation import Report

    locator = read_records(tree.files).locator
    found = [locator.diagnostic(PROOF_CODES[slug], fault) for slug, fault in proof_faults(proof, base.records)]
    ordered = tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key))
    return FAULT_RENDERERS[output_format](Report(ordered, len(tree.files)), Style(color))


def _write(proof: "Proof", folder: Path) -> None:
    from surefoot.proof import scenario_of
    from surefoot.scaffolding import create_files

    made = (scenario_of(result, date.today()) for result in proof.results)
    contents = {
        folder / record["expect"]["urgency"] / f"{record['id']}.json": _as_text(record) for record in made if record
    }
    create_files(contents)
    for path in contents:
        click.echo(f"wrote {path}", err=True)


def _as_text(record: dict[str, object]) -> bytes:
    from surefoot.reporting import json_text

    return (json_text(record) + "\n").encode()


def _exit_code(proof: "Proof") -> int:
    from surefoot.diagnostics import Severity
    from surefoot.proof import PROOF_CODES, Verdict

    if proof.of(Verdict.UNDECIDED):
        return exit_codes.INTERNAL
    refuted = (PROOF_CODES[result.slug].severity for result in proof.of(Verdict.REFUTED))
    return exit_codes.FAULTS if Severity.ERROR in refuted else exit_codes.CLEAN
