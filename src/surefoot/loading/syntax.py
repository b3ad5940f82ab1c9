"""What is wrong with a text that is no JSON, in an author's words."""

import json
import re
import unicodedata
from collections.abc import Callable

from surefoot.loading.bare_words import comma_in_number, odd_value, unit_after_number
from surefoot.loading.text_faults import TextFault, no_json, swapped
from surefoot.loading.text_repairs import TextRepair, without_comment
from surefoot.loading.text_walk import last_before, skip_space, text_before
from surefoot.loading.wrong_brackets import after_the_end, cut_short, no_beginning, unclosed, wrong_closer
from surefoot.loading.wrong_quotation import mark_inside, odd_character, other_marks

_COMMAS = ";\uff0c\u3001\uff1b"
_COLONS = "=\uff1a"


def describe(text: str, offset: int, what: str) -> TextFault:
    """Describe the fault that the parser met near `offset`; `what` is the parser's own word for it."""
    if not text.strip():
        return no_json(0, "the file is empty", "write one record: { ... }")
    if "recursion limit" in what:
        return TextFault("nested-too-deeply", offset, "the brackets are nested more than 200 deep", "use fewer levels")
    if "duplicate key" in what:
        return _duplicate_key(text)
    for recognise in _RECOGNISERS:
        fault = recognise(text, offset, what)
        if fault:
            return fault
    return no_json(offset, what, "compare the line with a record that is in order")


def _conflict(text: str, *_: object) -> TextFault | None:
    """What git leaves where two people changed the same lines."""
    marker = re.search(r"^(<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|\Z)", text, re.MULTILINE)
    if marker is None:
        return None
    cure = "keep one of the two versions, and remove the lines with <<<<<<<, ======= and >>>>>>>"
    return no_json(marker.start(), "two versions of these lines were merged and none was chosen", cure)


def _invisible(text: str, offset: int, _: str) -> TextFault | None:
    """A space that is none to JSON, or a character that nobody sees."""
    here = skip_space(text, offset)
    character = text[here : here + 1]
    if not character or unicodedata.category(character) not in ("Zs", "Zl", "Zp", "Cf"):
        return None
    name = f"{unicodedata.name(character, 'a character').lower()}, U+{ord(character):04X}"
    repair = swapped("write a plain space", here, character, " ", safe=True)
    return no_json(here, f"a character that looks like nothing stands here ({name})", "write a plain space", repair)


def _comment(text: str, offset: int, _: str) -> TextFault | None:
    here = skip_space(text, offset)
    if text.startswith(("//", "/*", "#", "<!--"), here):
        return no_json(here, "JSON has no comments", "remove the comment", without_comment(text, here))
    return None


def _trailing_comma(text: str, offset: int, _: str) -> TextFault | None:
    here = skip_space(text, offset)
    before = last_before(text, here)
    if here < len(text) and text[here] in "]}" and before >= 0 and text[before] == ",":
        repair = TextRepair("remove the comma", True, before, before + 1, "")
        return no_json(before, f"a comma before the closing `{text[here]}`", "remove the comma", repair)
    return None


def _stray_comma(text: str, offset: int, what: str) -> TextFault | None:
    """A comma with nothing before it, or nothing after it."""
    here = skip_space(text, offset)
    if text[here : here + 1] != "," or what.startswith(("expected `:`", "trailing")):
        return None
    before = text[last_before(text, here)]
    repair = TextRepair("remove the comma", False, here, here + 1, "")
    if before == ",":
        return no_json(here, "two commas with nothing between them", "remove one comma", repair)
    if before in "{[":
        return no_json(here, "a comma before the first entry", "remove the comma", repair)
    return None


def _no_value(text: str, offset: int, what: str) -> TextFault | None:
    """A key whose value is missing."""
    here = skip_space(text, offset)
    colon = last_before(text, here)
    if not what.startswith("expected value") or text[here : here + 1] not in (",", "}", "]") or text[colon] != ":":
        return None
    start = text_before(text, colon)
    return no_json(
        here, f"the value of {text[start:colon].strip()} is missing", "write a value after the colon, or null"
    )


def _no_comma(text: str, offset: int, what: str) -> TextFault | None:
    if not what.startswith("expected `,`"):
        return None
    here = skip_space(text, offset)
    shown = text[here]
    if shown in _COMMAS:
        return no_json(
            here, f"a `{shown}` where a comma belongs", "write a comma", swapped("write a comma", here, shown, ",")
        )
    if shown == "+":
        return no_json(here, "JSON does not join texts with `+`", "write one text in one pair of quotation marks")
    if not re.match(r"[\w\"{\[-]", shown):
        return no_json(here, f"`{shown}` does not belong here", "remove it, or write a comma")
    end = last_before(text, here)
    on_next_line = "\n" in text[end + 1 : here]  # within a line, a comma may not be what is missing
    repair = TextRepair("add a comma", True, end + 1, end + 1, ",") if on_next_line else None
    return no_json(end + 1, "a comma is missing here", "add a comma", repair)


def _no_colon(text: str, offset: int, what: str) -> TextFault | None:
    if not what.startswith("expected `:`"):
        return None
    here = skip_space(text, offset)
    shown = text[here : here + 1]
    if shown and shown in _COLONS:
        cure = "write a colon"
        return no_json(here, f"a `{shown}` where a colon belongs", cure, swapped(cure, here, shown, ":"))
    if shown in (",", "}", "]", ""):
        start = text_before(text, here)
        key = text[start:here].strip()
        return no_json(start, f"{key} is a key without a value", f"write {key}: and its value")
    end = last_before(text, here) + 1
    repair = TextRepair("add a colon", False, end, end, ":")
    return no_json(here, "a colon is missing after the key", 'write "key": value', repair)


def _no_key(text: str, offset: int, what: str) -> TextFault | None:
    if not what.startswith("key must be"):
        return None
    here = skip_space(text, offset)
    thousands = re.search(r"[0-9]{1,3}(,[0-9]{3})*,$", text[:here])
    if thousands and (digits := re.match(r"[0-9]{3}(?![0-9])", text[here:])):
        return comma_in_number(text, thousands.start(), here + len(digits[0]))
    word = re.match(r"[\w$-]+", text[here:])
    if word is None:
        return no_json(here, f"`{text[here : here + 1]}` begins no key", 'write a key in quotation marks: "key": value')
    quote_follows = text[here + len(word[0]) : here + len(word[0]) + 1] == '"'
    right = f'"{word[0]}"'
    repair = swapped(f"write {right}", here, word[0] + '"' * quote_follows, right)
    return no_json(here, "a key without quotation marks", f"write it as {right}", repair)


def _escape(text: str, offset: int, what: str) -> TextFault | None:
    if not what.startswith(("invalid escape", "unexpected end of hex", "lone leading")):
        return None
    start = max(text.rfind("\\", 0, offset + 1), 0)
    if text.startswith("\\u", start):
        message = f"`{text[start : start + 6]}` is no character"
        return no_json(start, message, r"write \u and four digits of 0-9 and A-F, or the character itself")
    message, cure = "a backslash that means nothing here", r"write \\ for a backslash, \" for a quotation mark"
    return no_json(start, message, cure, swapped("write two backslashes", start, "\\", "\\\\"))


def _nothing_known(text: str, offset: int, what: str) -> TextFault | None:
    if not what.startswith(("expected value", "expected ident")):
        return None
    here = skip_space(text, offset)
    shown = re.match(r"(\W)\1*|", text[here:])
    message = f"`{shown[0] if shown and shown[0] else text[here : here + 1]}` begins no value"
    return no_json(here, message, 'a value is a text in "...", a number, true, false, null, [ or {')


_RECOGNISERS: tuple[Callable[[str, int, str], TextFault | None], ...] = (
    _conflict,
    _invisible,
    _comment,
    no_beginning,
    cut_short,
    odd_character,
    _trailing_comma,
    other_marks,
    after_the_end,
    _escape,
    unclosed,
    wrong_closer,
    _no_value,
    _stray_comma,
    unit_after_number,
    odd_value,
    mark_inside,
    _no_comma,
    _no_colon,
    _no_key,
    _nothing_known,
)
"""From the plainest to the vaguest: the first that knows the fault describes it."""


def _duplicate_key(text: str) -> TextFault:
    """The second place of the first key that stands twice in one object, and the first place."""
    objects: list[dict[str, int]] = []
    for found in re.finditer(r'"(?:[^"\\]|\\.)*"(\s*:)?|[{}]', text, re.DOTALL):
        if found[0] == "{":
            objects.append({})
        elif found[0] == "}":
            objects.pop()
        elif found[1]:
            key = json.loads(found[0][: -len(found[1])])
            first = objects[-1].setdefault(key, found.start())
            if first != found.start():
                cure = "keep one of the two: only the last would count"
                return TextFault("duplicate-key", found.start(), f"the key `{key}` stands twice", cure, first)
    raise AssertionError("the parser found a key twice, the scan did not")  # pragma: no cover
