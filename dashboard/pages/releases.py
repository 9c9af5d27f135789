"""Every release, and what changed between any two: value by value, old and new, what flipped."""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.addresses import refuse_withdrawn
from dashboard.components import Cell, Child, Link
from dashboard.i18n import N_
from dashboard.page import NotHereError, Page, View
from dashboard.pages import parts
from dashboard.pages.differences import INDICATOR, differences
from dashboard.pages.lookup import before, other, standing
from dashboard.presenters import words
from indicators.published import Coming, Release, ReleaseHead


def title(view: View) -> str:
    """Say how many releases there are, or which two are compared."""
    if "old" in view.query and "new" in view.query:
        old, new = _named(view, view.query["old"]), _named(view, view.query["new"])
        return view.t("What changed from {old} to {new}", old=old, new=new)
    return view.n("{count} release", "{count} releases", len(view.releases))


def _named(view: View, release_id: str) -> str:
    """Name a release by its day, or by its id where that is not the day alone."""
    head = next((one for one in view.releases if one.id == release_id), None)
    if head is None or head.id != head.data_cut.isoformat():
        return release_id
    return formats.day(head.data_cut, view.language)


def layout(view: View) -> Component:
    """Build the page: the list, and the differences that the address asks for."""
    if view.release is None:
        return parts.no_release(view, view.t("Releases"))
    every = [
        c.section(view.t("All releases"), _table(view), anchor="all"),
        _pairs(view),
        _early(view),
        _coming(view),
    ]
    # Who asks for two releases reads first how they differ, all others which there are.
    compared = [_differences(view)]
    parts_of_page = compared + every if _asks(view) else every + compared
    return c.page(
        c.page_header(title(view), _lead(view), kicker=view.t("Releases")), *parts_of_page
    )


def _asks(view: View) -> bool:
    return "old" in view.query or "new" in view.query


def _lead(view: View) -> str:
    return view.t(
        "A release is what was known on one day, with the definitions that applied then. It is "
        "never changed; a mistake is put right in a new release that says so."
    )


def _table(view: View) -> Child:
    head = [
        view.t("Release"),
        view.t("As known on"),
        view.t("Kind"),
        view.t("State"),
        view.t("Changes"),
    ]
    caption = view.t("All releases, newest first")
    return c.table(
        caption, head, [_line(view, h) for h in view.releases], hide_caption=True, stack=True
    )


def _line(view: View, head: ReleaseHead) -> list[Child | Cell]:
    withdrawn = head.state == "withdrawn"
    name: Child = view.words(head.title)
    if not withdrawn:
        shown = view.href("overview", as_of=None, release=head.id)
        name = c.link(view.words(head.title), shown)
    note = head.withdrawn_reason if withdrawn else view.words(head.note)
    state = words.looked_up(view, words.RELEASE_STATES, head.state)
    return [
        Cell(name, note or None),
        formats.day(head.data_cut, view.language),
        Cell(words.looked_up(view, words.RELEASE_KINDS, head.kind), _corrects(view, head)),
        state,
        "" if withdrawn else _since(view, head),
    ]


def _corrects(view: View, head: ReleaseHead) -> Child:
    if head.replaces is None:
        return None
    said = view.t("replaces {id}", id=head.replaces)
    if head.replaces not in {one.id for one in standing(view)}:
        return said
    return c.link(said, view.href("releases", old=head.replaces, new=head.id))


def _early(view: View) -> Child:
    """Say who could read the shown release before its day."""
    if view.release is None or not view.release.head.is_public:
        return None
    found = view.early(view.release.head.id)
    if found.since is None or not found.readers:
        said: Child = html.P(view.t("Nobody could read this release before it was published."))
    else:
        since = formats.moment(found.since, view.language)
        said = html.Div(
            [
                html.P(view.t("From {moment}, before it was published:", moment=since)),
                html.Ul([html.Li(name) for name in found.readers]),
            ]
        )
    return c.section(view.t("Who could read it early"), said, anchor="early")


def _coming(view: View) -> Child:
    """List the releases to come."""
    heading = view.t("Releases to come")
    feed = c.links(
        [Link(view.t("New releases as a feed (Atom)"), f"/api/v1/feed.atom?lang={view.language}")],
        label=heading,
    )
    if not view.coming:
        said: Child = html.P(view.t("No day has been settled for the next release."))
    else:
        said = html.Ul([html.Li(_when(view, one)) for one in view.coming])
    return c.section(heading, said, feed, anchor="coming")


def _when(view: View, one: Coming) -> str:
    if one.at is None:
        return formats.day(one.day, view.language)
    return formats.moment(one.at, view.language)


def _since(view: View, head: ReleaseHead) -> Child:
    earlier = [h for h in standing(view) if h.data_cut < head.data_cut]
    last = max(earlier, key=lambda h: (h.data_cut, h.created_at), default=None)
    if last is None:
        return view.t("the first")
    day = formats.day(last.data_cut, view.language)
    return c.link(view.t("since {day}", day=day), view.href("releases", old=last.id, new=head.id))


def _pairs(view: View) -> Child:
    heads = standing(view)
    found = [
        Link(f"{old.id} → {new.id}", view.href("releases", old=old.id, new=new.id))
        for at, new in enumerate(heads)
        for old in heads[at + 1 :]
    ]
    if len(heads) < 3:
        return None
    label = view.t("Compare any two releases")
    return c.details(label, c.links(found[:_MOST_PAIRS], label=label))


_MOST_PAIRS = 66


def _differences(view: View) -> Child:
    pair = _asked(view)
    if pair is None:
        return None
    return differences(view, *pair)


def _asked(view: View) -> tuple[Release, Release] | None:
    old, new = view.query.get("old"), view.query.get("new")
    if not _asks(view):
        earlier = before(view)
        return (earlier, view.release) if earlier and view.release else None
    found = [other(view, asked) if asked else view.release for asked in (old, new)]
    for asked, release in zip((old, new), found, strict=True):
        if release is None:
            refuse_withdrawn(view.releases, asked or "")
            raise NotHereError(view.t("There is no release {id} to compare.", id=asked))
    first, second = found
    return (first, second) if first and second else None


PAGE = Page(
    name="releases",
    sv="/utgavor",
    en="/en/utgavor",
    title=title,
    layout=layout,
    menu=N_("Releases"),
    params=("old", "new", INDICATOR),
    description=lambda view: view.t(
        "Every release, and what changed between any two of them, value by value."
    ),
)
