"""What becomes of a held return that is not to be used? It is set aside, with a reason."""

from dash.development.base_component import Component

from dashboard import audit, forms
from dashboard import components as c
from dashboard.workspace.page import Again, Done, Message, Outcome, Work
from etl import store
from etl.database import transaction
from etl.store import Batch


def form(work: Work) -> Component:
    """Give the form that sets a held return aside."""
    made = work.form_for(
        "set_aside",
        forms.text_area(
            work.t("Reason"),
            "why",
            required=True,
            value=work.form.get("why", ""),
            hint=work.t(
                "Why it is not to be used. It is kept with the return, and no release waits for it."
            ),
        ),
        forms.button(work.t("Set it aside"), plain=True),
    )
    return c.details(work.t("Set the return aside"), made, unfolded="why" in work.form)


def do(work: Work, batch: Batch) -> Outcome:
    """Let a held return be; what it said changes no figure, and no release waits for it."""
    reason = work.form.get("why", "")
    if not reason:
        return Again((Message(work.t("Give a reason first."), "fault"),))
    tell = audit.telling(
        work.services.clock,
        work.account,
        "return.set_aside",
        about=f"batch:{batch.id}",
        new={"reason": reason},
        address=work.actor.address,
    )
    with transaction(work.services.engine, "load") as connection:
        held = {one.id for one in store.batches(connection, state="held")}
        if batch.id not in held:
            return Again((Message(work.t("It is not held any more."), "fault"),), 409)
        now = work.services.clock()
        store.move(connection, batch.id, "replaced", by=work.account, reason=reason, at=now)
        tell(connection)
    said = work.t("{file} is set aside. No figure has changed.", file=batch.filename)
    return Done(work.href("returns"), Message(said))
