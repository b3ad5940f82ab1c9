"""What the commands read: from the pack of an earlier run where nothing has changed, else from the files."""

import marshal
import os
import time

from surefoot_cli.packs import Packs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from surefoot.diagnostics import Diagnostic
    from surefoot.intake import Reader
    from surefoot.lookup import Index
    from surefoot.model import KnowledgeBase, RecordSet, Scenario
    from surefoot.scenarios import Suite

_KNOWLEDGE, _RECORDS, _EVERYTHING = "knowledge", "records", "records and scenarios"
_EXPECTED, _TOLD = "what scenarios expect", "what scenarios tell"
_INDEX = "index of "
_READER = "reader of plain words"


def packed_knowledge_base(kb: str) -> "KnowledgeBase | None":
    """The knowledge base from its pack; None when there is none."""
    data = Packs(kb).find(_KNOWLEDGE)
    if data is None:
        return None
    from surefoot.loading import unpack_knowledge

    return unpack_knowledge(marshal.loads(data)[0], kb)


def packed_index(kb: str) -> "Index | None":
    """The records without the scenarios, to be searched, from their pack; None when there is none."""
    path = Packs(kb).find_file(_INDEX + _RECORDS)
    if path is None:
        return None
    from surefoot.lookup import Index

    return Index.at(path)


def packed_suite(kb: str) -> "Suite | None":
    """The result of all scenarios of a knowledge base, from the packs of both; None where one is missing.

    What the scenarios tell is read only where one of them fails.
    """
    packs = Packs(kb)
    knowledge, patients = packs.find(_KNOWLEDGE), packs.find(_EXPECTED)
    if knowledge is None or patients is None:
        return None
    from surefoot.loading import unpack_knowledge, unpack_scenarios
    from surefoot.scenarios import Wiring, run_suite

    packed, wired = marshal.loads(knowledge)
    expected, answers = marshal.loads(patients)
    base, wiring = unpack_knowledge(packed, kb), Wiring(*marshal.loads(wired))
    suite = run_suite(base, unpack_scenarios(expected, None, kb), wiring, answers)
    if not suite.failures and all(finding in base.findings for finding in answers):
        return suite
    told = packs.find(_TOLD)
    return None if told is None else run_suite(base, unpack_scenarios(expected, told, kb), wiring, answers)


def opened(kb: "Path") -> "KnowledgeBase":
    """The knowledge base.

    Raises:
        KnowledgeBaseError: as `open_knowledge_base`.
    """
    known = packed_knowledge_base(str(kb))
    if known is not None:
        return known
    from surefoot.loading import pack_knowledge
    from surefoot.scenarios import wiring_of
    from surefoot.validation import open_knowledge_base

    started = time.time_ns()
    base = open_knowledge_base(kb)
    packs = Packs(str(kb))
    if packs.are_kept:
        data = marshal.dumps((pack_knowledge(base, str(kb)), marshal.dumps(tuple(wiring_of(base)))))
        packs.keep(_KNOWLEDGE, data, _below(str(kb)), started)
    return base


def reader_of(kb: "Path", base: "KnowledgeBase") -> "Reader":
    """What reads plain words with a knowledge base.

    Its pack names the content that it was made of, so it is true whatever became of the files.
    """
    from surefoot.intake import Reader, pack_reader, unpack_reader

    packs = Packs(str(kb))
    data = packs.find(_READER)
    known = unpack_reader(base, data) if data is not None else None
    if known is not None:
        return known
    started = time.time_ns()
    reader = Reader(base)
    if packs.are_kept:
        packs.keep(_READER, pack_reader(reader), (), started)
    return reader


def scenarios_beside(kb: "Path") -> "tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]":
    """All scenarios of a knowledge base, and the faults of their files."""
    from surefoot.loading import pack_scenarios, unpack_scenarios
    from surefoot.scenarios import answers_of
    from surefoot.validation import read_scenarios

    packs = Packs(str(kb))
    known, told = packs.find(_EXPECTED), packs.find(_TOLD)
    if known is not None and told is not None:
        return unpack_scenarios(marshal.loads(known)[0], told, str(kb)), ()
    started = time.time_ns()
    scenarios, faults = read_scenarios(kb)
    if scenarios and not faults and packs.are_kept:
        answers = answers_of(scenario.presentation for scenario in scenarios)
        expected, told = pack_scenarios(scenarios, str(kb))
        paths = _around(str(kb), knowledge=False)
        packs.keep(_EXPECTED, marshal.dumps((expected, answers)), paths, started)
        packs.keep(_TOLD, told, paths, started)
    return scenarios, faults


def peeked(kb: "Path", *, scenarios: bool) -> "tuple[RecordSet, int]":
    """The records that can be read, and how many files or places had to be left out."""
    what = _EVERYTHING if scenarios else _RECORDS
    packs = Packs(str(kb))
    data = packs.find(what)
    if data is not None:
        from surefoot.loading import unpack_records

        return unpack_records(data, str(kb)), 0
    from surefoot.loading import pack_records
    from surefoot.validation import peek

    started = time.time_ns()
    records, left_out = peek(kb, scenarios=scenarios)
    if not left_out and packs.are_kept:
        paths = _around(str(kb), knowledge=True) if scenarios else _below(str(kb))
        packs.keep(what, pack_records(records, str(kb)), paths, started)
    return records, left_out


def indexed(kb: "Path", *, scenarios: bool) -> "tuple[Index, int]":
    """The records that can be read, to be searched, and how many files or places had to be left out."""
    from surefoot.lookup import Index

    what = _EVERYTHING if scenarios else _RECORDS
    packs = Packs(str(kb))
    path = packs.find_file(_INDEX + what)
    if path is not None:
        return Index.at(path), 0
    started = time.time_ns()
    records, left_out = peeked(kb, scenarios=scenarios)
    index = Index.of(records)
    if not left_out and packs.are_kept:
        paths = _around(str(kb), knowledge=True) if scenarios else _below(str(kb))
        packs.keep(_INDEX + what, index.to_bytes(), paths, started)
    return index, left_out


def _below(root: str) -> list[str]:
    """The files and folders of a knowledge base, or its snapshot."""
    from surefoot.loading import paths_below

    return [os.path.abspath(root)] if os.path.isfile(root) else list(paths_below(root))


def _around(kb: str, *, knowledge: bool) -> list[str]:
    """The same for the scenarios beside it, with or without it."""
    if os.path.isfile(kb):
        return _below(kb)
    beside = os.path.join(os.path.dirname(os.path.abspath(kb)), "scenarios")
    return [beside, *_below(beside), *(_below(kb) if knowledge else ())]
