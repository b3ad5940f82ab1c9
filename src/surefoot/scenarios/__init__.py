"""Runs scenarios and says how triage did: misses, and the matrix of under- and over-triage."""

from surefoot.scenarios.run import Miss, MissKind, Outcome, Suite, run_scenario, run_suite

__all__ = ["Miss", "MissKind", "Outcome", "Suite", "run_scenario", "run_suite"]
