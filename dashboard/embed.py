"""How is a figure served to stand within another site's page?

The only addresses that others may frame. They are answered as to the public, whoever asks, so
that no other site can frame what somebody alone may see, and hold no script and no form.
"""

from html import escape

from flask import Blueprint, Response, request

from dashboard import static
from dashboard.showing import Shown, Site


def blueprint(site: Site, files: static.Files) -> Blueprint:
    """Give the routes, in both languages."""
    routes = Blueprint("embed", __name__)

    def figure(rest: str) -> Response:  # noqa: ARG001 - the whole path is read
        shown = site.show(request.path, list(request.args.items(multi=True)))
        file = static.made("embed.html", write(shown, files).encode())
        response = static.answer(request, file, for_ever=False)
        if response.status_code != 304 or shown.status != 200:
            response.status_code = shown.status
        return response

    for start in ("/embed", "/en/embed"):
        routes.add_url_rule(f"{start}/<path:rest>", "figure", figure, methods=["GET"])
    return routes


def write(shown: Shown, files: static.Files) -> str:
    """Write the document; its links open beside the framing page, never in the frame."""
    return f"""<!doctype html>
<html lang="{shown.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(shown.title)}</title>
<base target="_blank">
<meta name="robots" content="noindex">
<link rel="icon" type="image/svg+xml" href="{escape(files.address("mark.svg"))}">
<link rel="stylesheet" href="{escape(files.address("site.css"))}">
</head>
<body class="embedded">
<main class="wrap">{shown.body_html}</main>
</body>
</html>
"""
