"""What is the text of a page's document?

Everything that can be read stands in it: the browser's tree is put in later, beside it, by
``assets/page.js``. Nothing in it names a version of anything.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from dashboard.showing import Shown
from dashboard.static import PLOTLY, Files
from dashboard.stills.plate import SHARE_HEIGHT, SHARE_WIDTH
from dashboard.theme import DARK, LIGHT, schemes

_FONTS = (
    "fonts/source-sans-3-latin-400-normal.woff2",
    "fonts/source-serif-4-latin-600-normal.woff2",
)


@dataclass(frozen=True, slots=True)
class Scripts:
    """What Dash needs: the addresses of its bundles in order, scripts of its own, its settings."""

    bundles: tuple[str, ...]
    inline: tuple[str, ...]
    config: Mapping[str, Any]


def write(shown: Shown, *, files: Files, scripts: Scripts | None, own: tuple[str, ...] = ()) -> str:
    """Write the whole document; without scripts it is one that only the server writes.

    ``own`` names scripts of ours that help such a document along; it works without them.
    """
    helped = "".join(
        f'<script src="{escape(files.address(name))}" defer></script>\n' for name in own
    )
    return f"""<!doctype html>
<html lang="{shown.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(shown.title)}</title>
{_about(shown)}{_fonts(files)}<link rel="stylesheet" href="{escape(files.address("site.css"))}">
<link rel="icon" type="image/svg+xml" href="{escape(files.address("mark.svg"))}">
<meta name="theme-color" content="{LIGHT.paper}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="{DARK.paper}" media="(prefers-color-scheme: dark)">
</head>
<body>
{shown.top_html}
<main id="main" class="wrap" tabindex="-1">
<div id="served">{shown.body_html}</div>
{'<div id="react-entry-point"></div>' if scripts else ""}
</main>
{shown.foot_html}
{_on_paper(shown)}{_scripts(files, scripts, shown.tour) if scripts else helped}
</body>
</html>
"""


def plain(language: str, title: str, text: str) -> str:
    """Write a document that leans on nothing, for when the rest of the site has failed."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title></head>"
        f"<body><main><h1>{escape(title)}</h1><p>{escape(text)}</p></main></body></html>\n"
    )


def _on_paper(shown: Shown) -> str:
    """Give the address that a printed page can be found at again; a screen shows it elsewhere."""
    return f'<p class="on-paper wrap">{escape(shown.canonical)}</p>\n' if shown.canonical else ""


def _about(shown: Shown) -> str:
    lines = []
    if shown.description:
        lines.append(f'<meta name="description" content="{escape(shown.description)}">')
    if shown.canonical:
        lines.append(f'<link rel="canonical" href="{escape(shown.canonical)}">')
    lines += [
        f'<link rel="alternate" hreflang="{language}" href="{escape(address)}">'
        for language, address in shown.alternates
    ]
    lines += _shared(shown)
    if shown.status != 200:
        lines.append('<meta name="robots" content="noindex">')
    return "".join(f"{line}\n" for line in lines)


def _shared(shown: Shown) -> list[str]:
    """Say what a network shows where the page is shared, with a picture of its first figure."""
    if shown.picture is None or shown.private:
        return []
    told = {
        "og:type": "website",
        "og:site_name": shown.site,
        "og:locale": {"sv": "sv_SE", "en": "en_GB"}[shown.language],
        "og:title": shown.title,
        "og:description": shown.description,
        "og:url": shown.canonical or "",
        "og:image": shown.picture,
        "og:image:type": "image/png",
        "og:image:width": str(SHARE_WIDTH),
        "og:image:height": str(SHARE_HEIGHT),
        "og:image:alt": shown.title,
    }
    lines = [f'<meta property="{k}" content="{escape(v)}">' for k, v in told.items() if v]
    return [*lines, '<meta name="twitter:card" content="summary_large_image">']


def _fonts(files: Files) -> str:
    return "".join(
        f'<link rel="preload" as="font" type="font/woff2" href="{escape(files.address(font))}"'
        " crossorigin>\n"
        for font in _FONTS
    )


def _scripts(files: Files, scripts: Scripts, tour: str) -> str:
    given = {"data-plotly": files.address(PLOTLY), "data-schemes": json.dumps(schemes())}
    first = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
    # "<" could end the script's element early, and JSON may spell it otherwise.
    settings = json.dumps(scripts.config, separators=(",", ":")).replace("<", "\\u003c")
    told = f' data-tour="{escape(tour)}"' if tour else ""
    ordered = [
        f'<script src="{escape(files.address("page.js"))}"{first} defer></script>',
        f'<script src="{escape(files.address("charts.js"))}" defer></script>',
        f'<script id="_dash-config" type="application/json">{settings}</script>',
        *(f'<script src="{escape(address)}" defer></script>' for address in scripts.bundles),
        *(f"<script>{script}</script>" for script in scripts.inline),
        f'<script src="{escape(files.address("start.js"))}" defer></script>',
        f'<script src="{escape(files.address("help.js"))}"{told} defer></script>',
    ]
    return "\n".join(ordered)
