"""A release of the demo's made-up returns, by the real recipe, with small figures hidden.

The figures of persons are let through from five on, so that every chart has figures to draw and
places to keep; the rule itself is none of the product's and serves these tests alone.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from dashboard.demo.returns import returns
from dashboard.publishing import codelists
from etl import checking
from etl.record_table import Provenance
from etl.records import known_on
from etl.sources import sources
from indicators.compute import catalogue, compute
from indicators.definition import Context
from indicators.published import PublishedIndicator, Release, ReleaseHead
from indicators.release import thresholds
from indicators.results import Mark

CUT = date(2021, 3, 1)
_PERSONS = ("reflection", "rights")


def head(day=CUT):
    return ReleaseHead(
        id="made-up" if day == CUT else f"made-up-{day}",
        title={"sv": "Utgåva med påhittade siffror", "en": "Release of made-up figures"},
        kind="demo",
        state="published",
        data_cut=day,
        in_force_from=day,
        created_at=datetime(2021, 9, 1, tzinfo=UTC),
        published_at=datetime(2021, 9, 1, tzinfo=UTC),
        note={"sv": "Påhittat.", "en": "Made up."},
        replaces=None,
        content_hash=f"sha256-made-up-{day}",
    )


@cache
def records():
    found = []
    for number, one in enumerate(returns(("0180", "1480"), CUT), start=1):
        if not one.accepted or "2019" in one.filename:
            continue
        checked = checking.check_bytes(one.data, one.filename, today=one.reported_on)
        if checked.source is not None and not checked.frame.is_empty():
            where = Provenance(one.reported_on, "0180", batch=number)
            found += checked.source.to_records(checked.frame, where)
    return tuple(found)


@cache
def made_up_release(day=CUT):
    """Give the release of what was known on a day."""
    context = Context(
        geographies=("0180", "1480"),
        data_cut=day,
        due_days={source.name: source.due_days for source in sources().values()},
    )
    computed = {one.indicator: one for one in compute(known_on(records(), day, ()), context)}
    indicators = {
        one.slug: PublishedIndicator(
            one.to_json(),
            tuple(
                kept_small(o) if one.goal in _PERSONS else o
                for o in computed[one.slug].observations
            ),
        )
        for one in catalogue()
    }
    return Release(head(day), codelists(), thresholds(), indicators)


def kept_small(observation):
    known = [c.value for c in observation.inputs if c.value is not None]
    small = any(0 < value < 5 for value in known)
    if not small or observation.mark is not None:
        return observation
    return replace(
        observation, value=None, low=None, high=None, mark=Mark.HIDDEN, inputs=(), remarks=()
    )
