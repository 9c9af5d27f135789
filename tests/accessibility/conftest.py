"""A served site with the public documents, accounts in every role, and a browser that is each."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from walking import ROLES, TOOLS
from werkzeug.serving import make_server

from dashboard.accounts import Accounts, Actor
from dashboard.app import create_app
from dashboard.services import Services
from dashboard.sessions import Sessions
from dashboard.settings import Settings


class Site:
    """The site at an address, and the cookie of each role."""

    def __init__(self, folder: Path, database_url: str) -> None:
        settings = Settings(data_dir=folder, database_url=database_url, require_second_factor=False)
        self.services = Services(settings)
        accounts = Accounts(self.services.engine, self.services.clock)
        sessions = Sessions(self.services.engine, self.services.clock)
        self.tokens = {}
        for role in ROLES:
            accounts.add(role, [role], Actor("cli:test"), password="fyra ord utan samband")
            self.tokens[role] = sessions.start(role, "full", "127.0.0.1")
        self.app = create_app(settings, services=self.services)
        self.server = make_server("127.0.0.1", 0, self.app.server, threaded=True)
        self.address = f"http://127.0.0.1:{self.server.port}"
        self._thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self._thread.start()

    def client(self, role: str = ""):
        made = self.app.server.test_client()
        if role:
            made.set_cookie("programkollen", self.tokens[role])
        return made

    def close(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.services.close()


@pytest.fixture(scope="session")
def site(new_installation, tmp_path_factory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("walked")
    made = Site(folder, new_installation("sqlite", folder))
    yield made
    made.close()


@pytest.fixture(scope="session")
def as_reader(browser, site):
    """Give a function from a role ("" for the public) to a page of its browser, kept."""
    axe = (TOOLS / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    pages = {}

    def get(role=""):
        if role not in pages:
            context = browser.new_context(reduced_motion="reduce")
            # Who has been here before is not offered the tour.
            context.add_init_script("localStorage.setItem('programkollen.tour', 'seen')")
            context.add_init_script(axe)
            if role:
                cookie = {"name": "programkollen", "value": site.tokens[role], "url": site.address}
                context.add_cookies([cookie])
            # A machine that does much else draws long pages slowly; nothing here is timed.
            context.set_default_timeout(180_000)
            pages[role] = context.new_page()
        return pages[role]

    yield get
    for page in pages.values():
        page.context.close()
