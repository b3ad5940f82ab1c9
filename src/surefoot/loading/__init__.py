"""Bytes -> JSON -> schema -> model. The only layer that opens kb files or knows JSON Schema."""

from surefoot.loading.aside import allow_work_aside, aside, can_work_aside
from surefoot.loading.build import citation_label
from surefoot.loading.build_condition import build_condition, build_value, dump_condition
from surefoot.loading.canonical import canonical_json
from surefoot.loading.codes import LOADING_CODES
from surefoot.loading.file_memory import FileMemory
from surefoot.loading.location import (
    ENVIRONMENT_VARIABLE,
    find_kb,
    holds_records,
    kb_around,
    places_tried,
    scenarios_of,
)
from surefoot.loading.locator import Locator
from surefoot.loading.reading import Reading, content_hash, read_records
from surefoot.loading.schemas import PythonValidator, RustValidator, schema_named, schema_texts, validator_for
from surefoot.loading.snapshot import snapshot_of, write_snapshot
from surefoot.loading.sparing import read_sparingly
from surefoot.loading.strict_json import SyntaxFault, parse_json
from surefoot.loading.tree import SourceFile, Tree, paths_below, scan_kb, scan_scenarios, shown
from surefoot.loading.version import scan, scan_version

__all__ = [
    "ENVIRONMENT_VARIABLE",
    "LOADING_CODES",
    "FileMemory",
    "Locator",
    "PythonValidator",
    "Reading",
    "RustValidator",
    "SourceFile",
    "SyntaxFault",
    "Tree",
    "allow_work_aside",
    "aside",
    "build_condition",
    "build_value",
    "can_work_aside",
    "canonical_json",
    "citation_label",
    "content_hash",
    "dump_condition",
    "find_kb",
    "holds_records",
    "kb_around",
    "parse_json",
    "paths_below",
    "places_tried",
    "read_records",
    "read_sparingly",
    "scan",
    "scan_kb",
    "scan_scenarios",
    "scan_version",
    "scenarios_of",
    "schema_named",
    "schema_texts",
    "shown",
    "snapshot_of",
    "validator_for",
    "write_snapshot",
]
