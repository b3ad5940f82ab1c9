"""Reports of faults, records and search results."""

import json
from pathlib import Path

import pytest

from surefoot.diagnostics import Diagnostic, Place, Related, Severity
from surefoot.lookup import view
from surefoot.model import Kind
from surefoot.reporting import (
    FAULT_RENDERERS,
    PLAIN,
    Style,
    list_json,
    record_json,
    render_record,
    render_record_markdown,
)
from surefoot.validation import Report


def _fault(**changes):
    fields = {
        "code": "R101",
        "slug": "dangling-reference",
        "severity": Severity.ERROR,
        "place": Place("kb/x.json", 3, 9, 3, 14),
        "pointer": "/when",
        "message": "there is no finding `feber`",
        "help": "did you mean `fever`?",
        "source_line": '  "x": "feber",',
    }
    return Diagnostic(**{**fields, **changes})


def _text(*faults, files=1):
    return FAULT_RENDERERS["text"](Report(faults, files), PLAIN)


def _frame(text):
    """The source line of a fault as shown, and what the carets stand under."""
    lines = text.splitlines()
    row = next(i for i, line in enumerate(lines) if "^" in line)
    return lines[row - 1], "".join(c for c, mark in zip(lines[row - 1], lines[row], strict=False) if mark == "^")


def test_a_fault_has_place_code_message_and_help():
    """A fault is shown with its place, code, slug, message and cure."""
    text = _text(_fault())
    assert text.splitlines()[0] == "kb/x.json:3:9"
    assert all(part in text for part in ("error R101", "dangling-reference", "`feber`", "help: did you mean"))


def test_carets_stand_under_the_range():
    """The carets stand under what is wrong and nothing else."""
    assert _frame(_text(_fault()))[1] == "feber"


def test_a_long_line_is_cut_around_the_range():
    """A long source line is cut so that what is wrong can be seen."""
    line = f'"a": "{"x" * 300} feber {"y" * 300}"'
    column = line.index("feber") + 1
    shown, under = _frame(_text(_fault(source_line=line, place=Place("kb/x.json", 1, column, 1, column + 5))))
    assert under == "feber"
    assert "| ... x" in shown
    assert len(shown) < 130


def test_a_range_over_several_lines():
    """A range that goes on in the next line is marked to the end of its first."""
    shown, under = _frame(_text(_fault(source_line='  "x": {', place=Place("kb/x.json", 3, 8, 5, 4))))
    assert under == "{"
    assert shown.endswith("{")


def test_a_tab_counts_as_one_column():
    """A tab before what is wrong does not move the carets."""
    assert _frame(_text(_fault(source_line='\t"": "feber"', place=Place("kb/x.json", 1, 7, 1, 12))))[1] == "feber"


def test_what_a_file_holds_cannot_command_the_terminal():
    """A character that cannot be printed is shown as one that can, and the carets stay below what is wrong."""
    line = '\x1b[2J\x07\r\u202e "feber"'
    place = Place("kb/new\nline.json", 1, 9, 1, 16)
    text = _text(_fault(source_line=line, place=place, message="\x1b[31m is no value", help="a\x08b"))
    assert all(part.isprintable() for part in text.split("\n"))
    assert text.startswith("kb/new\\nline.json:1:9\n")
    assert _frame(text)[1] == '"feber"'


def test_related_places():
    """Another place that belongs to the fault is named with what is there."""
    related = (Related(Place("kb/y.json", 7, 2, 7, 3), "the other one"),)
    assert "kb/y.json:7:2: the other one" in _text(_fault(related=related))


@pytest.mark.parametrize(
    ("errors", "warnings", "files", "counts"),
    [
        (0, 0, 1, ["1 file"]),
        (0, 0, 2, ["2 files"]),
        (1, 0, 1, ["1 error", "1 file"]),
        (2, 1, 5, ["2 errors", "1 warning", "5 files"]),
        (0, 2, 5, ["2 warnings", "5 files"]),
    ],
)
def test_the_last_line_counts(errors, warnings, files, counts):
    """The last line counts errors, warnings and files, each in the right number."""
    faults = [_fault(message=f"{i}") for i in range(errors)]
    faults += [_fault(message=f"w{i}", severity=Severity.WARNING) for i in range(warnings)]
    last = _text(*faults, files=files).splitlines()[-1]
    for count in counts:
        assert count in last
        assert f"{count}s" not in last


def test_json_of_faults():
    """The JSON has the place, the pointer and a fingerprint of each fault, and the counts."""
    related = (Related(Place("kb/y.json", 7, 2, 7, 3), "the other one"),)
    report = Report((_fault(related=related), _fault(severity=Severity.WARNING, message="m")), 4)
    document = json.loads(FAULT_RENDERERS["json"](report, Style(enabled=True)))
    assert [document[key] for key in ("files", "errors", "warnings")] == [4, 1, 1]
    first, second = document["diagnostics"]
    assert [first[key] for key in ("file", "line", "column", "end_line", "end_column")] == ["kb/x.json", 3, 9, 3, 14]
    assert (first["code"], first["pointer"], first["severity"]) == ("R101", "/when", "error")
    assert first["related"] == [{"file": "kb/y.json", "line": 7, "column": 2, "note": "the other one"}]
    assert first["fingerprint"] != second["fingerprint"]


def test_a_fingerprint_survives_edits_elsewhere():
    """A fingerprint does not change when lines are put in before the fault."""
    assert _fault().fingerprint == _fault(place=Place("kb/x.json", 30, 9, 30, 14)).fingerprint
    assert _fault().fingerprint != _fault(pointer="/unless").fingerprint


@pytest.fixture(scope="module")
def everything(throat_kb):
    """Each record of the second knowledge base in its surroundings."""
    return [view(throat_kb.records, record) for record in throat_kb.records.records]


def test_every_record_can_be_rendered(everything, throat_kb):
    """Every record has a text, a page and JSON, with its title and its id."""
    for shown in everything:
        text = render_record(shown, throat_kb.records, PLAIN)
        page = render_record_markdown(shown, throat_kb.records)
        assert text.splitlines()[0] == f"{shown.record.title}  {shown.record.kind} {shown.record.id}"
        assert page.splitlines()[0] == f"# {shown.record.title}"
        assert json.loads(json.dumps(record_json(shown)))["record"] == shown.record.content


def test_conditions_in_words(everything, throat_kb):
    """A condition is shown with the titles and ids of its findings and patterns, indented as it is nested."""
    texts = {shown.record.id: render_record(shown, throat_kb.records, PLAIN) for shown in everything}
    assert "- Voice (voice): muffled" in texts["muffled-voice"]
    assert "- Voice has always been so (voice-always-so): yes" in texts["muffled-voice"]
    assert "- Gate to home care (pattern home-gate)" in texts["cold-with-sore-throat"]
    assert "- Days of soreness (throat-days): at most 7 days" in texts["cold-with-sore-throat"]
    assert "none of:" in texts["home-gate"]
    assert "- Voice (voice): as usual or hoarse or gone" in texts["home-gate"]
    assert "at least 2 of:" in texts["long-or-stubborn"]
    assert "- What eases it (eased-by): nothing I tried among them" in texts["long-or-stubborn"]
    assert "answered not sure" in texts["danger-unsure"]


def test_citations_in_words(everything, throat_kb):
    """A source is shown with its publisher and title; what rests on common knowledge says so."""
    texts = {shown.record.id: render_record(shown, throat_kb.records, PLAIN) for shown in everything}
    source = throat_kb.records.get(Kind.SOURCE, "throat-leaflet")
    assert source.title in texts["muffled-voice"]
    assert source.content["publisher"] in texts["muffled-voice"]
    assert "throat-leaflet#S05" in texts["muffled-voice"]
    assert "to be confirmed" in texts["danger-unsure"]


def test_a_list_has_a_sentence_for_each_record(throat_kb):
    """In a list each record has a title and a sentence about it."""
    for kind in Kind:
        rows = list_json(throat_kb.records.of(kind))
        assert [row["id"] for row in rows] == [record.id for record in throat_kb.records.of(kind)]
        assert all(row["title"] and row["summary"] for row in rows), kind


def test_no_renderer_knows_a_leg():
    """The renderers hold no word of the knowledge: no id of a finding, a level or a rule."""
    root = Path(__file__).parents[3]
    ids = [file.stem for folder in ("findings", "urgencies") for file in (root / "kb" / folder).glob("*.json")]
    code = "\n".join(f.read_text(encoding="utf-8") for f in (root / "src/surefoot/reporting").glob("*.py"))
    assert ids
    assert [name for name in ids if f'"{name}"' in code] == []
