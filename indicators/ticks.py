"""Which warnings of the checklist has somebody accepted, and why?

A tick holds for the contents that it was made on: a draft that is written anew asks again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, insert, select

from indicators.checklist import Item
from indicators.parts import ReleaseError
from indicators.tables import release_tick

_MOST_ABOUT = 400


@dataclass(frozen=True, slots=True)
class Tick:
    """One accepted warning: by which rule, about what, why, by whom and when (UTC)."""

    rule: str
    about: str
    reason: str
    by: str
    at: datetime
    content_hash: str


def ticks(engine: Engine, release_id: str) -> tuple[Tick, ...]:
    """List every tick ever made on a release, those on earlier contents too, oldest first."""
    asked = select(release_tick).where(release_tick.c.release_id == release_id)
    with engine.connect() as connection:
        rows = connection.execute(asked.order_by(release_tick.c.ticked_at)).all()
    return tuple(
        Tick(r.rule, r.about, r.reason, r.ticked_by, r.ticked_at, r.content_hash) for r in rows
    )


def unticked(items: Iterable[Item], made: Iterable[Tick], content_hash: str) -> tuple[Item, ...]:
    """Give the warnings that nobody has accepted for these very contents."""
    there = {(one.rule, one.about) for one in made if one.content_hash == content_hash}
    return tuple(
        item
        for item in items
        if item.severity == "warning" and (item.rule, _about(item)) not in there
    )


def write_ticks(
    connection: Connection,
    release_id: str,
    content_hash: str,
    items: Iterable[Item],
    *,
    reason: str,
    by: str,
    now: datetime,
) -> None:
    """Accept warnings with one reason; raise ReleaseError without one."""
    if not reason.strip():
        raise ReleaseError("a warning is accepted with a reason; write one", "no_tick_reason")
    rows = {
        (item.rule, _about(item)): {
            "release_id": release_id,
            "content_hash": content_hash,
            "rule": item.rule,
            "about": _about(item),
            "reason": reason.strip(),
            "ticked_by": by,
            "ticked_at": now,
        }
        for item in items
    }
    if rows:
        connection.execute(insert(release_tick), list(rows.values()))


def _about(item: Item) -> str:
    return item.about[:_MOST_ABOUT]
