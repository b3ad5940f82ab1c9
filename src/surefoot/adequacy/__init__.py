"""How well the scenarios hold the knowledge to its word: coverage of its conditions, and mutants that they kill."""

from surefoot.adequacy.coverage import Coverage, Half, Leaf, Reached, RuleCoverage, cover
from surefoot.adequacy.drafts import drafts
from surefoot.adequacy.mutants import Mutant, mutants_of
from surefoot.adequacy.mutation import Fate, Mutation, Progress, Trial, mutate
from surefoot.adequacy.search import Aspect, Vignette

__all__ = [
    "Aspect",
    "Coverage",
    "Fate",
    "Half",
    "Leaf",
    "Mutant",
    "Mutation",
    "Progress",
    "Reached",
    "RuleCoverage",
    "Trial",
    "Vignette",
    "cover",
    "drafts",
    "mutants_of",
    "mutate",
]
