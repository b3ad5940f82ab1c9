"""What the pages say to do between the commands that they show: by page and by the number of the command."""

import json
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

Step: TypeAlias = Callable[[], None]

_ROOT = Path(__file__).parents[2]
_RULE = "kb/rules/appointment/a16-lasting-joint-or-tendon-pain.json"
_KNEE = "scenarios/appointment/knee-exactly-six-weeks.json"
_NEW = "scenarios/self-care/knee-aching-three-weeks-today.json"
_CYCLIST = "scenarios/self-care/cyclist-aching-inside-of-knee.json"


class Page(NamedTuple):
    """What to do before a command, by its number, the commands that are not run here, and where the knowledge is."""

    before: Mapping[int, Step] = {}
    skipped: Collection[int] = ()
    knowledge: str = "."


def replaced(file: str, *pairs: tuple[str, str]) -> Step:
    """Put something else in place of a piece of a file, once."""

    def step() -> None:
        text = Path(file).read_text("utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, (file, old)
            text = text.replace(old, new)
        Path(file).write_text(text, "utf-8", newline="\n")

    return step


def _the_scenario_changes() -> None:
    """Step 9: what the scenario shows is another thing now."""
    replaced(
        _KNEE,
        ('"revision": 1', '"revision": 2'),
        ('    "fires": [],\n', '    "fires": ["a16-lasting-joint-or-tendon-pain"],\n'),
        (
            '"does_not_fire": ["a16-lasting-joint-or-tendon-pain", "c22-knee-pain-without-injury"]',
            '"does_not_fire": ["c22-knee-pain-without-injury"],\n    "decides": "a16-lasting-joint-or-tendon-pain"',
        ),
        ('  "near_miss_of": ["a16-lasting-joint-or-tendon-pain"],\n', ""),
    )()


def _the_patient_is_copied() -> None:
    """Step 11: the answers of the cyclist, and 21 days."""
    answers = json.loads(Path(_CYCLIST).read_text("utf-8"))["presentation"]
    assert answers["complaint-duration"] == 18
    Path("patient.json").write_text(json.dumps({**answers, "complaint-duration": 21}), "utf-8")


def _the_scenario_is_filled_in() -> None:
    """Step 11: the places that are open, and what the patient is for."""
    text = Path(_NEW).read_text("utf-8")
    text = re.sub(r'"FILL IN: [^"]*"', '"My knee has ached for three weeks to the day."', text)
    text = text.replace('"does_not_fire": []', '"does_not_fire": ["a16-lasting-joint-or-tendon-pain"]')
    near = '  "near_miss_of": ["a16-lasting-joint-or-tendon-pain"],\n  "sources"'
    Path(_NEW).write_text(text.replace('  "sources"', near), "utf-8", newline="\n")


def _the_version_rises() -> None:
    """Step 12: a new version, and what changed in it."""
    text = Path("kb/kb.json").read_text("utf-8")
    number = re.search(r'"version": "(\d+)\.\d+\.\d+"', text)
    assert number
    higher = f'"version": "{int(number[1]) + 1}.0.0"'
    entry = f'{{{higher}, "date": "2026-11-29", "changes": ["Joint or tendon pain, after three weeks."]}}'
    text = text.replace(number[0], higher, 1).replace('"changelog": [', f'"changelog": [{entry},', 1)
    Path("kb/kb.json").write_text(text, "utf-8", newline="\n")


_WAIVER = """  "waivers": [
    {
      "code": "T103",
      "reason": "The near miss at exactly three weeks is still to be written.",
      "until": "2099-12-31"
    }
  ],
  "sources": ["""


def _the_table() -> None:
    """The table that the page shows."""
    text = (_ROOT / "docs/guides/batch-and-sql.md").read_text("utf-8")
    table = re.search(r"^```text\n(call,.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert table
    Path("calls.csv").write_text(table[1], "utf-8", newline="\n")


PAGES: Mapping[str, Page] = {
    "README.md": Page(
        {
            3: replaced(
                "kb/rules/urgent/u06-foot-that-drops.json", ('{"finding": "foot-drop"}', '{"finding": "foot-dropp"}')
            )
        },
        skipped=(4,),
    ),
    "docs/guides/editing-the-knowledge.md": Page(
        {
            2: replaced(_RULE, ('"complaint-duration", "above": 42}', '"complaint-duraton", "above": 14,}')),
            7: replaced(_RULE, ('"complaint-duration", "above": 14},', '"complaint-duration", "above":21}  ,')),
            12: _the_scenario_changes,
            13: replaced(_RULE, ('  "sources": [', _WAIVER)),
            14: _the_patient_is_copied,
            15: _the_scenario_is_filled_in,
            17: _the_version_rises,
        },
        skipped=(19,),
    ),
    "docs/guides/editors-and-ci.md": Page(
        {
            0: lambda: [
                replaced("kb/findings/foot-drop.json", ('"question"', '"qestion"'))(),
                replaced("kb/patterns/no-stroke-sign.json", ('"stroke-sign"', '"stroke-sing"'))(),
            ][0]
        },
        skipped=(1,),
    ),
    "docs/guides/batch-and-sql.md": Page({0: _the_table}),
    "docs/guides/plain-words.md": Page(),
    "docs/guides/what-the-scenarios-show.md": Page(skipped=(2, 3), knowledge="tests/second_kb"),
    "docs/guides/proving-an-edit.md": Page(
        {
            0: replaced(
                "kb/rules/emergency/e27-sudden-ripping-pain.json",
                (
                    '  "urgency": "emergency"',
                    '  "unless": {"finding": "muscle-pain"},\n  "unless_because": "x",\n  "urgency": "emergency"',
                ),
            )
        },
        skipped=(2,),
    ),
}
"""`prove`, `--coverage` and `--mutate` of everything are run by `make check`; what watches ends only on Ctrl-C."""
