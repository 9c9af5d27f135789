"""The sample site as an application, as a client, and as a server that a browser can open."""

import pytest
import sample_site
from serving import served

from dashboard.app import create_app
from dashboard.settings import Settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    return Settings(
        data_dir=tmp_path_factory.mktemp("data"), base_url="https://programkollen.example.se"
    )


@pytest.fixture(scope="session")
def app(settings):
    return create_app(settings, sample_site.QUERIES, sample_site.PAGES)


@pytest.fixture
def client(app):
    return app.server.test_client()


@pytest.fixture(scope="session")
def address(app):
    """Serve the site on a free port of this machine, and give its address."""
    with served(app.server) as where:
        yield where


@pytest.fixture
def watched(page, address):
    """Give a browser page that fails the test on whatever a reader would not see but should not be.

    Errors in the console or in scripts, answers of 500 and above, and requests to other hosts.
    """
    seen = []
    page.on("pageerror", lambda error: seen.append(f"error in a script: {error}"))
    page.on("console", lambda said: seen.append(said.text) if said.type == "error" else None)
    page.on("response", lambda got: seen.append(got.url) if got.status >= 500 else None)
    page.on("request", lambda sent: seen.append(sent.url) if foreign(sent.url, address) else None)
    yield page
    assert seen == []


def foreign(url, address):
    return not url.startswith((address, "data:", "blob:"))
