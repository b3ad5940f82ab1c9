"""Plain words: from a sentence to the findings that it speaks of."""

from surefoot.intake.words.understand import Reader, understand
from surefoot.intake.words.understanding import Offer, Reading, Understanding

__all__ = ["Offer", "Reader", "Reading", "Understanding", "understand"]
