"""Faults as an editor shows them, and their repairs as it offers them."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from surefoot.diagnostics import Diagnostic, Fix, Severity
from surefoot.editing import apply_fixes
from surefoot_cli.lsp.project import Project
from surefoot_cli.lsp.text import Text, encoded

SOURCE = "surefoot"
FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.{SOURCE}"
_SEVERITIES = {Severity.ERROR: lsp.DiagnosticSeverity.Error, Severity.WARNING: lsp.DiagnosticSeverity.Warning}


class Open(NamedTuple):
    """A file in the editor, as the editor calls it, and the version of its text."""

    uri: str
    version: int | None
    text: str


class Problems:
    """The faults of one run over a project, in the texts in which they were found."""

    def __init__(self, project: Project, diagnostics: Iterable[Diagnostic], units: str) -> None:
        self.project = project
        self._units = units
        self._texts = dict(project.texts)
        self._decoded: dict[str, Text] = {}
        self.by_path: dict[str, list[Diagnostic]] = {}
        for diagnostic in diagnostics:
            self.by_path.setdefault(project.path_of(diagnostic.place.file), []).append(diagnostic)

    def shown(self, path: str) -> list[lsp.Diagnostic]:
        """The faults of a file as the protocol has them."""
        return [self._shown(diagnostic) for diagnostic in self.by_path.get(path, ())]

    def actions(
        self, path: str, span: lsp.Range, opened: Mapping[str, Open], only: Iterable[str]
    ) -> list[lsp.CodeAction]:
        """The repairs of the faults in a range, and one action for all safe ones of the file."""
        wanted = tuple(only)
        made = []
        if _is_wanted(lsp.CodeActionKind.QuickFix.value, wanted):
            for diagnostic in self.by_path.get(path, ()):
                if _overlap(self._text(diagnostic.place.file).range_of(diagnostic.place), span):
                    made += [action for fix in diagnostic.fixes if (action := self._action(diagnostic, fix, opened))]
        if _is_wanted(FIX_ALL, wanted) and (every := self._fix_all(path, opened)):
            made.append(every)
        return made

    def _shown(self, diagnostic: Diagnostic) -> lsp.Diagnostic:
        related = [
            lsp.DiagnosticRelatedInformation(
                lsp.Location(self._uri(place.file), self._text(place.file).range_of(place)), note
            )
            for place, note in diagnostic.related
        ]
        return lsp.Diagnostic(
            range=self._text(diagnostic.place.file).range_of(diagnostic.place),
            message=f"{diagnostic.message}\n{diagnostic.help}" if diagnostic.help else diagnostic.message,
            severity=_SEVERITIES[diagnostic.severity],
            code=diagnostic.code,
            source=SOURCE,
            related_information=related or None,
        )

    def _action(self, diagnostic: Diagnostic, fix: Fix, opened: Mapping[str, Open]) -> lsp.CodeAction | None:
        edits: dict[str, list[lsp.TextEdit]] = {}
        for edit in fix.edits:
            if not self._is_current(edit.place.file, opened):
                return None
            span = self._text(edit.place.file).range_of_bytes(edit.start, edit.end)
            edits.setdefault(edit.place.file, []).append(lsp.TextEdit(span, edit.text))
        title = f"{fix.title[:1].upper()}{fix.title[1:]}"
        return lsp.CodeAction(
            title if fix.safe else f"{title} (check that this is meant)",
            lsp.CodeActionKind.QuickFix,
            diagnostics=[self._shown(diagnostic)],
            is_preferred=fix.safe or None,
            edit=self._edit(edits, opened),
        )

    def _fix_all(self, path: str, opened: Mapping[str, Open]) -> lsp.CodeAction | None:
        """Every safe repair that changes this file alone."""
        found = self.by_path.get(path, [])
        fixes = [fix for diagnostic in found for fix in diagnostic.fixes if fix.safe]
        if not fixes or not self._is_current(found[0].place.file, opened):
            return None
        file = found[0].place.file
        mended = apply_fixes({file: self._texts[file]}, fixes)
        if not mended.texts:
            return None
        edit = changed(self._text(file), mended.texts[file].decode())
        title = f"Mend what can be mended safely ({mended.fixed})"
        return lsp.CodeAction(title, FIX_ALL, edit=self._edit({file: [edit]}, opened))

    def _edit(self, edits: Mapping[str, list[lsp.TextEdit]], opened: Mapping[str, Open]) -> lsp.WorkspaceEdit:
        return lsp.WorkspaceEdit({self._uri_for(file, opened): changes for file, changes in edits.items()})

    def _is_current(self, file: str, opened: Mapping[str, Open]) -> bool:
        """Whether the editor still holds the text in which the fault was found."""
        now = opened.get(self.project.path_of(file))
        return file in self._texts and (now is None or encoded(now.text) == self._texts[file])

    def _uri_for(self, file: str, opened: Mapping[str, Open]) -> str:
        now = opened.get(self.project.path_of(file))
        return now.uri if now else self._uri(file)

    def _uri(self, file: str) -> str:
        return from_fs_path(self.project.path_of(file)) or ""

    def _text(self, file: str) -> Text:
        if file not in self._decoded:
            self._decoded[file] = Text(self._texts.get(file, b"").decode(errors="replace"), self._units)
        return self._decoded[file]


def changed(text: Text, new: str) -> lsp.TextEdit:
    """The edit that turns a text into another, as short as one edit can be, so that the cursor stays in its place."""
    old = text.content
    most = min(len(old), len(new))
    start = next((i for i in range(most) if old[i] != new[i]), most)
    end = next((i for i in range(most - start) if old[-1 - i] != new[-1 - i]), most - start)
    return lsp.TextEdit(text.range(start, len(old) - end), new[start : len(new) - end])


def _is_wanted(kind: str, only: tuple[str, ...]) -> bool:
    return not only or any(kind == wanted or kind.startswith(f"{wanted}.") for wanted in only)


def _overlap(left: lsp.Range, right: lsp.Range) -> bool:
    return left.start <= right.end and right.start <= left.end
