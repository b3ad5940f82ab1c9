"""Reports for programs: SARIF, JUnit, workflow commands, one line a fault."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builders import laws
from surefoot.diagnostics import Diagnostic, Fix, Place, Related, Severity, TextEdit
from surefoot.reporting import FAULT_RENDERERS, PLAIN, Style, render_summary
from surefoot.validation import Report, all_codes, validate

_MACHINE = ("concise", "sarif", "github", "junit")
_NASTY = 'a%0A\r\nb: c, "d" <e> & \x1b[31m\x00\x0b\ufffe 100% \u202e\u2028 é 🦵 | `f` ::error::'
_HERE = Place("kb/x.json", 3, 9, 3, 14)
_ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
_RUNNER_UNESCAPES = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def _fault(place=_HERE, **changes):
    fields = {"code": "R101", "slug": "dangling-reference", "severity": Severity.ERROR, "pointer": "/when"}
    texts = {"message": "there is no finding `feber`", "help": "did you mean `fever`?"}
    return Diagnostic(place=place, **{**fields, **texts, **changes})


def _rendered(name, *faults, files=1, unusable=()):
    return FAULT_RENDERERS[name](Report(faults, files, unusable_paths=unusable), PLAIN)


def _sarif(*faults, **more):
    return json.loads(_rendered("sarif", *faults, **more))


@cache
def _standard():
    schema = json.loads((Path(__file__).parents[2] / "data" / "sarif-2.1.0.schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema)


def _full():
    """Faults with everything that a fault can have, and of every code."""
    edits = [TextEdit(Place(file, 1, 2, 1, 5), 1, 4, text) for file, text in (("kb/y.json", ""), ("kb/x.json", '"é"'))]
    fixes = (Fix("write `fever`", True, tuple(edits)), Fix("remove it", False, tuple(edits[:1])))
    related = (Related(Place("kb/y.json", 2, 1, 2, 4), "the other one"), Related(Place("kb/z.json"), _NASTY))
    every = [_fault(code=code.code, slug=code.slug, severity=code.severity) for code in all_codes()]
    nasty = _fault(Place("kb/ä b#%.json"), message=_NASTY, help=_NASTY, pointer="")
    return [
        *every,
        nasty,
        _fault(related=related, fixes=fixes),
        _fault(Place("/elsewhere/x.json")),
        _fault(Place("kb/\udcff.json"), message="\udcff"),
        _fault(code="Z999"),
    ]


@pytest.mark.parametrize("faults", [[], _full()], ids=["none", "many"])
def test_sarif_follows_the_standard(faults):
    """A report is SARIF 2.1.0, whatever its faults hold."""
    assert [error.message for error in _standard().iter_errors(_sarif(*faults))] == []


def test_sarif_of_files_follows_the_standard(throat_copy, surefoot):
    """The report on real files, one of them missing, is SARIF 2.1.0, says that it is partial, and exits with 2."""
    _break(throat_copy)
    run = surefoot("validate", "kb", "nowhere.json", "--format", "sarif")
    assert run.code == 2
    assert list(_standard().iter_errors(run.json)) == []
    assert run.json["runs"][0]["invocations"] == [{"executionSuccessful": False}]
    assert {result["ruleId"] for result in run.json["runs"][0]["results"]} >= {"S001", "S101", "R101"}


@pytest.mark.parametrize("change", [{"message": {}}, {"rank": 1}, {"level": "bad"}], ids=str)
def test_the_schema_of_sarif_refuses_what_is_none(change):
    """A result with a wrong or an unknown property is not valid."""
    document = _sarif(_fault())
    document["runs"][0]["results"][0].update(change)
    assert list(_standard().iter_errors(document))


def test_every_rule_is_described_and_found():
    """A result names its rule by id and by its position among all codes."""
    run = _sarif(*_full())["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["name"]) for rule in rules] == [(code.code, code.slug) for code in all_codes()]
    assert {rule["defaultConfiguration"]["level"] for rule in rules} <= {"error", "warning"}
    for result in run["results"]:
        assert result["ruleId"] == (rules[result["ruleIndex"]]["id"] if "ruleIndex" in result else "Z999")


def test_a_result_has_the_range_and_the_pointer():
    """Lines and columns count from 1 and the end column is exclusive, as in a diagnostic."""
    (location,) = _sarif(_fault())["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 14}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "/when"}]


def test_files_below_the_root_are_relative():
    """A file below the folder of the run is relative to it; another one has its whole address."""

    def location(file):
        return _sarif(_fault(Place(file)))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]

    for file in ("kb/x.json", "kb/ä b#%?.json", "kb/a:b.json"):
        found = location(file)["artifactLocation"]
        assert (unquote(found["uri"]), found["uriBaseId"]) == (file, "SRCROOT")
    assert location("/else where/x.json")["artifactLocation"] == {"uri": "file:///else%20where/x.json"}
    assert location("D:\\x y\\z.json")["artifactLocation"] == {"uri": "file:///D:/x%20y/z.json"}


def test_fingerprints_survive_lines_that_move(throat_copy):
    """Lines added above a fault change its place and leave its fingerprint alone."""

    def results():
        run = json.loads(FAULT_RENDERERS["sarif"](validate(throat_copy / "kb"), PLAIN))["runs"][0]
        return {
            result["partialFingerprints"]["surefoot/v1"]: result["locations"][0]["physicalLocation"]["region"]
            for result in run["results"]
        }

    for file in _break(throat_copy):
        before = results()
        file.write_text(file.read_text("utf-8").replace("{", "{\n\n", 1), encoding="utf-8")
        after = results()
        assert before.keys() == after.keys()
        assert len(before) >= 2
        moved = [after[key]["startLine"] - before[key]["startLine"] for key in before]
        assert sorted({*moved}) == [0, 2]


def test_a_fix_replaces_what_its_bytes_replace(throat_copy):
    """The regions of a fix, in characters, cut out the bytes that the edit means, after letters of any width."""
    file = throat_copy / "kb/findings/fever.json"
    joined = re.sub(r'"title": .*\s+"question"', '"title": "🦵é", "qestion"', file.read_text("utf-8"))
    file.write_text(joined, encoding="utf-8")
    report = validate(throat_copy / "kb", [file])
    results = json.loads(FAULT_RENDERERS["sarif"](report, PLAIN))["runs"][0]["results"]
    checked = 0
    for diagnostic, result in zip(report.diagnostics, results, strict=True):
        for fix, shown in zip(diagnostic.fixes, result.get("fixes", ()), strict=True):
            for edit, replacement in zip(fix.edits, shown["artifactChanges"][0]["replacements"], strict=True):
                region = replacement["deletedRegion"]
                line = file.read_text("utf-8").split("\n")[region["startLine"] - 1]
                assert region["endLine"] == region["startLine"]
                cut = line[region["startColumn"] - 1 : region["endColumn"] - 1]
                assert cut.encode() == file.read_bytes()[edit.start : edit.end]
                assert replacement["insertedContent"]["text"] == edit.text
                checked += 1
    assert checked


def test_sarif_keeps_the_errors_when_there_are_too_many():
    """A run has 25,000 results at most: the warnings go first, and a notification says how many are left out."""
    warnings = [_fault(Place("kb/a.json", line), severity=Severity.WARNING) for line in range(1, 13_001)]
    errors = [_fault(Place("kb/b.json", line)) for line in range(1, 13_001)]
    run = _sarif(*warnings, *errors)["runs"][0]
    levels = [result["level"] for result in run["results"]]
    assert (levels.count("error"), levels.count("warning")) == (13_000, 12_000)
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("1000 more faults")


@pytest.mark.parametrize("name", _MACHINE)
def test_no_color_in_a_machine_format(name):
    """A format for programs holds no control characters, even when color is wanted and the file holds them."""
    report = Report((_fault(Place("kb/\x1b[1m.json"), message=_NASTY, help=_NASTY),), 1)
    text = FAULT_RENDERERS[name](report, Style(True))
    assert [c for c in text if c != "\n" and not c.isprintable()] == []


@pytest.mark.parametrize("name", ["sarif", "junit"])
def test_any_output_encoding_will_do(name, throat_copy):
    """SARIF and JUnit are right UTF-8 even where standard output has another encoding."""
    file = throat_copy / "kb/findings/fever.json"
    file.write_text(file.read_text("utf-8").replace('"question"', '"ü🦵"'), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "surefoot_cli", "validate", "--format", name],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "SUREFOOT_KB": str(throat_copy / "kb")},
        check=False,
    )
    assert run.returncode == 1
    parsed = json.loads(run.stdout) if name == "sarif" else ElementTree.fromstring(run.stdout)
    texts = json.dumps(parsed, ensure_ascii=False) if name == "sarif" else "".join(parsed.itertext())
    assert "`ü🦵`" in texts


def test_one_line_a_fault():
    """Each fault is one line with place, code, message and cure; without faults there is no line."""
    assert _rendered("concise") == ""
    assert _rendered("concise", _fault(help="")) == "kb/x.json:3:9: R101 there is no finding `feber`"
    first, second = _rendered("concise", _fault(), _fault(message=_NASTY)).splitlines()
    assert first == "kb/x.json:3:9: R101 there is no finding `feber` (did you mean `fever`?)"
    assert second.startswith("kb/x.json:3:9: R101 a%0A\\r\\nb: c")


def test_nothing_is_printed_without_faults(throat, surefoot):
    """Concise and github print nothing at all when there is no fault."""
    for name in ("concise", "github"):
        run = surefoot("validate", "--today", "2026-01-01", "--format", name)
        assert (run.code, run.out, run.err) == (0, "", "")


def _understood(line):
    """A workflow command as the runner reads it: level, properties, message."""
    level, listed, message = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line).groups()
    properties = dict(part.split("=", 1) for part in listed.split(","))
    return level, {key: _unescaped(value) for key, value in properties.items()}, _unescaped(message)


def _unescaped(text):
    for escape, character in _RUNNER_UNESCAPES:
        text = text.replace(escape, character)
    return text


@laws(100)
@example("kb/50%2C.json", "100%0A, 50%3A", "%25")
@given(_ANY_TEXT.filter(str.isprintable), _ANY_TEXT.filter(str.isprintable), _ANY_TEXT)
def test_the_runner_reads_what_was_meant(file, message, cure):
    """A workflow command is one line, and unescaped as the runner does it holds the file, the title and the message."""
    text = _rendered("github", _fault(Place(file, 3, 9, 3, 14), message=message, help=cure))
    assert len(text.splitlines()) == 1
    level, properties, shown = _understood(text)
    assert (level, properties["file"], properties["title"]) == ("error", file, "R101 dangling-reference")
    assert shown.split("\n")[0] == message
    assert shown.isprintable() or "\n" in shown


def test_annotations_have_columns_only_within_a_line():
    """A range that spans lines has no columns, and one that is empty ends where it starts."""
    assert "line=3,endLine=3,col=9,endColumn=14" in _rendered("github", _fault())
    assert "line=3,endLine=5,title" in _rendered("github", _fault(Place("kb/x.json", 3, 9, 5, 1)))
    assert _rendered("github", _fault(severity=Severity.WARNING)).startswith("::warning file=")


def test_the_summary_shows_the_first_fifty():
    """The job summary counts all faults and lists fifty of them, each in one row of the table."""
    faults = [_fault(Place("kb/x.json", line), message=_NASTY) for line in range(1, 61)]
    text = render_summary(Report((*faults, _fault(severity=Severity.WARNING)), 7))
    rows = [line for line in text.splitlines() if line.startswith("| kb/")]
    assert len(rows) == 50
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows)
    assert all(part in text for part in ("60 errors and 1 warning", "7 files checked", "11 more are in the log"))
    assert "<e>" not in text
    assert "no faults" in render_summary(Report((), 7))


@pytest.fixture
def on_github(monkeypatch, tmp_path):
    """A step of GitHub Actions; the file of its job summary."""
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    return summary


def test_on_github_a_text_report_is_annotated(surefoot, throat_copy, on_github):
    """On GitHub Actions the text comes first and the annotations after it, and the summary is appended to."""
    _break(throat_copy)
    plain, *annotations = surefoot("validate").out.split("\n::")
    assert "did you mean" in plain
    assert len(annotations) == 2
    summary = on_github.read_text("utf-8")
    assert summary.startswith("Before.\n### surefoot: 2 errors")
    run = surefoot("validate", "--format", "github")
    assert [line[:8] for line in run.out.splitlines()] == ["::error "] * 2
    assert on_github.read_text("utf-8").count("###") == 2


@pytest.mark.parametrize("name", ["json", "sarif", "junit", "concise"])
def test_other_formats_stay_as_they_are(name, surefoot, throat_copy, on_github, monkeypatch):
    """On GitHub Actions a format for programs is printed as anywhere else, and no summary is written."""
    _break(throat_copy)
    there = surefoot("validate", "--format", name).out
    assert on_github.read_text("utf-8") == "Before.\n"
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert surefoot("validate", "--format", name).out == there


def test_a_summary_that_cannot_be_written_is_no_fault(surefoot, throat, on_github, monkeypatch):
    """When the summary cannot be written a warning says so, and the exit code is that of the report."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(on_github.parent))
    run = surefoot("validate", "--today", "2026-01-01")
    assert run.code == 0
    assert "the job summary was not written" in run.err


@laws(50)
@given(st.lists(st.tuples(st.sampled_from(["kb/a.json", "kb/b.json"]), _ANY_TEXT, st.booleans()), max_size=5))
def test_junit_is_well_formed(found):
    """JUnit has a case for each file with faults and one more; a case fails when its file has an error."""
    faults = [
        _fault(Place(file), message=text, severity=Severity.ERROR if error else Severity.WARNING)
        for file, text, error in sorted(found)
    ]
    suite = ElementTree.fromstring(_rendered("junit", *faults)).find("testsuite")
    failing = {file for file, _, error in found if error}
    assert [case.get("name") for case in suite] == [*sorted({file for file, _, _ in found}), "all other files"]
    assert {case.get("name") for case in suite if case.find("failure") is not None} == failing
    assert (suite.get("tests"), suite.get("failures")) == (str(len(suite)), str(len(failing)))


def test_junit_tells_errors_from_warnings():
    """Errors stand in the failure and warnings in the output of the case."""
    faults = (_fault(), _fault(code="T103", severity=Severity.WARNING, message=_NASTY), _fault())
    case = ElementTree.fromstring(_rendered("junit", *faults)).find("testsuite/testcase")
    assert case.find("failure").get("message") == "2 errors, the first: R101 there is no finding `feber`"
    assert case.find("failure").text.count("3:9: error R101") == 2
    assert case.find("system-out").text.startswith("3:9: warning T103")
    assert "é 🦵" in case.find("system-out").text


def _break(root):
    """Break two records; their files."""
    broken = []
    for name, old, new in (
        ("kb/findings/fever.json", '"question"', '"qestion"'),
        ("kb/rules/red/muffled-voice.json", '"finding": "voice",', '"finding": "voise",'),
    ):
        file = root / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        broken.append(file)
    return broken
