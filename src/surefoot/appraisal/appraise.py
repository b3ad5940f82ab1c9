"""A table of people whose urgency is known, through triage and into counts, chunk by chunk."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple

from surefoot.appraisal.comparison import Pair, Result
from surefoot.appraisal.counts import OVER, UNDER, Appraisal, Decider, Level
from surefoot.batch import BatchError, BlockTriage, Chunk, Fired, Job, ahead, bits, open_source
from surefoot.model import KnowledgeBase


class _Counts(NamedTuple):
    """What is being counted for the versions."""

    matrices: tuple[Counter[tuple[str, Level]], ...]
    deciders: tuple[Counter[Decider], ...]
    moves: Counter[tuple[str, Level, Level]]
    rows: Counter[str]
    problems: Counter[str]


def appraise(
    kbs: Sequence[KnowledgeBase], source: str, truth: str, *, form: str | None = None, ignore_unknown: bool = False
) -> Result:
    """Triage a table with one version, or with an old and a new one, and hold the answers against the truth.

    Raises:
        BatchError: the table cannot be read, or the versions have different levels.
    """
    if len({kb.levels for kb in kbs}) > 1:
        raise BatchError(["the two versions have different levels of urgency, and one truth cannot be held to both"])
    if len(kbs) > 1 and source == "-":
        raise BatchError(["two versions read the table twice, which a pipe does not allow; name a file"])
    counts = _Counts(tuple(Counter() for _ in kbs), tuple(Counter() for _ in kbs), Counter(), Counter(), Counter())
    with ExitStack() as files:
        job = Job(source, "", source_form=form, key=truth, ignore_unknown=ignore_unknown)
        jobs = [job._replace(ignore_unknown=ignore_unknown or kb is not kbs[-1]) for kb in kbs]
        sources = [open_source(kb, of, files, reserved=()) for kb, of in zip(kbs, jobs, strict=True)]
        triages = [BlockTriage(kb, s.findings, Fired.BITS) for kb, s in zip(kbs, sources, strict=True)]
        for chunks in zip(*(ahead(s.chunks(0)) for s in sources), strict=True):
            _count(kbs, triages, chunks, counts)
    found = [_appraisal(kb, counts, index) for index, kb in enumerate(kbs)]
    pair = Pair(found[0], found[1], counts.moves) if len(found) > 1 else None
    rows = counts.rows
    return Result(found[-1], pair, rows["all"], rows["unjudged"], rows["rejected"], counts.problems)


def _appraisal(kb: KnowledgeBase, counts: _Counts, index: int) -> Appraisal:
    manifest = kb.manifest
    matrix, deciders = counts.matrices[index], counts.deciders[index]
    return Appraisal(manifest.id, manifest.version, kb.hash, kb.levels, matrix, deciders)


def _count(
    kbs: Sequence[KnowledgeBase], triages: Sequence[BlockTriage], chunks: Sequence[Chunk], counts: _Counts
) -> None:
    """Add one chunk. A row that one version cannot read is left out for both."""
    import numpy as np

    levels = kbs[-1].levels
    rows = chunks[-1].rows
    truths = _truths(chunks[-1], levels)
    results = [triage(chunk.rows, chunk.answers) for triage, chunk in zip(triages, chunks, strict=True)]
    wrong = np.zeros(rows, np.bool_)
    for index, result in enumerate(results):
        unread = bits.unpacked(result.wrong, rows)
        for reject in chunks[index].why(np.flatnonzero(unread & ~wrong)):
            counts.problems.update({problem.sentence for problem in reject.problems})
        wrong |= unread
    unknown = ~wrong & (truths == _UNKNOWN)
    for row in np.flatnonzero(unknown):
        counts.problems[f"`{chunks[-1].key[int(row)]}` is no urgency"] += 1
    for reject in chunks[-1].unreadable:
        counts.problems.update({problem.sentence for problem in reject.problems})
    counts.rows["all"] += rows + len(chunks[-1].unreadable)
    counts.rows["rejected"] += int(wrong.sum() + unknown.sum()) + len(chunks[-1].unreadable)
    counts.rows["unjudged"] += int((~wrong & (truths == _NONE)).sum())
    judged = ~wrong & (truths >= 0)
    answers = [_codes(result.columns["urgency"]) for result in results]
    for index, (kb, result, got) in enumerate(zip(kbs, results, answers, strict=True)):
        _count_version(kb, result.columns["fired"], truths, got, judged, counts.matrices[index], counts.deciders[index])
    if len(kbs) > 1:
        for key, number in _tally(judged, truths, *answers):
            counts.moves[levels[key[0]], _named(levels, key[1]), _named(levels, key[2])] += number


_UNKNOWN, _NONE = -2, -1


def _truths(chunk: Chunk, levels: Sequence[str]) -> Any:
    """The place of the true level among the levels, the highest first; _NONE where there is none."""
    import numpy as np
    import pyarrow as pa

    texts = chunk.key.cast(pa.string()).dictionary_encode()
    place = {level: index for index, level in enumerate(levels)}
    named = [(text or "").strip() for text in texts.dictionary.to_pylist()]
    codes = np.array([*(place.get(text, _UNKNOWN) if text else _NONE for text in named), _NONE], np.int64)
    return codes[texts.indices.fill_null(len(named)).to_numpy(zero_copy_only=False)]


def _codes(urgency: Any) -> Any:
    """The place of each answer among the levels, the highest first; -1 for outside the scope."""
    highest = len(urgency.dictionary) - 1
    codes = urgency.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype("int64")
    return (highest - codes) * (codes >= 0) - (codes < 0)


def _named(levels: Sequence[str], code: int) -> Level:
    return None if code < 0 else levels[code]


def _tally(judged: Any, *columns: Any) -> Iterator[tuple[tuple[int, ...], int]]:
    """How often each combination of values stands in the judged rows."""
    import numpy as np

    table = np.stack([column[judged] for column in columns], axis=1)
    combinations, numbers = np.unique(table, axis=0, return_counts=True)
    for combination, number in zip(combinations.tolist(), numbers.tolist(), strict=True):
        yield tuple(combination), number


def _count_version(
    kb: KnowledgeBase, fired: Any, truths: Any, got: Any, judged: Any,
    matrix: Counter[tuple[str, Level]], deciders: Counter[Decider],
) -> None:  # fmt: skip
    import numpy as np

    for (truth, answer), number in _tally(judged, truths, got):
        matrix[kb.levels[truth], _named(kb.levels, answer)] += number
    octets = np.frombuffer(fired.buffers()[1], np.uint8).reshape(len(fired), -1)
    errors = judged & (got >= 0) & (got != truths)
    for truth, answer in {(int(t), int(a)) for t, a in zip(truths[errors], got[errors], strict=True)}:
        rows = octets[errors & (truths == truth) & (got == answer)]
        flags = np.unpackbits(rows, axis=1, count=len(kb.rules), bitorder="little")
        kind, level = UNDER if answer > truth else OVER, kb.levels[answer]
        deciding = np.array([rule.urgency == level for rule in kb.rules])
        for index in np.flatnonzero(deciding):
            number = int(flags[:, index].sum())
            if number:
                deciders[Decider(kind, kb.rules[index].id, kb.levels[truth], level)] += number
        alone = int((flags[:, deciding].sum(axis=1) == 0).sum())
        if alone:
            deciders[Decider(kind, None, kb.levels[truth], level)] += alone
