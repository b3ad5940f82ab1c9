"""Joins loading and checks: every fault of every file, and a knowledge base only when it is safe to triage with."""

from surefoot.validation.opening import KnowledgeBaseError, load, open_knowledge_base
from surefoot.validation.validate import Report, all_codes, read_scenarios, validate

__all__ = ["KnowledgeBaseError", "Report", "all_codes", "load", "open_knowledge_base", "read_scenarios", "validate"]
