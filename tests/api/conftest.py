"""A small site around the API, with the three first releases published."""

import pytest
from flask import Flask
from release_builders import AUGUST, FEBRUARY, MAY, published

from dashboard.api import blueprint
from dashboard.dcat import Site
from dashboard.queries import Queries
from indicators.store import ReleaseStore

SITE = Site(
    "https://uppfoljning.example",
    "Programkollen",
    "Exempelstad",
    contact="oppnadata@uppfoljning.example",
    geography="0180",
)


@pytest.fixture
def store(engine):
    return ReleaseStore(engine)


@pytest.fixture
def bare(engine):
    """A client of a site without a single release."""
    app = Flask("site")
    app.register_blueprint(blueprint(Queries(engine), site=SITE))
    return app.test_client()


@pytest.fixture
def client(bare, store):
    for number, day in enumerate((MAY, AUGUST, FEBRUARY), start=1):
        published(store, f"r{number}", day)
    return bare
