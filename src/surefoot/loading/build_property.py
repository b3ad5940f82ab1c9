"""JSON of the schema `property` -> model."""

from collections.abc import Callable

from surefoot.model import Condition, Exemption, JsonObject, Promise, Property, Reply


def build_property(property_id: str, json: JsonObject, condition: Callable[[JsonObject], Condition]) -> Property:
    """The property; `condition` builds the conditions in it."""
    promise, each = json["promise"], json.get("for_each", {})
    exemptions = (
        Exemption(tuple(one.get("findings", ())), condition(one["when"]), one["because"])
        for one in json.get("exemptions", ())
    )
    return Property(
        id=property_id,
        claim=json["claim"],
        promise=Promise(promise["type"]),
        urgency=promise.get("urgency"),
        when=condition(json["when"]) if "when" in json else None,
        flag=each.get("flag"),
        findings=tuple(each.get("findings", ())),
        replies=tuple(map(Reply, each.get("replies", ()))),
        becomes=Reply(promise["becomes"]) if "becomes" in promise else None,
        exemptions=tuple(exemptions),
    )
