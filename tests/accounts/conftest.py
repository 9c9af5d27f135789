"""A store with accounts, and a clock that tests turn."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from dashboard import accounts as accounts_module
from dashboard.accounts import Accounts, Actor
from dashboard.second_factor import SecondFactor
from dashboard.sessions import Sessions
from dashboard.throttle import Throttle

PASSWORD = "fyra ord utan samband"
ROOT = Actor("cli:test")


class Clock:
    """Gives a moment that stands still until it is turned."""

    def __init__(self):
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def turn(self, **time):
        self.now += timedelta(**time)


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch):
    """Spare memory and time: what is tested is not the hash."""
    monkeypatch.setattr(
        accounts_module, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    )
    monkeypatch.setattr(accounts_module, "_NOBODYS", [])


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def accounts(engine, clock):
    return Accounts(engine, clock)


@pytest.fixture
def sessions(engine, clock):
    return Sessions(engine, clock)


@pytest.fixture
def second(engine, clock):
    return SecondFactor(engine, clock)


@pytest.fixture
def throttle(engine, clock):
    return Throttle(engine, clock)


@pytest.fixture
def anna(accounts):
    return accounts.add("anna", ["administrator"], ROOT, password=PASSWORD)
