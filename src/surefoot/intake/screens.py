"""The next screen: questions that are asked together, the worst level first, then what settles most."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from surefoot.intake.ahead import asked_along
from surefoot.intake.plan import asked_before, plan
from surefoot.intake.prospect import TRUE, Prospect
from surefoot.model import AnswerType, KnowledgeBase, Mentions

_MOST_LOAD = 19
"""How much a screen may ask: as many yes-or-no items; the values of a choice count half, because one is chosen."""
_MOST_NUMBERS = 2
_NEARER = 2.0
"""How much more a question counts for a rule that needs one answer less."""


class Section(NamedTuple):
    """Questions under one heading: the items of a checklist, or one question (`checklist` is None)."""

    checklist: str | None
    findings: tuple[str, ...]


class Screen(NamedTuple):
    """What is asked together: lists to choose from, and questions for a number. `rank` is the highest at stake."""

    sections: tuple[Section, ...]
    numbers: tuple[str, ...]
    rank: int

    @property
    def findings(self) -> tuple[str, ...]:
        """Everything that is asked, in its order."""
        return (*(finding for section in self.sections for finding in section.findings), *self.numbers)


def next_screen(prospect: Prospect) -> Screen | None:
    """What to ask next, or None when nothing that is left can change the outcome."""
    kb = prospect.kb
    first = dict.fromkeys(one for finding in asked_first(kb) for one in sorted(asked_before(prospect, finding)))
    if first:
        return _joined(kb, [Section(None, (finding,)) for finding in first], max(map(kb.rank, kb.levels)))
    ranks = {} if prospect.outcomes().final else plan(prospect)
    if not ranks:
        return None
    top = max(ranks.values())
    sections = _ordered(prospect, ranks)
    highest = [section for section in sections if any(ranks[finding] == top for finding in section.findings)]
    along = _along(prospect, ranks, _MOST_LOAD - sum(_load(kb, finding) for finding in ranks if ranks[finding] == top))
    return _joined(kb, _fitting(kb, [*highest, *along, *sections[len(highest) :]]), top)


def screen_about(kb: KnowledgeBase, finding: str) -> Screen:
    """A screen with one question."""
    return _joined(kb, [Section(None, (finding,))], kb.default_rank)


def asked_first(kb: KnowledgeBase) -> tuple[str, ...]:
    """Whether the person is in the scope, and what else the knowledge base asks of everybody."""
    scope = sorted(Mentions(kb.patterns)(kb.manifest.outside.when))
    return tuple(dict.fromkeys((*kb.manifest.asked_first, *scope)))


def _ordered(prospect: Prospect, ranks: Mapping[str, int]) -> list[Section]:
    scores = _scores(prospect, ranks)
    return sorted(_sections(prospect, ranks), key=lambda section: _order(section, ranks, scores))


def _along(prospect: Prospect, ranks: Mapping[str, int], room: int) -> list[Section]:
    """What near rules of the highest rank wait for beyond the plan: each rule as a whole, while there is room."""
    top, found = max(ranks.values()), dict[str, int]()
    for questions in asked_along(prospect, top):
        more = {question for question in questions if question not in ranks and question not in found}
        load = sum(_load(prospect.kb, question) for question in more)
        if load <= room:
            room -= load
            found.update(dict.fromkeys(more, top))
    return _ordered(prospect, found)


def _scores(prospect: Prospect, ranks: Mapping[str, int]) -> Mapping[str, float]:
    """How much a question counts: for each rule of its rank that waits for it, the more the nearer the rule is."""
    kb, mentions = prospect.kb, Mentions(prospect.kb.patterns)
    scores = dict.fromkeys(ranks, 0.0)
    for rule in kb.rules:
        if prospect.may_fire(rule) and not prospect.must_fire(rule):
            weight = _NEARER ** -max(prospect.distance(rule.when), 1)
            for finding in mentions(rule.when):
                if ranks.get(finding) == kb.rank(rule.urgency):
                    scores[finding] += weight
    return scores


def _sections(prospect: Prospect, ranks: Mapping[str, int]) -> list[Section]:
    """The questions in groups: those of a checklist that applies in its order, the others one by one."""
    kb = prospect.kb
    found: list[Section] = []
    left = dict.fromkeys(sorted(ranks))
    for checklist in kb.checklists.values():
        items = tuple(item for item in checklist.items if item in left and _is_item(kb, item))
        if items and (checklist.asked_when is None or prospect.truths(checklist.asked_when) == TRUE):
            found.append(Section(checklist.id, items))
            for item in items:
                del left[item]
    return [*found, *(Section(None, (finding,)) for finding in left)]


def _order(section: Section, ranks: Mapping[str, int], scores: Mapping[str, float]) -> tuple[int, float, Sequence[str]]:
    rank = max(ranks[finding] for finding in section.findings)
    return -rank, -sum(scores[finding] for finding in section.findings if ranks[finding] == rank), section.findings


def _fitting(kb: KnowledgeBase, sections: Sequence[Section]) -> list[Section]:
    """Whole sections in their order as long as they fit; of one that is too long for any screen, its beginning."""
    taken: list[Section] = []
    load, numbers = 0, 0
    for section in sections:
        if is_number(kb, section.findings[0]):
            numbers += 1
            taken += [section] if numbers <= _MOST_NUMBERS else []
        elif load + (more := sum(_load(kb, finding) for finding in section.findings)) <= _MOST_LOAD:
            load += more
            taken.append(section)
        elif load == 0:
            load = _MOST_LOAD
            taken.append(section._replace(findings=section.findings[:_MOST_LOAD]))
    return taken


def _joined(kb: KnowledgeBase, sections: Sequence[Section], rank: int) -> Screen:
    lists = tuple(section for section in sections if not is_number(kb, section.findings[0]))
    numbers = tuple(section.findings[0] for section in sections if is_number(kb, section.findings[0]))
    return Screen(lists, numbers, rank)


def _load(kb: KnowledgeBase, finding: str) -> int:
    values = kb.findings[finding].answer.values
    return (len(values) + 1) // 2 or 1


def _is_item(kb: KnowledgeBase, finding: str) -> bool:
    return kb.findings[finding].answer.type is AnswerType.BOOLEAN


def is_number(kb: KnowledgeBase, finding: str) -> bool:
    """The answer is a number, which is typed and not chosen."""
    return kb.findings[finding].answer.type is AnswerType.NUMBER
