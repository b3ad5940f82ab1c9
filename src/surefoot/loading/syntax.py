"""What is wrong with a text that is no JSON, in an author's words."""

import json
import re
from collections.abc import Callable
from typing import NamedTuple

from surefoot.loading.text_repairs import TextRepair, straight_quotes, without_comment
from surefoot.loading.text_walk import characters, last_before, open_brackets, position_at, skip_space

_CLOSERS = {"{": "}", "[": "]"}


class Description(NamedTuple):
    """The fault: the slug of its code, where in the text, what, the cure, and the other place if there are two."""

    slug: str
    offset: int
    message: str
    help: str
    first: int | None = None
    repair: TextRepair | None = None


def describe(text: str, offset: int, what: str) -> Description:
    """Describe the fault that the parser met near `offset`; `what` is the parser's own word for it."""
    if not text.strip():
        return _syntax(0, "the file is empty", "write one record: { ... }")
    if "recursion limit" in what:
        return Description(
            "nested-too-deeply", offset, "the brackets are nested more than 200 deep", "use fewer levels"
        )
    if "duplicate key" in what:
        return _duplicate_key(text)
    for recognise in _RECOGNISERS:
        description = recognise(text, offset, what)
        if description:
            return description
    return _syntax(offset, what, "compare the line with a record that is in order")


def _syntax(offset: int, message: str, help_: str, repair: TextRepair | None = None) -> Description:
    return Description("invalid-json", offset, message, help_, repair=repair)


def _cut_short(text: str, _: int, what: str) -> Description | None:
    if not what.startswith("EOF"):
        return None
    if "string" in what:
        start = max(i for i, inside in characters(text) if text[i] == '"' and not inside)
        return _syntax(start, "this text has no closing quotation mark", 'add the missing "')
    stack = list(open_brackets(text))
    if not stack:
        return _syntax(len(text), "the file ends too early", "write the rest of the record")
    bracket = text[stack[-1]]
    return _syntax(
        stack[-1], f"this `{bracket}` is never closed", f"add the missing `{_CLOSERS[bracket]}`; is the file complete?"
    )


def _trailing_comma(text: str, offset: int, what: str) -> Description | None:
    here = skip_space(text, offset)
    before = last_before(text, here)
    if here < len(text) and text[here] in "]}" and before >= 0 and text[before] == ",":
        repair = TextRepair("remove the comma", True, before, before + 1, "")
        return _syntax(before, f"a comma before the closing `{text[here]}`", "remove the comma", repair)
    return None


def _comment(text: str, offset: int, _: str) -> Description | None:
    here = skip_space(text, offset)
    if text[here : here + 2] in ("//", "/*") or text[here : here + 1] == "#":
        return _syntax(here, "JSON has no comments", "remove the comment", without_comment(text, here))
    return None


def _quotes(text: str, offset: int, _: str) -> Description | None:
    here = skip_space(text, offset)
    if text[here : here + 1] in ("'", "\u2018", "\u2019", "\u201c", "\u201d"):
        message, cure = f"{text[here]} is no quotation mark of JSON", 'use straight double quotes: "..."'
        return _syntax(here, message, cure, straight_quotes(text, here))
    return None


def _odd_word(text: str, offset: int, what: str) -> Description | None:
    if not what.startswith("expected ident"):
        return None
    end = min(offset, len(text))
    while end > 0 and not text[end - 1].isalpha():
        end -= 1
    start = end
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    found = re.match(r"[A-Za-z]+", text[start:])
    word = found[0] if found else text[start:end]
    meant = {"t": "true", "f": "false", "n": "null"}.get(word[:1].lower())
    return _syntax(start, f"`{word}` is no value of JSON", f"did you mean `{meant}`?") if meant else None


def _odd_number(text: str, offset: int, what: str) -> Description | None:
    start = last_before(text, offset) + 1 if what.startswith("invalid number") else skip_space(text, offset)
    while start > 0 and re.match(r"[\w.+-]", text[start - 1]):
        start -= 1
    found = re.match(r"-?[\w.+-]+", text[start:])
    word = found[0] if found else ""
    if word.lstrip("+-").lower() in ("nan", "infinity", "inf"):
        return Description("number-out-of-range", start, f"`{word}` is not a number", "write a number, or null")
    if word in ("True", "False", "None", "TRUE", "FALSE", "NULL", "Null"):
        right = {"t": "true", "f": "false", "n": "null"}[word[0].lower()]
        repair = TextRepair(f"write `{right}`", True, start, start + len(word), right)
        return _syntax(start, f"`{word}` is no value of JSON", f"write `{right}`", repair)
    if re.match(r"-?0[0-9]", word):
        return _syntax(start, f"the number {word} begins with a zero", "remove the leading zero")
    if what.startswith("invalid number") or (
        re.match(r"[+]?[.]?[0-9]", word) and not re.fullmatch(r"-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?", word)
    ):
        return _syntax(start, f"{word} is not a number as JSON writes it", "write for example 0.5")
    return None


def _missing_comma(text: str, offset: int, what: str) -> Description | None:
    if not what.startswith("expected `,`"):
        return None
    here = skip_space(text, offset)
    if text[here : here + 1] in ("}", "]"):
        opener = list(open_brackets(text[:here]))[-1]
        return _syntax(
            here,
            f"`{text[here]}` closes the `{text[opener]}` of line {position_at(text[:opener])[0]}",
            f"write `{_CLOSERS[text[opener]]}` here, or close the inner bracket first",
        )
    end = last_before(text, here)
    if text[end] == '"' and here == end + 1 and text[here : here + 1].isalnum():
        return _syntax(end, "a quotation mark inside a text", r"write \" for it, or leave it out")
    word = re.match(r"[^\W\d_]+", text[here:])
    if word and text[end].isdigit() and text[end + 1 : here].strip(" ") == "":
        number = re.search(r"[-+.\w]+$", text[: end + 1])
        shown = number[0] if number else text[end]
        return _syntax(here, f"`{word[0]}` follows the number {shown}", f"write the number alone: {shown}")
    on_next_line = "\n" in text[end + 1 : here]  # within a line, a comma may not be what is missing
    repair = TextRepair("add a comma", True, end + 1, end + 1, ",") if on_next_line else None
    return _syntax(end + 1, "a comma is missing here", "add a comma", repair)


def _other(text: str, offset: int, what: str) -> Description | None:
    here = skip_space(text, offset)
    shown = text[here : here + 1]
    if shown == "," or text[last_before(text, here)] == "," == shown:
        return _syntax(here, "two commas with nothing between them", "remove one comma")
    if what.startswith("key must be"):
        word = re.match(r"\w+", text[here:])
        return _syntax(here, "a key without quotation marks", f'write it as "{word[0] if word else "key"}"')
    if what.startswith("expected `:`"):
        return _syntax(here, "a colon is missing after the key", 'write "key": value')
    if what.startswith("trailing characters"):
        return _syntax(here, "something follows the end of the record", "keep one record { ... } in one file")
    if what.startswith("control character"):
        return _control_character(text)
    if what.startswith(("invalid escape", "unexpected end of hex", "lone leading")):
        return _syntax(
            offset, "a backslash that means nothing here", r"write \\ for a backslash, \" for a quotation mark"
        )
    if what.startswith(("expected value", "expected ident")):
        word = re.match(r"[A-Za-z_]*", text[here:])
        shown = word[0] if word and word[0] else shown
        return _syntax(
            here, f"`{shown}` begins no value", 'a value is a text in "...", a number, true, false, null, [ or {'
        )
    return None


def _control_character(text: str) -> Description | None:
    for offset, inside in characters(text):
        if inside and text[offset] < " ":
            name = {"\n": "a line break", "\t": "a tab", "\r": "a line break"}.get(text[offset], "a control character")
            return _syntax(offset, f"{name} inside a text", "write the text on one line")
    return None


_RECOGNISERS: tuple[Callable[[str, int, str], Description | None], ...] = (
    _cut_short,
    _trailing_comma,
    _comment,
    _quotes,
    _odd_word,
    _odd_number,
    _missing_comma,
    _other,
)


def _duplicate_key(text: str) -> Description:
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
                return Description(
                    "duplicate-key",
                    found.start(),
                    f"the key `{key}` stands twice",
                    "keep one of the two: only the last would count",
                    first,
                )
    raise AssertionError("the parser found a key twice, the scan did not")  # pragma: no cover
