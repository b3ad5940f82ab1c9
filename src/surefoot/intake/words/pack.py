"""A reader in a form that is read back at once: its phrases, its words and its rows of letters.

It is plain data, as `marshal` writes it; no code is in it. It names the content of the knowledge base that it was
made of, and serves no other.
"""

import marshal
from typing import Any

from surefoot.intake.words.ngrams import Nearness, Rows
from surefoot.intake.words.phrases import Phrase, Phrases, Said
from surefoot.intake.words.sequences import Form
from surefoot.intake.words.understand import Reader
from surefoot.model import KnowledgeBase


def pack_reader(reader: Reader) -> bytes:
    """All that a reader works out from its knowledge base."""
    phrases: Any = [(tuple(one.said), one.keys, tuple(one.form), one.able) for one in reader.phrases.all]
    words: Any = (sorted(reader.known), sorted(reader.wanted))
    rows: Any = tuple(map(dict, reader.nearness.rows))
    return marshal.dumps((reader.kb.hash, (phrases, words, rows)))


def unpack_reader(kb: KnowledgeBase, data: bytes) -> Reader | None:
    """The reader that was packed; None when it was made of another content."""
    content, parts = marshal.loads(data)
    if content != kb.hash:
        return None
    stated, (known, wanted), rows = parts
    every = tuple(Phrase(Said(*said), keys, Form(*form), able) for said, keys, form, able in stated)
    reader = Reader(kb)
    vars(reader).update(
        phrases=Phrases.of(every, kb, reader.language),
        known=frozenset(known),
        wanted=frozenset(wanted),
        nearness=Nearness(reader.sayable(every), Rows(*rows)),
    )
    return reader
