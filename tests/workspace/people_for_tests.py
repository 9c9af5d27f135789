"""A site with people: accounts in every role, and clients that have signed in as them."""

from html.parser import HTMLParser

from dashboard.accounts import Accounts, Actor
from dashboard.app import READING, create_app
from dashboard.services import Services
from dashboard.sessions import Sessions
from dashboard.tokens import secret_of, token_for
from etl.database import metadata

PASSWORD = "fyra ord utan samband"
NOON = "2026-03-01T12:00:00+00:00"
ROLES = ("member", "lead", "steward", "administrator")


class _Token(HTMLParser):
    found = None

    def handle_starttag(self, _tag, attributes):
        given = dict(attributes)
        if given.get("name") == "token":
            self.found = given["value"]


def token_on(answer):
    """Give the token that a page's forms send along."""
    page = _Token()
    page.feed(answer.text)
    assert page.found, "no form with a token"
    return page.found


class People:
    """The site, and a way to be anybody on it."""

    def __init__(self, settings, clock):
        self.clock = clock
        self.services = Services(settings, clock)
        metadata.create_all(self.services.engine)
        self.accounts = Accounts(self.services.engine, clock)
        self.app = create_app(settings, services=self.services)
        self.server = self.app.server

    def add(self, name, *roles):
        return self.accounts.add(name, roles, Actor("cli:test"), password=PASSWORD)

    def client(self, account=None):
        """Give a client; with an account one that has signed in, its second factor aside."""
        made = self.server.test_client()
        if account is not None:
            sessions = Sessions(self.services.engine, self.clock)
            token = sessions.start(account, "full", "127.0.0.1")
            made.set_cookie("programkollen", token)
            made.token = token_for(secret_of(self.services.settings), token)
        return made

    def close(self):
        self.server.extensions[READING].dispose()
        self.services.close()

    def act(self, client, path, action, **form):
        """Post an action as its form would."""
        return client.post(path, data={"token": client.token, "action": action, **form})
