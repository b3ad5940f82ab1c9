"""A text that says neither what exactly nor by when.

What it flags: a text for people with one of the "vague_words" in kb.json.
Why it matters: each reader takes it in another way, and a worried one in the wrong way.
Example: "Come back if you feel very unwell."
How to fix: say what exactly, and by when.
"""

import re
from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault, Severity


def vague_texts(context: Context) -> Iterator[Fault]:
    """Yield every text with a vague word, once for each word."""
    language = context.language
    if language is None or not language.vague or not context.marked:
        return
    # "how soon" asks for what "soon" leaves open
    pattern = re.compile(rf"(?<!how )\b({'|'.join(map(re.escape, language.vague))})\b", re.I)
    for record, texts, said in context.marked:
        if not any(map(said.__contains__, language.vague)):
            continue  # the pattern is slow, and hardly ever finds anything
        for text in texts:
            for word in dict.fromkeys(map(str.lower, pattern.findall(text.words))):
                yield Fault(record.file, text.pointer, f"`{word}` says neither what exactly nor by when")


CHECK = Check(documented("W103", "vague-words", __doc__, Severity.WARNING), vague_texts, reach=Reach.RECORD)
