"""Which columns a table of presentations can have, and what each holds. See docs/guides/batch-and-sql.md.

A finding has a column of its own name. Beside it, `FINDING:unsure` says where the answer was "not sure"; a finding
with several values can have one yes-or-no column a value instead, `FINDING:VALUE`. No value is not asked.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from surefoot.diagnostics import nearest
from surefoot.model import AnswerType, Finding, KnowledgeBase

UNSURE = "unsure"
"""The text that stands for "not sure", and the part of the column that says so."""

_SHOWN = 5


class BatchError(ValueError):
    """An input that cannot be triaged as it is; `problems` names each thing that is wrong, with its cure."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


class Column(NamedTuple):
    """One column of answers: those of a finding, or whether one of its values, or "not sure", was given."""

    name: str
    finding: Finding
    part: str = ""


class Header(NamedTuple):
    """What the columns of a table mean. `unknown` are those without a meaning, with what may have been meant.

    `of_finding` has the names of the columns with the values of a finding, one or one for each value.
    """

    key: str | None
    columns: tuple[Column, ...]
    unknown: Mapping[str, str]

    by_name: Mapping[str, Column]
    of_finding: Mapping[str, tuple[str, ...]]

    @property
    def findings(self) -> frozenset[str]:
        """The findings that the table speaks of."""
        return frozenset(column.finding.id for column in self.columns)


def possible_columns(kb: KnowledgeBase) -> dict[str, Column]:
    """Every column that a table of presentations can have, by name.

    Raises:
        BatchError: a value of the knowledge base has the name that stands for "not sure".
    """
    found: dict[str, Column] = {}
    for finding in kb.findings.values():
        if UNSURE in finding.answer.values:
            raise BatchError([f"`{finding.id}` has a value `{UNSURE}`, which in a table stands for not sure"])
        parts = ["", UNSURE]
        if finding.answer.type is AnswerType.CHOICES:
            parts += finding.answer.values
        for part in parts:
            name = f"{finding.id}:{part}" if part else finding.id
            found[name] = Column(name, finding, part)
    return found


def read_header(kb: KnowledgeBase, names: Sequence[str], key: str | None, reserved: Collection[str] = ()) -> Header:
    """What the columns of a table mean.

    Raises:
        BatchError: a column stands there twice, the key is missing or has the name of a column of the results, or a
            finding is given in two ways.
    """
    problems = [f"the column `{name}` stands there twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    known = possible_columns(kb)
    if key is not None and key not in names:
        problems.append(f"there is no column `{key}` for the key; {_meant_key(key, names)}")
    if key in reserved:
        problems.append(f"the key `{key}` has the name of a column of the results; give it another name")
    columns = [known[name] for name in names if name in known and name != key]
    whole = {column.finding.id for column in columns if not column.part}
    problems += [
        f"`{column.name}` and `{column.finding.id}` say the same in two ways; leave one out"
        for column in columns
        if column.part not in ("", UNSURE) and column.finding.id in whole
    ]
    problems += _incomplete(columns)
    if problems:
        raise BatchError(problems)
    unknown = {name: _meant(name, known) for name in names if name not in known and name != key}
    of_finding: dict[str, tuple[str, ...]] = {}
    for column in columns:
        if column.part != UNSURE:
            of_finding[column.finding.id] = (*of_finding.get(column.finding.id, ()), column.name)
    return Header(key, tuple(columns), unknown, {column.name: column for column in columns}, of_finding)


def _incomplete(columns: Sequence[Column]) -> list[str]:
    """A value without a column would look like one that was denied."""
    given = {column.name for column in columns}
    named = {column.finding.id: column.finding for column in columns if column.part not in ("", UNSURE)}
    return [
        f"there is no column `{finding.id}:{value}`; give one for each value of `{finding.id}`, or one list"
        for finding in named.values()
        for value in finding.answer.values
        if f"{finding.id}:{value}" not in given
    ]


def _meant_key(key: str, names: Sequence[str]) -> str:
    meant, shown = nearest(key, names), ", ".join(f"`{name}`" for name in names[:_SHOWN])
    return f"did you mean `{meant}`?" if meant else f"the first columns are {shown}"


def _meant(name: str, known: Collection[str]) -> str:
    meant = nearest(name, known)
    return f"did you mean `{meant}`?" if meant else "`surefoot list finding` shows the findings"
