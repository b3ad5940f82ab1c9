"""A word that people may not know, without its plain word.

What it flags: a text for people with a word of "jargon" in kb.json, in a record that nowhere says the
plain word for it.
Why it matters: who does not know the word cannot follow the advice.
Example: "It can be a sign of a thrombosis." in a record that never says "clot"
How to fix: write the plain word instead, or beside it.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import compress

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault, Severity


def jargon(context: Context) -> Iterator[Fault]:
    """Yield the first use of every unexplained word in a record."""
    language = context.language
    if language is None or not context.marked:
        return
    explained = [(word, word.lower(), plain.split("|")) for word, plain in language.jargon.items()]
    smalls = [small for _, small, _ in explained]
    pattern_of = cache(lambda word: re.compile(rf"\b{re.escape(word)}(s|es)?\b", re.I))
    for record, texts, said in context.marked:
        for word, _, choices in compress(explained, map(said.__contains__, smalls)):
            if any(choice.lower() in said for choice in choices):
                continue
            pattern = pattern_of(word)
            if not pattern.search(said):
                continue  # only within longer words
            first = next((text for text in texts if pattern.search(text.words)), None)
            if first:
                cure = f"write {' or '.join(f'`{choice}`' for choice in choices)} instead of it or beside it"
                yield Fault(record.file, first.pointer, f"`{word}` is not explained in this record", cure)


CHECK = Check(documented("W102", "jargon", __doc__, Severity.WARNING), jargon, reach=Reach.RECORD)
