"""A knowledge base as one query: the results of triage for every row of a table of presentations."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from surefoot.batch.columns import BatchError, possible_columns
from surefoot.batch.sql.conditions import ALL_FALSE, ALL_TRUE, TextAtoms, balanced, check_columns
from surefoot.batch.sql.dialects import DIALECTS
from surefoot.batch.triage import FLAGS, LEVELS
from surefoot.circuit import FALSE, TRUE, VARIABLE, Circuit, Meaning
from surefoot.model import KnowledgeBase

_WORTH_A_NAME = 6
"""Atoms that a part must have to be worked out once and named, if it is needed twice."""


class Wish(NamedTuple):
    """What a query should be. `columns` are those that the table has, or all that it can have.

    With `shared`, what is needed twice is worked out once in a step of its own; without it, each result is one
    expression over the table alone.
    """

    dialect: str
    table: str = "presentations"
    key: str | None = None
    columns: Collection[str] | None = None
    fired: bool = True
    shared: bool = True


def sql_query(kb: KnowledgeBase, wish: Wish) -> str:
    """One SELECT with the key, urgency, at_least, at_most, settled, in_scope and the rules that fired.

    Raises:
        BatchError: columns that cannot be read, or a name that cannot be written in SQL.
    """
    writer = Writer(kb, wish)
    quote = writer.dialect.identifier
    named = writer.results()
    last, steps = writer.steps()
    label = [] if wish.key is None else [quote(wish.key)]
    columns = ",\n  ".join([*label, *(f"{text} AS {quote(name)}" for name, text in named.items())])
    text = f"SELECT\n  {columns}\nFROM {last}\n"
    return f"WITH {', '.join(steps)}\n{text}" if steps else text


def sql_expressions(kb: KnowledgeBase, wish: Wish) -> dict[str, str]:
    """Each result as one expression over the columns of the table, by its name.

    Raises:
        BatchError: columns that cannot be read, or a name that cannot be written in SQL.
    """
    return Writer(kb, wish._replace(shared=False)).results()


class Writer:
    """Writes literals as text. A part that is needed twice becomes a column that holds 1 or 0."""

    def __init__(self, kb: KnowledgeBase, wish: Wish) -> None:
        self.kb, self.wish, self.dialect = kb, wish, DIALECTS[wish.dialect]
        for rule in kb.rules:
            if " " in rule.id:
                raise BatchError([f"{rule.id!r} cannot stand in a list of rules with spaces between them"])
        self._circuit = Circuit()
        columns = possible_columns(kb)
        if wish.columns is not None:
            check_columns(kb, wish.columns, wish.key)
        self._atoms = TextAtoms(kb, self._circuit, self.dialect, columns if wish.columns is None else wish.columns)
        self._outcome = Meaning(kb, self._circuit, self._atoms).outcome
        self._names: dict[int, str] = {}
        self._level: dict[int, int] = {}
        self._wanted = self._literals()
        if wish.shared:
            self._name_shared([literal for literals in self._wanted.values() for literal in literals])

    def _literals(self) -> dict[str, list[int]]:
        outcome = self._outcome
        levels = (outcome.urgency, outcome.at_least, outcome.at_most)
        wanted = {
            name: [of[rank] for rank in sorted(of, reverse=True)] for name, of in zip(LEVELS, levels, strict=True)
        }
        reached = (self._circuit.implies(outcome.at_most[rank], outcome.urgency[rank]) for rank in outcome.urgency)
        wanted.update(zip(FLAGS, ([self._circuit.all_of(reached)], [-outcome.outside]), strict=True))
        wanted["fired"] = [outcome.fires[rule.id] for rule in self.kb.rules] if self.wish.fired else []
        return wanted

    def results(self) -> dict[str, str]:
        """The expression of each result."""
        found: dict[str, str] = {}
        for name in LEVELS:
            whens = zip(self._wanted[name], self.kb.levels, strict=True)
            cases = [f"WHEN {self.text(literal)} THEN {self.dialect.text(level)}" for literal, level in whens]
            found[name] = f"CASE {' '.join(cases)} END"
        for name in FLAGS:
            found[name] = self._yes_or_no(self._wanted[name][0])
        if self.wish.fired:
            found["fired"] = self._fired()
        return found

    def _yes_or_no(self, literal: int) -> str:
        yes, no = self.dialect.true, self.dialect.false
        return f"CASE WHEN {self.text(literal)} THEN {yes} ELSE {no} END"

    def _fired(self) -> str:
        """The ids of the rules that fired, the most urgent first, with a space between two."""
        pairs = zip(self.kb.rules, self._wanted["fired"], strict=True)
        cases = [
            f"CASE WHEN {self.text(literal)} THEN {self.dialect.text(f'{rule.id} ')} ELSE '' END"
            for rule, literal in pairs
            if literal != FALSE
        ]
        while len(cases) > 40:
            cases = [f"({self.dialect.join(cases[start : start + 40])})" for start in range(0, len(cases), 40)]
        return f"RTRIM({self.dialect.join(cases)})" if cases else "''"

    def steps(self) -> tuple[str, list[str]]:
        """What the results are selected from, and the steps that lead there, each a named SELECT."""
        source, found = self.dialect.identifier(self.wish.table), []
        for level in range(1, max(self._level.values(), default=0) + 1):
            name = f"step_{level}"
            numbers = [number for number in self._names if self._level[number] == level]
            columns = "".join(f",\n  {self._definition(number)}" for number in numbers)
            fence = f"\n{self.dialect.fence}" if self.dialect.fence else ""
            found.append(f"{name} AS (\nSELECT t.*{columns}\nFROM {source} t{fence})")
            source = name
        return source, found

    def _definition(self, number: int) -> str:
        name = self.dialect.identifier(self._names[number])
        return f"CASE WHEN {self._gate_text(number)} THEN 1 ELSE 0 END AS {name}"

    def text(self, literal: int) -> str:
        """Where a literal holds."""
        if literal in (TRUE, FALSE):
            return ALL_TRUE if literal == TRUE else ALL_FALSE
        if abs(literal) in self._names:
            return f"{self.dialect.identifier(self._names[abs(literal)])} = {int(literal > 0)}"
        return self._gate_text(literal)

    def _gate_text(self, literal: int) -> str:
        """A gate, or what it denies, from its operands."""
        gate = self._circuit.gates[abs(literal)]
        if gate is VARIABLE:
            return self._atoms.texts[abs(literal)][literal < 0]
        if gate.needed < len(gate.operands):
            counted = [f"CASE WHEN {self.text(operand)} THEN 1 ELSE 0 END" for operand in gate.operands]
            return f"({' + '.join(counted)}) {'>=' if literal > 0 else '<'} {gate.needed}"
        if literal > 0:
            return balanced([self.text(operand) for operand in gate.operands], " AND ")
        return balanced([self.text(-operand) for operand in gate.operands], " OR ")

    def _name_shared(self, wanted: Sequence[int]) -> None:
        """Name the gates that are needed twice and are long; a gate comes a step after those it needs."""
        uses: dict[int, int] = {}
        cone = sorted(self._circuit.cone(wanted))
        for literal in wanted:
            uses[abs(literal)] = uses.get(abs(literal), 0) + 1
        for number in cone:
            for operand in self._circuit.gates[number].operands:
                uses[abs(operand)] = uses.get(abs(operand), 0) + 1
        taken = possible_columns(self.kb)
        free = (name for name in _names() if name not in taken and name != self.wish.key)
        size: dict[int, int] = {}
        below: dict[int, int] = {}
        for number in cone:
            operands = [abs(operand) for operand in self._circuit.gates[number].operands]
            size[number] = sum(size[operand] for operand in operands) or 1
            below[number] = max((self._level.get(operand, below[operand]) for operand in operands), default=0)
            if uses[number] > 1 and size[number] >= _WORTH_A_NAME and number != TRUE:
                self._names[number] = next(free)
                self._level[number] = below[number] + 1
                size[number] = 1


def _names() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"part_{number}"
