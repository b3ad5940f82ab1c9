"""What is open in the editor, and when its knowledge bases are checked."""

import asyncio
import gc
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from surefoot.loading import kb_around
from surefoot_cli.lsp.document import Document, document_of
from surefoot_cli.lsp.problems import Open, Problems
from surefoot_cli.lsp.project import Project
from surefoot_cli.lsp.text import Text

PAUSE = 0.25
"""Seconds without a key press after which what was typed is checked."""


class Session:
    """The projects of the open files. One check runs at a time; what changes meanwhile is checked after it."""

    def __init__(self, server: LanguageServer, report: Callable[[Exception], None]) -> None:
        self._server = server
        self._report = report
        self._projects: dict[Path, tuple[Project, asyncio.Event]] = {}
        self._shown: dict[str, Problems] = {}
        self._waiting: set[Path] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[None] | None = None

    @property
    def units(self) -> str:
        """How client and server count columns."""
        chosen = self._server.workspace.position_encoding or lsp.PositionEncodingKind.Utf16
        return str(getattr(chosen, "value", chosen))

    def opened(self) -> Mapping[str, Open]:
        """The open files by their path."""
        documents = self._server.workspace.text_documents.values()
        paths = ((to_fs_path(document.uri), document) for document in documents)
        return {os.path.abspath(path): Open(d.uri, d.version, d.source) for path, d in paths if path}

    def changed(self, uri: str, pause: float = PAUSE) -> None:
        """A file was opened, edited, saved or closed: check its knowledge base when there has been a pause."""
        path = to_fs_path(uri)
        kb = kb_around(Path(path)) if path else None
        if kb is not None:
            self._project(kb)
            self._wait_for(kb, pause)

    def changed_on_disk(self) -> None:
        """Files were changed by another program."""
        for kb in self._projects:
            self._wait_for(kb, PAUSE)

    async def document(self, uri: str) -> Document | None:
        """An open file as a record; the first time, once its knowledge base has been read."""
        path = to_fs_path(uri)
        kb = kb_around(Path(path)) if path else None
        if path is None or kb is None:
            return None
        project, ready = self._project(kb)
        await ready.wait()
        path = os.path.abspath(path)
        open_ = self.opened().get(path)
        return document_of(path, Text(open_.text, self.units), project) if open_ else None

    def actions(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """The repairs of the faults in a range."""
        path = os.path.abspath(to_fs_path(params.text_document.uri) or "")
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
        problems = self._shown.get(path)
        return problems.actions(path, params.range, self.opened(), only) if problems else []

    def _project(self, kb: Path) -> tuple[Project, asyncio.Event]:
        if kb not in self._projects:
            ready, loop = asyncio.Event(), asyncio.get_running_loop()
            self._projects[kb] = Project(kb, lambda: loop.call_soon_threadsafe(self._when_read, kb)), ready
            self._wait_for(kb, 0)
        return self._projects[kb]

    def _wait_for(self, kb: Path, pause: float) -> None:
        self._waiting.add(kb)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(pause, self._start)

    def _start(self) -> None:
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._check_all())

    async def _check_all(self) -> None:
        while self._waiting:
            kb = self._waiting.pop()
            try:
                await self._check(kb)
            except Exception as error:
                self._report(error)
                self._projects[kb][1].set()

    def _when_read(self, kb: Path) -> None:
        """Requests can be answered now, and a file that is broken in itself need not wait for the checks."""
        project, ready = self._projects[kb]
        ready.set()
        problems = Problems(project, project.faults_of_files, self.units)
        self._publish(problems, self.opened().keys() & problems.by_path.keys())

    async def _check(self, kb: Path) -> None:
        project, _ = self._projects[kb]
        buffers = {os.path.normcase(path): open_.text for path, open_ in self.opened().items()}
        report = await asyncio.to_thread(project.check, buffers)
        problems = Problems(project, report.diagnostics, self.units)
        before = [path for path, shown in self._shown.items() if shown.project is project]
        opened = [path for path in self.opened() if kb_around(Path(path)) == kb]
        self._publish(problems, {*before, *problems.by_path, *opened})
        if not gc.get_freeze_count():
            # the records stay; looking for cycles among them again and again is a third of each check
            gc.collect()
            gc.freeze()

    def _publish(self, problems: Problems, paths: Iterable[str]) -> None:
        opened = self.opened()
        for path in sorted(paths):
            known = opened.get(path)
            if known or path in problems.by_path:
                self._shown[path] = problems
            else:
                self._shown.pop(path, None)
            uri = known.uri if known else from_fs_path(path) or ""
            shown = lsp.PublishDiagnosticsParams(uri, problems.shown(path))
            self._server.text_document_publish_diagnostics(shown)
