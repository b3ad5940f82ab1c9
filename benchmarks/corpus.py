"""A knowledge base of any size: the real one and copies of its records under other names, with all links mended."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_KB = Path(__file__).resolve().parent.parent / "kb"
_ONE = ("finding", "unsure", "answered", "pattern")
_SEVERAL = (
    "findings", "red_flags", "evaluations", "treatments", "suspects", "looks_for", "addresses", "ask_first",
)  # fmt: skip
_SAID = ("says", "never_says")
_COPIED = ("findings", "patterns", "causes", "conditions", "evaluations", "treatments", "rules")


def write_corpus(folder: Path, size: int) -> Path:
    """Write a knowledge base of `size` records to a folder; it has no faults. The folder of its kb.json."""
    kb = folder / "kb"
    files = sorted(_KB.rglob("*.json"))
    written = 0
    for file in files:
        _write(kb / file.relative_to(_KB), json.loads(file.read_bytes()))
        written += 1
    copied = _used([file for file in files if _is_copied(file)])
    sources = [
        file for file in files if file.parent.name == "sources" and "statements" not in json.loads(file.read_bytes())
    ]
    rounds, rest = divmod(size - written, len(copied))
    for path, record in [*_copies(copied, rounds * len(copied)), *_copies(sources, rest)]:
        _write(kb / path, record)
    return kb


def _is_copied(file: Path) -> bool:
    parts = file.relative_to(_KB).parts
    return parts[0] in _COPIED and parts[1] != "self-care"


def _used(files: list[Path]) -> list[Path]:
    """The files without the findings and patterns that none of them names: those are for what is not copied."""
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    used = [file for file in files if file.parent.name not in ("findings", "patterns") or _is_named(file, texts)]
    return used if len(used) == len(files) else _used(used)


def _is_named(file: Path, texts: dict[Path, str]) -> bool:
    return any(f'"{file.stem}"' in text for other, text in texts.items() if other != file)


def _copies(files: list[Path], count: int) -> Iterator[tuple[Path, dict[str, Any]]]:
    """So many copies of records that link only to each other or to what is not copied."""
    names = {file.stem for file in files}
    suspected = {name for file in files for name in json.loads(file.read_bytes()).get("suspects", ())}
    for number in range(count):
        turn, file = 1 + number // len(files), files[number % len(files)]
        record = _renamed(json.loads(file.read_bytes()), names, f"-{turn}")
        record["id"] = f"{file.stem}-{turn}"
        if record.get("flag") == "alone":
            record["flag"] = "combo"  # home care would have to deny the copies too
        if file.parent.name == "conditions" and file.stem not in suspected:
            record["lookup_only"] = "Only rules for home care suspect it, and they are not copied."
        yield file.relative_to(_KB).with_name(f"{record['id']}.json"), record


def _renamed(value: Any, names: set[str], suffix: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: _renamed(v, names, suffix, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_renamed(v, names, suffix, key) for v in value]
    if isinstance(value, str) and key in _SAID:
        return f"{value} {suffix}"  # no phrase belongs to two findings
    if isinstance(value, str) and key in (*_ONE, *_SEVERAL) and value in names:
        return value + suffix
    return value


def _write(path: Path, record: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def copied_scenarios(scenarios: list[dict[str, Any]], names: set[str]) -> list[dict[str, Any]]:
    """The scenarios, and for each round of copies the same patients with the copied findings and rules.

    `names` are the ids of the findings and rules there are. What has no copy stays as it is.
    """
    made = list(scenarios)
    turn = 1
    while any(f"{name}-{turn}" in names for name in scenarios[0]["presentation"]):
        for record in scenarios:
            made.append({**_under_other_names(record, names, f"-{turn}"), "id": f"{record['id']}-{turn}"})
        turn += 1
    return made


def _under_other_names(record: dict[str, Any], names: set[str], ending: str) -> dict[str, Any]:
    def named(name: str) -> str:
        return name + ending if name + ending in names else name

    expect = dict(record["expect"])
    for key in ("fires", "does_not_fire"):
        expect[key] = [named(rule) for rule in expect[key]]
    if "decides" in expect:
        expect["decides"] = named(expect["decides"])
    near = [named(rule) for rule in record.get("near_miss_of", ())]
    answers = {named(finding): value for finding, value in record["presentation"].items()}
    return {**record, "presentation": answers, "expect": expect, "near_miss_of": near}
