"""The sample site as an application, as a client, and as a server that a browser can open."""

import threading

import pytest
import sample_site
from werkzeug.serving import make_server

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
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
