"""Search, and one record with everything that links to it."""

from surefoot.lookup.relations import Relation, View, view
from surefoot.lookup.search import Hit, SearchResult, search

__all__ = ["Hit", "Relation", "SearchResult", "View", "search", "view"]
