"""A record whose review is overdue.

What it flags: a record whose "due_on" lies before today.
Why it matters: medical advice goes out of date.
Example: "due_on": "2020-01-31"
How to fix: have the record reviewed, then set "reviewed_on" and the next "due_on".
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault


def overdue_reviews(context: Context) -> Iterator[Fault]:
    """Yield every record whose review was due before today, or is dated after today."""
    today = context.today.isoformat()
    for record in context.records.records:
        review = record.content["review"]
        if review["due_on"] < today:
            yield Fault(record.file, "/review/due_on", f"the review was due on {review['due_on']}")
        if review["reviewed_on"] and review["reviewed_on"] > today:
            yield Fault(
                record.file,
                "/review/reviewed_on",
                f"the review is dated {review['reviewed_on']}, which is yet to come",
                "write the day on which it was reviewed",
            )


CHECK = Check(documented("E102", "overdue-review", __doc__), overdue_reviews, reach=Reach.RECORD)
