"""How does a site get its people: signing in, the working area, and limits on what each may send?

A process that serves the public alone has none of this, and needs no login that can see it.
"""

from functools import partial, update_wrapper
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_limiter import Limiter
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard import feedback_page, sign_in_pages
from dashboard.security import CALLBACK
from dashboard.services import Services
from dashboard.shell import Shell
from dashboard.showing import Site
from dashboard.sign_in import Door, client_address
from dashboard.static import Files
from dashboard.throttle import network
from dashboard.workspace import WORK_PAGES, serve
from dashboard.workspace.layout import Layout

if TYPE_CHECKING:
    # Loaded only where there is a provider.
    from dashboard.oidc import Provider

# Generous for people, short for programs. Wrong passwords are counted apart, in the store.
SIGN_IN_LIMIT = "30 per minute"
FEEDBACK_LIMIT = "10 per hour"
POST_LIMIT = "120 per minute"
CALLBACK_LIMIT = "1200 per minute"


def admit(server: Flask, site: Site, shell: Shell, files: Files, services: Services) -> None:
    """Add signing in and the working area to a site; the shell then tells readers apart."""
    door = Door(services)
    server.secret_key = door.secret
    server.config.update(
        SESSION_COOKIE_NAME=f"{door.cookie}-note",
        SESSION_COOKIE_SECURE=door.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    layout = Layout(site, files, WORK_PAGES)
    provider = _provider(server, services)
    entrance = sign_in_pages.Entrance(door, layout, provider)
    server.register_blueprint(sign_in_pages.blueprint(entrance))
    server.register_blueprint(serve.blueprint(serve.Desk(door, layout)))
    server.register_blueprint(feedback_page.blueprint(feedback_page.Box(door, layout)))
    site.sign_in = True
    shell.reader = door.reader
    _limit(server, door)


def _provider(server: Flask, services: Services) -> "Provider | None":
    if services.settings.oidc_issuer is None:
        return None
    from dashboard.oidc import Provider

    return Provider(server, services.settings)


def behind_proxies(server: Flask, count: int) -> None:
    """Believe as many proxies about who asks as stand before the server; by default none."""
    if count:
        fixed = ProxyFix(server.wsgi_app, x_for=count, x_proto=count, x_host=0)
        server.wsgi_app = fixed  # type: ignore[method-assign] # as Flask tells one to


def _limit(server: Flask, door: Door) -> None:
    limiter = Limiter(
        lambda: network(client_address()),
        app=server,
        storage_uri="memory://",
        headers_enabled=True,
    )

    def account() -> str:
        return door.asker().reader.account or network(client_address())

    limits = {
        "sign_in.first": limiter.limit(SIGN_IN_LIMIT, methods=["POST"]),
        "sign_in.second": limiter.limit(SIGN_IN_LIMIT, methods=["POST"]),
        "feedback.form": limiter.limit(FEEDBACK_LIMIT, methods=["POST"]),
        "workspace.page": limiter.limit(POST_LIMIT, key_func=account, methods=["POST"]),
        CALLBACK: limiter.limit(CALLBACK_LIMIT),
    }
    views: dict[str, Any] = server.view_functions
    for view in views.values():
        if isinstance(view, partial):
            update_wrapper(view, view.func)  # the limiter asks each view for its name
    for endpoint, limit in limits.items():
        views[endpoint] = limit(views[endpoint])
