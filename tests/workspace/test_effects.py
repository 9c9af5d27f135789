"""Before a return is loaded, its sender sees what it would change: that, and nothing else."""

from datetime import UTC, date, datetime

import pytest

from dashboard.demo.returns import returns
from dashboard.effects import effect_of
from dashboard.publishing import ingredients
from dashboard.returns import deliver
from dashboard.services import Services
from dashboard.settings import Settings
from etl.load import Delivery, look
from etl.records import known_on
from etl.source import Provenance
from etl.tables import metadata
from indicators.compute import compute

HOME, OTHER = "0180", "1480"
TODAY = date(2025, 11, 1)
NEW = (
    "applications_2025-Q3.csv",
    "cases_2025-Q3.csv",
    "rights_persons_2025-Q3.csv",
    "rights_package_2025-Q2_sen.csv",
    "training_2025-H1.csv",
    "partnerships_2025-H1.csv",
    "victim_estimates_2024.csv",
    "overlaps_2024.csv",
    "commitments_2025.csv",
)


SINCE_2024 = [
    one
    for one in returns((HOME, OTHER), TODAY)
    if one.accepted and any(f"_{year}" in one.filename for year in (2024, 2025))
]


@pytest.fixture
def services(database_url, tmp_path):
    settings = Settings(database_url=database_url, data_dir=tmp_path, demo=True)
    made = Services(settings, lambda: datetime(2025, 11, 1, 9, tzinfo=UTC))
    metadata.create_all(made.engine)
    for one in sorted(SINCE_2024, key=lambda one: one.filename in NEW):
        if one.filename not in NEW:
            give(made, one)
    yield made
    made.close()


def give(services, one):
    answer = deliver(
        services, one.data, one.filename, one.reported_on, channel="test", by="x", accept="made up"
    )
    assert answer.result in ("loaded", "unchanged")


def figures(services):
    """Compute every figure of every indicator and place from all that is loaded."""
    given = ingredients(services, TODAY)
    known = known_on(given.records, TODAY, given.rules)
    return {
        (made.indicator, o.period, o.geography, o.breakdown): (o.value, o.low, o.high, o.mark)
        for made in compute(known, given.context)
        for o in made.observations
    }


def said(one):
    return None if one is None else (one.value, one.low, one.high, one.mark)


def test_what_is_told_before_a_load_is_what_the_load_changes(services):
    """Of several indicators, years and places only those of the return are computed anew."""
    before = figures(services)
    for one in (one for one in SINCE_2024 if one.filename in NEW):
        delivery = Delivery(
            one.data,
            one.filename,
            "test",
            Provenance(one.reported_on, HOME),
            services.clock(),
        )
        told = {
            (c.indicator.slug, c.period, c.geography, c.breakdown): (said(c.before), said(c.after))
            for c in effect_of(services, look(services.engine, delivery, "sv"), one.reported_on)
        }
        give(services, one)
        after = figures(services)
        changed = {
            key: (before.get(key), after.get(key))
            for key in before.keys() | after.keys()
            if before.get(key) != after.get(key)
        }
        told = {key: pair for key, pair in told.items() if pair[0] != pair[1]}
        assert told == changed, one.filename
        assert told, one.filename
        before = after
