"""A served site with the public documents, accounts in every role, and a browser that is each."""

from collections.abc import Iterator
from datetime import date

import pytest
import two_meetings
from made_up_release import CUT, made_up_release
from releases_with_targets import decided, held_against
from serving import served
from walked_site import Site
from walking import TOOLS

from dashboard.demo import fill
from dashboard.services import Services
from dashboard.settings import Settings
from indicators.progress import Target
from indicators.targets import Ledger, Series


@pytest.fixture(scope="session")
def site(new_installation, tmp_path_factory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("walked")
    made = Site(Settings(data_dir=folder, database_url=new_installation("sqlite", folder)))
    yield made
    made.close()


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory) -> Iterator[Site]:
    """Give the demo of one municipality, as its command makes it, with the same accounts."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("demo"), demo=True)
    services = Services(settings)
    fill(services, 1)
    services.close()
    made = Site(settings)
    yield made
    made.close()


@pytest.fixture(scope="session")
def full_address(tmp_path_factory) -> Iterator[str]:
    """Give the address of a site whose two releases hold figures of every indicator.

    The later one is held against targets, two of them for one goal.
    """
    target = Target(0.2, date(2019, 12, 31), 0.9, date(2023, 12, 31))
    series = (Series(slug, "0180") for slug in ("rights_full_package", "rights_timeliness"))
    aims = tuple(decided(one, target, n, date(2020, 6, 1)) for n, one in enumerate(series, start=1))
    latest = held_against(made_up_release(), Ledger(aims, (), ()), CUT)
    releases = (made_up_release(date(2020, 9, 1)), latest)
    app = two_meetings.site(tmp_path_factory.mktemp("full"), releases)
    with served(app.server) as address:
        yield address


@pytest.fixture(scope="session")
def as_reader(browser, site):
    """Give a function from a role ("" for the public) to a page of its browser, kept."""
    readers = Readers(browser, site)
    yield readers
    readers.close()


@pytest.fixture(scope="session")
def as_demo_reader(browser, demo_site):
    """Give the same of the demo."""
    readers = Readers(browser, demo_site)
    yield readers
    readers.close()


class Readers:
    """Pages of a browser that stay open, one for each role that reads a site."""

    def __init__(self, browser, site):
        self._browser, self._site, self._pages = browser, site, {}
        self._axe = (TOOLS / "axe-core" / "axe.min.js").read_text(encoding="utf-8")

    def __call__(self, role=""):
        if role not in self._pages:
            context = self._browser.new_context(reduced_motion="reduce")
            # Who has been here before is not offered the tour.
            context.add_init_script("localStorage.setItem('programkollen.tour', 'seen')")
            context.add_init_script(self._axe)
            if role:
                token, url = self._site.tokens[role], self._site.address
                context.add_cookies([{"name": "programkollen", "value": token, "url": url}])
            # A machine that does much else draws long pages slowly; nothing here is timed.
            context.set_default_timeout(180_000)
            self._pages[role] = context.new_page()
        return self._pages[role]

    def close(self):
        for page in self._pages.values():
            page.context.close()
