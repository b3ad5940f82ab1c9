"""One text for one meaning: JSON in a form that key order, white space and layout do not change."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def canonical_json(value: Any) -> str:
    """The value as JSON with sorted keys and no white space; a whole number is written without a fraction."""
    text = _dumped(value)
    may_hold_whole_float = ".0" in text or "e+" in text
    return _dumped(_whole(value)) if may_hold_whole_float else text


def _dumped(value: Any) -> str:
    import json

    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
