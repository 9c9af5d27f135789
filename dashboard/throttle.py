"""How many wrong tries at signing in are too many?

Failures are counted in the store, so that all processes count alike and a restart forgets none.
An account is never locked: what waits is the pair of an account and the address that fails at
it, and an address that fails at many. So nobody can keep others out by failing in their name. A
browser that has signed in before carries a mark that is counted by itself, so that somebody who
fails on the same network does not make it wait either. The second factor waits for the account,
since only who knows the password can fail there.
"""

import hashlib
import ipaddress
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, func, insert, select

from dashboard.services import Clock
from dashboard.tables import failure
from etl.database import transaction

WINDOW = timedelta(minutes=15)
PER_PAIR = 5
PER_ADDRESS = 30


class Throttle:
    """Counts failures and tells who waits."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def waits(self, keys: Iterable[tuple[str, int]]) -> int:
        """Give the seconds until another try is taken, 0 where it is taken now.

        ``keys`` are what is counted and how many failures it may have within ``WINDOW``.
        """
        return max((self._wait(key, most) for key, most in keys), default=0)

    def failed(self, keys: Iterable[tuple[str, int]]) -> None:
        """Count a failure for each key."""
        now = self._clock()
        with transaction(self._engine) as connection:
            prune(connection, now)
            for key, _most in keys:
                connection.execute(insert(failure).values(key=_short(key), at=now))

    def forgive(self, keys: Iterable[tuple[str, int]]) -> None:
        """Forget the failures of keys, after a success."""
        with transaction(self._engine) as connection:
            for key, _most in keys:
                connection.execute(delete(failure).where(failure.c.key == _short(key)))

    def _wait(self, key: str, most: int) -> int:
        now = self._clock()
        since = failure.c.at > now - WINDOW
        asked = select(func.count(), func.min(failure.c.at)).where(
            failure.c.key == _short(key), since
        )
        with self._engine.connect() as connection:
            count, first = connection.execute(asked).one()
        if count < most or first is None:
            return 0
        return max(1, int((first + WINDOW - now).total_seconds()))


def prune(connection: Connection, now: datetime) -> int:
    """Forget the failures that count no longer; tell how many there were."""
    return connection.execute(delete(failure).where(failure.c.at < now - WINDOW)).rowcount


def password_keys(account: str, address: str, device: str) -> tuple[tuple[str, int], ...]:
    """Tell what a failed password counts for: the known device, else pair and address."""
    if device:
        return ((f"device:{account}:{device}", PER_PAIR),)
    place = network(address)
    return ((f"pair:{account}:{place}", PER_PAIR), (f"address:{place}", PER_ADDRESS))


def second_keys(account: str) -> tuple[tuple[str, int], ...]:
    """Tell what a failed second factor counts for: the account, whose password was right."""
    return ((f"second:{account}", PER_PAIR),)


def network(address: str) -> str:
    """Give what one client can easily change its address within: a /64 of IPv6."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network(f"{known}/64", strict=False))


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
