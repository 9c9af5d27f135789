"""How are the figures made, what do the marks mean, and how are people protected?"""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.presenters import recount, words
from dashboard.presenters.select import lists, rests_on_documents
from indicators.results import Mark


def title(view: View) -> str:
    """Name the page."""
    return view.t("How the figures are made")


def layout(view: View) -> Component:
    """Build the page; it needs no release."""
    lead = view.t(
        "Units and partners report counts. The counts are checked, the indicators are computed "
        "from them, small figures are protected, and the result is published as a release."
    )
    return c.page(
        c.page_header(title(view), lead, kicker=view.t("About")),
        c.section(view.t("What the marks mean"), _marks(view), anchor="marks"),
        c.section(view.t("How people are protected"), *_protection(view), anchor="protection"),
        c.section(
            view.t("When figures contradict each other"), *_conflicts(view), anchor="conflicts"
        ),
        c.section(view.t("How a share is made"), *_shares(view), anchor="shares"),
        c.section(view.t("How progress is judged"), *_progress(view), anchor="progress"),
        c.section(view.t("Goals and indicators"), _indicators(view), anchor="indicators"),
        c.section(view.t("Sources"), _sources(view), anchor="sources"),
        c.section(view.t("Documents"), _documents(view), anchor="documents"),
    )


def _marks(view: View) -> Child:
    head = [view.t("Sign"), view.t("Means")]
    rows: list[list[Child | Cell]] = [
        [c.mark(view, mark.value), view.t(words.MARKS[mark][1])] for mark in Mark
    ]
    rows.append([c.zero_mark(view), view.t("Zero: somebody counted, and there were none.")])
    return c.table(view.t("A missing figure is never shown as zero"), head, rows, stack=True)


def _protection(view: View) -> list[Child]:
    already = view.t(
        "This release shows only figures that public documents already give, and what is "
        "calculated from them."
    )
    texts = (
        *([already] if rests_on_documents(view.release) else []),
        view.t(
            "The figures are about people in danger, and there are few of them. What units report "
            "of such persons is shown only where it can be proved that it gives nobody away. The "
            "rest is hidden, whatever its size, zero included."
        ),
        view.t(
            "Shares, ranges, charts and states are made of shown figures only. All hidden "
            "figures carry one and the same mark."
        ),
        view.t(
            "Figures that public documents already give are shown with their source, small "
            "ones included, and nothing is claimed for them. No further figure is added."
        ),
        view.t(
            "What this cannot guard against: knowledge from outside, several persons who know "
            "some of the counts and put them together, and what others have published."
        ),
    )
    more = c.link(view.t("How we protect people in the figures"), view.href("method"))
    return [*(html.P(text) for text in texts), html.P(more)]


def _conflicts(view: View) -> list[Child]:
    return [
        html.P(
            view.t(
                "When two reports say different things about the same figure, both are kept. A "
                "written rule or a person decides which to use; the page shows the other beside "
                "it, and why. Where nobody has decided, no figure is shown."
            )
        ),
        html.P(
            view.t(
                "Publishers that count in different ways stand side by side. Their figures are "
                "never added up or averaged."
            )
        ),
    ]


def _shares(view: View) -> list[Child]:
    return [
        html.P(
            view.t(
                "A share is made only where both counts speak of the same place, purpose, sex, age "
                "and length of time. Where no such pair exists the page says what would be needed. "
                "A stated step from one scope to another is shown beside the result, which then "
                "carries no state."
            )
        ),
        html.P(
            view.t(
                "Sums are divided by sums; shares are never averaged. Nothing that is missing is "
                "filled in: a year with three quarters reported is incomplete."
            )
        ),
    ]


def _progress(view: View) -> list[Child]:
    said: list[Child] = [
        html.P(
            view.t(
                "Progress is how much of the way from the starting point to the target has been "
                "gone, divided by how much should have been gone by then. Without a decided "
                "target there is no state."
            )
        )
    ]
    known = view.release.thresholds.get("progress", {}) if view.release else {}
    rows: list[list[Child | Cell]] = [
        [what, Cell(value, kind="number")] for what, value in recount.limit_rows(view, known)
    ]
    if rows:
        head = [view.t("Limit"), view.t("Value")]
        said.append(c.table(view.t("Limits that this release was judged by"), head, rows))
    return said


def _indicators(view: View) -> Child:
    if view.release is None:
        return html.P(view.t("They are listed with the first release."))
    head = [view.t("Indicator"), view.t("Goal"), view.t("Means")]
    rows: list[list[Child | Cell]] = [
        [
            c.link(view.words(found.definition["title"]), view.href("indicator", slug=slug)),
            words.code(view, "goals", str(found.definition["goal"])),
            view.words(found.definition["meaning"]),
        ]
        for slug, found in view.release.indicators.items()
    ]
    caption = view.t("All indicators of this release")
    return c.table(caption, head, rows, hide_caption=True, stack=True)


_CADENCES = {
    "quarter": N_("each quarter"),
    "half": N_("each half-year"),
    "year": N_("each year"),
}


def _sources(view: View) -> Child:
    found = lists(view.release, "sources")
    if not found:
        return html.P(view.t("They are listed with the first release."))
    head = [
        view.t("Source"),
        view.t("Owner"),
        view.t("Reported"),
        view.t("Due, days after the period"),
    ]
    rows: list[list[Child | Cell]] = [
        [
            words.code(view, "sources", code),
            _owner(view, entry.get("owner")),
            words.looked_up(view, _CADENCES, str(entry.get("cadence") or "")),
            str(entry.get("due_days") or ""),
        ]
        for code, entry in found.items()
    ]
    return c.table(view.t("Who reports what, and when"), head, rows, hide_caption=True, stack=True)


def _owner(view: View, owner: object) -> str:
    if isinstance(owner, dict):
        return str(owner.get(view.language, ""))
    return str(owner or "")


def _documents(view: View) -> Child:
    found = lists(view.release, "documents")
    if not found:
        return html.P(view.t("They are listed with the first release."))
    head = [view.t("Document"), view.t("Issuer"), view.t("Number"), view.t("Date")]
    rows: list[list[Child | Cell]] = [
        [
            _document(view, code, entry.get("url")),
            words.issuer(view, entry.get("issuer")),
            str(entry.get("registration_number") or ""),
            formats.written_day(str(entry.get("date") or ""), view.language),
        ]
        for code, entry in found.items()
    ]
    return c.table(
        view.t("Public documents behind the figures"), head, rows, hide_caption=True, stack=True
    )


def _document(view: View, code: str, url: object) -> Child:
    name = words.code(view, "documents", code)
    return c.link(name, str(url)) if url else name


PAGE = Page(
    name="about",
    sv="/om",
    en="/en/om",
    title=title,
    layout=layout,
    menu=N_("About"),
    in_menu=False,
    description=lambda view: view.t(
        "Method: how figures are computed, protected and published, and what the marks mean."
    ),
)
