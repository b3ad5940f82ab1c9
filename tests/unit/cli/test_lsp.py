"""The language server, driven over standard input and output by a client of its own."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the extra `lsp` is not installed")

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from builders import laws
from surefoot_cli.lsp.completion import complete
from surefoot_cli.lsp.document import document_of
from surefoot_cli.lsp.hover import hover
from surefoot_cli.lsp.json_tree import cursor_at, parse_tree
from surefoot_cli.lsp.problems import changed
from surefoot_cli.lsp.project import Project
from surefoot_cli.lsp.text import Text, encoded

THROAT = Path(__file__).parents[2] / "second_kb"
PROGRAM = [sys.executable, "-m", "surefoot_cli", "lsp", "--stdio"]
CURSOR = "‸"
BLANKS = lsp.TextDocumentClientCapabilities(
    completion=lsp.CompletionClientCapabilities(completion_item=lsp.ClientCompletionItemOptions(snippet_support=True))
)


class Editor:
    """An editor of few words: it opens and changes files, asks, and keeps what the server tells it."""

    def __init__(self, root, encodings=None):
        self.root = root
        self.shown = {}
        self.log = []
        self._version = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.client = LanguageClient("test-editor", "1")
        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(
            lambda params: self.shown.update({params.uri: list(params.diagnostics)})
        )
        self.client.feature(lsp.WINDOW_LOG_MESSAGE)(lambda params: self.log.append(params.message))
        self._do(self.client.start_io(*PROGRAM, cwd=root))
        general = lsp.GeneralClientCapabilities(position_encodings=encodings)
        wanted = lsp.ClientCapabilities(text_document=BLANKS, general=general)
        made = self._do(self.client.initialize_async(lsp.InitializeParams(capabilities=wanted, root_uri=root.as_uri())))
        self.can = made.capabilities
        self.client.initialized(lsp.InitializedParams())

    def open(self, name, text=None):
        uri = (self.root / name).as_uri()
        text = (self.root / name).read_text("utf-8") if text is None else text
        self._version += 1
        item = lsp.TextDocumentItem(uri, "json", self._version, text)
        self._call(self.client.text_document_did_open, lsp.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri, text):
        self._version += 1
        now = lsp.VersionedTextDocumentIdentifier(self._version, uri)
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self._call(self.client.text_document_did_change, lsp.DidChangeTextDocumentParams(now, [whole]))

    def close(self, uri):
        self._call(self.client.text_document_did_close, lsp.DidCloseTextDocumentParams(_named(uri)))

    def ask(self, method, params):
        return self._do(getattr(self.client, f"{method}_async")(params))

    def faults(self, uri, until):
        """What is shown in a file, as soon as its codes are those."""
        end = time.monotonic() + 15
        while time.monotonic() < end:
            found = self.shown.get(uri)
            if found is not None and sorted(fault.code for fault in found) == sorted(until):
                return found
            time.sleep(0.01)
        raise AssertionError(f"waited for {until}, shown: {self.shown.get(uri)}, log: {self.log}")

    def end(self, politely=True):
        """The exit code of the server."""
        if politely:
            self.ask("shutdown", None)
        self._call(self.client.exit, None)
        code = self._do(self.client._server.wait())
        self._do(self.client.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()
        return code

    def _call(self, notify, params):
        self._loop.call_soon_threadsafe(notify, params)

    def _do(self, coroutine):
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(20)


@pytest.fixture(scope="module")
def editor(tmp_path_factory):
    root = tmp_path_factory.mktemp("throat") / "copy"
    shutil.copytree(THROAT, root)
    editor = Editor(root)
    yield editor
    assert editor.end() == 0
    assert editor.log == []


@pytest.fixture
def opened(editor):
    """Opens a file of the copy, with another text where one is given, and closes it after the test."""
    uris = []

    def open_(name, text=None):
        editor.shown.pop((editor.root / name).as_uri(), None)
        uris.append(editor.open(name, text))
        return uris[-1]

    yield open_
    for uri in uris:
        editor.close(uri)


def _named(uri):
    return lsp.TextDocumentIdentifier(uri)


def _everywhere(text):
    return lsp.Range(lsp.Position(0, 0), Text(text).position(len(text)))


def _edited(text, edits, units="utf-16"):
    """A text after edits, as an editor applies them."""
    places = Text(text, units)
    for edit in sorted(edits, key=lambda edit: places.offset(edit.range.start), reverse=True):
        start, end = places.offset(edit.range.start), places.offset(edit.range.end)
        text = text[:start] + edit.new_text + text[end:]
    return text


def _without_cursor(marked):
    return marked.replace(CURSOR, ""), Text(marked).position(marked.index(CURSOR))


# Faults


def test_a_typo_is_shown_while_it_is_typed_and_its_quick_fix_mends_it(editor, opened):
    """A misspelt key is underlined before anything is saved; the preferred repair makes the file clean again."""
    name = "kb/rules/red/muffled-voice.json"
    good = (editor.root / name).read_text("utf-8")
    uri = opened(name)
    editor.faults(uri, [])
    bad = good.replace('"because"', '"becuase"')
    editor.change(uri, bad)
    (fault,) = editor.faults(uri, ["S101"])
    assert _shown_text(bad, fault.range) == '"becuase"'
    assert fault.severity == lsp.DiagnosticSeverity.Error
    context = lsp.CodeActionContext([fault], only=[lsp.CodeActionKind.QuickFix])
    actions = editor.ask("text_document_code_action", lsp.CodeActionParams(_named(uri), fault.range, context))
    assert [action.is_preferred for action in actions] == [True]
    mended = _edited(bad, actions[0].edit.changes[uri])
    assert mended == good
    editor.change(uri, mended)
    assert editor.faults(uri, []) == []
    assert (editor.root / name).read_text("utf-8") == good


def test_what_an_edit_breaks_in_another_file_is_shown_there_until_it_is_taken_back(editor, opened):
    """A value that is renamed in an open finding is a fault of the rule that names it, until the file is closed."""
    name = "kb/findings/voice.json"
    rule = (editor.root / "kb/rules/red/muffled-voice.json").as_uri()
    text = (editor.root / name).read_text("utf-8").replace('"id": "muffled"', '"id": "thick"')
    uri = editor.open(name, text)
    editor.faults(rule, ["L101"])
    editor.close(uri)
    editor.faults(rule, [])


def test_one_action_mends_every_safe_fault_of_a_file(editor, opened):
    """The action "fix all" mends two misspelt keys at once, and leaves alone what needs a look."""
    name = "kb/causes/common-cold.json"
    good = (editor.root / name).read_text("utf-8")
    bad = good.replace('"summary"', '"sumary"').replace('"revision"', '"revison"')
    uri = opened(name, bad)
    editor.faults(uri, ["S101", "S101"])
    context = lsp.CodeActionContext([], only=[lsp.CodeActionKind.SourceFixAll])
    asked = lsp.CodeActionParams(_named(uri), _everywhere(bad), context)
    (action,) = editor.ask("text_document_code_action", asked)
    assert _edited(bad, action.edit.changes[uri]) == good


def test_a_repair_is_not_offered_for_a_text_that_has_changed_since(editor, opened):
    """Between a key press and the next check, no repair is offered: its place may be another now."""
    name = "kb/patterns/danger-sign.json"
    bad = (editor.root / name).read_text("utf-8").replace('"title"', '"titel"')
    uri = opened(name, bad)
    editor.faults(uri, ["S101"])
    asked = lsp.CodeActionParams(_named(uri), _everywhere(bad), lsp.CodeActionContext([]))
    assert editor.ask("text_document_code_action", asked)
    editor.change(uri, "\n" + bad)
    assert not editor.ask("text_document_code_action", asked)


def test_many_quick_changes_end_in_the_faults_of_the_last(editor, opened):
    """Whatever is typed while a check runs, the last text is what is shown in the end."""
    name = "kb/findings/fever.json"
    good = (editor.root / name).read_text("utf-8")
    uri = opened(name)
    for cut in range(1, 40):
        editor.change(uri, good[:-cut])
        time.sleep(0.01)
    editor.change(uri, good.replace('"flag"', '"flga"'))
    editor.faults(uri, ["S101"])


def test_a_file_changed_by_another_program_is_checked(editor, opened):
    """When the editor tells that files have changed on the disk, they are read again."""
    path = editor.root / "kb/treatments/pus-drainage.json"
    good = path.read_text("utf-8")
    editor.faults(opened("kb/findings/fever.json"), [])
    tell = lsp.DidChangeWatchedFilesParams([lsp.FileEvent(path.as_uri(), lsp.FileChangeType.Changed)])
    try:
        path.write_text(good.replace('"title"', '"titel"'), "utf-8")
        editor._call(editor.client.workspace_did_change_watched_files, tell)
        editor.faults(path.as_uri(), ["S101"])
    finally:
        path.write_text(good, "utf-8")
    editor._call(editor.client.workspace_did_change_watched_files, tell)
    editor.faults(path.as_uri(), [])


def _shown_text(text, span, units="utf-16"):
    places = Text(text, units)
    return text[places.offset(span.start) : places.offset(span.end)]


# Completion

RULE_HEAD = '{"$schema": "../../../schemas/rule.schema.json", "id": "x", '
COMPLETIONS = {
    "the id of a finding in a condition": (RULE_HEAD + '"when": {"finding": "‸"}}', "noisy-breathing", "common-cold"),
    "a finding, its string not closed": (RULE_HEAD + '"when": {"all": [{"finding": "no‸\n]}}', "noisy-breathing", None),
    "a finding, nothing after the colon": (RULE_HEAD + '"when": {"finding": ‸', "voice", "danger-sign"),
    "a finding, all brackets open": (RULE_HEAD + '"when": {"any": [{"not": {"finding": "‸', "voice", None),
    "a finding that one is not sure of": (RULE_HEAD + '"when": {"unsure": "‸"}}', "drooling", "danger-sign"),
    "a pattern": (RULE_HEAD + '"when": {"pattern": "‸"}}', "danger-sign", "voice"),
    "a value of the finding beside it": (RULE_HEAD + '"when": {"finding": "voice", "is": "‸"}}', "muffled", "nothing"),
    "a value in a list of them": (
        RULE_HEAD + '"when": {"finding": "voice", "in": ["hoarse", "‸"]}}',
        "muffled",
        "hoarse",
    ),
    "one of several values": (RULE_HEAD + '"when": {"finding": "eased-by", "has": ‸}}', "nothing", "muffled"),
    "yes and no for a boolean": (RULE_HEAD + '"when": {"finding": "fever", "is": ‸}}', "false", "null"),
    "a suspected condition or cause": (RULE_HEAD + '"suspects": ["quinsy", "‸"]}', "common-cold", "quinsy"),
    "an urgency": (RULE_HEAD + '"urgency": "‸"}', "amber", "voice"),
    "a source": (RULE_HEAD + '"sources": [{"basis": "statement", "source": "‸"}]}', "throat-leaflet", "voice"),
    "a statement of the source beside it": (
        RULE_HEAD + '"sources": [{"basis": "statement", "source": "throat-leaflet", "statements": ["S02", "‸"]}]}',
        "S03",
        "S02",
    ),
    "what a citation supports": (RULE_HEAD + '"sources": [{"supports": ["‸"]}]}', "sources", None),
    "one of the values that a schema lists": (RULE_HEAD + '"review": {"status": "‸"}}', "unreviewed", None),
    "how a citation is based": (RULE_HEAD + '"sources": [{"basis": "‸"}]}', "common-knowledge", None),
    "the keys of a rule": (RULE_HEAD + "‸}", "because", "id"),
    "a key that has been begun": (RULE_HEAD + '"bec‸"}', "because", "id"),
    "a key behind a bracket that is missing": (
        RULE_HEAD + '"when": {"all": [{"finding": "fever" ]}, "bec‸"}',
        "because",
        "finding",
    ),
    "a value whose next key has begun": (RULE_HEAD + '"when": {"finding": "‸" "is": true}}', "fever", None),
    "a key behind one without a value": (RULE_HEAD + '"urgency": "when": {"finding": "‸"}}', "fever", None),
    "a key before others": (RULE_HEAD + '"‸" "urgency": "red"}', "when", "urgency"),
    "the forms of a condition": (RULE_HEAD + '"when": {"‸"}}', "at_least", "because"),
    "how a choice is compared": (RULE_HEAD + '"when": {"finding": "voice", "‸"}}', "in", "above"),
    "how a number is compared": (RULE_HEAD + '"when": {"finding": "throat-days", ‸}}', "at_most", "is"),
    "the keys of one form of citation": (RULE_HEAD + '"sources": [{"basis": "publication", "‸"}]}', "place", "claim"),
    "the id, which is the name of the file": ('{"$schema": "x/rule.schema.json", "id": "‸"}', "muffled-voice", "voice"),
}


@pytest.mark.parametrize(("marked", "offered", "not_offered"), COMPLETIONS.values(), ids=COMPLETIONS)
def test_what_belongs_at_the_cursor_is_offered(editor, opened, marked, offered, not_offered):
    """Keys, values and ids are completed, also in a text that is no JSON yet, and what does not fit is left out."""
    text, position = _without_cursor(marked)
    uri = opened("kb/rules/red/muffled-voice.json", text)
    items = editor.ask("text_document_completion", lsp.CompletionParams(_named(uri), position))
    labels = [item.label for item in items]
    assert offered in labels
    assert not_offered not in labels
    assert len(labels) == len(set(labels))


SCENARIO = '{"$schema": "../../schemas/scenario.schema.json", "presentation": {"fever": true, %s}}'


@pytest.mark.parametrize(
    ("typed", "offered", "not_offered"),
    [
        ('"‸"', "voice", "fever"),
        ('"voice": "‸"', "hoarse", "true"),
        ('"voice": ‸', "null", "true"),
        ('"drooling": ‸', "true", "hoarse"),
    ],
)
def test_the_answers_of_a_patient_are_completed(editor, opened, typed, offered, not_offered):
    """In a scenario the findings that were not given yet are keys, and their answers are values."""
    text, position = _without_cursor(SCENARIO % typed)
    uri = opened("scenarios/red/rasping-breath.json", text)
    items = editor.ask("text_document_completion", lsp.CompletionParams(_named(uri), position))
    labels = [item.label for item in items]
    assert offered in labels
    assert not_offered not in labels


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ('"when": {"finding": "no‸"}', "noisy-breathing", '"when": {"finding": "noisy-breathing"}'),
        ('"when": {"finding": "no‸\n}', "noisy-breathing", '"when": {"finding": "noisy-breathing"\n}'),
        ('"when": {"finding": "no‸}', "noisy-breathing", '"when": {"finding": "noisy-breathing"}'),
        ('"bec‸": ""', "because", '"because": ""'),
        ('"bec‸"', "because", '"because": "$1"'),
        ('‸\n "urgency": "red"', "suspects", '"suspects": [$1],\n "urgency": "red"'),
        ('"when": {"finding": "fever", "is": f‸}', "false", '"when": {"finding": "fever", "is": false}'),
    ],
)
def test_a_completion_replaces_the_word_at_the_cursor(editor, opened, marked, label, expected):
    """What is chosen takes the place of what was typed, with the quotation marks, colon and comma that it needs."""
    text, position = _without_cursor(f"{RULE_HEAD}{marked}}}")
    uri = opened("kb/rules/red/muffled-voice.json", text)
    items = editor.ask("text_document_completion", lsp.CompletionParams(_named(uri), position))
    (chosen,) = (item for item in items if item.label == label)
    assert _edited(text, [chosen.text_edit]) == f"{RULE_HEAD}{expected}}}"


# Hover, definition, references, outline

WORDS = {
    "a finding": (
        "kb/rules/red/muffled-voice.json", '"finding": "vo‸ice"', ["How does your voice sound?", "as usual"],
        "kb/findings/voice.json", '"voice"',
    ),
    "a pattern": (
        "kb/rules/red/airway-in-danger.json", '"pattern": "danger‸-sign"', ["pattern danger-sign", "Noisy"],
        "kb/patterns/danger-sign.json", '"danger-sign"',
    ),
    "a value of a finding": (
        "kb/rules/red/muffled-voice.json", '"is": "muf‸fled"', ["muffled", "finding voice"],
        "kb/findings/voice.json", '"muffled"',
    ),
    "a statement": (
        "kb/rules/red/muffled-voice.json", '["S0‸5"]', ["A new muffled voice can mean pus beside a tonsil."],
        "kb/sources/throat-leaflet.json", '"S05"',
    ),
    "a suspected condition": (
        "kb/rules/red/muffled-voice.json", '["quin‸sy"]', ["Pus gathers beside a tonsil."],
        "kb/conditions/quinsy.json", '"quinsy"',
    ),
    "a finding of a patient": (
        "scenarios/red/rasping-breath.json", '{"noisy‸-breathing"', ["noisy-breathing"],
        "kb/findings/noisy-breathing.json", '"noisy-breathing"',
    ),
    "a rule that a scenario expects": (
        "scenarios/red/rasping-breath.json", '"decides": "airway‸-in-danger"', ["Urgency: red"],
        "kb/rules/red/airway-in-danger.json", '"airway-in-danger"',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "marked", "told", "file", "word"), WORDS.values(), ids=WORDS)
def test_an_id_is_explained_and_leads_to_its_record(editor, opened, name, marked, told, file, word):
    """Over an id, its record is told; its definition is the place where the record, statement or value has that id."""
    uri = opened(name)
    text = (editor.root / name).read_text("utf-8")
    plain, at = marked.replace(CURSOR, ""), marked.index(CURSOR)
    assert plain in text
    position = Text(text).position(text.index(plain) + at)
    shown = editor.ask("text_document_hover", lsp.HoverParams(_named(uri), position))
    assert all(part in shown.contents.value for part in told)
    found = editor.ask("text_document_definition", lsp.DefinitionParams(_named(uri), position))
    assert found.uri == (editor.root / file).as_uri()
    assert _shown_text((editor.root / file).read_text("utf-8"), found.range) == word


@pytest.mark.parametrize(
    ("marked", "told"),
    [('"unl‸ess"', "silence never suppresses"), ('"statu‸s"', "`unreviewed`"), ('"i‸s": "muffled"', "The one value")],
)
def test_a_key_is_explained_by_the_schema(editor, opened, marked, told):
    """Over a key, the schema says what it is for."""
    name = "kb/rules/red/muffled-voice.json"
    uri, text = opened(name), (editor.root / name).read_text("utf-8")
    position = Text(text).position(text.index(marked.replace(CURSOR, "")) + marked.index(CURSOR))
    shown = editor.ask("text_document_hover", lsp.HoverParams(_named(uri), position))
    assert told in shown.contents.value


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("kb/findings/voice.json", "voice"),
        ("kb/conditions/quinsy.json", "quinsy"),
        ("kb/sources/throat-leaflet.json", "throat-leaflet"),
        ("kb/patterns/danger-sign.json", "danger-sign"),
    ],
)
def test_the_references_of_a_record_are_all_places_that_name_it(editor, opened, name, id):
    """Of the id of a record, every place in every file where it stands as a word of its own is found."""
    uri, text = opened(name), (editor.root / name).read_text("utf-8")
    position = Text(text).position(text.index(f'"{id}"') + 2)
    asked = lsp.ReferenceParams(lsp.ReferenceContext(True), _named(uri), position)
    found = editor.ask("text_document_references", asked)
    places = {(place.uri, place.range.start.line, place.range.start.character) for place in found}
    assert len(places) == len(found)
    assert places == _occurrences(editor.root, id)


def test_a_record_stays_known_while_it_is_broken(editor, opened):
    """From a record that has a fault at the moment, the places that name it are still found."""
    name = "kb/findings/voice.json"
    text = (editor.root / name).read_text("utf-8").replace('"title"', '"titel"')
    uri = opened(name, text)
    editor.faults(uri, ["S101"])
    position = Text(text).position(text.index('"voice"') + 2)
    asked = lsp.ReferenceParams(lsp.ReferenceContext(False), _named(uri), position)
    assert len(editor.ask("text_document_references", asked)) == len(_occurrences(editor.root, "voice")) - 1


def _occurrences(root, id):
    """Where an id stands, in quotation marks of its own."""
    places = set()
    for path in root.rglob("*.json"):
        text, start = path.read_text("utf-8"), -1
        while (start := text.find(f'"{id}"', start + 1)) >= 0:
            position = Text(text).position(start)
            places.add((path.as_uri(), position.line, position.character))
    return places


def test_the_outline_shows_the_title_and_the_keys(editor, opened):
    """The outline of a record is its title, and below it what the file has at the top."""
    name = "kb/findings/voice.json"
    uri = opened(name)
    (symbol,) = editor.ask("text_document_document_symbol", lsp.DocumentSymbolParams(_named(uri)))
    assert (symbol.name, symbol.detail) == ("Voice", "finding voice")
    assert [child.name for child in symbol.children] == list(json.loads((editor.root / name).read_text("utf-8")))


def test_formatting_brings_a_record_into_the_one_form(editor, opened):
    """A record that is laid out at will gets its canonical form, by one edit; then there is nothing left to do."""
    name = "kb/findings/voice.json"
    good = (editor.root / name).read_text("utf-8")
    asked = [_named(opened(name, json.dumps(json.loads(good)))), lsp.FormattingOptions(2, True)]
    edits = editor.ask("text_document_formatting", lsp.DocumentFormattingParams(*asked))
    formatted = _edited(json.dumps(json.loads(good)), edits)
    assert json.loads(formatted) == json.loads(good)
    assert formatted.count("\n") > 10
    editor.change(asked[0].uri, formatted)
    assert not editor.ask("text_document_formatting", lsp.DocumentFormattingParams(*asked))


def test_a_text_that_is_no_json_is_not_formatted(editor, opened):
    """While a bracket is missing, formatting leaves the text alone."""
    asked = [_named(opened("kb/findings/voice.json", '{"id": ["voice"')), lsp.FormattingOptions(2, True)]
    assert editor.ask("text_document_formatting", lsp.DocumentFormattingParams(*asked)) is None


def test_a_file_outside_of_every_knowledge_base_is_left_alone(editor, opened, tmp_path):
    """For a JSON file that belongs to no knowledge base there are no faults and no completions."""
    (tmp_path / "other.json").write_text("{}", "utf-8")
    uri = opened(tmp_path / "other.json")
    asked = lsp.CompletionParams(_named(uri), lsp.Position(0, 1))
    assert editor.ask("text_document_completion", asked) is None
    assert uri not in editor.shown


# Places


SPOKEN = '"title": "Voice 🗣🗣", "falg": 1,'


def test_columns_are_counted_in_utf_16_where_nothing_else_was_asked_for(editor, opened):
    """Behind characters outside of the basic plane, a fault is where the editor sees it: they count twice."""
    text = (editor.root / "kb/findings/voice.json").read_text("utf-8").replace('"title": "Voice",', SPOKEN)
    (fault,) = editor.faults(opened("kb/findings/voice.json", text), ["S101"])
    assert (fault.range.start.line, fault.range.start.character) == (4, 25)
    assert editor.can.position_encoding == "utf-16"


@pytest.mark.parametrize(("encoding", "column", "politely"), [("utf-8", 29, False), ("utf-32", 23, True)])
def test_columns_are_counted_as_the_editor_asks_for(tmp_path, encoding, column, politely):
    """In other units that an editor prefers, the fault is in the same place; an editor that just leaves gets 1."""
    shutil.copytree(THROAT, tmp_path / "copy")
    editor = Editor(tmp_path / "copy", encodings=[encoding])
    good = (editor.root / "kb/findings/voice.json").read_text("utf-8")
    uri = editor.open("kb/findings/voice.json", good.replace('"title": "Voice",', SPOKEN))
    (fault,) = editor.faults(uri, ["S101"])
    assert (fault.range.start.line, fault.range.start.character) == (4, column)
    assert editor.can.position_encoding == encoding
    assert editor.end(politely) == (0 if politely else 1)


@laws(300)
@given(
    st.text("aé字🗣\n\r "),
    st.sampled_from(["utf-8", "utf-16", "utf-32"]),
)
def test_every_offset_has_a_position_that_leads_back(content, units):
    """Positions and offsets are inverse to each other, whatever the characters and line ends."""
    text = Text(content, units)
    for offset in range(len(content) + 1):
        inside_line_end = content[offset - 1 : offset + 1] == "\r\n" and offset > 0
        assert text.offset(text.position(offset)) == offset - inside_line_end


@laws(300)
@given(st.text("ab🗣\n"), st.text("ab🗣\n"))
def test_the_edit_between_two_texts_makes_one_of_the_other(old, new):
    """The one edit of a formatter leads to exactly the new text."""
    assert _edited(old, [changed(Text(old), new)]) == new


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text('ab"\\🗣\n', max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab🗣", max_size=2), inner, max_size=3),
    max_leaves=12,
)


@laws(100)
@given(st.dictionaries(st.text("abc", max_size=2), JSON, max_size=4), st.sampled_from([None, 2]))
def test_in_sound_json_every_value_is_found_at_its_path(value, indent):
    """The tree of a text that is JSON is that JSON."""
    root = parse_tree(json.dumps(value, indent=indent, ensure_ascii=False))
    assert _value_of(root) == value
    assert all(root.at(node.path) is node for node in _nodes(root))


def _value_of(node):
    if node.type == "object":
        return {member.key.value: _value_of(member.value) for member in node.members}
    return [_value_of(item) for item in node.items] if node.type == "array" else node.value


def _nodes(node):
    yield node
    for inner in [*node.items, *(member.value for member in node.members)]:
        yield from _nodes(inner)


@pytest.fixture(scope="module")
def project():
    project = Project(THROAT / "kb")
    project.check({})
    return project


@pytest.mark.parametrize("name", ["kb/rules/green/cold-with-sore-throat.json", "scenarios/red/rasping-breath.json"])
def test_no_half_typed_record_is_too_broken_for_an_answer(project, name):
    """At the end of every other beginning of a record, completion and hover answer without failing."""
    text = (THROAT / name).read_text("utf-8")
    for end in range(0, len(text), 2):
        document = document_of(str(THROAT / name), Text(text[:end]), project)
        cursor = cursor_at(document.root, end) if document else None
        if cursor:
            complete(document, cursor, snippets=True)
            hover(document, cursor)


@laws(150)
@given(st.data())
def test_no_damaged_text_is_too_broken_for_an_answer(project, data):
    """Whatever is cut out of a record or put into it, completion and hover answer without failing."""
    path = THROAT / "kb/rules/green/cold-with-sore-throat.json"
    text = path.read_text("utf-8")
    start, end = (data.draw(st.integers(0, len(text))) for _ in range(2))
    text = text[:start] + data.draw(st.text('{}[]",:\\a1 \n', max_size=6)) + text[end:]
    document = document_of(str(path), Text(text), project)
    cursor = cursor_at(document.root, data.draw(st.integers(0, len(text)))) if document else None
    if cursor:
        complete(document, cursor, snippets=False)
        hover(document, cursor)


def test_half_a_surrogate_pair_is_a_fault_and_no_failure(project):
    """A text that cannot be written as UTF-8 is reported as such."""
    path = THROAT / "kb/findings/fever.json"
    text = path.read_text("utf-8").replace("Fever", "Fever \ud83d")
    broken = Project(THROAT / "kb")
    report = broken.check({os.path.normcase(str(path)): text})
    assert "S002" in {diagnostic.code for diagnostic in report.diagnostics}
    assert encoded(text) == broken.texts[next(file for file in broken.texts if file.endswith("fever.json"))]


# The process


def test_standard_output_carries_the_protocol_alone(throat):
    """Every byte on standard output belongs to a message, and nothing is said on standard error."""
    asked = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"method": "initialized", "params": {}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in asked]
    sent = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)
    ended = subprocess.run(PROGRAM, input=sent, capture_output=True, timeout=60, check=False)
    assert [message.get("id") for message in _messages(ended.stdout)] == [1, 2]
    assert (ended.returncode, ended.stderr) == (0, b"")


def _messages(data):
    found = []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        assert head.startswith(b"Content-Length: ")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        found.append(json.loads(rest[:length]))
        data = rest[length:]
    return found


def test_a_client_that_goes_away_ends_the_server_without_a_traceback(throat):
    """At the end of standard input the server ends with 1, and nonsense before it leaves no traceback."""
    sent = b"Content-Length: 5\r\n\r\nhello"
    ended = subprocess.run(PROGRAM, input=sent, capture_output=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stdout + ended.stderr


def test_without_the_extra_the_command_says_how_to_install_it(surefoot, monkeypatch):
    """Where pygls is missing, the exit code is 2 and the message names the extra."""
    monkeypatch.setitem(sys.modules, "pygls", None)
    run = surefoot("lsp")
    assert (run.code, run.out) == (2, "")
    assert "pip install 'surefoot[lsp]'" in run.err
