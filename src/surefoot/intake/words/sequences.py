"""The forms in which a text is compared with phrases: what counts, or word for word; with or without numbers."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from surefoot.intake.words.language import WHO
from surefoot.intake.words.quantities import Quantity, quantities_in
from surefoot.intake.words.text import Text, Unit
from surefoot.model import Answer, AnswerType, Frozen

NUMBER, TIME = "<number>", "<time>"
"""Stand for any number, and for any time, in the phrases of a number."""


class Form(NamedTuple):
    """How a phrase is compared: word for word; its numbers as numbers; one side of the body like the other; with
    the words that make little of things.
    """

    literal: bool
    numbers: bool
    sides: bool
    sized: bool


def form_for(answer: Answer, literal: bool = False) -> Form:
    """The form for the phrases of a finding with such an answer."""
    boolean = answer.type is AnswerType.BOOLEAN
    return Form(literal, answer.type is AnswerType.NUMBER, boolean and not literal, literal and not boolean)


class Sequences(Frozen, slots=False):
    """The units of a text in every form. Today is needed for the days of the week."""

    text: Text
    today: date | None = None

    def of(self, form: Form) -> tuple[Unit, ...]:
        """The units to compare with phrases of a form."""
        units = self._literal(form.sized) if form.literal else self.text.units
        if form.numbers:
            units = self._quantified(units)
        sides = self.text.language.sides
        return tuple(unit._replace(key=sides.get(unit.key, unit.key)) for unit in units) if form.sides else units

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers and times in the text."""
        return quantities_in(self.text, self.today)

    def _literal(self, sized: bool) -> tuple[Unit, ...]:
        """Every word as a unit; the words for one person are one."""
        units: list[Unit] = []
        kept = range(len(self.text.words)) if sized else chain.from_iterable(self.text.kept)
        for number in kept:
            key = self.text.language.literal.get(self.text.spoken[number], self.text.spoken[number])
            if key == WHO and units and units[-1].key == WHO:
                units[-1] = units[-1]._replace(last=number)
            else:
                units.append(Unit(key, number, number))
        return tuple(units)

    def _quantified(self, units: Sequence[Unit]) -> tuple[Unit, ...]:
        counted = [Unit(TIME if q.unit else NUMBER, q.first, q.last) for q in self.quantities]
        held = {number for unit in counted for number in range(unit.first, unit.last + 1)}
        kept = [unit for unit in units if held.isdisjoint(range(unit.first, unit.last + 1))]
        return tuple(sorted([*kept, *counted], key=lambda unit: unit.first))
