"""Bytes -> JSON -> schema -> model. The only layer that opens kb files or knows JSON Schema."""

from surefoot.loading.build import build_condition, build_value, citation_label, dump_condition
from surefoot.loading.codes import LOADING_CODES
from surefoot.loading.location import ENVIRONMENT_VARIABLE, find_kb, holds_records, kb_around, scenarios_of
from surefoot.loading.reading import Locator, Reading, content_hash, read_records
from surefoot.loading.schemas import PythonValidator, RustValidator, schema_named, schema_texts, validator_for
from surefoot.loading.strict_json import SyntaxFault, parse_json
from surefoot.loading.tree import SourceFile, Tree, scan_kb, scan_scenarios, shown

__all__ = [
    "ENVIRONMENT_VARIABLE",
    "LOADING_CODES",
    "Locator",
    "PythonValidator",
    "Reading",
    "RustValidator",
    "SourceFile",
    "SyntaxFault",
    "Tree",
    "build_condition",
    "build_value",
    "citation_label",
    "content_hash",
    "dump_condition",
    "find_kb",
    "holds_records",
    "kb_around",
    "parse_json",
    "read_records",
    "scan_kb",
    "scan_scenarios",
    "scenarios_of",
    "schema_named",
    "schema_texts",
    "shown",
    "validator_for",
]
