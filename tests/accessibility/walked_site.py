"""A served and furnished site, and the cookie of an account in every role."""

import re
from contextlib import ExitStack
from dataclasses import replace

from furnishing import furnish
from serving import served
from walking import ROLES

from dashboard.accounts import Accounts, Actor
from dashboard.app import create_app
from dashboard.services import Services
from dashboard.sessions import Sessions
from dashboard.settings import Settings


class Site:
    """The site at an address, and the cookie of each role."""

    def __init__(self, settings: Settings) -> None:
        settings = replace(settings, require_second_factor=False)
        self.services = Services(settings)
        accounts = Accounts(self.services.engine, self.services.clock)
        sessions = Sessions(self.services.engine, self.services.clock)
        self.tokens = {}
        for role in ROLES:
            accounts.add(role, [role], Actor("cli:test"), password="fyra ord utan samband")
            self.tokens[role] = sessions.start(role, "full", "127.0.0.1")
        self.things = furnish(self.services)
        self.app = create_app(settings, services=self.services)
        self._serving = ExitStack()
        self.address = self._serving.enter_context(served(self.app.server))

    def at(self, path: str) -> str:
        """Address a page, with the number of the thing that its path names."""
        return self.address + self.local(path)

    def local(self, path: str) -> str:
        return re.sub("<(.*?)>", lambda found: self.things[found[1]], path)

    def client(self, role: str = ""):
        made = self.app.server.test_client()
        if role:
            made.set_cookie("programkollen", self.tokens[role])
        return made

    def close(self) -> None:
        self._serving.close()
        self.services.close()
