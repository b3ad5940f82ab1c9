"""Search, the answer to a question, and one record with everything that links to it."""

from surefoot.lookup.card import Answer, Card, Deciding, Demand, Part, answer, card_of
from surefoot.lookup.index import Index
from surefoot.lookup.relations import Relation, View, view
from surefoot.lookup.search import Hit, SearchResult, search

__all__ = [
    "Answer",
    "Card",
    "Deciding",
    "Demand",
    "Hit",
    "Index",
    "Part",
    "Relation",
    "SearchResult",
    "View",
    "answer",
    "card_of",
    "search",
    "view",
]
