"""How is an indicator of a release cited, linked and embedded? Texts alone, for people to copy."""

import re
from dataclasses import dataclass
from html import escape

from dashboard import formats
from dashboard.frame import kinds_of
from dashboard.page import View
from indicators.published import PublishedIndicator

WIDTH, HEIGHT = 720, 640


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says of an indicator in a release."""

    key: str
    author: str
    title: str
    year: int
    release: str
    day: str
    address: str


def cited(view: View, found: PublishedIndicator) -> Cited:
    """Gather what a citation says; raises ValueError before the first release."""
    if view.release is None:
        raise ValueError("nothing has been published")
    head = view.release.head
    when = head.published_at.date() if head.published_at else head.data_cut
    return Cited(
        key=re.sub(r"\W", "", f"{found.slug}{head.id}"),
        author=view.settings.publisher or view.settings.site_name,
        title=view.words(found.definition["title"]),
        year=when.year,
        release=named(view),
        day=formats.day(head.data_cut, view.language),
        address=view.permanent("indicator", slug=found.slug),
    )


def named(view: View) -> str:
    """Name the release shown, and what a reader must know of its kind: made up, reconstructed."""
    if view.release is None:
        return ""
    title, kinds = view.words(view.release.head.title), kinds_of(view)
    return f"{title} ({'; '.join(kinds)})" if kinds else title


def text(view: View, one: Cited) -> str:
    """Write a citation for a list of sources."""
    return view.t(
        "{author} ({year}). {title}. {site}, {release}, as known on {day}. {address}",
        author=one.author,
        year=one.year,
        title=one.title,
        site=view.settings.site_name,
        release=one.release,
        day=one.day,
        address=one.address,
    )


def bibtex(view: View, one: Cited) -> str:
    """Write a BibTeX entry."""
    rows = {
        "author": f"{{{one.author}}}",
        "title": one.title,
        "year": str(one.year),
        "howpublished": f"{view.settings.site_name}, {one.release}",
        "note": view.t("as known on {day}", day=one.day),
        "url": one.address,
    }
    inside = ",\n".join(f"  {name} = {{{_plain(value)}}}" for name, value in rows.items())
    return f"@misc{{{one.key},\n{inside}\n}}"


def ris(view: View, one: Cited) -> str:
    """Write a RIS record."""
    rows = (
        ("TY", "DATA"),
        ("AU", one.author),
        ("TI", one.title),
        ("PY", str(one.year)),
        ("PB", view.settings.site_name),
        ("ET", one.release),
        ("UR", one.address),
        ("ER", ""),
    )
    return "\n".join(f"{tag}  - {value}" for tag, value in rows)


def frame(view: View, slug: str, title: str, *, fixed: bool) -> str:
    """Write the code that embeds a figure: of this very release, or always of the latest."""
    release = view.release.head.id if fixed and view.release else None
    path = view.href("embed", slug=slug, release=release, as_of=None)
    source = view.settings.base_url.rstrip("/") + path
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="{WIDTH}" '
        f'height="{HEIGHT}" loading="lazy" style="max-width:100%;border:0"></iframe>'
    )


def _plain(value: str) -> str:
    # A brace of ours would end the field; those around an author keep it one name.
    inner = value.strip("{}") if value.startswith("{") else value
    safe = re.sub(r"([%&#_$])", r"\\\1", inner) if "://" not in value else inner
    return f"{{{safe}}}" if value.startswith("{") else safe
