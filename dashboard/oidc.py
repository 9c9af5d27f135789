"""How does somebody sign in by the city's identity provider? OpenID Connect, code flow with PKCE.

An administrator makes the account, without a password. At its first sign-in the provider's name
for the person (the claim ``oidc_claim``) finds the account, and the provider's own subject is
bound to it for good: from then on the subject alone tells who it is, so that a name given anew to
somebody else opens nothing. State, nonce, issuer, audience and signature are checked by Authlib.
"""

import logging

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Flask, Response, session
from joserfc.errors import JoseError
from requests import RequestException

from dashboard.accounts import Accounts
from dashboard.settings import Settings
from dashboard.sign_in_pages import ANSWER
from dashboard.tokens import local_path

_LOG = logging.getLogger("programkollen")
_NAME = "city"


class ProviderError(Exception):
    """The provider could not be reached, or what it answered does not hold."""


class Provider:
    """The identity provider that the settings name."""

    def __init__(self, server: Flask, settings: Settings) -> None:
        self._claim = settings.oidc_claim
        self._back = settings.base_url + ANSWER
        registry = OAuth(server)
        issuer = (settings.oidc_issuer or "").rstrip("/")
        self._client = registry.register(
            _NAME,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            server_metadata_url=f"{issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile email",
                "code_challenge_method": "S256",
                "timeout": 10,
            },
        )

    def lead(self) -> Response:
        """Send the browser to the provider. Raises ProviderError."""
        wanted = local_path(str(session.get("next", "")), "")
        try:
            response: Response = self._client.authorize_redirect(self._back)
        except (AuthlibBaseError, JoseError, RequestException, ValueError) as error:
            raise ProviderError(str(error)) from error
        session["next"] = wanted
        response.headers["Cache-Control"] = "no-store"
        return response

    def answered(self) -> tuple[str, str]:
        """Read the provider's answer in the request: subject and name. Raises ProviderError."""
        try:
            claims = self._client.authorize_access_token().get("userinfo") or {}
            if self._claim not in claims:
                # A provider may keep what the ID token need not say for its own endpoint.
                more = self._client.userinfo()
                if more.get("sub") != claims.get("sub"):
                    raise ProviderError("the provider speaks of two persons")
                claims = {**more, **claims}
        except (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError) as error:
            _LOG.warning("oidc_refused %s", error)
            raise ProviderError(str(error)) from error
        subject, name = claims.get("sub"), claims.get(self._claim, "")
        if not isinstance(subject, str) or not isinstance(name, str) or not subject:
            raise ProviderError("the provider names nobody")
        if self._claim == "email" and claims.get("email_verified") is not True:
            name = ""
        return subject, name


def account_of(accounts: Accounts, subject: str, name: str) -> str | None:
    """Give the account that a person at the provider signs in to; None where there is none."""
    found = accounts.by_subject(subject)
    if found is None and name:
        found = accounts.bind(name, subject)
    return found.name if found is not None and found.active else None
