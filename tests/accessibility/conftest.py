"""A served site with the public documents, accounts in every role, and a browser that is each."""

from collections.abc import Iterator

import pytest
from walked_site import Site
from walking import TOOLS

from dashboard.settings import Settings


@pytest.fixture(scope="session")
def site(new_installation, tmp_path_factory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("walked")
    made = Site(Settings(data_dir=folder, database_url=new_installation("sqlite", folder)))
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
