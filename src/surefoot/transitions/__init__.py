"""Two versions and all patients: who moves from which urgency to which, and who lets them."""

from surefoot.transitions.codes import TRANSITION_CODES
from surefoot.transitions.find import transitions
from surefoot.transitions.result import Cell, Change, Excluded, Mover, Standing, Transitions, Waiver
from surefoot.transitions.scenario_files import scenarios_of

__all__ = [
    "TRANSITION_CODES",
    "Cell",
    "Change",
    "Excluded",
    "Mover",
    "Standing",
    "Transitions",
    "Waiver",
    "scenarios_of",
    "transitions",
]
