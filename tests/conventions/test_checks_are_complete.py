"""Every check is listed, documented, named alike everywhere, and seen to fire."""

import importlib
import json
import pkgutil
import re
from pathlib import Path

import pytest

import surefoot.checks
from surefoot.checks import CHECKS
from surefoot.loading import LOADING_CODES
from surefoot.validation import all_codes

FIXTURES = Path(__file__).parents[1] / "checks"
FAMILIES = {"references": "R", "logic": "L", "clinical": "C", "evidence": "E", "suite": "T", "wording": "W"}
HEADINGS = ("What it flags:", "Why it matters:", "Example:", "How to fix:")
MODULES = {
    found.name: importlib.import_module(found.name)
    for found in pkgutil.walk_packages(surefoot.checks.__path__, "surefoot.checks.")
    if found.name.count(".") == 3
}
CHECK_MODULES = {name: module for name, module in MODULES.items() if hasattr(module, "CHECK")}


def test_the_families_are_the_folders():
    """Each folder of checks is a family with a letter, and each family has a check."""
    assert {name.split(".")[2] for name in CHECK_MODULES} == set(FAMILIES)
    assert {name.split(".")[2] for name in MODULES} == set(FAMILIES)


def test_every_check_module_is_listed():
    """The list of checks holds the check of every module once, and nothing else."""
    listed = [check.code.code for check in CHECKS]
    assert sorted(listed) == sorted(module.CHECK.code.code for module in CHECK_MODULES.values())
    assert all(any(check is module.CHECK for module in CHECK_MODULES.values()) for check in CHECKS)


def test_a_module_without_a_check_serves_one():
    """A module among the checks that is none documents no check, and a check of its family imports it."""
    for name in MODULES.keys() - CHECK_MODULES.keys():
        assert not any(heading in (MODULES[name].__doc__ or "") for heading in HEADINGS), name
        sources = (Path(module.__file__).read_text("utf-8") for module in CHECK_MODULES.values())
        assert any(f"from {name} import" in source for source in sources), name


@pytest.mark.parametrize("name", sorted(CHECK_MODULES))
def test_a_check_is_named_alike_everywhere(name):
    """Module, slug and fixture folder are the same words, and the letter of the code is that of the family."""
    code = CHECK_MODULES[name].CHECK.code
    family, module = name.split(".")[2:]
    assert code.slug == module.replace("_", "-")
    assert (FIXTURES / code.slug).is_dir()
    assert re.fullmatch(rf"{FAMILIES[family]}[0-9]{{3}}", code.code)


@pytest.mark.parametrize("name", sorted(CHECK_MODULES))
def test_a_check_is_documented(name):
    """The docstring of a check has a first sentence and the four headings, in order; the code carries their texts."""
    module = CHECK_MODULES[name]
    lines = (module.__doc__ or "").splitlines()
    assert re.fullmatch(r"[A-Z].*\.", lines[0])
    assert [line.split(":")[0] + ":" for line in lines if line.startswith(HEADINGS)] == list(HEADINGS)
    code = module.CHECK.code
    assert all((code.flags, code.matters, code.example, code.cure))


def test_no_code_is_used_twice():
    """Codes and slugs are unique, over loading and checks together."""
    codes = all_codes()
    assert len({code.code for code in codes}) == len({code.slug for code in codes}) == len(codes)
    assert len(codes) == len(CHECKS) + len(LOADING_CODES)


@pytest.mark.parametrize("code", LOADING_CODES.values(), ids=lambda code: code.slug)
def test_a_loading_code_is_documented(code):
    """A code of loading has an S, a number and the four texts of its page."""
    assert re.fullmatch(r"S[0-9]{3}", code.code)
    assert all((code.flags, code.matters, code.example, code.cure))


def test_every_code_is_seen_to_fire():
    """A fixture in the folder of each code shows a fault with that code."""
    fired = {}
    for expected in FIXTURES.glob("*/expected.json"):
        for fault in json.loads(expected.read_bytes()):
            fired.setdefault(fault["code"], set()).add(expected.parent.name)
    assert {code.code for code in all_codes() if code.slug in fired.get(code.code, ())} == {
        code.code for code in all_codes()
    }
