"""Where in a file a JSON pointer points. Imported only for a file that has a fault."""

from surefoot.diagnostics import Place


def unescape(token: str) -> str:
    """One token of a JSON pointer as the key it stands for."""
    return token.replace("~1", "/").replace("~0", "~")


def escape(key: str) -> str:
    """A key as a token of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


class Positions:
    """The places of the values and keys of one JSON text."""

    def __init__(self, file: str, data: bytes) -> None:
        import tree_sitter
        import tree_sitter_json

        language = tree_sitter.Language(tree_sitter_json.language())
        self._file = file
        self._data = data
        self._root = tree_sitter.Parser(language).parse(data).root_node.named_children[0]

    def locate(self, pointer: str, on_key: bool = False) -> Place:
        """The range of the value at `pointer`, or of its key; the nearest place that exists, if it does not."""
        import json

        node, key_node = self._root, None
        for token in (unescape(part) for part in pointer.split("/")[1:]):
            if node.type == "object":
                pairs = [child for child in node.named_children if child.type == "pair"]
                pair = next((p for p in pairs if json.loads(p.children[0].text or b'""') == token), None)
                if pair is None:
                    break
                key_node, node = pair.children[0], pair.named_children[-1]
            elif node.type == "array" and token.isdigit() and int(token) < len(node.named_children):
                key_node, node = None, node.named_children[int(token)]
            else:
                break
        chosen = key_node if on_key and key_node is not None else node
        start, end = chosen.start_byte, chosen.end_byte
        if chosen.type in ("object", "array") and not on_key:
            end = start + 1
        return self._place(start, end)

    def _place(self, start: int, end: int) -> Place:
        line, column = self._line_column(start)
        end_line, end_column = self._line_column(end)
        return Place(self._file, line, column, end_line, end_column)

    def _line_column(self, offset: int) -> tuple[int, int]:
        before = self._data[:offset]
        line_start = before.rfind(b"\n") + 1
        return before.count(b"\n") + 1, len(before[line_start:].decode(errors="replace")) + 1
