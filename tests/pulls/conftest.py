"""The server that returns are fetched from."""

import pytest
from http_files import Files, serve


@pytest.fixture
def files():
    made = Files()
    server = serve(made)
    yield made
    server.shutdown()
    server.server_close()
