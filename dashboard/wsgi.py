"""What does a web server load? The application, made from the settings."""

from flask import Flask

from dashboard.app import create_app
from dashboard.services import Services
from dashboard.settings import read_settings


def application() -> Flask:
    """Make the WSGI application, with signing in and the working area."""
    settings = read_settings()
    server: Flask = create_app(settings, services=Services(settings)).server
    return server


def public() -> Flask:
    """Make the WSGI application of a process that serves the public alone."""
    server: Flask = create_app(read_settings()).server
    return server
