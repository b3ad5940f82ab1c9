"""Care cards: what to do comes first, whatever the knowledge says."""

import pytest

from builders import a_finding, a_kb, a_number, a_presentation, a_record, a_rule, one_of, several_of
from surefoot.engine import triage
from surefoot.model import Flag, Kind, LocalHelp, Region
from surefoot.reporting import PLAIN, Style, render_care_card, render_markdown
from surefoot.reporting.style import as_markdown_text


@pytest.fixture
def kb():
    """Fever sends to hospital; three days of cough do too, unless it is an old cough."""
    return a_kb(
        findings=[
            a_finding("days", a_number()),
            a_finding("colour", one_of("red", "green")),
            a_finding("places", several_of("left", "right")),
        ],
        rules=[
            a_rule("fever-to-hospital", "hospital", {"finding": "fever"}, suspects=("flu",)),
            a_rule(
                "long-cough-to-hospital",
                "hospital",
                {"all": [{"finding": "cough"}, {"finding": "days", "above": 3}, {"finding": "colour", "is": "red"}]},
            ),
            a_rule(
                "well-at-home",
                "home",
                {"all": [{"finding": "fever", "is": False}, {"finding": "places", "has": "left"}]},
            ),
            a_rule("not-sure-to-hospital", "hospital", {"unsure": "breath"}),
        ],
        records=[
            a_record(Kind.CONDITION, "flu", evaluations=["swab"]),
            a_record(Kind.EVALUATION, "swab"),
        ],
    )


@pytest.fixture
def card(kb):
    """The care card of a patient."""
    return lambda style=PLAIN, **answers: render_care_card(triage(kb, a_presentation(answers)), kb, style)


@pytest.fixture
def page(kb):
    """The Markdown page of a patient."""

    def render(**answers):
        presentation = a_presentation(answers)
        return render_markdown(triage(kb, presentation), kb, presentation)

    return render


_PATIENTS = [
    {},
    {"fever": True},
    {"fever": None, "breath": None},
    {"cough": True, "days": 5, "colour": "red"},
    {"fever": False, "places": ["left", "right"]},
    {"complaint": False},
    {"complaint": False, "fever": True},
]


@pytest.mark.parametrize("answers", _PATIENTS, ids=str)
def test_the_action_comes_first(answers, kb):
    """The first line of a card and of a page is the level and the action."""
    presentation = a_presentation(answers)
    assessment = triage(kb, presentation)
    title = kb.urgencies[assessment.urgency].title if assessment.urgency else "Outside the scope"
    card = render_care_card(assessment, kb, PLAIN)
    assert card.splitlines()[0].casefold() == f"{title}: {assessment.advice.action}".casefold()
    page = render_markdown(assessment, kb, presentation)
    assert page.splitlines()[0] == f"# {title}: {assessment.advice.action}"


@pytest.mark.parametrize("answers", _PATIENTS, ids=str)
def test_nothing_that_keeps_people_safe_is_left_out(answers, kb):
    """Every text of the advice and each notice are on the card and on the page."""
    presentation = a_presentation(answers)
    assessment = triage(kb, presentation)
    advice = assessment.advice
    texts = [advice.within, advice.where, advice.time_course, advice.uncertain, *assessment.notices]
    texts += [*advice.meanwhile, *advice.watch_for, *advice.come_back_if]
    for shown in (render_care_card(assessment, kb, PLAIN), render_markdown(assessment, kb, presentation)):
        flat = " ".join(shown.split())
        assert [text for text in texts if text and text not in flat] == []


@pytest.mark.parametrize("answers", _PATIENTS, ids=str)
def test_reasons_name_their_rule_and_sources(answers, kb):
    """Each rule that fired is named with its reason and its sources."""
    presentation = a_presentation(answers)
    assessment = triage(kb, presentation)
    for shown in (render_care_card(assessment, kb, PLAIN), render_markdown(assessment, kb, presentation)):
        for reason in assessment.reasons:
            assert reason.rule in shown
            assert reason.because in shown
            assert all(source in shown for source in reason.sources)


def test_sections_in_the_order_of_need(card):
    """What to do meanwhile comes before why, and the signs to watch for before what it can be."""
    text = card(fever=True)
    wanted = ["What to do meanwhile", "Why", "Watch for", "Ask again", "How sure this is", "Can be a sign of"]
    places = [text.index(f"\n{heading}\n") for heading in wanted]
    assert places == sorted(places)


def test_answers_in_words(card):
    """An answer is shown as the question offers it: yes, a label, a number with its unit, or not sure."""
    assert "Fever: yes" in card(fever=True)
    long = card(cough=True, days=5, colour="red")
    assert "5 days" in long
    assert "Colour: Red" in long
    assert "Breath: not sure" in card(breath=None)


def test_denials_are_counted(card):
    """Denials are counted on the card, and listed on the page."""
    assert "1 question answered no" in card(fever=False, places=["left"])
    assert "Fever: no" not in card(fever=False, places=["left"])


def test_the_number_of_a_region_stands_below_the_first_line(kb):
    """Whom to call at this level, then in an emergency; a level without an entry keeps its words and has the latter."""
    top, low = (LocalHelp(name, "isle", "Isle", number) for name, number in (("hospital", "1"), ("home", "2")))
    there = kb.in_region(Region("isle", "Isle", {"hospital": top, "home": low}))
    calls = {}
    for name, answers in {"top": {"fever": True}, "low": {"fever": False, "places": ["left"]}, "none": {}}.items():
        presentation = a_presentation(answers)
        assessment = triage(there, presentation)
        calls[name] = [one.call for one in assessment.advice.local]
        assert triage(kb, presentation) == assessment._replace(advice=assessment.advice._replace(local=()))
        lines = render_care_card(assessment, there, PLAIN).splitlines()
        assert lines[1].endswith(f"call {calls[name][0]}.")
        assert f"call {calls[name][0]}." in render_markdown(assessment, there, presentation)
    assert calls == {"top": ["1"], "low": ["2", "1"], "none": ["1"]}


def _section(page, title):
    """The points of a section of a page."""
    return [line for line in page.split(f"## {title}\n")[1].split("\n\n")[0].splitlines() if line]


def test_each_answer_stands_where_it_belongs(page):
    """Present, denied and not sure are apart, and nothing stands in two of them."""
    text = page(cough=True, days=2, fever=False, breath=None, colour="red", places=[])
    assert _section(text, "Present") == ["- **Signs:** Days: 2 days; Colour: Red; Cough"]
    assert _section(text, "Denied") == ["- **Signs:** Places; Fever"]
    assert _section(text, "Not sure") == ["- **Signs:** Breath"]
    assert _section(text, "Not asked (silence is not a no)") == ["- **All questions not asked (1):** signs 1"]


def test_the_page_does_not_depend_on_the_order_of_the_answers(page):
    """The same answers in another order make the same page."""
    answers = {"cough": True, "days": 2, "fever": False, "breath": None}
    assert page(**answers) == page(**dict(reversed(answers.items())))


def test_a_red_flag_that_was_not_asked_is_named():
    """A stand-alone red flag is named until it is answered; other questions are only counted."""
    kb = a_kb(
        findings=[a_finding("stroke", flag=Flag.ALONE), a_finding("ache")],
        rules=[a_rule("stroke-to-hospital", "hospital", {"any": [{"finding": "stroke"}, {"finding": "ache"}]})],
    )

    def not_asked(**answers):
        presentation = a_presentation(answers)
        page = render_markdown(triage(kb, presentation), kb, presentation)
        return _section(page, "Not asked (silence is not a no)") if "## Not asked" in page else []

    assert not_asked() == [
        "- **Red flags, each enough alone (1):** Stroke",
        "- **All questions not asked (3):** signs 3",
    ]
    assert not_asked(stroke=False) == ["- **All questions not asked (2):** signs 2"]
    assert not_asked(stroke=None) == ["- **All questions not asked (2):** signs 2"]
    assert not_asked(stroke=False, ache=True, complaint=True) == []


def test_sources_have_title_and_publisher():
    """Each source that a reason cites is listed once, with its title and who published it."""
    leaflet = a_record(Kind.SOURCE, "leaflet", title="On fever", publisher="A clinic")
    rules = [a_rule("fever-to-hospital"), a_rule("fever-again", sources=("leaflet#S2", "common-knowledge"))]
    kb = a_kb(rules=rules, records=[leaflet])
    presentation = a_presentation(fever=True)
    text = render_markdown(triage(kb, presentation), kb, presentation)
    assert _section(text, "Sources") == ["- `leaflet`: On fever, A clinic"]


def test_the_page_counts_the_open_questions_that_it_leaves_out():
    """Ten open questions at most, and how many more there are."""
    kb = a_kb(rules=[a_rule(f"rule-{number}", "hospital", {"finding": f"sign-{number}"}) for number in range(20)])
    presentation = a_presentation({})
    assessment = triage(kb, presentation)
    shown = _section(render_markdown(assessment, kb, presentation), "Still open, the worst first")
    assert len(shown) == 11
    assert shown[-1] == f"- and {len(assessment.open_questions) - 10} more"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# I fell\n- twice", "\\# I fell\\\\n- twice"),
        ("- my leg", "\\- my leg"),
        ("1. my leg", "1\\. my leg"),
        ("<b>leg</b> [x](y)", "\\<b\\>leg\\</b\\> \\[x\\](y)"),
        ("my *left* leg & `foot`", "my \\*left\\* leg \\& \\`foot\\`"),
        ("I can't pee", "I can't pee"),
    ],
)
def test_what_a_person_typed_is_no_markup(typed, shown):
    """Words that would be a heading, a list or a link are shown as they were typed, in one line."""
    assert as_markdown_text(typed) == shown


def test_not_settled(card):
    """A card that an open answer could make more urgent says so at the top, and asks the worst question first."""
    heading, *_ = card(cough=True).split("\n\n")
    assert "Not settled" in heading
    assert "Still open" in card(cough=True)
    assert "Not settled" not in card(fever=True)
    assert "Still open" not in card(fever=True)


def test_out_of_scope(card):
    """Outside the scope there is no level, and the card says where to turn instead."""
    text = card(complaint=False)
    assert text.startswith("OUTSIDE THE SCOPE: Outside: action")
    assert "Outside: instead." in text
    assert "By when" not in text
    assert "None" not in text


@pytest.mark.parametrize("answers", [{}, {"complaint": False}], ids=["default", "outside"])
def test_why_when_no_rule_fired(answers, card, page, kb):
    """Without a rule that fired, the card and the page give the reason of the default or of the scope, once."""
    text = kb.manifest.default_because if not answers else kb.manifest.outside.because
    for shown in (card(**answers), page(**answers)):
        before, *after = shown.split(text)
        assert len(after) == 1
        assert "Why" in before
        assert "Watch for" not in before


def test_suspects_and_evaluations(card, page):
    """What it can be a sign of, and how that is evaluated, have their titles."""
    assert "Flu (flu)" in card(fever=True)
    assert "Swab (swab)" in card(fever=True)
    assert _section(page(fever=True), "To consider") == [
        "- **Can be a sign of:** Flu",
        "- **Usually evaluated by:** Swab",
    ]


@pytest.mark.parametrize("answers", _PATIENTS, ids=str)
def test_lines_are_short(answers, card):
    """No line of a card has more than 79 columns."""
    assert max(map(len, card(**answers).splitlines())) <= 79


def test_colour_changes_no_word(card):
    """A card with colour has the words of the card without."""
    import re

    coloured = card(Style(enabled=True), fever=True)
    assert coloured != card(fever=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == card(fever=True)


def test_only_some_open_questions_are_printed():
    """Of many open questions the card prints some, and says how many it leaves out."""
    names = [f"sign-{number}" for number in range(20)]
    kb = a_kb(rules=[a_rule(f"rule-{name}", "hospital", {"finding": name}) for name in names])
    text = render_care_card(triage(kb, a_presentation({})), kb, PLAIN)
    shown = [name for name in names if f"; {name}]" in text]
    assert 0 < len(shown) < 20
    assert f"and {20 - len(shown)} more" in text
