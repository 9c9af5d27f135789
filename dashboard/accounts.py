"""Who has an account, with which roles, and how do they prove that they are who they say?

Accounts are made by an administrator, the first one by the command line; none has a password
that it did not choose. Passwords are kept as argon2id hashes (RFC 9106). Every change is written
to the audit log in the same transaction, and ends the sessions that it should end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import Connection, Engine, delete, insert, select, update

from dashboard import audit
from dashboard.access import GRANTABLE, Reader, Role
from dashboard.i18n import N_
from dashboard.services import Clock
from dashboard.sessions import end_all
from dashboard.tables import account, account_role, recovery_code
from etl.database import transaction

SHORTEST, LONGEST = 12, 200
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._@-]{0,78}[a-z0-9])?")
_LOCK = "accounts"
_HASHER = PasswordHasher()
# A hash takes 64 MiB while it is computed: more than a few at once could fill the memory.
HASHING = BoundedSemaphore(2)
_NOBODYS: list[str] = []


class AccountError(ValueError):
    """An account cannot be made or changed so: the reason in English, marked for translation.

    ``conflict`` where what others did stands against it, not what was asked for.
    """

    conflict = False

    def __init__(self, message: str, **args: object) -> None:
        super().__init__(message.format(**args) if args else message)
        self.message = message
        self.args_of_message = args


class ConflictError(AccountError):
    """What there is already stands against it."""

    conflict = True


class UnknownAccountError(AccountError):
    """There is no account of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(N_("There is no account {name}."), name=name)


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it stands."""

    name: str
    full_name: str
    roles: frozenset[Role]
    active: bool
    has_password: bool
    second_factor: bool
    created_at: datetime
    subject: str | None = None

    @property
    def reader(self) -> Reader:
        """Give the reader that ``access`` decides about; a disabled account has no roles."""
        if not self.active:
            return Reader(self.name)
        return Reader(self.name, self.roles | {"public", "signed_in"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something, and from where; ``cli:NAME`` is the machine's own user."""

    name: str
    address: str = ""


class Accounts:
    """The accounts of a store: their only reader and writer."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def all(self) -> tuple[Account, ...]:
        """List all accounts by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(account).order_by(account.c.name)).all()
            found = [row._asdict() for row in rows]
            return tuple(_account(row, _roles(connection, row["name"])) for row in found)

    def find(self, name: str) -> Account | None:
        """Give an account by name, or None."""
        with self._engine.connect() as connection:
            row = _row(connection, name)
            return None if row is None else _account(row, _roles(connection, row["name"]))

    def get(self, name: str) -> Account:
        """Give an account by name; raise UnknownAccountError."""
        found = self.find(name)
        if found is None:
            raise UnknownAccountError(name)
        return found

    def add(
        self,
        name: str,
        roles: Iterable[str],
        by: Actor,
        *,
        password: str | None = None,
        full_name: str = "",
    ) -> Account:
        """Make an account. Raises AccountError for a name, a role or a password that cannot be."""
        name = tidy(name)
        if not _NAME.fullmatch(name):
            message = N_("A name has 1 to 80 of the letters a-z, figures and . _ - @ within it.")
            raise AccountError(message)
        granted = sorted({_role(role) for role in roles})
        hashed = None if password is None else _hashed(name, password)
        with transaction(self._engine, _LOCK) as connection:
            if _row(connection, name) is not None:
                raise ConflictError(N_("There is an account {name} already."), name=name)
            values = {
                "name": name,
                "full_name": full_name.strip()[:200],
                "password_hash": hashed,
                "second_confirmed": False,
                "second_step": 0,
                "state": "active",
                "created_at": self._clock(),
            }
            connection.execute(insert(account).values(values))
            for role in granted:
                connection.execute(insert(account_role).values(account=name, role=role))
            self._note(connection, by, "account.add", name, new={"roles": granted})
        return self.get(name)

    def grant(self, name: str, role: str, by: Actor) -> Account:
        """Give an account a role; holds from its next request."""
        given = _role(role)
        with self._changing(name) as (connection, row):
            roles = _roles(connection, row["name"])
            if given not in roles:
                values = {"account": row["name"], "role": given}
                connection.execute(insert(account_role).values(values))
                new = {"roles": sorted(roles | {given})}
                old = {"roles": sorted(roles)}
                self._note(connection, by, "account.grant", row["name"], old, new)
        return self.get(name)

    def revoke(self, name: str, role: str, by: Actor) -> Account:
        """Take a role away; holds from the account's next request."""
        taken = _role(role)
        with self._changing(name) as (connection, row):
            roles = _roles(connection, row["name"])
            if taken in roles:
                if taken == "administrator":
                    _refuse_the_last(connection, row["name"])
                gone = (account_role.c.account == row["name"]) & (account_role.c.role == taken)
                connection.execute(delete(account_role).where(gone))
                new = {"roles": sorted(roles - {taken})}
                old = {"roles": sorted(roles)}
                self._note(connection, by, "account.revoke", row["name"], old, new)
        return self.get(name)

    def disable(self, name: str, by: Actor) -> Account:
        """Disable an account and end its sessions; its name stays in what it did."""
        with self._changing(name) as (connection, row):
            if row["state"] == "active":
                _refuse_the_last(connection, row["name"])
                self._set(connection, row["name"], state="disabled")
                end_all(connection, row["name"])
                self._note(connection, by, "account.disable", row["name"])
        return self.get(name)

    def enable(self, name: str, by: Actor) -> Account:
        """Let a disabled account sign in again."""
        with self._changing(name) as (connection, row):
            if row["state"] != "active":
                self._set(connection, row["name"], state="active")
                self._note(connection, by, "account.enable", row["name"])
        return self.get(name)

    def by_subject(self, subject: str) -> Account | None:
        """Give the account that a person at the identity provider is bound to, or None."""
        with self._engine.connect() as connection:
            asked = select(account.c.name).where(account.c.subject == subject)
            name = connection.scalar(asked)
        return None if name is None else self.find(name)

    def bind(self, name: str, subject: str) -> Account | None:
        """Bind a person at the identity provider to the account made for them, for good.

        None where there is none of the name, or it has a password or another person already.
        """
        with transaction(self._engine, _LOCK) as connection:
            row = _row(connection, name)
            if row is None or row["password_hash"] or row["subject"] or row["state"] != "active":
                return None
            self._set(connection, row["name"], subject=subject)
            self._note(connection, Actor(row["name"]), "account.bind", row["name"])
        return self.get(name)

    def set_password(self, name: str, password: str, by: Actor, but_session: str = "") -> None:
        """Set a password, and end the account's sessions ``but`` the one with a hash."""
        hashed = _hashed(tidy(name), password)
        with self._changing(name) as (connection, row):
            self._set(connection, row["name"], password_hash=hashed)
            end_all(connection, row["name"], but_session)
            self._note(connection, by, "account.password", row["name"])

    def reset_second_factor(self, name: str, by: Actor) -> None:
        """Forget an account's second factor, for somebody who lost theirs; ends its sessions."""
        with self._changing(name) as (connection, row):
            self._set(connection, row["name"], second_secret=None, second_confirmed=False)
            lost = recovery_code.c.account == row["name"]
            connection.execute(delete(recovery_code).where(lost))
            end_all(connection, row["name"])
            self._note(connection, by, "account.second_reset", row["name"])

    def password_is(self, name: str, password: str) -> bool:
        """Tell whether a password is the account's; takes as long where there is no account.

        The caller holds ``HASHING``.
        """
        with self._engine.connect() as connection:
            row = _row(connection, name)
        known = row["password_hash"] if row is not None and row["state"] == "active" else None
        try:
            right = _HASHER.verify(known or _nobodys_hash(), password[: LONGEST + 1])
        except (Argon2Error, InvalidHashError):
            return False
        return right and known is not None

    @contextmanager
    def _changing(self, name: str) -> Iterator[tuple[Connection, Mapping[str, Any]]]:
        """Give a transaction on an account that is there."""
        with transaction(self._engine, _LOCK) as connection:
            row = _row(connection, name)
            if row is None:
                raise UnknownAccountError(name)
            yield connection, row

    def _set(self, connection: Connection, name: str, **values: object) -> None:
        connection.execute(update(account).where(account.c.name == name).values(values))

    def _note(
        self,
        connection: Connection,
        by: Actor,
        what: str,
        name: str,
        old: Mapping[str, object] | None = None,
        new: Mapping[str, object] | None = None,
    ) -> None:
        now = self._clock()
        audit.note(connection, now, by.name, what, about=name, old=old, new=new, address=by.address)


def tidy(name: str) -> str:
    """Give a name as accounts are kept: without blanks around it, in small letters."""
    return name.strip().lower()


def _role(text: str) -> Role:
    for role in GRANTABLE:
        if role == text:
            return role
    message = N_("There is no role {role}; the roles are {roles}.")
    raise AccountError(message, role=text, roles=", ".join(GRANTABLE))


def _hashed(name: str, password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        message = N_("A password has {least} to {most} characters; a few words make a good one.")
        raise AccountError(message, least=SHORTEST, most=LONGEST)
    if name in password.lower() or len(set(password)) < 5:
        message = N_("The password is too easily guessed; take a few words that have no relation.")
        raise AccountError(message)
    with HASHING:
        return _HASHER.hash(password)


def _nobodys_hash() -> str:
    # So that a name without an account takes as long to refuse as one with.
    if not _NOBODYS:
        _NOBODYS.append(_HASHER.hash("nobody has this password"))
    return _NOBODYS[0]


def _row(connection: Connection, name: str) -> Mapping[str, Any] | None:
    asked = select(account).where(account.c.name == tidy(name))
    found = connection.execute(asked).one_or_none()
    return None if found is None else found._asdict()


def _roles(connection: Connection, name: str) -> frozenset[Role]:
    asked = select(account_role.c.role).where(account_role.c.account == name)
    return frozenset(role for role in connection.scalars(asked) if role in GRANTABLE)


def _account(row: Mapping[str, Any], roles: frozenset[Role]) -> Account:
    return Account(
        name=row["name"],
        full_name=row["full_name"],
        roles=roles,
        active=row["state"] == "active",
        has_password=row["password_hash"] is not None,
        second_factor=bool(row["second_confirmed"]),
        created_at=row["created_at"],
        subject=row["subject"],
    )


def _refuse_the_last(connection: Connection, name: str) -> None:
    """Raise AccountError where nobody would be left who can manage accounts."""
    there = (
        select(account.c.name)
        .join(account_role, account_role.c.account == account.c.name)
        .where(account.c.state == "active", account_role.c.role == "administrator")
    )
    if list(connection.scalars(there)) == [name]:
        message = N_("{name} is the only administrator; make another one first.")
        raise ConflictError(message, name=name)
