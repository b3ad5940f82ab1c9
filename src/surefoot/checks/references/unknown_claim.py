"""A citation that supports a key which the record does not have.

What it flags: a name in "supports" that is no key of the same record.
Why it matters: the claim and its source have lost each other.
Example: {"supports": ["mechanims"]} in a record with the key "mechanism"
How to fix: write the key as it stands in the record.
"""

from collections.abc import Iterator
from datetime import date

from surefoot.checks.check import Check, documented
from surefoot.diagnostics import Fault, nearest
from surefoot.model import RecordSet


def unknown_claims(records: RecordSet, _: date) -> Iterator[Fault]:
    """Yield every supported key that does not exist."""
    for record in records.records:
        for index, citation in enumerate(record.content.get("sources", ())):
            for position, key in enumerate(citation.get("supports", ())):
                if key not in record.content:
                    meant = nearest(key, record.content)
                    cure = f"did you mean `{meant}`?" if meant else ""
                    pointer = f"/sources/{index}/supports/{position}"
                    yield Fault(record.file, pointer, f"this record has no key `{key}`", cure)


CHECK = Check(documented("R105", "unknown-claim", __doc__), unknown_claims)
