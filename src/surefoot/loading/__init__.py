"""Bytes -> JSON -> schema -> model. The only layer that opens kb files or knows JSON Schema."""

TYPE_CHECKING = False  # importing typing would cost more than what most commands need of this layer
if TYPE_CHECKING:
    from surefoot.loading.aside import Result, allow_work_aside, can_work_aside, take_leave, work_aside
    from surefoot.loading.build import citation_label
    from surefoot.loading.canonical import canonical_json
    from surefoot.loading.codes import LOADING_CODES
    from surefoot.loading.conditions import build_condition, build_value, dump_condition
    from surefoot.loading.faultless import faultless_records, forget_kept
    from surefoot.loading.file_memory import FileMemory
    from surefoot.loading.location import (
        ENVIRONMENT_VARIABLE,
        find_kb,
        holds_records,
        is_far,
        kb_around,
        locate_kb,
        places_tried,
        scenarios_of,
        shown,
    )
    from surefoot.loading.locator import Locator
    from surefoot.loading.pack import (
        pack_knowledge,
        pack_records,
        pack_scenarios,
        unpack_knowledge,
        unpack_records,
        unpack_scenarios,
    )
    from surefoot.loading.reading import Reading, bytes_of, content_hash, read_records, record_set
    from surefoot.loading.schemas import PythonValidator, RustValidator, schema_named, schema_texts, validator_for
    from surefoot.loading.shares import Shares
    from surefoot.loading.snapshot import snapshot_of, write_snapshot
    from surefoot.loading.sparing import read_sparingly
    from surefoot.loading.strict_json import SyntaxFault, parse_json
    from surefoot.loading.tree import SourceFile, Tree, paths_below, scan_kb, scan_scenarios
    from surefoot.loading.version import scan, scan_version

_MODULES = {
    "ENVIRONMENT_VARIABLE": "location",
    "FileMemory": "file_memory",
    "LOADING_CODES": "codes",
    "Locator": "locator",
    "PythonValidator": "schemas",
    "Reading": "reading",
    "Result": "aside",
    "RustValidator": "schemas",
    "Shares": "shares",
    "SourceFile": "tree",
    "SyntaxFault": "strict_json",
    "Tree": "tree",
    "allow_work_aside": "aside",
    "build_condition": "conditions",
    "build_value": "conditions",
    "bytes_of": "reading",
    "can_work_aside": "aside",
    "canonical_json": "canonical",
    "citation_label": "build",
    "content_hash": "reading",
    "dump_condition": "conditions",
    "faultless_records": "faultless",
    "forget_kept": "faultless",
    "find_kb": "location",
    "holds_records": "location",
    "is_far": "location",
    "kb_around": "location",
    "locate_kb": "location",
    "pack_knowledge": "pack",
    "pack_records": "pack",
    "pack_scenarios": "pack",
    "parse_json": "strict_json",
    "paths_below": "tree",
    "places_tried": "location",
    "read_records": "reading",
    "read_sparingly": "sparing",
    "record_set": "reading",
    "scan": "version",
    "scan_kb": "tree",
    "scan_scenarios": "tree",
    "scan_version": "version",
    "scenarios_of": "location",
    "schema_named": "schemas",
    "schema_texts": "schemas",
    "shown": "location",
    "snapshot_of": "snapshot",
    "take_leave": "aside",
    "unpack_knowledge": "pack",
    "unpack_records": "pack",
    "unpack_scenarios": "pack",
    "validator_for": "schemas",
    "work_aside": "aside",
    "write_snapshot": "snapshot",
}

__all__ = [
    "ENVIRONMENT_VARIABLE",
    "LOADING_CODES",
    "FileMemory",
    "Locator",
    "PythonValidator",
    "Reading",
    "Result",
    "RustValidator",
    "Shares",
    "SourceFile",
    "SyntaxFault",
    "Tree",
    "allow_work_aside",
    "build_condition",
    "build_value",
    "bytes_of",
    "can_work_aside",
    "canonical_json",
    "citation_label",
    "content_hash",
    "dump_condition",
    "faultless_records",
    "find_kb",
    "forget_kept",
    "holds_records",
    "is_far",
    "kb_around",
    "locate_kb",
    "pack_knowledge",
    "pack_records",
    "pack_scenarios",
    "parse_json",
    "paths_below",
    "places_tried",
    "read_records",
    "read_sparingly",
    "record_set",
    "scan",
    "scan_kb",
    "scan_scenarios",
    "scan_version",
    "scenarios_of",
    "schema_named",
    "schema_texts",
    "shown",
    "snapshot_of",
    "take_leave",
    "unpack_knowledge",
    "unpack_records",
    "unpack_scenarios",
    "validator_for",
    "work_aside",
    "write_snapshot",
]


def __getattr__(name: str) -> object:
    """Import a module when a name of it is first used: most commands need a few of them."""
    if name not in _MODULES:
        raise AttributeError(f"module 'surefoot.loading' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"surefoot.loading.{_MODULES[name]}"), name)
