"""Runs scenarios and says how triage did: misses, and the matrix of under- and over-triage."""

TYPE_CHECKING = False  # importing typing would cost more than what most commands need of this layer
if TYPE_CHECKING:
    from surefoot.scenarios.run import Miss, MissKind, Outcome, Suite, run_scenario, run_suite
    from surefoot.scenarios.wiring import Verdict, Wiring, answers_of, verdicts, wiring_of

_MODULES = {
    "Miss": "run",
    "MissKind": "run",
    "Outcome": "run",
    "Suite": "run",
    "Verdict": "wiring",
    "Wiring": "wiring",
    "answers_of": "wiring",
    "run_scenario": "run",
    "run_suite": "run",
    "verdicts": "wiring",
    "wiring_of": "wiring",
}

__all__ = [
    "Miss",
    "MissKind",
    "Outcome",
    "Suite",
    "Verdict",
    "Wiring",
    "answers_of",
    "run_scenario",
    "run_suite",
    "verdicts",
    "wiring_of",
]


def __getattr__(name: str) -> object:
    """Import a module when a name of it is first used."""
    if name not in _MODULES:
        raise AttributeError(f"module 'surefoot.scenarios' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"surefoot.scenarios.{_MODULES[name]}"), name)
