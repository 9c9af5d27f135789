"""What does a web server load? The application, made from the settings."""

from flask import Flask

from dashboard.app import create_app
from dashboard.services import Services
from dashboard.settings import Settings, read_settings


def application() -> Flask:
    """Make the WSGI application, with signing in and the working area."""
    settings = read_settings()
    return _read_once(create_app(settings, services=Services(settings)).server, settings)


def public() -> Flask:
    """Make the WSGI application of a process that serves the public alone."""
    settings = read_settings()
    return _read_once(create_app(settings).server, settings)


def _read_once(server: Flask, settings: Settings) -> Flask:
    """Have the overview read before anybody asks: a large release takes seconds to load."""
    with server.test_client() as client:
        client.get("/", base_url=settings.base_url)
    return server
