"""A store with accounts, and a clock that tests turn."""

import pytest
from argon2 import PasswordHasher
from turned_clock import Clock

from dashboard import accounts as accounts_module
from dashboard.accounts import Accounts, Actor
from dashboard.second_factor import SecondFactor
from dashboard.sessions import Sessions
from dashboard.throttle import Throttle

PASSWORD = "fyra ord utan samband"
ROOT = Actor("cli:test")


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch):
    """Spare memory and time: what is tested is not the hash."""
    monkeypatch.setattr(
        accounts_module, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    )
    monkeypatch.setattr(accounts_module, "_NOBODYS", [])


@pytest.fixture
def clock():
    return Clock("2026-03-01T12:00:00+00:00")


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
