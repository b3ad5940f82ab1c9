"""JSON for people and programs: two blanks of indent, every letter as it is.

As `json.dumps(document, indent=2, ensure_ascii=False)` writes it, in a third of the time and without importing `json`,
which would take a tenth of a quick run.
"""

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import Any

try:
    from _json import encode_basestring
except ImportError:
    from json.encoder import encode_basestring

_CONSTANTS = {None: "null", True: "true", False: "false"}


def json_text(document: "Any") -> str:
    """The text of dictionaries with names as keys, lists, tuples, texts, finite numbers, true, false and null.

    Raises:
        TypeError: there is something else in it.
    """
    return _written(document, "\n")


def _written(value: "Any", margin: str) -> str:
    if isinstance(value, str):
        return str(encode_basestring(value))
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return float.__repr__(value)
    inner = f"{margin}  "
    if isinstance(value, dict):
        entries = [f"{encode_basestring(key)}: {_written(item, inner)}" for key, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(entries)}{margin}}}" if entries else "{}"
    if isinstance(value, list | tuple):
        items = [_written(item, inner) for item in value]
        return f"[{inner}{f',{inner}'.join(items)}{margin}]" if items else "[]"
    raise TypeError(f"{type(value).__name__} has no form in JSON")
