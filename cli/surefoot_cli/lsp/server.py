"""The server: which requests it answers, and with what."""

import asyncio
import os
import traceback
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import click
from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from surefoot import __version__
from surefoot.editing import canonical
from surefoot.loading import SyntaxFault
from surefoot_cli.lsp.completion import complete
from surefoot_cli.lsp.document import Document
from surefoot_cli.lsp.hover import hover
from surefoot_cli.lsp.json_tree import Cursor
from surefoot_cli.lsp.navigation import definition, references, symbols
from surefoot_cli.lsp.problems import FIX_ALL, SOURCE, changed
from surefoot_cli.lsp.session import Session
from surefoot_cli.lsp.text import encoded

T = TypeVar("T")


class Server(LanguageServer):
    """A server that puts its errors into the editor's log, without a window on top of the text."""

    # INVARIANT: the whole text comes with each change. Clients and pygls do not agree on what ends a line, and
    # an edit in a wrong line would check another text than the one that is seen.
    def __init__(self) -> None:
        super().__init__(SOURCE, __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.session = Session(self, self.log_error)

    @property
    def was_shut_down(self) -> bool:
        """Whether the client asked for the end before it came."""
        return bool(self.protocol._shutdown)

    @property
    def fills_blanks(self) -> bool:
        """Whether the client can take a completion with a blank to fill in."""
        document = self.client_capabilities.text_document
        item = document.completion.completion_item if document and document.completion else None
        return bool(item and item.snippet_support)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong in the server itself."""
        self.log_error(error)

    def log_error(self, error: Exception) -> None:
        """One line in the editor's log and on standard error."""
        line = f"surefoot: {error}" if isinstance(error, OSError) else f"surefoot: {type(error).__name__}: {error}"
        click.echo(line, err=True)
        if os.environ.get("SUREFOOT_DEBUG"):
            traceback.print_exception(error)
        self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, line))


def make_server() -> Server:
    """A server with all that it can do, not started yet."""
    server = Server()
    _follow_changes(server)
    _answer_at_cursor(server)
    _answer_for_file(server)
    return server


def _follow_changes(server: Server) -> None:
    session = server.session

    @server.feature(lsp.INITIALIZED)
    async def initialized(params: lsp.InitializedParams) -> None:
        await _watch_files(server)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        session.changed(params.text_document.uri, 0)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: lsp.DidChangeTextDocumentParams) -> None:
        session.changed(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: lsp.DidSaveTextDocumentParams) -> None:
        session.changed(params.text_document.uri, 0)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: lsp.DidCloseTextDocumentParams) -> None:
        session.changed(params.text_document.uri, 0)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(params: lsp.DidChangeWatchedFilesParams) -> None:
        session.changed_on_disk()


async def _watch_files(server: Server) -> None:
    """Ask to be told when another program changes a file, where the editor can do that."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if not (watching and watching.dynamic_registration):
        return
    options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher("**/*.json")])
    wanted = lsp.Registration("surefoot-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    await server.client_register_capability_async(lsp.RegistrationParams([wanted]))


def _answer_at_cursor(server: Server) -> None:
    session = server.session

    async def at_cursor(params: Any, answer: Callable[[Document, Cursor], T]) -> T | None:
        def found(document: Document) -> T | None:
            cursor = document.cursor(params.position)
            return answer(document, cursor) if cursor else None

        return await _for_file(server, params, lambda document: asyncio.to_thread(found, document))

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=['"', ":"]))
    async def completion(params: lsp.CompletionParams) -> list[lsp.CompletionItem] | None:
        return await at_cursor(params, lambda document, cursor: complete(document, cursor, server.fills_blanks))

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        return await at_cursor(params, hover)

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def defined(params: lsp.DefinitionParams) -> lsp.Location | None:
        return await at_cursor(params, lambda document, cursor: definition(document, cursor, session.units))

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def referred(params: lsp.ReferenceParams) -> list[lsp.Location] | None:
        declared = params.context.include_declaration
        return await at_cursor(params, lambda document, cursor: references(document, cursor, session.units, declared))


async def _for_file(server: Server, params: Any, answer: Callable[[Document], Awaitable[T | None]]) -> T | None:
    """The answer about an open file; none when it is no record, or when the server fails."""
    try:
        document = await server.session.document(params.text_document.uri)
        return await answer(document) if document else None
    except Exception as error:
        server.log_error(error)
        return None


def _answer_for_file(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol] | None:
        return await _for_file(server, params, lambda document: asyncio.to_thread(symbols, document))

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL])
    )
    async def repaired(params: lsp.CodeActionParams) -> list[lsp.CodeAction] | None:
        async def actions(_: Document) -> list[lsp.CodeAction]:
            return server.session.actions(params)

        return await _for_file(server, params, actions)

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    async def formatting(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
        return await _for_file(server, params, lambda document: asyncio.to_thread(formatted, document))


def formatted(document: Document) -> list[lsp.TextEdit] | None:
    """The edit that brings a record into its canonical form; None while it is no JSON."""
    try:
        new = canonical(encoded(document.text.content), document.kind.value).decode()
    except SyntaxFault:
        return None
    return [] if new == document.text.content else [changed(document.text, new)]
