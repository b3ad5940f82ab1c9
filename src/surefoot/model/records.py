"""The records of a knowledge base that triage gives a meaning to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from surefoot.model.conditions import Condition
from surefoot.model.presentation import Presentation, Value
from surefoot.named import NamedTuple

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import Any, TypeAlias

JsonObject: TypeAlias = Mapping[str, "Any"]


class Kind(StrEnum):
    """The kinds of record; the value is the name of the schema."""

    KB = "kb"
    URGENCY = "urgency"
    SOURCE = "source"
    FINDING = "finding"
    PATTERN = "pattern"
    CONSTRAINT = "constraint"
    PROPERTY = "property"
    CHECKLIST = "checklist"
    REGION = "region"
    CAUSE = "cause"
    CONDITION = "condition"
    EVALUATION = "evaluation"
    TREATMENT = "treatment"
    RULE = "rule"
    SCENARIO = "scenario"

    __hash__ = str.__hash__  # that of an enumeration is not written in C, and every look-up by kind needs it

    @property
    def folder(self) -> str:
        """The folder of this kind: kb/<folder>/, and scenarios/ beside kb/."""
        return _FOLDERS.get(self, f"{self.value}s")


_FOLDERS = {Kind.KB: "", Kind.URGENCY: "urgencies", Kind.PROPERTY: "properties"}


class Record(NamedTuple):
    """One JSON file as it was read: its kind, its id, its file, its content."""

    kind: Kind
    id: str
    file: str
    content: JsonObject

    @property
    def title(self) -> str:
        """What the record is called in lists: its title, or the text that stands for one."""
        for key in ("title", "claim", "story"):
            if key in self.content:
                return str(self.content[key])
        return self.id


class AnswerType(StrEnum):
    """What kind of answer a question has; the names are those of the schema."""

    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"


class Answer(NamedTuple):
    """The answers that a finding can have. `values` maps each value to its label; the limits are in `unit`."""

    type: AnswerType
    values: Mapping[str, str]
    unit: str = ""
    minimum: float = 0
    maximum: float = 0
    whole: bool = False


class Flag(StrEnum):
    """What a yes does: enough alone for the highest urgency, in combination, or nothing."""

    ALONE = "alone"
    COMBO = "combo"
    NONE = "none"


class Finding(NamedTuple):
    """Something a person can report or be asked. `fixed`: no other answer could have been given."""

    id: str
    title: str
    question: str
    answer: Answer
    normal: Value
    flag: Flag
    asked_when: Condition | None
    fixed: bool = False


class Pattern(NamedTuple):
    """A named condition."""

    id: str
    title: str
    when: Condition


class Constraint(NamedTuple):
    """What no real patient violates: whenever `when` holds, `then` holds."""

    id: str
    claim: str
    when: Condition
    then: Condition


class Checklist(NamedTuple):
    """Findings that are asked together."""

    id: str
    title: str
    items: tuple[str, ...]
    asked_when: Condition | None


class SafetyNet(NamedTuple):
    """What a person is told to do besides the call to action; a rule adds to that of its urgency."""

    meanwhile: tuple[str, ...] = ()
    watch_for: tuple[str, ...] = ()
    come_back_if: tuple[str, ...] = ()
    time_course: str = ""


class LocalHelp(NamedTuple):
    """Whom to call in a region at a level. `region` is its id, `place` its title; what is not known is empty."""

    urgency: str
    region: str
    place: str
    call: str
    where: str = ""
    note: str = ""


class Region(NamedTuple):
    """A part of the world with its own numbers for help, by level; a level without one keeps its neutral words."""

    id: str
    title: str
    help: Mapping[str, LocalHelp]
    aliases: tuple[str, ...] = ()


class Urgency(NamedTuple):
    """One level. A higher rank is more urgent. `local` is there once a region is chosen."""

    id: str
    rank: int
    title: str
    action: str
    within: str
    where: str
    uncertain: str
    closing: str
    net: SafetyNet
    local: LocalHelp | None = None


class Rule(NamedTuple):
    """A condition and the urgency it demands."""

    id: str
    title: str
    urgency: str
    when: Condition
    unless: Condition | None
    because: str
    suspects: tuple[str, ...]
    sources: tuple[str, ...]
    net: SafetyNet


class Outside(NamedTuple):
    """When a person is outside the scope: `when` is true and `unless` is not known to be true."""

    when: Condition
    unless: Condition | None
    because: str
    action: str
    instead: tuple[str, ...]


class Manifest(NamedTuple):
    """What kb.json says. `asked_first` are the findings that an interview asks of everybody at its beginning."""

    id: str
    version: str
    title: str
    who: str
    intended_purpose: str
    notices: tuple[str, ...]
    outside: Outside
    default_urgency: str
    default_because: str
    asked_first: tuple[str, ...] = ()


class Expectation(NamedTuple):
    """What a scenario demands of triage. A key that is absent demands nothing."""

    urgency: str | None
    fires: tuple[str, ...]
    does_not_fire: tuple[str, ...]
    decides: str | None
    stated: Mapping[str, Any]


class Scenario(NamedTuple):
    """A vignette: the same patient in words and as a presentation, and the urgency expected."""

    id: str
    file: str
    story: str
    presentation: Presentation
    expect: Expectation
    near_miss_of: tuple[str, ...]
