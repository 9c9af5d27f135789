"""Does whoever signs in hold the account's device as well? Codes by time (RFC 6238).

A device is taken into use when its first code was right; ten recovery codes come with it, each
of which works once, as does each code. The store holds recovery codes as hashes; being random
and long, they need no slow ones.
"""

import hashlib
import secrets
from datetime import datetime

import pyotp
from sqlalchemy import Connection, Engine, Select, delete, func, insert, select, update

from dashboard import audit
from dashboard.accounts import Actor
from dashboard.services import Clock
from dashboard.tables import account, recovery_code
from etl.database import transaction

CODES = 10
STEP_SECONDS = 30
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class SecondFactor:
    """The second factors of a store's accounts."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def begin(self, name: str) -> str:
        """Give the secret to put into a device: the same until its first code was right."""
        with transaction(self._engine, f"second:{name}") as connection:
            row = connection.execute(_asked(name)).one()
            if row.second_confirmed:
                raise ValueError(f"{name} has a second factor already")
            if row.second_secret:
                return str(row.second_secret)
            secret = pyotp.random_base32()
            _set(connection, name, second_secret=secret, second_step=0)
            return secret

    def confirm(self, name: str, code: str, by: Actor) -> tuple[str, ...] | None:
        """Take the device into use if its code is right; give the recovery codes, else None."""
        with transaction(self._engine, f"second:{name}") as connection:
            row = connection.execute(_asked(name)).one()
            step = _step(row.second_secret, code, row.second_step, self._clock())
            if step is None or row.second_confirmed:
                return None
            _set(connection, name, second_confirmed=True, second_step=step)
            self._note(connection, by, "account.second_begun", name)
            return _new_codes(connection, name)

    def renew_codes(self, name: str, by: Actor) -> tuple[str, ...]:
        """Give new recovery codes; the old ones work no more."""
        with transaction(self._engine, f"second:{name}") as connection:
            self._note(connection, by, "account.recovery_codes", name)
            return _new_codes(connection, name)

    def check(self, name: str, code: str, by: Actor) -> bool:
        """Tell whether a code is the device's, or an unused recovery code, and use it up."""
        with transaction(self._engine, f"second:{name}") as connection:
            row = connection.execute(_asked(name)).one()
            if not row.second_confirmed:
                return False
            step = _step(row.second_secret, code, row.second_step, self._clock())
            if step is not None:
                _set(connection, name, second_step=step)
                return True
            used = (recovery_code.c.account == name) & (recovery_code.c.hash == _hash(code))
            if connection.execute(delete(recovery_code).where(used)).rowcount != 1:
                return False
            self._note(connection, by, "account.recovery_used", name)
            return True

    def codes_left(self, name: str) -> int:
        """Tell how many recovery codes an account has left."""
        mine = recovery_code.c.account == name
        with self._engine.connect() as connection:
            asked = select(func.count()).select_from(recovery_code).where(mine)
            return connection.scalar(asked) or 0

    def _note(self, connection: Connection, by: Actor, what: str, name: str) -> None:
        audit.note(connection, self._clock(), by.name, what, about=name, address=by.address)


def device_address(secret: str, name: str, site: str) -> str:
    """Give the address that a device reads a secret from."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=site)


def _step(secret: str | None, code: str, last: int, now: datetime) -> int | None:
    """Give the step of time whose code it is: this one, the one before or after, never an old."""
    digits = "".join(code.split())
    if not secret or not digits.isascii() or not digits.isdigit():
        return None
    this = int(now.timestamp()) // STEP_SECONDS
    device = pyotp.TOTP(secret)
    for step in (this, this - 1, this + 1):
        right = secrets.compare_digest(device.generate_otp(step), digits)
        if right and step > last:
            return step
    return None


def _new_codes(connection: Connection, name: str) -> tuple[str, ...]:
    connection.execute(delete(recovery_code).where(recovery_code.c.account == name))
    codes = tuple("-".join(_letters(5) for _ in range(3)) for _ in range(CODES))
    for code in codes:
        connection.execute(insert(recovery_code).values(account=name, hash=_hash(code)))
    return codes


def _letters(count: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(count))


def _hash(code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter in _ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()


def _asked(name: str) -> Select[tuple[str | None, bool, int]]:
    return select(account.c.second_secret, account.c.second_confirmed, account.c.second_step).where(
        account.c.name == name
    )


def _set(connection: Connection, name: str, **values: object) -> None:
    connection.execute(update(account).where(account.c.name == name).values(values))
