"""Who sends this request?

The browser's cookie names a session, the session an account, the account its roles: all three are
read from the store at each request that asks, so that a role taken away, an account disabled and
a session ended hold at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import Response, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from dashboard import audit
from dashboard.access import PUBLIC, ROLES, Reader, decide
from dashboard.accounts import Account, Accounts, Actor
from dashboard.second_factor import SecondFactor
from dashboard.services import Services
from dashboard.sessions import Session, Sessions, Stage
from dashboard.settings import Settings
from dashboard.throttle import Throttle
from dashboard.tokens import secret_of
from etl.database import transaction
from indicators.early import EarlyReading

COOKIE = "programkollen"
KNOWN_DAYS = 180
_REMEMBERED = "asker"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who sends a request: the reader, and the account and session where there are any.

    ``half`` while the second factor is still asked for, ``bare`` where the account must take a
    second factor into use before it may do anything else. Both have no roles.
    """

    reader: Reader = PUBLIC
    account: Account | None = None
    session: Session | None = None
    token: str = ""
    half: bool = False
    bare: bool = False


NOBODY = Asker()


class Door:
    """Tells who asks, and lets people in and out."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.secure = services.settings.base_url.startswith("https:")
        self.secret = secret_of(services.settings)
        self.accounts = Accounts(services.engine, services.clock)
        self.sessions = Sessions(services.engine, services.clock)
        self.second = SecondFactor(services.engine, services.clock)
        self.early = EarlyReading(services.engine)
        self.throttle = Throttle(services.engine, services.clock)
        # The prefix binds the cookie to this host and to https; browsers take it nowhere else.
        self.cookie = f"__Host-{COOKIE}" if self.secure else COOKIE
        self._known = URLSafeSerializer(self.secret, salt="known browser")

    def asker(self) -> Asker:
        """Tell who sends the request at hand; asked of the store once a request."""
        if not hasattr(g, _REMEMBERED):
            setattr(g, _REMEMBERED, self._asker(request.cookies.get(self.cookie, "")))
        found: Asker = getattr(g, _REMEMBERED)
        return found

    def reader(self) -> Reader:
        """Give the reader that ``access`` decides about."""
        return self.asker().reader

    def actor(self, name: str = "") -> Actor:
        """Name who acts, for the audit log, with the address that the request came from."""
        return Actor(name or self.asker().reader.account or "(nobody)", client_address())

    def let_in(self, response: Response, account: str, stage: Stage) -> None:
        """Begin a session in the browser that gets the response, in place of any it had."""
        old = request.cookies.get(self.cookie, "")
        token = self.sessions.start(account, stage, client_address(), old)
        self._set(response, self.cookie, token)
        if stage == "full":
            mark = str(self._known.dumps(account))
            self._set(response, f"{self.cookie}-known", mark, days=KNOWN_DAYS)
            self.note("sign_in", account, by=account)

    def let_out(self, response: Response) -> None:
        """End the session of the browser that gets the response."""
        self.sessions.end(request.cookies.get(self.cookie, ""))
        response.delete_cookie(self.cookie, secure=self.secure, httponly=True, samesite="Lax")

    def known_browser(self, account: str) -> str:
        """Give the mark of a browser in which the account has signed in before, or ""."""
        mark = request.cookies.get(f"{self.cookie}-known", "")
        try:
            return mark if self._known.loads(mark) == account else ""
        except BadSignature:
            return ""

    def note(
        self,
        what: str,
        about: str = "",
        old: Mapping[str, object] | None = None,
        new: Mapping[str, object] | None = None,
        by: str = "",
    ) -> None:
        """Write a row of the audit log, in a transaction of its own."""
        actor = self.actor(by)
        with transaction(self.services.engine) as connection:
            now = self.services.clock()
            told = {"about": about, "old": old, "new": new, "address": actor.address}
            audit.note(connection, now, actor.name, what, **told)  # type: ignore[arg-type] # by name

    def must_have_second(self, account: Account) -> bool:
        """Tell whether an account must take a second factor into use: any that changes things."""
        given = self.services.settings
        if given.demo or not given.require_second_factor or account.subject is not None:
            return False
        granted = frozenset().union(*(ROLES[role] for role in account.roles))
        return bool(granted - ROLES["member"]) and not account.second_factor

    def _asker(self, token: str) -> Asker:
        session = self.sessions.read(token) if token else None
        account = self.accounts.find(session.account) if session else None
        if session is None or account is None or not account.active:
            return NOBODY
        if session.stage == "second":
            return Asker(PUBLIC, account, session, token, half=True)
        if must_have_second(self.services.settings, account):
            without = Reader(account.name, frozenset({"public", "signed_in"}))
            return Asker(without, account, session, token, bare=True)
        reader = account.reader
        if decide(reader, "release.read_early").allowed:
            early = self.early.open_to(account.name, self.services.clock())
            reader = replace(reader, early=early)
        return Asker(reader, account, session, token)

    def _set(self, response: Response, name: str, value: str, days: int | None = None) -> None:
        response.set_cookie(
            name,
            value,
            max_age=None if days is None else days * 24 * 3600,
            secure=self.secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )


def must_have_second(settings: Settings, account: Account) -> bool:
    """Tell whether an account must take a second factor into use: any that changes things."""
    if settings.demo or not settings.require_second_factor or account.subject is not None:
        return False
    granted = frozenset().union(*(ROLES[role] for role in account.roles))
    return bool(granted - ROLES["member"]) and not account.second_factor


def asker_at_hand() -> Asker:
    """Give who sends the request at hand, once a door has told."""
    found: Asker = g.get(_REMEMBERED, NOBODY)
    return found


def client_address() -> str:
    """Give the address that the request at hand came from."""
    return request.remote_addr or ""
