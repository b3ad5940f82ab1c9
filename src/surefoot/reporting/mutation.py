"""The mutants of the knowledge: text for people, JSON for programs. The Stryker report is in stryker.py."""

from collections.abc import Callable, Mapping
from typing import Any

from surefoot.adequacy import Fate, Mutation, Trial
from surefoot.reporting.json_writer import json_text
from surefoot.reporting.style import Style, bullet, wrap
from surefoot.reporting.vignettes import vignette_json, vignette_lines


def render_mutation_text(mutation: Mutation, style: Style) -> str:
    """The survivors with the vignette that would kill them, then the score."""
    lines: list[str] = []
    for number, vignette in enumerate(mutation.vignettes):
        killed = [trial for trial in mutation.of(Fate.SURVIVED) if trial.vignette == number]
        for trial in killed:
            lines += _survivor(trial, style)
        lines.append(f"  the smallest patient who would show {'it' if len(killed) == 1 else 'them'}:")
        lines += [*(bullet(words, "    ") for words in vignette_lines(vignette, mutation.kb.records)), ""]
    for trial in mutation.of(Fate.UNDECIDED):
        head = f"{style('undecided', 'yellow', 'bold')}: {trial.mutant.kind.value} {trial.mutant.id}"
        lines += [f"{head} at {trial.mutant.pointer or '/'}", _mistake(trial), ""]
    return "\n".join([*lines, *_totals(mutation, style)])


def _survivor(trial: Trial, style: Style) -> list[str]:
    mutant = trial.mutant
    head = f"{style('survived', 'red', 'bold')}: {mutant.kind.value} {mutant.id} at {mutant.pointer or '/'}"
    lines = [head, _mistake(trial)]
    if trial.onlookers:
        more = f" and {len(trial.onlookers) - 1} more" if len(trial.onlookers) > 1 else ""
        told = f"other rules would fire for scenario {trial.onlookers[0]}{more}, which does not say which should"
        lines.append(wrap(told, "  "))
    return lines


def _mistake(trial: Trial) -> str:
    mutant = trial.mutant
    return f"  {mutant.operator}: {mutant.was} -> {mutant.now or 'nothing'}"


def _totals(mutation: Mutation, style: Style) -> list[str]:
    counts = {fate: len(mutation.of(fate)) for fate in Fate}
    good = not counts[Fate.SURVIVED] and not counts[Fate.UNDECIDED]
    mark = style("killed", "green") if good else style("NOT KILLED", "red", "bold")
    counted = len(mutation.trials) - counts[Fate.EQUIVALENT]
    lines = [f"{mark}: {counts[Fate.KILLED]} of {counted} mutants that differ for a patient ({_percent(mutation)})"]
    unsure = f", {counts[Fate.UNDECIDED]} undecided" if counts[Fate.UNDECIDED] else ""
    lines.append(f"  {counts[Fate.SURVIVED]} survived, {counts[Fate.EQUIVALENT]} proved equivalent{unsure}")
    if mutation.vignettes:
        few = "1 vignette is" if len(mutation.vignettes) == 1 else f"{len(mutation.vignettes)} vignettes are"
        lines.append(f"  {few} missing")
    lines.append(
        f"{len(mutation.scenarios)} scenarios, {mutation.questions} questions to the solver, {mutation.seconds:.1f} s."
    )
    return lines


def _percent(mutation: Mutation) -> str:
    # cut, not rounded: one survivor among many is not 100 %
    return f"{int(mutation.score * 1000) / 10:.1f} %"


def render_mutation_json(mutation: Mutation, _: Style) -> str:
    """The form of schemas/mutation.schema.json; of the mutants that were killed only their number is told."""
    manifest = mutation.kb.manifest
    left = [trial for trial in mutation.trials if trial.fate is not Fate.KILLED]
    report = {
        "kb": {"id": manifest.id, "version": manifest.version, "hash": mutation.kb.hash},
        "scenarios": len(mutation.scenarios),
        "mutants": len(mutation.trials),
        **{fate.value: len(mutation.of(fate)) for fate in Fate},
        "repeated": mutation.repeated,
        "score": mutation.score,
        "questions": mutation.questions,
        "left": [_trial_json(trial) for trial in left],
        "vignettes": [vignette_json(vignette) for vignette in mutation.vignettes],
    }
    return json_text(report)


def _trial_json(trial: Trial) -> dict[str, Any]:
    mutant = trial.mutant
    return {
        "kind": mutant.kind.value,
        "id": mutant.id,
        "pointer": mutant.pointer,
        "operator": mutant.operator,
        "was": mutant.was,
        "now": mutant.now,
        "fate": trial.fate.value,
        "vignette": trial.vignette,
        "onlookers": list(trial.onlookers),
    }


MUTATION_RENDERERS: Mapping[str, Callable[[Mutation, Style], str]] = {
    "text": render_mutation_text,
    "json": render_mutation_json,
}
"""The Stryker report needs the texts of the files besides."""
