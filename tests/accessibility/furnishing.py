"""What must lie in a store so that every page of the working area has something to show?

Returns in each state, releases on their way, targets, a message: all by the doors that people use.
What a store has of it already, as the demo's has held returns, is left as it is.
"""

from datetime import datetime, time, timedelta

from dashboard.accounts import Actor
from dashboard.demo import targets
from dashboard.demo.fill import hand_in
from dashboard.demo.returns import returns
from dashboard.feedback import Feedback
from dashboard.releasing import Releasing
from dashboard.services import STOCKHOLM, Services
from etl import store
from indicators.store import ReleaseStore

THINGS = {
    "return": ("accepted", "errors", "warnings", "refused"),
    "work_release": ("draft", "approved", "public"),
    "release_protection": ("draft",),
}
"""Which things a page about one thing is looked at with, by the page's name."""


def furnish(services: Services) -> dict[str, str]:
    """Put in what is missing; give the number or id of each thing, by its name in ``THINGS``."""
    targets.enter(services)
    messages = Feedback(services.engine, services.clock)
    if not messages.listed():
        said = "Skärmläsaren läser inte upp diagrammets rubrik."
        messages.add("fault", "/betanketid", said, "anna@example.se")
    return _returns(services) | _releases(services)


def _returns(services: Services) -> dict[str, str]:
    if not _came(services):
        for one in returns(("0180",), services.today(), services.today().year - 2):
            # Training counts nobody at risk: a draft with it alone is soon protected.
            if one.filename.startswith("training") or not one.accepted:
                hand_in(services, one)
    came = _came(services)
    held = {one.filename: str(one.id) for one in came if one.state == "held"}
    return {
        "accepted": next(str(one.id) for one in came if one.state == "accepted"),
        "refused": next(str(one.id) for one in came if one.state == "refused"),
        "errors": next(number for name, number in held.items() if name.endswith("_fel.csv")),
        "warnings": held["training_hopp.csv"],
    }


def _came(services: Services) -> list[store.Batch]:
    with services.engine.connect() as connection:
        return [one for one in store.batches(connection) if one.channel != "document"]


def _releases(services: Services) -> dict[str, str]:
    """Prepare a draft, and one that is approved and waits for its day, named readers and all."""
    releases = ReleaseStore(services.engine)
    eva, lena = (Releasing(services, Actor(name)) for name in ("steward", "lead"))
    today = services.today()
    if not any(one.state == "approved" for one in releases.heads(public_only=False)):
        # The held returns hold it for a person: it is approved as the demo's own releases are.
        head = eva.prepare(today)
        releases.mark_checked(head.id, content_hash=head.content_hash)
        releases.approve(head.id, by="lead", content_hash=head.content_hash)
        day = today + timedelta(days=7)
        lena.plan(head.id, datetime.combine(day, time(8), STOCKHOLM))
        lena.name_early(head.id, "member", "Nämndens ordförande")
        lena.enter_day(today + timedelta(days=90))
        eva.prepare(today)
    heads = releases.heads(public_only=False)
    found = {one.state: one.id for one in reversed(heads)}
    return {"public": found["published"], "approved": found["approved"], "draft": found["draft"]}
