"""How good are the figures, said under the headings that Swedish official statistics use?"""

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.presenters import quality, words
from dashboard.presenters.select import rests_on_documents


def title(view: View) -> str:
    """Name the page."""
    return view.t("Quality declaration")


def layout(view: View) -> Component:
    """Build the page; what it counts needs a release, what it promises does not."""
    lead = view.t(
        "What the figures are good for and what they are not, under the five headings of "
        "Swedish official statistics. What is counted here is counted in the release shown."
    )
    return c.page(
        c.page_header(title(view), lead, kicker=view.t("About")),
        c.section(view.t("Relevance"), *_relevance(view), anchor="relevance"),
        c.section(view.t("Reliability"), *_reliability(view), anchor="reliability"),
        c.section(view.t("Timeliness and punctuality"), *_timeliness(view), anchor="timeliness"),
        c.section(view.t("Availability and clarity"), *_availability(view), anchor="availability"),
        c.section(
            view.t("Comparability and use together"), *_comparability(view), anchor="comparability"
        ),
    )


def _relevance(view: View) -> list[Child]:
    said = [
        view.t(
            "The figures are for those who decide on the programme, those who carry it out and "
            "those who review it. They show how far its goals have come."
        ),
        view.t(
            "They do not show how common trafficking is: most victims are never met. Nor do they "
            "show what caused a change."
        ),
    ]
    count = len(view.release.indicators) if view.release else 0
    counted = view.n("{count} indicator.", "{count} indicators.", count) if count else ""
    more = c.link(view.t("All indicators"), view.href("about") + "#indicators")
    return [*(html.P(text) for text in said), html.P([f"{counted} ", more])]


def _reliability(view: View) -> list[Child]:
    of_documents = [
        view.t(
            "The figures of this release come from public documents alone, and not from returns "
            "of units and partners. They were read from the documents, and what a document gives "
            "as a range or in words stands as it does there."
        )
    ]
    said = [
        *(of_documents if rests_on_documents(view.release) else []),
        view.t(
            "Counts are reported by units and partners. Each return is checked by written rules "
            "before it is used; what is wrong is sent back, and what is odd needs a reason."
        ),
        view.t(
            "Counts are of all cases known to whoever reports, so they have no sampling error. "
            "What nobody knew of is missing. Shares of few persons come with the interval that "
            "chance alone would give."
        ),
        view.t(
            "Estimates are not counts. They have an error of their own, from their method and "
            "from what they build on, and are marked as estimates."
        ),
        view.t(
            "No count is filled in or guessed. A gap is shown as a gap, and small figures are "
            "hidden where they could point at somebody."
        ),
    ]
    return [*(html.P(text) for text in said), _counted(view)]


def _counted(view: View) -> Child:
    if view.release is None:
        return None
    found = quality.measured(view.release)
    counts = [
        (view.t("Cells with a figure"), found.figures),
        (view.t("of these preliminary"), found.preliminary),
        (view.t("of these a range"), found.ranges),
        (view.t("of these from a public document"), found.of_documents),
        (view.t("with a figure that another source contradicts"), found.conflicting),
        *(
            (view.t("Cells without a figure: {why}", why=view.t(words.MARKS[mark][0])), count)
            for mark, count in found.marks
        ),
    ]
    rows: list[list[Child | Cell]] = [
        [what, Cell(formats.number(count, view.language), kind="number")] for what, count in counts
    ]
    caption = view.t(
        "The release's {all} cells: one for each indicator, period, place and group",
        all=formats.number(found.observations, view.language),
    )
    return c.table(caption, [view.t("What"), view.t("How many")], rows)


def _timeliness(view: View) -> list[Child]:
    parts: list[Child] = [
        html.P(
            view.t(
                "Every source has a day by which it is due. A late one is named on the page of "
                "sources, with the day since when it has been late."
            )
        )
    ]
    if view.release is not None:
        cut = formats.day(view.release.head.data_cut, view.language)
        parts.append(html.P(view.t("The release uses what was reported up to {day}.", day=cut)))
        lag = quality.measured(view.release).lag
        if lag is not None:
            parts.append(
                html.P(
                    view.t(
                        "Half of its figures were reported within {days} days after their period.",
                        days=formats.number(lag, view.language),
                    )
                )
            )
    parts.append(html.P(c.link(view.t("When each source is due"), view.href("sources"))))
    return parts


def _availability(view: View) -> list[Child]:
    said = view.t(
        "Everything published is free to read and to use, without signing in: as pages in "
        "Swedish and English, as files and by an interface for programs. Every release ever made "
        "can still be read, save one that has been withdrawn, whose address says why."
    )
    ways = [
        c.Link(view.t("Open data"), view.href("open_data")),
        c.Link(view.t("Words explained"), view.href("glossary")),
        c.Link(view.t("Accessibility statement"), view.href("accessibility")),
    ]
    return [html.P(said), c.links(ways, label=view.t("Further"))]


def _comparability(view: View) -> list[Child]:
    said = [
        view.t(
            "A definition is the same over time. Where what is counted changes, the break is "
            "marked by its day, and no change is stated across it."
        ),
        view.t(
            "Figures of different publishers count in different ways. They stand side by side "
            "and are never added up."
        ),
        view.t(
            "A figure that is revised keeps its earlier value in the release where it stood. Any "
            "two releases can be compared, value by value."
        ),
    ]
    more = c.link(view.t("All releases"), view.href("releases"))
    return [*(html.P(text) for text in said), html.P(more)]


PAGE = Page(
    name="quality",
    sv="/kvalitetsdeklaration",
    en="/en/kvalitetsdeklaration",
    title=title,
    layout=layout,
    in_menu=False,
    menu=N_("Quality declaration"),
    description=lambda view: view.t(
        "Relevance, reliability, timeliness, availability and comparability of the figures."
    ),
)
