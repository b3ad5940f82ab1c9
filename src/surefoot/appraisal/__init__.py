"""Triage held against people whose urgency is known: how often too low, how often too high, and because of what."""

from surefoot.appraisal.appraise import appraise
from surefoot.appraisal.comparison import Pair, Result
from surefoot.appraisal.counts import OVER, UNDER, Appraisal, Decider, Level, Measure, measures
from surefoot.appraisal.statistics import Share, exact_difference

__all__ = [
    "OVER",
    "UNDER",
    "Appraisal",
    "Decider",
    "Level",
    "Measure",
    "Pair",
    "Result",
    "Share",
    "appraise",
    "exact_difference",
    "measures",
]
