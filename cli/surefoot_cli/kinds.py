"""Kinds of record on the command line, and the records to look things up in."""

from typing import TYPE_CHECKING, Any

import click

from surefoot_cli.options import kb_path

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from surefoot.lookup import Index
    from surefoot.model import RecordSet


class KindName(click.ParamType[str]):
    """A kind of record, in the singular or as its folder is called."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The kind that was meant."""
        from surefoot.diagnostics import nearest
        from surefoot.model import Kind

        for kind in Kind:
            if str(value).lower() in (kind.value, kind.folder):
                return kind.value
        names = [kind.value for kind in Kind]
        meant = nearest(str(value), [*names, *(kind.folder for kind in Kind if kind.folder)])
        hint = f"did you mean '{meant}'?" if meant else f"the kinds are {', '.join(names)}."
        return self.fail(f"there is no kind '{value}'; {hint}", param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        """The kinds that begin like this."""
        from click.shell_completion import CompletionItem

        from surefoot.model import Kind

        return [CompletionItem(kind.value) for kind in Kind if kind.value.startswith(incomplete)]


def read_knowledge(kb: str | None, *, scenarios: bool = False) -> "RecordSet":
    """The records to look things up in; what cannot be read is left out, and the author is told."""
    from surefoot_cli.opening import peeked

    records, left_out = peeked(kb_path(kb), scenarios=scenarios)
    _tell(left_out)
    return records


def read_with(record_id: str, kb: str | None) -> "RecordSet":
    """The records to look one up in: with the scenarios only when no other has this id; the author is told once."""
    from surefoot_cli.opening import peeked

    root = kb_path(kb)
    records, left_out = peeked(root, scenarios=False)
    if not records.named(record_id):
        records, left_out = peeked(root, scenarios=True)
    _tell(left_out)
    return records


def read_index(kb: str | None, *, scenarios: bool = False) -> "Index":
    """The same records, to be searched."""
    from surefoot_cli.opening import indexed

    index, left_out = indexed(kb_path(kb), scenarios=scenarios)
    _tell(left_out)
    return index


def _tell(left_out: int) -> None:
    if left_out:
        faults = f"{left_out} fault{'' if left_out == 1 else 's'}"
        click.echo(
            f"Warning: {faults} in the files; what cannot be read is left out. See `surefoot validate`.", err=True
        )
