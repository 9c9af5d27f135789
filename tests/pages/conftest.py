import pytest
from public_releases import public_releases

from dashboard.page import SiteSettings, View
from dashboard.pages import PAGES

SITE = SiteSettings(
    site_name="Programkollen",
    geography="0180",
    base_url="https://example.org",
    demo=False,
    threshold=5,
)


def make_view(language="sv", release=None, releases=None, query=None, path=None):
    known = public_releases() if releases is None else releases
    by_id = {one.head.id: one for one in known}
    return View(
        release=known[-1] if release is None and known else release,
        releases=tuple(one.head for one in reversed(known)),
        language=language,
        query=query or {},
        path=path or {},
        settings=SITE,
        routes={page.name: page for page in PAGES},
        load=by_id.get,
    )


@pytest.fixture(scope="session")
def view():
    return make_view
