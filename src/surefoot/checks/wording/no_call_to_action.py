"""What to do does not begin with a verb.

What it flags: the "action" of an urgency, or an entry of "meanwhile" of an urgency or a rule, whose
first word is not one of the "action_verbs" in kb.json.
Why it matters: people in a hurry read the first word, and it must tell them what to do.
Example: "An appointment with a doctor would be good"
How to fix: begin with the verb: "Book an appointment with a doctor". A verb that is missing in kb.json
is added there.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault, Severity
from surefoot.model import Kind, is_placeholder


def calls_without_a_verb(context: Context) -> Iterator[Fault]:
    """Yield every call to action that begins with another word."""
    language = context.language
    if language is None:
        return
    for record in context.worded:
        if record.kind not in (Kind.URGENCY, Kind.RULE):
            continue
        action = (("/action", record.content["action"]),) if record.kind is Kind.URGENCY else ()
        meanwhile = record.content.get("meanwhile", ())
        if not action and language.verbs.issuperset([call.split(maxsplit=1)[0].lower() for call in meanwhile]):
            continue  # hardly any rule needs a closer look
        for pointer, call in (*action, *((f"/meanwhile/{index}", call) for index, call in enumerate(meanwhile))):
            first = call.split(maxsplit=1)[0].strip(".,:;!?")
            if first.lower() not in language.verbs and not is_placeholder(call):
                yield Fault(record.file, pointer, f"`{first}` is no verb that a call to action begins with")


CHECK = Check(
    documented("W104", "no-call-to-action", __doc__, Severity.WARNING), calls_without_a_verb, reach=Reach.RECORD
)
