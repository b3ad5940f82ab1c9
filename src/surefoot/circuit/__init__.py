"""What triage means, as gates over the truth of atoms: for whoever runs it over many patients or proves it for all."""

from surefoot.circuit.columns import Columns
from surefoot.circuit.gates import FALSE, TRUE, VARIABLE, Circuit, Gate
from surefoot.circuit.meaning import NEVER, AtomTruth, Meaning
from surefoot.circuit.outcome import Outcome, Truth, fires_with, outcome_of

__all__ = [
    "FALSE",
    "NEVER",
    "TRUE",
    "VARIABLE",
    "AtomTruth",
    "Circuit",
    "Columns",
    "Gate",
    "Meaning",
    "Outcome",
    "Truth",
    "fires_with",
    "outcome_of",
]
