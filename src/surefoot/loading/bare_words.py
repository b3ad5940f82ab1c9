"""Words and numbers that are no values as JSON writes them."""

import json
import re

from surefoot.diagnostics import nearest
from surefoot.loading.text_faults import TextFault, no_json, swapped
from surefoot.loading.text_repairs import TextRepair
from surefoot.loading.text_walk import last_before, skip_space

_MEANT = {
    **dict.fromkeys(("true", "yes", "on"), "true"),
    **dict.fromkeys(("false", "no", "off"), "false"),
    **dict.fromkeys(("null", "none", "nil", "undefined"), "null"),
}
_CERTAIN = ("True", "False", "None", "TRUE", "FALSE", "NULL", "Null")
_NUMBER = r"-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?"


def odd_value(text: str, offset: int, what: str) -> TextFault | None:
    """A word or number at which the parser expected a value."""
    if not what.startswith(
        ("expected value", "expected ident", "invalid number", "number out of range", "expected `,`")
    ):
        return None
    start = _start_of_word(text, offset, what)
    found = re.match(r"[+-]?[\w.+-]+", text[start:])
    if found is None or (what.startswith("expected `,`") and not re.match(r"[-+.]?[0-9]", found[0])):
        return None
    word = found[0].rstrip("-+") or found[0]
    if word.lstrip("+-").lower() in ("nan", "infinity", "inf"):
        return TextFault("number-out-of-range", start, f"`{word}` is not a number", "write a number, or null")
    if re.match(r"[-+.]*[0-9]", word) or word in ("-", "+"):
        return _odd_number(text, start, word)
    return _odd_word(text, start, word) if re.search(r"\w", word) else None


def _start_of_word(text: str, offset: int, what: str) -> int:
    start = min(skip_space(text, offset), len(text))
    if not what.startswith(("expected value", "expected `,`")) or re.match(r"[\w.+-]", text[start : start + 1]) is None:
        start = last_before(text, offset) + 1 if not re.match(r"[\w.+-]", text[start : start + 1]) else start
    while start > 0 and re.match(r"[\w.+-]", text[start - 1]):
        start -= 1
    return start


def _odd_word(text: str, start: int, word: str) -> TextFault | None:
    if word in ("true", "false", "null"):
        return None
    meant = _MEANT.get(word.lower()) or nearest(word, ("true", "false", "null"))
    if meant:
        cure = f"write `{meant}`" if word.lower() in _MEANT else f"did you mean `{meant}`?"
        repair = swapped(f"write `{meant}`", start, word, meant, safe=word in _CERTAIN)
        return no_json(start, f"`{word}` is no value of JSON", cure, repair)
    run = re.match(r"[^\r\n\",:{}\[\]]*", text[start:])
    words = run[0].rstrip() if run else word
    if text[start + len(words) : start + len(words) + 1] == '"':
        repair = TextRepair('add the missing "', False, start, start, '"')
        return no_json(start, "this text has no opening quotation mark", 'add the missing "', repair)
    quoted = json.dumps(words, ensure_ascii=False)
    repair = swapped("add quotation marks", start, words, quoted)
    return no_json(start, f"`{word}` begins no value", f"a text stands in quotation marks: {quoted}", repair)


def _odd_number(text: str, start: int, word: str) -> TextFault | None:
    if re.fullmatch(_NUMBER, word):
        return None
    thousands = re.search(r"-?[0-9]{1,3}(,[0-9]{3})*,$", text[:start])
    if thousands and re.fullmatch(r"[0-9]{3}", word):
        return comma_in_number(text, thousands.start(), start + len(word))
    plain = re.sub(r"^([+-]?)[.]", r"\g<1>0.", word.replace("_", "")).lstrip("+").rstrip(".")
    plain = re.sub(r"^(-?)0+(?=[0-9])", r"\1", plain)
    zero = re.match(r"-?0[0-9]", word)
    message = f"the number {word} begins with a zero" if zero else f"{word} is not a number as JSON writes it"
    if re.fullmatch(_NUMBER, plain):
        return no_json(start, message, f"write {plain}", swapped(f"write {plain}", start, word, plain))
    if re.fullmatch(r"[0-9]+-[0-9]+-[0-9]+[\w:.+-]*", word):
        cure = f'a day or a text stands in quotation marks: "{word}"'
        return no_json(start, f"{word} is no number", cure, swapped("add quotation marks", start, word, f'"{word}"'))
    return no_json(start, message, "write a number, for example 0.5")


def comma_in_number(text: str, start: int, end: int) -> TextFault:
    """A number with commas between its thousands."""
    written = text[start:end]
    plain = written.replace(",", "")
    repair = swapped(f"write {plain}", start, written, plain)
    return no_json(start, f"a comma inside the number {written}", f"write {plain}", repair)


def unit_after_number(text: str, offset: int, what: str) -> TextFault | None:
    """A word that follows a number: its unit, most likely."""
    here = skip_space(text, offset)
    end = last_before(text, here)
    word = re.match(r"[^\W\d_]+(?!\w)", text[here:])
    if not what.startswith("expected `,`") or word is None or not text[end].isdigit() or "\n" in text[end:here]:
        return None
    number = re.search(r"[-+.\w]+$", text[: end + 1])
    shown = number[0] if number else text[end]
    repair = TextRepair("write the number alone", False, end + 1, here + len(word[0]), "")
    return no_json(here, f"`{word[0]}` follows the number {shown}", f"write the number alone: {shown}", repair)
