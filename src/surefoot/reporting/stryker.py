"""Mutants in the schema that the Stryker mutation testing tools share, for their viewers and dashboards.

https://github.com/stryker-mutator/mutation-testing-elements, version 2 of the schema.
"""

import json
from typing import Any

from surefoot.adequacy import Fate, Mutation, Trial
from surefoot.diagnostics import Place
from surefoot.loading import Locator
from surefoot.model import Kind

_STATUS = {
    Fate.KILLED: "Killed",
    Fate.SURVIVED: "Survived",
    Fate.EQUIVALENT: "Ignored",
    Fate.UNDECIDED: "Timeout",
}


def render_stryker(mutation: Mutation, locator: Locator) -> str:
    """The report as JSON; `locator` knows the texts of the records."""
    files: dict[str, dict[str, Any]] = {}
    for number, trial in enumerate(mutation.trials):
        file = _file_of(mutation, trial)
        source = locator.text(file)
        entry = files.setdefault(file, {"language": "json", "source": source, "mutants": []})
        entry["mutants"].append(_mutant(number, trial, locator.span(file, trial.mutant.pointer)))
    tests = [{"id": scenario.id, "name": scenario.id} for scenario in mutation.scenarios]
    report = {
        "schemaVersion": "2",
        "thresholds": {"high": 100, "low": 80},
        "framework": {"name": "surefoot"},
        "files": files,
        "testFiles": {"scenarios": {"tests": tests}},
    }
    return json.dumps(report, ensure_ascii=False)


def _file_of(mutation: Mutation, trial: Trial) -> str:
    record = mutation.kb.records.get(trial.mutant.kind, trial.mutant.id)
    if record is None:
        record = next(mutation.kb.records.of(Kind.KB))
    return record.file


def _mutant(number: int, trial: Trial, place: Place) -> dict[str, Any]:
    mutant = trial.mutant
    made = {
        "id": str(number),
        "mutatorName": mutant.operator,
        "replacement": mutant.now,
        "location": {
            "start": {"line": place.line, "column": place.column},
            "end": {"line": place.end_line, "column": place.end_column},
        },
        "status": _STATUS[trial.fate],
    }
    if trial.fate is Fate.KILLED:
        made["killedBy"] = list(trial.killers)
    if trial.fate is Fate.EQUIVALENT:
        made["statusReason"] = "proved equivalent: no patient gets another answer"
    if trial.fate is Fate.UNDECIDED:
        made["statusReason"] = "the solver's time was not enough to find a patient or to prove that there is none"
    return made
