"""How can one indicator be linked to, cited, embedded, downloaded and followed?"""

from collections.abc import Iterator
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import citing
from dashboard import components as c
from dashboard.components import Child, Link
from dashboard.page import NotHereError, Page, View
from dashboard.pages import parts
from indicators.published import PublishedIndicator


def _found(view: View) -> PublishedIndicator:
    slug = view.path.get("slug", "")
    if view.release is None or slug not in view.release.indicators:
        raise NotHereError(view.t("This release has no indicator named {slug}.", slug=slug))
    return view.release.indicators[slug]


def title(view: View) -> str:
    """Name the indicator that is shared."""
    name = view.words(_found(view).definition["title"])
    return view.t("Share: {title}", title=name)


def layout(view: View) -> Component:
    """Build the page; raise NotHereError where the release lacks the indicator."""
    found = _found(view)
    lead = view.t(
        "A permanent link always shows the same figures; the other one always the latest. "
        "The figures may be used freely if their origin is stated."
    )
    back = c.link(view.words(found.definition["title"]), view.href("indicator", slug=found.slug))
    return c.page(
        c.page_header(title(view), lead, kicker=[back]),
        c.section(view.t("Link"), *_links(view, found), anchor="link"),
        c.section(view.t("Cite"), *_citations(view, found), anchor="cite"),
        c.section(view.t("Embed"), *_frames(view, found), anchor="embed"),
        c.section(view.t("Files"), *_files(view, found), anchor="files"),
        c.section(view.t("Follow"), *_following(view), anchor="follow"),
    )


def _links(view: View, found: PublishedIndicator) -> Iterator[Child]:
    latest = view.href("indicator", slug=found.slug, release=None, as_of=None)
    newest = view.settings.base_url.rstrip("/") + latest
    permanent = view.permanent("indicator", slug=found.slug)
    yield _copied(view, "permanent", view.t("Permanent link, to this release"), permanent)
    yield _copied(view, "latest", view.t("Link to the latest release"), newest)


def _citations(view: View, found: PublishedIndicator) -> Iterator[Child]:
    one = citing.cited(view, found)
    yield _copied(view, "citation", view.t("As text"), citing.text(view, one))
    yield c.details(
        view.t("For reference managers"),
        _copied(view, "bibtex", "BibTeX", citing.bibtex(view, one)),
        _copied(view, "ris", "RIS", citing.ris(view, one)),
    )


def _frames(view: View, found: PublishedIndicator) -> Iterator[Child]:
    name = view.words(found.definition["title"])
    yield html.P(
        view.t(
            "Put one of these into a page of your own. The figure comes with its table and its "
            "source, and without any script."
        )
    )
    for anchor, heading, fixed in (
        ("embed-fixed", view.t("Always this release"), True),
        ("embed-latest", view.t("Always the latest release"), False),
    ):
        yield _copied(view, anchor, heading, citing.frame(view, found.slug, name, fixed=fixed))
    alone = view.href("embed", slug=found.slug)
    yield html.P(c.link(view.t("See how it will look"), alone))


def _files(view: View, found: PublishedIndicator) -> Iterator[Child]:
    listed = parts.downloads(view, found.slug)[:3]
    yield c.links(listed, label=view.t("Files of the indicator"))
    yield html.P(c.link(view.t("The whole release as one file (ZIP)"), view.package()))


def _following(view: View) -> Iterator[Child]:
    feed = f"/api/v1/feed.atom?lang={view.language}"
    yield html.P(view.t("Each new release, correction and withdrawal is told of in a feed."))
    yield c.links([Link(view.t("Feed of releases (Atom)"), feed)], label=view.t("Follow"))


def _copied(view: View, anchor: str, heading: str, text: str) -> Component:
    """Give a text to copy: to mark by hand, and by a button where the browser lets one."""
    target: dict[str, Any] = {"data-copy": anchor, "data-done": view.t("Copied")}
    button = html.Button(view.t("Copy"), type="button", className="button is-plain copy", **target)
    return html.Div(
        [
            html.H3(heading, id=f"{anchor}-heading"),
            html.Pre(
                html.Code(text, id=anchor),
                tabIndex="0",
                role="group",
                className="copied",
                **c.aria(labelledby=f"{anchor}-heading"),
            ),
            button,
        ],
        className="to-copy",
    )


PAGE = Page(
    name="share",
    sv="/dela/<slug>",
    en="/en/dela/<slug>",
    title=title,
    layout=layout,
    in_menu=False,
)
