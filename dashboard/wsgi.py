"""What does a web server load? The application, made from the settings."""

from flask import Flask

from dashboard.app import create_app
from dashboard.settings import read_settings


def application() -> Flask:
    """Make the WSGI application."""
    server: Flask = create_app(read_settings()).server
    return server
