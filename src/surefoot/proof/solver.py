"""The one place that knows the solver."""

from collections.abc import Iterable
from typing import Any

from surefoot.circuit import TRUE, VARIABLE, Circuit, Gate

_SEED = 0


class Undecided(Exception):
    """The solver gave up within the time it was given."""


class SolverMissing(Exception):
    """The solver is not installed."""

    def __init__(self) -> None:
        super().__init__("proofs need a solver that is not installed: pip install 'surefoot[proof]'")


class Solver:
    """Answers questions about a circuit, one after another, and learns from each.

    `milliseconds` is the time for one question.
    """

    def __init__(self, circuit: Circuit, milliseconds: int) -> None:
        try:
            import z3
        except ImportError as error:
            raise SolverMissing from error
        self._z3: Any = z3
        self._circuit = circuit
        self._milliseconds = milliseconds
        self._required: list[int] = []
        self._solver = z3.SolverFor("QF_FD")
        self._solver.set("timeout", milliseconds)
        self._solver.set("random_seed", _SEED)
        self._defined: set[int] = {0, TRUE}
        self._variables: list[tuple[int, Any]] = []
        self._terms: dict[int, Any] = {}
        self._wanted: list[int] = []
        self._asked = [0]

    @property
    def questions(self) -> int:
        """How many questions were asked, those of solvers made from this one included."""
        return self._asked[0]

    def require(self, *literals: int) -> None:
        """From now on, only where these literals hold."""
        self._required += literals
        self._define(literals)
        self._solver.add(*map(self._term, literals))

    def find(self, *literals: int) -> set[int] | None:
        """The variables that are true for some patient for whom all the literals hold, or None if there is none.

        Raises:
            Undecided: the time was not enough.
        """
        return self._true_variables() if self.possible(*literals) else None

    def possible(self, *literals: int) -> bool:
        """Whether there is a patient for whom all the literals hold.

        Raises:
            Undecided: the time was not enough.
        """
        self._asked[0] += 1
        if -TRUE in literals:
            self._wanted = [-TRUE]
            return False
        wanted = [literal for literal in literals if literal != TRUE]
        self._define(wanted)
        answer = self._solver.check(*map(self._term, wanted))
        if answer == self._z3.unknown:
            raise Undecided(self._solver.reason_unknown())
        self._wanted = wanted
        return bool(answer == self._z3.sat)

    def narrowed(self, literals: Iterable[int]) -> "Solver":
        """A new solver for the patients for whom these literals hold too."""
        other = self.about(self._circuit)
        other.require(*self._required, *literals)
        return other

    def about(self, circuit: Circuit) -> "Solver":
        """A new solver that knows nothing yet; its questions count here."""
        other = Solver(circuit, self._milliseconds)
        other._asked = self._asked
        other._terms = self._terms
        return other

    def values(self, variables: set[int], literals: Iterable[int]) -> dict[int, int]:
        """The value of each literal, 1 or 0, for the patient for whom exactly these variables are true."""
        return self._circuit.values(dict.fromkeys(variables, 1), 1, literals)

    def core(self, literals: Iterable[int]) -> list[int]:
        """Of literals that cannot all hold, a few that cannot either, none of which can be left out.

        Raises:
            ValueError: they can all hold.
            Undecided: the time was not enough.
        """
        if self.possible(*literals):
            raise ValueError("these literals can hold together")
        kept = self._core()
        for literal in kept[::-1]:
            if literal in kept and not self.possible(*(other for other in kept if other != literal)):
                kept = self._core()
        return kept

    def _core(self) -> list[int]:
        """Those literals of the last question, which was answered with no, that the solver needed for it."""
        if self._wanted == [-TRUE]:
            return self._wanted
        by_text = {str(self._term(literal)): literal for literal in self._wanted}
        return sorted({by_text[str(term)] for term in self._solver.unsat_core()}, key=abs)

    def _true_variables(self) -> set[int]:
        # the calls that the wrapper classes make, without the objects that they make: 30 times faster
        core, context = self._z3.z3core, self._z3.main_ctx().ref()
        model = self._solver.model().model
        yes = self._z3.BoolVal(True).as_ast().value
        found = ((number, core.Z3_model_get_const_interp(context, model, decl)) for number, decl in self._variables)
        return {number for number, value in found if value is not None and value.value == yes}

    def _term(self, literal: int) -> Any:
        if literal not in self._terms:
            name = self._z3.Bool(f"g{abs(literal)}")
            self._terms[literal] = name if literal > 0 else self._z3.Not(name)
            if literal == -TRUE:
                self._terms[literal] = self._z3.BoolVal(False)
        return self._terms[literal]

    def _define(self, literals: Iterable[int]) -> None:
        """Tell the solver, in one text, of the gates that it does not know yet."""
        gates = self._circuit.gates
        unknown = [abs(literal) for literal in literals if abs(literal) not in self._defined]
        lines = []
        for number in sorted(self._circuit.cone(unknown) - self._defined if unknown else ()):
            lines.append(f"(declare-fun g{number} () Bool)")
            if gates[number] is VARIABLE:
                self._variables.append((number, self._term(number).decl().as_func_decl()))
            else:
                lines.append(f"(assert (= g{number} {_formula(gates[number])}))")
            self._defined.add(number)
        if lines:
            self._solver.from_string("\n".join(lines))


def _name(literal: int) -> str:
    if literal == -TRUE:
        return "false"
    return f"g{literal}" if literal > 0 else f"(not g{-literal})"


def _formula(gate: Gate) -> str:
    parts = " ".join(map(_name, gate.operands))
    return f"(and {parts})" if gate.needed == len(gate.operands) else f"((_ at-least {gate.needed}) {parts})"
