"""Where do a page's pictures and its report lie?"""

from urllib.parse import quote, urlencode, urlsplit


def picture_address(name: str, kind: str, page: str) -> str:
    """Address a chart as a picture; ``page`` is the address of the page that shows it."""
    return f"/diagram/{quote(name)}.{kind}?{_query(page)}"


def share_address(page: str) -> str:
    """Address the picture that goes with a page where it is shared."""
    return f"/dela.png?{_query(page)}"


def report_address(language: str, release: str, since: str) -> str:
    """Address the committee's report of a release since another one."""
    prefix = "/en" if language == "en" else ""
    return f"{prefix}/namnden/{quote(release)}/sedan/{quote(since)}.pdf"


def _query(page: str) -> str:
    there = urlsplit(page)
    query = urlencode({"page": there.path or "/"})
    return f"{query}&{there.query}" if there.query else query
