"""Whatever a program asks, within the description or without it, is answered as described."""

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from release_builders import AUGUST, MAY, published
from schemathesis.specs.openapi.checks import positive_data_acceptance

from dashboard.api import API_ROOT, blueprint
from dashboard.openapi import ROUTES
from dashboard.queries import Queries
from etl.database import connect, metadata
from indicators.store import ReleaseStore


@pytest.fixture(scope="module")
def operations(tmp_path_factory):
    """Give what a site with two releases says that it can be asked, as its server hands it out."""
    engine = connect(f"sqlite:///{tmp_path_factory.mktemp('api') / 'store.sqlite'}")
    metadata.create_all(engine)
    for number, day in enumerate((MAY, AUGUST), start=1):
        published(ReleaseStore(engine), f"r{number}", day)
    app = Flask("site")
    app.register_blueprint(blueprint(Queries(engine)))
    described = schemathesis.openapi.from_wsgi(f"{API_ROOT}/openapi.json", app)
    found = [result.ok() for result in described.get_all_operations()]
    yield {one.path: one for one in found}
    engine.dispose()


# The tool leaves out the address that it read the description from.
PATHS = [route.path for route in ROUTES if route.path != "/openapi.json"]
THERE = {"id": "latest", "other": "r1", "slug": "reflection_applications", "kind": "withdrawn"}
POSITIVE, NEGATIVE = schemathesis.GenerationMode


def test_every_address_is_asked(operations):
    assert set(operations) == set(PATHS)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("mode", "known"), [(POSITIVE, THERE), (POSITIVE, {}), (NEGATIVE, {})])
def test_every_answer_is_one_that_is_described(operations, path, mode, known):
    places = {name: value for name, value in known.items() if f"{{{name}}}" in path}

    @given(case=operations[path].as_strategy(mode, path_parameters=places or None))
    @settings(
        max_examples=6,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case):
        # Which periods and groups there are is known from the figures, not from the description.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()
