"""What triage said of people whose urgency is known, counted; and the measures that follow from the counts."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from surefoot.appraisal.statistics import Share

Level: TypeAlias = str | None
"""A level, or None for outside the scope."""


class Decider(NamedTuple):
    """What decided an urgency that is too low or too high: a rule, or None for the default. `kind` is under or over."""

    kind: str
    rule: str | None
    truth: str
    got: str


class Appraisal(NamedTuple):
    """The counts of one version. `levels` come from the highest; `matrix` counts by truth and answer.

    An error that several rules of one urgency decide counts for each of them.
    """

    kb_id: str
    version: str
    hash: str
    levels: tuple[str, ...]
    matrix: Mapping[tuple[str, Level], int]
    deciders: Mapping[Decider, int]

    def people(self, truth: str | None = None) -> int:
        """How many people there are, or how many with this truth."""
        return sum(count for (of, _), count in self.matrix.items() if truth in (None, of))

    def answered(self, truth: str | None = None) -> int:
        """How many of them got an urgency."""
        return sum(n for (of, got), n in self.matrix.items() if got is not None and truth in (None, of))

    def right(self, truth: str | None = None) -> int:
        """How many of them got the urgency that is true."""
        return sum(n for (of, got), n in self.matrix.items() if got == of and truth in (None, of))

    def wrong(self, kind: str, truth: str | None = None) -> int:
        """How many got too low an urgency (under), or too high a one (over)."""
        place = {level: index for index, level in enumerate(self.levels)}
        return sum(
            count
            for (of, got), count in self.matrix.items()
            if got is not None
            and truth in (None, of)
            and (place[got] > place[of] if kind == UNDER else place[got] < place[of])
        )


UNDER, OVER = "under", "over"


class Measure(NamedTuple):
    """One figure: its name in JSON, what it is called, and what it says."""

    name: str
    title: str
    share: Share
    level: str | None = None


def measures(appraisal: Appraisal) -> Iterator[Measure]:
    """The measures of the symptom-checker literature, each as a share of people.

    Accuracy, accuracy for each level, safety of advice, comprehensiveness and inclination to over-triage are those of
    Kopka, M., Feufel, M. A., Berner, E. S., Schmieding, M. L. (2023), How suitable are clinical vignettes for the
    evaluation of symptom checker apps? Digital Health 9, doi:10.1177/20552076231194929. Whoever got no urgency, being
    outside the scope, counts against comprehensiveness and in no other measure. The capability comparison score has no
    meaning for one tool; `Pair` has it for two versions.
    """
    answered = appraisal.answered()
    under, over = appraisal.wrong(UNDER), appraisal.wrong(OVER)
    right = appraisal.right()
    yield Measure("accuracy", "the urgency is right", Share(right, answered))
    yield Measure("under_triage", "too low an urgency", Share(under, answered))
    yield Measure("over_triage", "too high an urgency", Share(over, answered))
    yield Measure("safety", "safety of advice: right or too high", Share(right + over, answered))
    inclination = Share(over, under + over)
    yield Measure("inclination_to_overtriage", "of the errors, those that are too high", inclination)
    yield Measure("comprehensiveness", "got an urgency at all", Share(answered, appraisal.people()))
    for level in appraisal.levels:
        known = appraisal.answered(level)
        yield Measure("accuracy", f"right, of {level}", Share(appraisal.right(level), known), level)
        yield Measure("under_triage", f"too low, of {level}", Share(appraisal.wrong(UNDER, level), known), level)
        yield Measure("over_triage", f"too high, of {level}", Share(appraisal.wrong(OVER, level), known), level)
