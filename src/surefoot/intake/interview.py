"""The interview: a state, and what an answer makes of it. It asks nobody; a terminal, a page or a test does.

The state holds what was answered on each screen. What to ask next, and whether anything is left to ask, follow from
the answers alone, so that a saved interview goes on where it stopped.
"""

from typing import NamedTuple

from surefoot.engine import evaluator_for, judge
from surefoot.intake.prospect import Answers, Prospect, without_pointless
from surefoot.intake.screens import Screen, next_screen
from surefoot.model import KnowledgeBase, Mentions, Presentation, Rule, Value


class Interview(NamedTuple):
    """What was answered, screen by screen. `heeded` names the rules whose alarm the person has seen and gone on."""

    steps: tuple[Answers, ...] = ()
    heeded: frozenset[str] = frozenset()

    @property
    def answers(self) -> Presentation:
        """The answers so far, the questions that a later answer made pointless included."""
        return Presentation({finding: value for step in self.steps for finding, value in step.items()})

    def answered(self, answers: Answers) -> "Interview":
        """The interview after one more screen, of which some questions may have been left open."""
        return self._replace(steps=(*self.steps, dict(answers))) if answers else self

    def back(self) -> "Interview":
        """The interview before its last screen, or as it is at its beginning."""
        return self._replace(steps=self.steps[:-1])

    def changed(self, finding: str, value: Value | None) -> "Interview":
        """The interview with another answer to a question that was answered."""
        steps = tuple({**step, finding: value} if finding in step else step for step in self.steps)
        return self._replace(steps=steps, heeded=frozenset())

    def gone_on(self, rules: tuple[str, ...]) -> "Interview":
        """The interview of a person who has seen the alarm of these rules and answers more questions."""
        return self._replace(heeded=self.heeded | set(rules))


def presentation_of(kb: KnowledgeBase, interview: Interview) -> Presentation:
    """The patient: the answers without those to questions that other answers make pointless."""
    return without_pointless(kb, interview.answers.answers)


def screen_of(kb: KnowledgeBase, interview: Interview) -> Screen | None:
    """What to ask next; None when nothing that is left can change the outcome."""
    return next_screen(Prospect(kb, presentation_of(kb, interview)))


def alarm(kb: KnowledgeBase, interview: Interview) -> tuple[str, ...]:
    """The rules of the highest level that fire while an answer could still make an exception, and are not heeded yet.

    The person is told at once: an exception is a reason to go on asking, never one to wait with the warning.
    """
    evaluator = evaluator_for(kb, presentation_of(kb, interview))
    top = max(map(kb.rank, kb.levels))
    fired = [rule.id for rule in kb.rules if kb.rank(rule.urgency) == top and judge(rule, kb, evaluator).fires]
    return () if interview.heeded.issuperset(fired) else tuple(fired)


def at_stake(kb: KnowledgeBase, interview: Interview, finding: str) -> tuple[Rule, ...]:
    """Why a question is asked: the rules that wait for its answer and could still fire, the most urgent first."""
    prospect = Prospect(kb, presentation_of(kb, interview))
    mentions = Mentions(kb.patterns)
    return tuple(
        rule
        for rule in kb.rules
        if finding in mentions(rule.when) | (mentions(rule.unless) if rule.unless is not None else frozenset())
        and prospect.may_fire(rule)
        and not prospect.must_fire(rule)
    )
