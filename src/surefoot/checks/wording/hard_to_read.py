"""A record whose texts are hard to read.

What it flags: a record whose texts for people need a reader older than "reading_age" in kb.json, by
the Flesch-Kincaid grade. The names of causes, conditions, evaluations and treatments count as short
words, and so do the "names" in kb.json: people have to be told them.
Why it matters: a worried person understands less than a calm one, and acts on what was understood.
Example: "Intermittent neurogenic claudication necessitates specialist evaluation."
How to fix: cut the sentence that the message names in two, and use shorter words.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context
from surefoot.checks.screened import Screened
from surefoot.checks.wording.readability import Ages, reader_of, sentences, words_of
from surefoot.diagnostics import Fault, Severity


def hard_records(context: Context) -> Iterator[Fault]:
    """Yield every record that is harder to read than it should be, at its hardest sentence."""
    language = context.language
    if language is None:
        return
    names = language.names | context.names
    ages = Ages(names)
    for record, texts, _ in context.hard:
        if ages.of(text.words for text in texts) <= language.reader:
            continue
        spoken = [(text.pointer, sentence) for text in texts for sentence in sentences(text.words)]
        own = names | words_of([record.title])
        needed = reader_of([sentence for _, sentence in spoken], own)
        if needed > language.reader:
            pointer, hardest = max(spoken, key=lambda one: reader_of([one[1]], own))
            message = f"the texts of this record need a reader of {needed:.1f} years, not of {language.reader}"
            cure = f'the hardest sentence is "{hardest}": cut it in two, or use shorter words'
            yield Fault(record.file, pointer, message, cure)


def may_be_hard(context: Screened) -> bool:
    """Whether the texts of a record are too hard although people have to learn all names."""
    language, names = context.language, context.names
    return language is not None and any(one.age(names) > language.reader for one in context.noted.hard)


CHECK = Check(documented("W101", "hard-to-read", __doc__, Severity.WARNING), hard_records, screen=may_be_hard)
