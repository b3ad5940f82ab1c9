"""A citation that supports a key which the record does not have.

What it flags: a name in "supports" that is no key of the same record.
Why it matters: the claim and its source have lost each other.
Example: {"supports": ["mechanims"]} in a record with the key "mechanism"
How to fix: write the key as it stands in the record.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Change, Fault, Repair, nearest


def unknown_claims(context: Context) -> Iterator[Fault]:
    """Yield every supported key that does not exist."""
    records = context.records
    for record in records.records:
        content = record.content
        for index, citation in enumerate(content.get("sources", ())):
            if "supports" not in citation or content.keys() >= set(citation["supports"]):
                continue
            for position, key in enumerate(citation["supports"]):
                if key not in content:
                    meant = nearest(key, content)
                    cure = f"did you mean `{meant}`?" if meant else ""
                    pointer = f"/sources/{index}/supports/{position}"
                    repairs = (Repair(f"write `{meant}`", False, (Change("set", pointer, meant),)),) if meant else ()
                    yield Fault(record.file, pointer, f"this record has no key `{key}`", cure, repairs=repairs)


CHECK = Check(documented("R105", "unknown-claim", __doc__), unknown_claims, reach=Reach.RECORD)
