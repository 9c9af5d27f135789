"""A demo with what its targets need alone: the returns that count nobody at risk."""

from datetime import UTC, datetime

import pytest

from dashboard.demo import fill as fill_whole
from dashboard.demo import targets
from dashboard.demo.fill import hand_in, places
from dashboard.demo.returns import returns
from dashboard.publishing import draft, publish
from dashboard.services import Services
from dashboard.settings import Settings
from migrations import upgrade

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
FEW = ("training_20", "partnerships_20", "commitments_")
FEWEST = ("training_20", "commitments_")


def services_in(folder):
    settings = Settings(data_dir=folder, demo=True, base_url="http://localhost")
    return Services(settings, clock=lambda: NOW)


def fill(folder, wanted):
    """Fill a folder: returns, targets, a published release, and what waits for the lead."""
    services = services_in(folder)
    upgrade(services.engine)
    for one in returns(places(1), services.today()):
        if one.filename.startswith(wanted) and one.reported_on.year >= 2023 and one.accepted:
            hand_in(services, one)
    targets.enter(services)
    head = draft(services, services.today(), "demo:steward")
    publish(services, head.id, checked_by="demo:lead")
    targets.decide(services, targets.LACKING)
    services.close()
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Give a demo of the module's own, to change at will."""
    services = services_in(fill(tmp_path_factory.mktemp("demo"), FEW))
    yield services
    services.close()


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Give one with training and commitments alone, to make further releases in."""
    services = services_in(fill(tmp_path_factory.mktemp("trained"), FEWEST))
    yield services
    services.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Give the demo as the command makes it, of one municipality."""
    services = services_in(tmp_path_factory.mktemp("whole"))
    fill_whole(services, 1)
    yield services
    services.close()
