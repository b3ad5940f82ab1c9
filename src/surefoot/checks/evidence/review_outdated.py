"""A review of something else than the record says now.

What it flags: a reviewed record whose review has no "hash", or the hash of other content. The hash is the
SHA-256 of the canonical content (keys sorted, no white space) without "revision", "review" and "waivers".
Why it matters: a clinician would seem to vouch for what nobody but its author has read.
Example: "status": "reviewed", and "because" was edited afterwards
How to fix: set "status" to "unreviewed", or have the record reviewed again and write the hash that the
help names.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.checks.history import review_hash
from surefoot.diagnostics import Fault


def outdated_reviews(context: Context) -> Iterator[Fault]:
    """Yield every reviewed record that is not what was reviewed."""
    for record in context.records.records:
        review = record.content["review"]
        if review["status"] != "reviewed":
            continue
        hash_now = review_hash(record, context.records)
        given = review.get("hash")
        if given == hash_now:
            continue
        message = "the record was changed after its review" if given else "the review does not say what was reviewed"
        cure = f'set "status" to "unreviewed"; or, once it is reviewed as it is now, write "hash": "{hash_now}"'
        yield Fault(record.file, "/review/hash" if given else "/review", message, cure)


CHECK = Check(documented("E104", "review-outdated", __doc__), outdated_reviews, reach=Reach.RECORD)
