"""Manual pages from the help of the commands, in the macros of man(7)."""

from collections.abc import Iterator, Mapping, Sequence
from inspect import cleandoc

import click

from surefoot_cli.main import COMMANDS, cli

ENVIRONMENT = {
    "SUREFOOT_KB": "The knowledge base that is used where --kb is not given.",
    "SUREFOOT_MEMORY": "With the value off nothing is kept beside the caches of the user, and nothing recalled.",
    "SUREFOOT_DEBUG": "With any value, a fault of surefoot itself is shown in full.",
    "NO_COLOR, FORCE_COLOR": "Turn color off, or on where there is no terminal.",
    "PAGER": "The program through which long output goes at a terminal; cat turns paging off.",
}
EXIT_STATUS = {
    "0": "Clean.",
    "1": "Faults, failed scenarios, nothing found, or an urgency at or above --fail-on.",
    "2": "A wrong command line, or an input that cannot be used.",
    "3": "Undecided, or a fault of surefoot itself.",
    "130": "Stopped from the keyboard.",
}
_WARNING = "No clinician has reviewed the knowledge. It gives no diagnosis and does not replace a doctor."


def man_pages() -> Mapping[str, str]:
    """The page of the program and of each command, by file name."""
    root = click.Context(cli, info_name="surefoot", **cli.context_settings)
    pages = {"surefoot.1": _program(root)}
    for name, sentence in COMMANDS.items():
        command = cli.get_command(root, name)
        assert command is not None, f"the command {name} has no module"
        context = click.Context(command, info_name=name, parent=root)
        pages[f"surefoot-{name}.1"] = _command(context, sentence)
    return pages


def _program(context: click.Context) -> str:
    commands = {f"surefoot-{name}(1)": sentence for name, sentence in COMMANDS.items()}
    return _text(
        *_opening("surefoot", "clinical triage knowledge that can be proved", context),
        *_section("COMMANDS", _listed(commands)),
        *_section("ENVIRONMENT", _listed(ENVIRONMENT)),
        *_section("EXIT STATUS", _listed(EXIT_STATUS)),
        *_section("WARNING", [_escaped(_WARNING)]),
    )


def _command(context: click.Context, sentence: str) -> str:
    name = f"surefoot-{context.info_name}"
    plain = sentence[0].lower() + sentence[1:].rstrip(".")
    return _text(
        *_opening(name, plain, context),
        *_section("WARNING", [_escaped(_WARNING)]),
        *_section("SEE ALSO", [".BR surefoot (1)"]),
    )


def _opening(name: str, sentence: str, context: click.Context) -> Iterator[str]:
    yield f'.TH {_escaped(name.upper())} 1 "" "surefoot" "Surefoot manual"'
    yield from _section("NAME", [rf"{_escaped(name)} \- {_escaped(sentence)}"])
    usage = " ".join(context.command.collect_usage_pieces(context))
    yield from _section("SYNOPSIS", [f".B {_escaped(context.command_path)}", _escaped(usage)])
    yield from _section("DESCRIPTION", _paragraphs(cleandoc(context.command.help or "")))
    records = (parameter.get_help_record(context) for parameter in context.command.get_params(context))
    yield from _section("OPTIONS", _listed(dict(record for record in records if record and record[1])))


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs are filled, but for those that click is told to leave as they are."""
    for number, paragraph in enumerate(text.split("\n\n")):
        lines = paragraph.splitlines()
        if number:
            yield ".PP"
        if lines[:1] == ["\b"]:
            yield from (".nf", *map(_escaped, lines[1:]), ".fi")
        else:
            yield _escaped(" ".join(line.strip() for line in lines))


def _listed(terms: Mapping[str, str]) -> Iterator[str]:
    for term, text in terms.items():
        yield from (".TP", f".B {_escaped(term)}", _escaped(text))


def _section(title: str, lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield from (f".SH {title}", *body)


def _escaped(text: str) -> str:
    """The text without meaning to roff: backslashes, hyphens, and what a line may not begin with."""
    plain = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{plain}" if plain[:1] in (".", "'") else plain


def _text(*lines: str) -> str:
    return "\n".join(lines) + "\n"
