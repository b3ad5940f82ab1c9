"""The atoms of conditions as text over columns, each with its denial, so that no query needs NOT.

A comparison with NULL is neither true nor false, and AND, OR and CASE treat what is not true alike. So a text is true
exactly where it should be. A value that a finding cannot have counts as unknown: it fits no comparison.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from surefoot.batch.columns import UNSURE, BatchError, read_header
from surefoot.batch.sql.dialects import Dialect
from surefoot.circuit import FALSE, Circuit, Truth
from surefoot.model import (
    Answer,
    Answered,
    AnswerType,
    Atom,
    Bound,
    Comparison,
    Finding,
    Has,
    In,
    Is,
    KnowledgeBase,
    Unsure,
)

ALL_TRUE, ALL_FALSE = "1 = 1", "1 = 0"
_SIGNS = {Comparison.ABOVE: ">", Comparison.AT_LEAST: ">=", Comparison.BELOW: "<", Comparison.AT_MOST: "<="}
_OPPOSITE = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


class Texts(NamedTuple):
    """Where something holds, and where it does not hold or is unknown."""

    holds: str
    fails: str


class TextAtoms:
    """Makes the truth of atoms out of variables that stand for text, over the columns that a table has."""

    def __init__(self, kb: KnowledgeBase, circuit: Circuit, dialect: Dialect, columns: Collection[str]) -> None:
        self._kb, self._circuit, self._dialect, self._columns = kb, circuit, dialect, columns
        self._numbers: dict[Texts, int] = {}
        self.texts: dict[int, Texts] = {}

    def __call__(self, atom: Atom) -> Truth:
        """Where an atom is known to be true, and where it is known to be false."""
        if columns_read(self._kb.findings[atom.finding]).isdisjoint(self._columns):
            return Truth(FALSE, FALSE)
        answer, column = self._kb.findings[atom.finding].answer, self._dialect.identifier(atom.finding)
        match atom:
            case Is(_, bool(value)):
                return self._truth(self._flag(column, value), self._flag(column, not value))
            case Is(_, value):
                return self._choice(column, answer, (str(value),))
            case In(_, values):
                return self._choice(column, answer, values)
            case Has(finding, value):
                if value not in answer.values:
                    return self._truth(None, self._known(finding))
                part = self._dialect.identifier(f"{finding}:{value}")
                return self._truth(self._flag(part, True), self._flag(part, False))
            case Bound(_, comparison, limit):
                sign = _SIGNS[comparison]
                wanted, unwanted = _side(column, sign, limit, answer), _side(column, _OPPOSITE[sign], limit, answer)
                return self._truth(wanted, unwanted)
            case Unsure(finding):
                return self._truth(self._unsure(finding), self._known(finding))
            case Answered(finding):
                return self._truth(self._known(finding), self._unsure(finding))

    def _truth(self, true: Texts | None, false: Texts | None) -> Truth:
        return Truth(*(FALSE if texts is None else self._variable(texts) for texts in (true, false)))

    def _variable(self, texts: Texts) -> int:
        if texts not in self._numbers:
            number = self._numbers[texts] = self._circuit.variable()
            self.texts[number] = texts
        return self._numbers[texts]

    def _flag(self, column: str, value: bool) -> Texts:
        wanted, other = (self._dialect.true, self._dialect.false)[:: 1 if value else -1]
        return Texts(f"{column} = {wanted}", f"({column} IS NULL OR {column} = {other})")

    def _choice(self, column: str, answer: Answer, values: Collection[str]) -> Truth:
        among = [value for value in answer.values if value in values]
        others = [value for value in answer.values if value not in values]
        return self._truth(self._one_of(column, among), self._one_of(column, others))

    def _one_of(self, column: str, values: Sequence[str]) -> Texts | None:
        if not values:
            return None
        texts = [self._dialect.text(value) for value in values]
        fails = " AND ".join(f"{column} <> {text}" for text in texts)
        return Texts(any_text([f"{column} = {text}" for text in texts]), f"({column} IS NULL OR {fails})")

    def _known(self, finding: str) -> Texts | None:
        """Where there is a value."""
        answer, column = self._kb.findings[finding].answer, self._dialect.identifier(finding)
        if answer.type is AnswerType.CHOICE:
            return self._one_of(column, list(answer.values))
        if answer.type is AnswerType.NUMBER:
            low, high = number_text(answer.minimum), number_text(answer.maximum)
            holds = f"({column} >= {low} AND {column} <= {high})"
            return Texts(holds, f"({column} IS NULL OR {column} < {low} OR {column} > {high})")
        if answer.type is AnswerType.CHOICES:
            column = self._dialect.identifier(f"{finding}:{next(iter(answer.values))}")
        true, false = self._flag(column, True).holds, self._flag(column, False).holds
        return Texts(f"({true} OR {false})", f"{column} IS NULL")

    def _unsure(self, finding: str) -> Texts | None:
        """Where it was asked and the answer was "not sure"; nowhere, if there is no column that could say so."""
        if self._kb.findings[finding].answer.type is not AnswerType.CHOICE:
            name = f"{finding}:{UNSURE}"
            return self._flag(self._dialect.identifier(name), True) if name in self._columns else None
        column, text = self._dialect.identifier(finding), self._dialect.text(UNSURE)
        return Texts(f"{column} = {text}", f"({column} IS NULL OR {column} <> {text})")


def _side(column: str, sign: str, limit: float, answer: Answer) -> Texts:
    """A number on one side of a limit, and not beyond what the finding can have, which NaN would be."""
    end, beyond = (answer.maximum, ">") if sign[0] == ">" else (answer.minimum, "<")
    inside = f"{column} {_OPPOSITE[beyond]} {number_text(end)}"
    holds = f"({column} {sign} {number_text(limit)} AND {inside})"
    fails = f"{column} {_OPPOSITE[sign]} {number_text(limit)} OR {column} {beyond} {number_text(end)}"
    return Texts(holds, f"({column} IS NULL OR {fails})")


def number_text(value: float) -> str:
    """A number as every engine reads it."""
    return str(int(value)) if value == int(value) else repr(float(value))


def any_text(texts: Sequence[str]) -> str:
    """At least one of the texts holds."""
    return balanced(texts, " OR ") if texts else ALL_FALSE


def balanced(texts: Sequence[str], sign: str, most: int = 40) -> str:
    """The texts joined by a sign, in brackets; long ones in groups, for engines bound the depth of a chain."""
    if len(texts) == 1:
        return texts[0]
    while len(texts) > most:
        texts = [balanced(texts[start : start + most], sign) for start in range(0, len(texts), most)]
    return f"({sign.join(texts)})"


def columns_read(finding: Finding) -> frozenset[str]:
    """The columns that SQL reads for a finding; that for "not sure" may be missing."""
    match finding.answer.type:
        case AnswerType.CHOICE:
            return frozenset((finding.id,))
        case AnswerType.CHOICES:
            return frozenset(f"{finding.id}:{part}" for part in (*finding.answer.values, UNSURE))
        case _:
            return frozenset((finding.id, f"{finding.id}:{UNSURE}"))


def check_columns(kb: KnowledgeBase, columns: Collection[str], key: str | None) -> None:
    """Refuse columns that SQL cannot read: a finding that is said in part would look denied, or not asked.

    Raises:
        BatchError: which, and what to do.
    """
    header = read_header(kb, list(columns), key)
    problems = [f"the column `{name}` is no finding; {cure}" for name, cure in header.unknown.items()]
    for finding in {column.finding.id: column.finding for column in header.columns}.values():
        missing = sorted(columns_read(finding) - set(columns) - {f"{finding.id}:{UNSURE}"})
        problems += [f"`{finding.id}` needs the column `{name}` too" for name in missing]
        if finding.answer.type is AnswerType.CHOICES and finding.id in columns:
            problems.append(f"a list is no column for SQL; give `{finding.id}` a column for each value")
        elif finding.answer.type is AnswerType.CHOICE and f"{finding.id}:{UNSURE}" in columns:
            problems.append(f"`{finding.id}:{UNSURE}` is not read; write the text `{UNSURE}` into `{finding.id}`")
    if problems:
        raise BatchError(problems)
