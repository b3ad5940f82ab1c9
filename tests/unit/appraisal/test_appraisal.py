"""Appraisal: the counts are those of a plain loop over the engine, and the statistics those of the literature."""

import json
from collections import Counter
from html.parser import HTMLParser
from math import isclose
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from surefoot.appraisal import Appraisal, Decider, Pair, Share, appraise, exact_difference, measures
from surefoot.appraisal.statistics import Z, _normal_difference
from surefoot.batch import BatchError
from surefoot.model import KnowledgeBase
from unit.batch.tables import expected, random_patients, table_of

PUBLISHED = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
"""The score intervals in table I of Newcombe, R. G. (1998), Two-sided confidence intervals for the single proportion.
Statistics in Medicine 17, 857-872."""


@pytest.mark.parametrize(("part", "whole", "low", "high"), PUBLISHED)
def test_intervals_are_those_of_the_literature(part, whole, low, high):
    """The Wilson interval has the published limits."""
    interval = Share(part, whole).interval
    assert [round(limit, 4) for limit in interval] == [low, high]


@pytest.mark.parametrize("whole", [1, 2, 7, 50, 1000, 10**7])
def test_a_limit_is_a_share_that_the_sample_just_does_not_contradict(whole):
    """At each limit, the sample is Z standard errors away: what the interval means, solved by halving."""
    for part in {0, 1, whole // 3, whole // 2, whole}:
        low, high = Share(part, whole).interval
        assert isclose(low, limit(part / whole, whole, 0.0), abs_tol=1e-9)
        assert isclose(high, limit(part / whole, whole, 1.0), abs_tol=1e-9)


def limit(share, whole, end):
    inside, outside = share, end
    for _ in range(200):
        middle = (inside + outside) / 2
        if abs(share - middle) <= Z * (middle * (1 - middle) / whole) ** 0.5:
            inside = middle
        else:
            outside = middle
    return inside


def test_nobody_has_no_rate():
    """A share of nobody has neither a rate nor an interval."""
    assert (Share(0, 0).rate, Share(0, 0).interval) == (None, None)


def test_the_exact_test():
    """The chance of a split is summed from the binomial distribution, and for many people close to the normal one."""
    assert exact_difference(10, 2) == exact_difference(2, 10) == 2 * (1 + 12 + 66) / 2**12
    assert exact_difference(0, 0) == exact_difference(3, 3) == 1.0
    for first, second in ((4800, 5200), (5000, 5001), (4700, 5100)):
        assert isclose(exact_difference(first, second), _normal_difference(first, second), rel_tol=0.05)


def test_the_measures():
    """Each measure counts whom its name says, by hand on a small matrix."""
    matrix = {("high", "high"): 8, ("high", "low"): 2, ("low", "high"): 3, ("low", "low"): 6, ("low", None): 1}
    found = {(m.name, m.level): m.share for m in measures(Appraisal("kb", "1", "", ("high", "low"), matrix, {}))}
    assert found["accuracy", None] == (14, 19)
    assert found["under_triage", None] == (2, 19)
    assert found["over_triage", None] == (3, 19)
    assert found["safety", None] == (17, 19)
    assert found["inclination_to_overtriage", None] == (3, 5)
    assert found["comprehensiveness", None] == (19, 20)
    assert found["accuracy", "high"] == (8, 10)
    assert found["over_triage", "low"] == (3, 9)


def test_the_capability_comparison_score():
    """The score is that of its definition, case by case, for two tools."""
    moves = Counter(
        {("a", "a", "a"): 5, ("a", "b", "a"): 4, ("a", "a", "b"): 1, ("b", "a", "a"): 3, ("b", None, "b"): 2}
    )
    matrices = [Counter(), Counter()]
    for (truth, before, after), count in moves.items():
        matrices[0][truth, before] += count
        matrices[1][truth, after] += count
    old, new = (Appraisal("kb", str(i), "", ("a", "b"), matrix, {}) for i, matrix in enumerate(matrices))
    pair = Pair(old, new, moves)
    assert (pair.mended, pair.broken) == (6, 1)
    for which in (0, 1):
        total = people = 0.0
        for (truth, *answers), count in moves.items():
            right = [answer == truth for answer in answers if answer is not None]
            if answers[which] is not None:
                difficulty = sum(right) / len(right)
                total += count * ((1 - difficulty) if answers[which] == truth else -difficulty)
                people += count
        assert isclose(pair.capability(bool(which)), 100 * (total / people + 1) / 2)


@pytest.fixture
def judged(throat_kb, tmp_path):
    """A table of patients with a truth that triage often misses; some rows have none, one is no urgency."""
    patients = random_patients(Random(8), throat_kb, 400)
    chance = Random(9)
    truths = [chance.choice([*throat_kb.levels, expected(throat_kb, patient)["urgency"], None]) for patient in patients]
    truths[17] = "purple"
    table = table_of(throat_kb, patients).drop_columns(["id"]).append_column("truth", pa.array(truths, pa.string()))
    path = tmp_path / "judged.parquet"
    pq.write_table(table, path)
    return path, [(p, t) for p, t in zip(patients, truths, strict=True) if t not in (None, "purple")], truths


def test_the_counts(judged, throat_kb):
    """The matrix and what decided each error are those of a plain loop over the engine."""
    path, people, truths = judged
    result = appraise([throat_kb], str(path), "truth")
    matrix, deciders = counted(throat_kb, people)
    assert {cell: n for cell, n in result.appraisal.matrix.items() if n} == matrix
    assert result.appraisal.deciders == deciders
    assert (result.rows, result.unjudged, result.rejected) == (400, truths.count(None), 1)
    assert list(result.problems) == ["`purple` is no urgency"]


def counted(kb, people):
    matrix, deciders = Counter(), Counter()
    for patient, truth in people:
        row = expected(kb, patient)
        got = row["urgency"]
        matrix[truth, got] += 1
        if got not in (None, truth):
            kind = "under" if kb.rank(got) < kb.rank(truth) else "over"
            rules = [rule.id for rule in kb.rules if rule.id in row["fired"] and rule.urgency == got]
            deciders.update(Decider(kind, rule, truth, got) for rule in rules or [None])
    return matrix, deciders


def test_two_versions(judged, throat_kb):
    """Both versions are counted on the same people, and so is each move."""
    path, people, _ = judged
    fewer = KnowledgeBase.of(throat_kb.records, "1" * 64).replaced(rules=throat_kb.rules[1:])
    result = appraise([throat_kb, fewer], str(path), "truth")
    assert {cell: n for cell, n in result.appraisal.matrix.items() if n} == counted(fewer, people)[0]
    assert {cell: n for cell, n in result.pair.old.matrix.items() if n} == counted(throat_kb, people)[0]
    moves = Counter((t, expected(throat_kb, p)["urgency"], expected(fewer, p)["urgency"]) for p, t in people)
    assert result.pair.moves == moves
    assert any(before != after for _, before, after in moves)


def test_what_cannot_be_compared(judged, throat_kb, leg_kb):
    """Versions with other levels, and a pipe that would be read twice, are refused."""
    with pytest.raises(BatchError, match="levels"):
        appraise([leg_kb, throat_kb], str(judged[0]), "truth")
    with pytest.raises(BatchError, match="pipe"):
        appraise([throat_kb, throat_kb], "-", "truth", form="csv")


class Page(HTMLParser):
    """Checks that tags are closed in order, and keeps the attributes."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.attributes = [], Counter(), []

    def handle_starttag(self, tag, attrs):
        self.seen[tag] += 1
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen[tag] += 1
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_command(judged, surefoot, throat, tmp_path):
    """The same figures as text, as JSON and as a page that needs nothing from elsewhere."""
    path, people, _ = judged
    command = ("evaluate", str(path), "--truth", "truth", "--against", str(throat / "kb"))
    run = surefoot(*command, "--format", "json")
    assert run.code == 1
    assert run.json["appraisal"]["people"] == len(people)
    assert run.json["against"]["mended"] == run.json["against"]["broken"] == 0
    right = next(m for m in run.json["appraisal"]["measures"] if m["name"] == "accuracy")
    text = surefoot(*command)
    assert f"{right['part']:,} of {right['whole']:,}" in text.out
    page = tmp_path / "page.html"
    assert surefoot(*command, "--format", "html", "-o", str(page)).code == 1
    read = Page()
    read.feed(page.read_text("utf-8"))
    assert read.open == []
    assert (read.seen["svg"], read.seen["script"], read.seen["img"], read.seen["link"]) == (1, 0, 0, 0)
    assert not any(name in ("src", "href") for name, _ in read.attributes)
    assert f"{right['part']:,} of {right['whole']:,}" in page.read_text("utf-8")


@pytest.mark.parametrize("arguments", [["missing.csv", "--truth", "truth"], ["patients.csv", "--truth", "truht"]])
def test_what_cannot_be_evaluated(arguments, surefoot, throat):
    """A missing table and a missing truth are usage errors."""
    run = surefoot("evaluate", *arguments)
    assert (run.code, run.out) == (2, "")
    assert run.err.strip()


def test_the_json_is_that_of_the_schema(judged, surefoot, throat):
    """With and without another version, the JSON satisfies the published schema."""
    from surefoot.loading import validator_for

    for more in ([], ["--against", str(throat / "kb")]):
        run = surefoot("evaluate", str(judged[0]), "--truth", "truth", "--format", "json", *more)
        assert list(validator_for("appraisal").violations(json.loads(run.out))) == []
