"""surefoot new."""

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surefoot_cli.facts import ANSWER_TYPES, facts_of, facts_of_patient
from surefoot_cli.kinds import KindName
from surefoot_cli.options import kb_option, kb_path, offering

if TYPE_CHECKING:
    from surefoot.model import Kind
    from surefoot.scaffolding import Facts, Surroundings


@click.command("new")
@click.argument("kind", type=KindName())
@click.argument("record_id", metavar="ID")
@click.option("--title", help="What it is called.")
@click.option(
    "--urgency",
    metavar="LEVEL",
    shell_complete=offering("levels"),
    help="Of a rule or a scenario; for a scenario also out-of-scope.",
)
@click.option("--type", "answer_type", type=click.Choice(ANSWER_TYPES), help="The kind of answer of a finding.")
@click.option("--values", metavar="A,B,C", help="The values of a choice.")
@click.option("--unit", help="The unit of a number.")
@click.option("--category", help="The category of a condition, one of those in kb.json.")
@click.option("--form", help="The form of an evaluation or a treatment.")
@click.option(
    "--from", "source", metavar="FILE", help="Of a scenario: its presentation as JSON; - reads standard input."
)
@click.option("--no-input", is_flag=True, help="Ask nothing, even at a terminal.")
@kb_option
def command(kind: str, record_id: str, source: str | None, no_input: bool, kb: str | None, **options: Any) -> None:
    """Write a new record or scenario, complete but for what is marked FILL IN.

    At a terminal the few facts that decide the file are asked for. `surefoot validate` flags every
    place that is still to be filled in. With a rule comes the scenario that needs it.

    \b
    Examples:
      surefoot new finding knee-locks --type boolean --title "Knee locks"
      surefoot new rule u70-locked-knee --urgency urgent
      surefoot triage --answers patient.json --format json
      surefoot new scenario knee-locked-at-work --from patient.json

    \b
    Exit codes: 0 written, 2 the id is taken or an option does not fit.
    """
    from surefoot.loading import shown
    from surefoot.model import Kind
    from surefoot.scaffolding import create_files, surroundings

    chosen = Kind(kind)
    around = surroundings(_folder(chosen, kb))
    _demand_free_id(record_id, around)
    if source is None:
        facts = facts_of(chosen, options, around, asks=not no_input and _at_a_terminal())
    else:
        _demand_scenario(chosen, options)
        facts = facts_of_patient(source, around)
    files = _drafts(chosen, record_id, facts, around)
    create_files(files)
    for path in files:
        click.echo(shown(path))
    click.echo(_what_next(files, facts), err=True)


def _demand_scenario(kind: "Kind", options: dict[str, Any]) -> None:
    from surefoot.model import Kind

    if kind is not Kind.SCENARIO:
        raise click.UsageError("--from belongs to a new scenario.")
    if any(value is not None for value in options.values()):
        raise click.UsageError("--from says everything about a scenario; leave the other options out.")


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _folder(kind: "Kind", named: str | None) -> Path:
    """The knowledge base to write to; never the one that is installed with the tool."""
    from surefoot.loading import ENVIRONMENT_VARIABLE, kb_around
    from surefoot.model import Kind

    chosen = named or (click.get_current_context().obj or {}).get("kb")
    if kind is Kind.KB:
        return Path(chosen or "kb")
    if not chosen and not os.environ.get(ENVIRONMENT_VARIABLE) and not kb_around(Path.cwd()):
        raise click.UsageError("There is no knowledge base here or above; name its folder with --kb.")
    folder = kb_path(named)
    if not folder.is_dir():
        raise click.UsageError(f"{folder} is no folder, so no record can be added to it.")
    return folder


def _demand_free_id(record_id: str, around: "Surroundings") -> None:
    from surefoot.scaffolding import why_unusable

    wrong = why_unusable(record_id)
    if wrong:
        raise click.UsageError(f"{wrong[0][0].upper()}{wrong[0][1:]}; {wrong[1]}")
    if record_id in around.taken:
        raise click.UsageError(f"The id '{record_id}' is taken: {around.taken[record_id]}. Choose another one.")


def _drafts(kind: "Kind", record_id: str, facts: "Facts", around: "Surroundings") -> dict[Path, bytes]:
    """The new files: the record, and the scenario that a rule needs."""
    from surefoot.model import Kind
    from surefoot.scaffolding import Facts

    level = facts.urgency if kind in (Kind.RULE, Kind.SCENARIO) else None
    files = {around.file_of(kind, record_id, level): _written(kind, record_id, facts)}
    if kind is Kind.RULE:
        patient = f"{record_id}-patient"
        _demand_free_id(patient, around)
        needs_it = Facts(urgency=facts.urgency, decides=record_id)
        files[around.file_of(Kind.SCENARIO, patient, level)] = _written(Kind.SCENARIO, patient, needs_it)
    return files


def _written(kind: "Kind", record_id: str, facts: "Facts") -> bytes:
    from surefoot.editing import canonical
    from surefoot.scaffolding import draft_record

    record = draft_record(kind, record_id, facts, date.today())
    return canonical(json.dumps(record, ensure_ascii=False).encode(), kind.value)


def _what_next(files: dict[Path, bytes], facts: "Facts") -> str:
    from surefoot.loading import shown

    lines = []
    if facts.expect is not None:
        lines.append("It expects what triage answers today: check that against the sources before you rely on it.")
    left = sum(data.count(b'"FILL IN') + data.count(b'"fill-in') for data in files.values())
    where = " ".join(map(shown, files))
    lines.append(f"Next: fill in the {left} places marked FILL IN or fill-in, then run: surefoot validate {where}")
    return "\n".join(lines)
