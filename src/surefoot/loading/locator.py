"""Gives faults their places."""

from __future__ import annotations

from contextlib import suppress

from surefoot.diagnostics import Change, Code, Diagnostic, Fault, Fix, Place, Related, TextEdit
from surefoot.loading.codes import LOADING_CODES
from surefoot.loading.strict_json import SyntaxFault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Locator:
    """Gives faults their places in the texts of their files. A text that was forgotten is read again."""

    def __init__(self) -> None:
        self.texts: dict[str, bytes] = {}
        self._forgotten: dict[str, str] = {}
        self._positions: dict[str, Any] = {}
        self._lines: dict[str, list[bytes]] = {}

    def forget(self, file: str, path: str) -> None:
        """Forget the text of a file until somebody asks for a place in it."""
        self.texts.pop(file, None)
        self._forgotten[file] = path

    def text(self, file: str) -> str:
        """The text of a file, empty when it is not known."""
        return (self._text(file) or b"").decode(errors="replace")

    def span(self, file: str, pointer: str) -> Place:
        """Where the whole value at a pointer is written."""
        positions = self._positions_of(file)
        place: Place = positions.span(pointer) if positions else Place(file)
        return place

    def _text(self, file: str) -> bytes | None:
        if file in self._forgotten:
            with suppress(OSError), open(self._forgotten.pop(file), "rb") as stream:
                self.texts[file] = stream.read()
        return self.texts.get(file)

    def diagnostic(self, code: Code, fault: Fault) -> Diagnostic:
        """The fault with its code, place and source line."""
        place = self._place(fault.file, fault.pointer, fault.on_key)
        related = tuple(Related(self._place(file, pointer, False), note) for file, pointer, note in fault.also)
        return self._made(code, fault, place, related, self._fixes(fault))

    def syntax_diagnostic(self, file: str, fault: SyntaxFault) -> Diagnostic:
        """A fault of the syntax, which has a place but no pointer."""
        place = Place(file, fault.line, fault.column, fault.line, fault.column + 1)
        related = (Related(Place(file, *fault.first, *fault.first), "the first one is here"),) if fault.first else ()
        made = Fault(file, "", fault.message, fault.help)
        return self._made(LOADING_CODES[fault.slug], made, place, related, self._text_fixes(file, fault))

    def _text_fixes(self, file: str, fault: SyntaxFault) -> tuple[Fix, ...]:
        if fault.repair is None:
            return ()
        from surefoot.loading.text_walk import position_at

        title, safe, start, end, text = fault.repair
        before = [self.texts[file][:offset].decode() for offset in (start, end)]
        place = Place(file, *position_at(before[0]), *position_at(before[1]))
        return (Fix(title, safe, (TextEdit(place, start, end, text),)),)

    def _fixes(self, fault: Fault) -> tuple[Fix, ...]:
        fixes = []
        for repair in fault.repairs:
            edits = [self._edit(change, fault.file) for change in repair.changes]
            if all(edits):
                fixes.append(Fix(repair.title, repair.safe, tuple(edit for edit in edits if edit)))
        return tuple(fixes)

    def _edit(self, change: Change, file: str) -> TextEdit | None:
        positions = self._positions_of(change.file or file)
        edit: TextEdit | None = positions.text_edit(change) if positions else None
        return edit

    def _positions_of(self, file: str) -> Any:
        text = self._text(file)
        if text and file not in self._positions:
            from surefoot.loading.positions import Positions

            self._positions[file] = Positions(file, text)
        return self._positions.get(file)

    def _made(
        self,
        code: Code,
        fault: Fault,
        place: Place,
        related: tuple[Related, ...],
        fixes: tuple[Fix, ...] = (),
    ) -> Diagnostic:
        return Diagnostic(
            code=code.code,
            slug=code.slug,
            severity=code.severity,
            place=place,
            pointer=fault.pointer,
            message=fault.message,
            help=fault.help or code.cure,
            related=related,
            fixes=fixes,
            source_line=self._line(place),
        )

    def _place(self, file: str, pointer: str, on_key: bool) -> Place:
        positions = self._positions_of(file)
        place: Place = positions.locate(pointer, on_key) if positions else Place(file)
        return place

    def _line(self, place: Place) -> str:
        text = self._text(place.file)
        if text and place.file not in self._lines:
            self._lines[place.file] = text.split(b"\n")
        lines = self._lines.get(place.file, [b""])
        text = lines[place.line - 1] if place.line <= len(lines) else b""
        return text.decode(errors="replace").rstrip("\r")
