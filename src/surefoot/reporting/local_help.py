"""Whom to call in a region, in a line."""

from surefoot.model import KnowledgeBase, LocalHelp


def local_help_line(local: LocalHelp, kb: KnowledgeBase) -> str:
    """The level, the place and the number, then what else there is to know."""
    first = f"{kb.urgencies[local.urgency].title}, {local.place}: call {local.call}."
    return " ".join(part for part in (first, local.where, local.note) if part)
