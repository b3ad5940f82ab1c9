"""Writes docs/reference from the code: a page for each diagnostic code, the command line, its manual
pages, the schemas.

python tools/generate.py            write the pages, and remove those that are no longer needed
python tools/generate.py --check    change nothing; exit with 1 and name the pages that are stale
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import click
from man_pages import man_pages

from surefoot.diagnostics import Code
from surefoot.loading import schema_named
from surefoot.model import Kind
from surefoot.proof import PROOF_CODES
from surefoot.transitions import TRANSITION_CODES
from surefoot.validation import all_codes
from surefoot_cli.main import COMMANDS, cli

Pages: TypeAlias = Mapping[str, str]
Schema: TypeAlias = Mapping[str, Any]
Row: TypeAlias = tuple[str, str, str, str]

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
NOTE = "<!-- Written by tools/generate.py. Do not edit; run `make docs`. -->"
WIDTH = 100
FAMILIES = {
    "S": "Syntax, schema and place",
    "R": "References",
    "L": "Logic",
    "C": "Clinical safety",
    "E": "Evidence and review",
    "T": "Scenarios",
    "W": "Wording",
    "V": "Properties",
}
OUTPUTS = {
    "assessment": "surefoot triage --format json",
    "report": "surefoot validate --format json",
    "suite": "surefoot test --format json",
    "lookup": "surefoot lookup --format json",
    "record-view": "surefoot show --format json",
    "record-list": "surefoot list KIND --format json",
    "knowledge-diff": "surefoot diff --format json",
    "snapshot": "surefoot export snapshot",
    "code-list": "surefoot explain --format json",
    "record-counts": "surefoot list --format json",
    "batch-summary": "surefoot batch --format json",
    "understanding": "surefoot triage --text WORDS --format json, in `understanding`",
    "why-not": "surefoot why-not --format json",
    "appraisal": "surefoot evaluate --format json",
    "reject": "a line of the rejects of surefoot batch",
}


def pages() -> Pages:
    """Every page of the reference: its path below docs/reference, and its text."""
    codes = (*all_codes(), *PROOF_CODES.values(), *TRANSITION_CODES.values())
    made = {f"checks/{code.code}.md": _code_page(code) for code in codes}
    made["checks/README.md"] = _index(codes)
    made["cli.md"] = _cli()
    made["schemas.md"] = _schemas()
    made.update((f"man/{name}", text) for name, text in man_pages().items())
    made["README.md"] = _contents()
    return made


def stale(folder: Path, wanted: Pages) -> Iterator[tuple[str, str]]:
    """The pages below the folder that are not as they should be, and why, in the order of their paths."""
    present = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    for path in sorted(present | wanted.keys()):
        if path not in wanted:
            yield path, "no longer needed"
        elif path not in present:
            yield path, "missing"
        elif (folder / path).read_bytes() != wanted[path].encode():
            yield path, "out of date"


def write(folder: Path, wanted: Pages) -> None:
    """Make the folder hold these pages and no others."""
    for path, _ in list(stale(folder, wanted)):
        file = folder / path
        if path in wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(wanted[path].encode())
        else:
            file.unlink()


def _page(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", NOTE, *parts)) + "\n"


def _contents() -> str:
    links = [
        f"- [Diagnostics](checks/README.md): the {len(all_codes())} codes that `surefoot validate` reports"
        f" and the {len(PROOF_CODES)} of `surefoot prove`",
        f"- [Command line](cli.md): the help of the {len(COMMANDS)} commands",
        "- [Manual pages](man/surefoot.1): the same help for `man surefoot`",
        "- [Schemas](schemas.md): the keys of every kind of record, and of every JSON output",
    ]
    return _page("Reference", "These pages are written from the code.", "\n".join(links))


def _index(codes: Sequence[Code]) -> str:
    parts = ["Each code is stable: it is never used for another fault. The letter names the family."]
    for letter, family in FAMILIES.items():
        rows = [
            (f"[{code.code}]({code.code}.md)", f"`{code.slug}`", code.severity.value, _cell(code.flags))
            for code in codes
            if code.code.startswith(letter)
        ]
        if rows:
            parts += [f"## {letter}: {family}", _table(("code", "name", "severity", "what it flags"), rows)]
    return _page("Diagnostics", *parts)


def _code_page(code: Code) -> str:
    family = FAMILIES[code.code[0]]
    return _page(
        f"{code.code} {code.slug}",
        f"{code.severity.value.capitalize()}. Family: {family}. [All codes](README.md)",
        f"## What it flags\n\n{_sentence(code.flags)}",
        f"## Why it matters\n\n{_sentence(code.matters)}",
        f"## Example\n\n```text\n{code.example}\n```",
        f"## How to fix\n\n{_sentence(code.cure)}",
    )


def _cli() -> str:
    root = click.Context(cli, info_name="surefoot", terminal_width=WIDTH, **cli.context_settings)
    parts = [
        "Data goes to standard output, talk to standard error. Exit codes: 0 clean, 1 faults, "
        "2 a wrong command line or an input that cannot be used, 3 undecided or a fault of surefoot itself.",
        _help("surefoot", cli.get_help(root)),
    ]
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None, f"the command {name} has no module"
        context = click.Context(command, info_name=name, parent=root)
        parts.append(_help(f"surefoot {name}", command.get_help(context)))
    return _page("Command line", *parts)


def _help(title: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"## {title}\n\n```text\n{lines}\n```"


def _schemas() -> str:
    return _page(
        "Schemas",
        "A dot leads into an object, `[]` into the entries of a list. The shared parts are in the last section.",
        "## Records",
        *(_section(kind.value, _home(kind)) for kind in Kind),
        "## Presentation",
        _section("presentation", "surefoot triage --answers FILE"),
        "## Outputs",
        *(_section(name, command) for name, command in OUTPUTS.items()),
        "## Shared parts",
        _section("common", "schemas/common.schema.json"),
    )


def _home(kind: Kind) -> str:
    if kind is Kind.KB:
        return "kb/kb.json"
    level = "<urgency>/" if kind in (Kind.RULE, Kind.SCENARIO) else ""
    root = "" if kind is Kind.SCENARIO else "kb/"
    return f"{root}{kind.folder}/{level}<id>.json"


def _section(name: str, where: str) -> str:
    """A schema in words: what it is for, its keys, and the parts that it defines for itself or for others."""
    schema = schema_named(name)
    blocks = [f"### {name}", f"{schema['description']} Where: `{where}`."]
    keys = list(_rows(schema, "", schema))
    parts = [row for name, part in schema.get("$defs", {}).items() for row in _part(name, part, schema)]
    blocks += [_table((head, "required", "title", "description"), rows) for head, rows in _tables(keys, parts)]
    return "\n\n".join(blocks)


def _tables(keys: list[Row], parts: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    if keys:
        yield "key", keys
    if parts:
        yield "part", parts


def _part(name: str, part: Schema, document: Schema) -> Iterator[Row]:
    yield f"`{name}`", "", _cell(part.get("title", "")), _described(part)
    yield from _rows(part, name, document)


def _rows(schema: Schema, prefix: str, document: Schema) -> Iterator[Row]:
    """A row for each key of an object or of the entries of a list, those inside included."""
    if "items" in schema:
        yield from _rows(schema["items"], f"{prefix}[]", document)
    required = schema.get("required", ())
    for key, value in schema.get("properties", {}).items():
        path = f"{prefix}.{key}" if prefix else key
        known = {**_target(value, document), **value}
        yield f"`{path}`", "yes" if key in required else "no", _cell(known.get("title", "")), _described(known)
        yield from _rows(value, path, document)


def _target(schema: Schema, document: Schema) -> Schema:
    """What a "$ref" leads to, in the same document or in another; nothing without one."""
    place, _, pointer = str(schema.get("$ref", "")).partition("#/$defs/")
    name = place.removesuffix(".schema.json")
    found: Schema = schema_named(name) if name else document if pointer else {}
    return found["$defs"][pointer] if pointer else found


def _described(schema: Schema) -> str:
    """The description, and the values that the schema names."""
    values = [schema["const"]] if "const" in schema else schema.get("enum", ())
    named = f" Values: {', '.join(f'`{value}`' for value in values)}." if values else ""
    return _cell(f"{schema.get('description', '')}{named}".strip())


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].removesuffix('.')}."


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write docs/reference from the code.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 when a page is stale")
    parser.add_argument("--folder", type=Path, default=REFERENCE, help="where the pages are [docs/reference]")
    options = parser.parse_args(arguments)
    wanted = pages()
    if not options.check:
        write(options.folder, wanted)
        return 0
    found = list(stale(options.folder, wanted))
    for path, why in found:
        print(f"{options.folder / path}: {why}", file=sys.stderr)
    if found:
        print("Run `make docs` to write them anew.", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
