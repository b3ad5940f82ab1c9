"""Nothing under src/ or cli/ knows a leg: ids, urgencies and wording live in kb/, never in code."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(path for folder in ("src", "cli") for path in (ROOT / folder).rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in FILES]

DOCUMENTATION = {
    "src/surefoot/__init__.py": "the front page of the library shows one real call",
    "src/surefoot/checks/": "the docstring of a check is its documentation page, with an example",
    "cli/surefoot_cli/commands/": "the docstring of a command is its help page, with examples",
}
"""Where a docstring may give examples from kb/, and why."""

PAGES = {"src/surefoot/loading/codes.py": "its table is the page of the codes without a module of their own"}
"""Where any text may give examples from kb/, and why."""

ENGLISH = {"urgent": 'the English word, as in "How urgent is it?"', "age": 'the English word, as in "reading age"'}
"""Ids that are ordinary words in code too, and what they mean there."""


class Text(NamedTuple):
    """One string in a Python file, or one piece of an f-string; `docstring` when it stands alone as a statement."""

    line: int
    text: str
    docstring: bool


def test_there_is_code_and_knowledge_to_look_at():
    """The code and the knowledge base are found."""
    assert {"src/surefoot/engine/triage.py", "cli/surefoot_cli/main.py"} <= set(NAMES)
    assert {"age", "saddle-numbness", "emergency"} <= named_in_triage()
    assert len(wording()) > 1000


@pytest.mark.parametrize("name", NAMES)
def test_no_text_names_a_finding_or_an_urgency(name):
    """No string of the code holds the id of a finding or an urgency, not even inside a sentence."""
    assert [hit for hit in mentions(name) if hit[1] not in ENGLISH and not excused(name, hit[0])] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_the_id_of_a_record(name):
    """No string of the code is the id of a record of any kind."""
    found = [text for text in texts(name) if text.text in records() and text.text not in ENGLISH]
    assert [text for text in found if not excused(name, text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_wording_of_the_knowledge(name):
    """No string of the code repeats a sentence, or holds a phrase, of the knowledge base."""
    found = []
    for text in (text for text in texts(name) if not excused(name, text)):
        if len(text.text.split()) >= 4 and text.text.strip() in all_wording():
            found.append(text)
        found += [(text, phrase) for phrase in wording() if phrase in text.text]
    assert found == []


def test_no_exemption_is_left_unneeded():
    """Every file that may give examples gives one, and every word that may be used is used."""
    for place in DOCUMENTATION:
        assert any(name.startswith(place) and hit[0].docstring for name in NAMES for hit in mentions(name)), place
    for place in PAGES:
        assert mentions(place), place
    used = {word for name in NAMES for text, word in mentions(name) if not excused(name, text)}
    assert used == set(ENGLISH)


def mentions(name: str) -> list[tuple[Text, str]]:
    """The strings of a file that hold the id of a finding or an urgency, and which."""
    return [
        (text, word)
        for text in texts(name)
        for word in re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", text.text)
        if word in named_in_triage()
    ]


def excused(name: str, text: Text) -> bool:
    return name in PAGES or (text.docstring and name.startswith(tuple(DOCUMENTATION)))


@cache
def texts(name: str) -> tuple[Text, ...]:
    tree = ast.parse((ROOT / name).read_bytes())
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return tuple(
        Text(node.lineno, node.value, id(node) in docstrings)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def records() -> dict[str, Any]:
    """Every record of kb/ by its id."""
    return {path.stem: json.loads(path.read_bytes()) for path in (ROOT / "kb").rglob("*/*.json")}


@cache
def named_in_triage() -> frozenset[str]:
    return frozenset(path.stem for kind in ("findings", "urgencies") for path in (ROOT / "kb" / kind).iterdir())


@cache
def wording() -> frozenset[str]:
    """Every text of kb/ of two words or more that is long enough not to be met by chance."""
    kb = [*records().values(), json.loads((ROOT / "kb" / "kb.json").read_bytes())]
    return frozenset(text for record in kb for text in strings(record) if " " in text and len(text) >= 12)


@cache
def all_wording() -> str:
    return "\n".join(sorted(wording()))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)
