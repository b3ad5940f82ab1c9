"""What evaluates the rules. All of them give the same answers."""

from collections.abc import Callable, Collection, Mapping

from surefoot.batch.run import Triage
from surefoot.batch.triage import BlockTriage, Fired
from surefoot.model import KnowledgeBase


def _numpy(kb: KnowledgeBase, findings: Collection[str], fired: Fired) -> Triage:
    return BlockTriage(kb, findings, fired)


def _numba(kb: KnowledgeBase, findings: Collection[str], fired: Fired) -> Triage:
    from surefoot.batch.compiled import CompiledKernel

    return BlockTriage(kb, findings, fired, CompiledKernel)


def _duckdb(kb: KnowledgeBase, findings: Collection[str], fired: Fired) -> Triage:
    from surefoot.batch.sql.engines import DuckDbTriage

    return DuckDbTriage(kb, findings, fired)


def _spark(kb: KnowledgeBase, findings: Collection[str], fired: Fired) -> Triage:
    from surefoot.batch.sql.engines import SparkTriage

    return SparkTriage(kb, findings, fired)


ENGINES: Mapping[str, Callable[[KnowledgeBase, Collection[str], Fired], Triage]] = {
    "numpy": _numpy,
    "numba": _numba,
    "duckdb": _duckdb,
    "spark": _spark,
}
"""The engines by their names on the command line."""
