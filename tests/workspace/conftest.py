"""Gives the tests of the working area a site with people."""

import pytest
from argon2 import PasswordHasher
from people_for_tests import NOON, ROLES, People
from turned_clock import Clock

from dashboard import accounts as accounts_module
from dashboard.settings import Settings


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashes():
    """Spare memory and time: what is tested is not the hash."""
    kept = accounts_module._HASHER
    accounts_module._HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    yield
    accounts_module._HASHER = kept


@pytest.fixture(scope="session")
def make_people():
    """Give the maker of a site with people, for settings of one's own."""
    return People


@pytest.fixture(scope="session")
def made_people(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    settings = Settings(data_dir=folder, base_url="http://localhost", require_second_factor=False)
    made = People(settings, Clock(NOON))
    for role in ROLES:
        made.add(role, role)
    made.add("nothing")
    yield made
    made.services.close()


@pytest.fixture
def people(made_people):
    return made_people
