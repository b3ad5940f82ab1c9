"""Every engine over columns says of each row what the engine says of that patient."""

from random import Random

import numpy as np
import pyarrow as pa
import pytest

from properties.random_cases import kb_from, many_cases
from surefoot.batch import BlockTriage, Fired, bits
from surefoot.batch.block import block_of, findings_of
from surefoot.batch.columns import read_header
from surefoot.batch.compiled import CompiledKernel
from surefoot.batch.kernel import Kernel
from unit.batch.tables import expected, random_patients, table_of

RUNNERS = {"numpy": Kernel, "numba": CompiledKernel}


def rows(kb, patients, runner=Kernel, *, split=False):
    """The results of some patients."""
    return rows_of_table(kb, table_of(kb, patients, split=split), runner)


def rows_of_table(kb, table, runner=Kernel):
    """The results of the patients in a table."""
    columns = {name: table.column(name).combine_chunks() for name in table.column_names}
    header = read_header(kb, table.column_names, "id")
    results = BlockTriage(kb, header.findings, Fired.LIST, runner)(table.num_rows, findings_of(header, columns))
    assert not results.wrong.any()
    return pa.table(results.columns).to_pylist()


@pytest.mark.parametrize("runner", RUNNERS.values(), ids=RUNNERS)
@pytest.mark.parametrize("asked", [0.05, 0.5, 0.95])
def test_the_knowledge_bases(leg_kb, throat_kb, runner, asked):
    """All results agree, for patients who were asked little and for patients who were asked nearly everything."""
    for kb, count in ((leg_kb, 150), (throat_kb, 1000)):
        patients = random_patients(Random(asked), kb, count, asked)
        assert rows(kb, patients, runner) == [expected(kb, patient) for patient in patients]


@pytest.mark.parametrize("runner", RUNNERS.values(), ids=RUNNERS)
def test_random_knowledge_bases(runner):
    """All results agree on small random knowledge bases, which use every form of condition and of scope."""
    for case in many_cases(7, 150):
        kb = kb_from(case.knowledge)
        patients = random_patients(Random(1), kb, 70, 0.6)
        assert rows(kb, patients, runner, split=True) == [expected(kb, patient) for patient in patients]


@pytest.mark.parametrize("runner", RUNNERS.values(), ids=RUNNERS)
def test_tiles_end_where_they_end(throat_kb, runner):
    """A number of rows that fills no word, no tile, exactly one, or one and a bit, gives as many results."""
    patients = random_patients(Random(3), throat_kb, 1024)
    want = [expected(throat_kb, patient)["urgency"] for patient in patients]
    table = table_of(throat_kb, patients)
    header = read_header(throat_kb, table.column_names, "id")
    triage = BlockTriage(throat_kb, header.findings, Fired.NONE, runner)
    tile = 64 * runner(triage.program).tile
    for count in (0, 1, 63, 64, 65, tile - 1, tile, tile + 1, 2 * tile):
        many = pa.concat_tables([table] * (count // 1024 + 1)).slice(0, count)
        columns = {name: many.column(name).combine_chunks() for name in many.column_names}
        results = triage(count, findings_of(header, columns))
        assert results.columns["urgency"].to_pylist() == (want * (count // 1024 + 1))[:count]


@pytest.mark.parametrize("runner", RUNNERS.values(), ids=RUNNERS)
def test_columns_without_an_answer(leg_kb, runner):
    """Columns in which nobody answered anything, of their type or of none, say that nothing was asked."""
    table = table_of(leg_kb, [{}] * 70)
    for nothing in (table, pa.table({name: pa.nulls(70) for name in table.column_names})):
        assert rows_of_table(leg_kb, nothing, runner) == [expected(leg_kb, {})] * 70


def test_millions_shared_by_threads(leg_kb):
    """Two million rows through the threads of the compiled kernel: every row as its patient, in its place."""
    patients = random_patients(Random(6), leg_kb, 1000, 0.3)
    order = np.random.default_rng(1).integers(0, len(patients), 2_000_003)
    want = np.array([leg_kb.rank(level) if level else -1 for level in map(urgency(leg_kb), patients)], np.int8)
    table = table_of(leg_kb, patients)
    columns = {name: table.column(name).combine_chunks() for name in table.column_names}
    header = read_header(leg_kb, table.column_names, "id")
    triage = BlockTriage(leg_kb, header.findings, Fired.NONE, lambda program: CompiledKernel(program, 3))
    planes = block_of(len(patients), findings_of(header, columns), triage.inputs, 8).planes
    flags = np.unpackbits(
        planes.transpose(1, 0, 2).reshape(len(triage.inputs), -1).view(np.uint8), axis=1, bitorder="little"
    )
    many = bits.tiled(len(triage.inputs), len(order), 8)
    for index, plane in enumerate(flags):
        bits.put(many, index, bits.packed(plane[order]))
    levels = triage.columns(triage._run(many), len(order))["urgency"]
    got = levels.indices.fill_null(-1).to_numpy()
    assert np.array_equal(got, want[order])


def urgency(kb):
    """The urgency of a patient."""
    return lambda patient: expected(kb, patient)["urgency"]


def test_a_finding_without_a_column_was_not_asked(throat_kb):
    """Leaving a column out gives the same as leaving it empty."""
    patients = random_patients(Random(5), throat_kb, 300)
    for name in throat_kb.findings:
        without = [{key: value for key, value in patient.items() if key != name} for patient in patients]
        table = table_of(throat_kb, without).drop_columns([name, f"{name}:unsure"])
        assert name not in read_header(throat_kb, table.column_names, "id").findings
        assert rows_of_table(throat_kb, table) == [expected(throat_kb, patient) for patient in without]
