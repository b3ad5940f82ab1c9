"""What holds for every patient: properties and the rules themselves, proved or refuted by the smallest patient."""

from surefoot.proof.answers import Patient
from surefoot.proof.changes import Change, Changes, what_would_change
from surefoot.proof.codes import PROOF_CODES
from surefoot.proof.prove import prove
from surefoot.proof.replay import ReplayError
from surefoot.proof.result import Proof, Result, Verdict, Witness
from surefoot.proof.scenario_files import scenario_of
from surefoot.proof.solver import Solver, SolverMissing, Undecided
from surefoot.proof.translation import Translation, conditions_in, mentioned_in
from surefoot.proof.witness import smallest

__all__ = [
    "PROOF_CODES",
    "Change",
    "Changes",
    "Patient",
    "Proof",
    "ReplayError",
    "Result",
    "Solver",
    "SolverMissing",
    "Translation",
    "Undecided",
    "Verdict",
    "Witness",
    "conditions_in",
    "mentioned_in",
    "prove",
    "scenario_of",
    "smallest",
    "what_would_change",
]
