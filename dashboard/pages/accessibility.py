"""How accessible is the site? The statement that the law asks for, in its eleven parts.

The law on accessibility of digital public services (2018:1937) and the authority's regulations
say which. What is claimed here is what the tests in ``tests/accessibility`` hold and what is
known not to be held.
"""

from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.presenters.select import lists

ASSESSED = date(2026, 11, 26)
UPDATED = date(2026, 11, 26)
REPORT_TO = "https://www.digg.se/tdosanmalan"
FEEDBACK = "/tillganglighetsredogorelse/synpunkter"

_SHORTCOMINGS = (
    N_(
        "The pages have not been tried by people who use assistive technology every day. Until "
        "they have, we do not claim that everything works for everybody."
    ),
)


def title(view: View) -> str:
    """Name the page."""
    return view.t("Accessibility statement")


def layout(view: View) -> Component:
    """Build the page; it needs no release."""
    lead = view.t(
        "{who} is responsible for this website. As many as possible are to be able to use it. "
        "This page says how it meets the law on accessibility of digital public services, what is "
        "known not to work, and how you can tell us.",
        who=_who(view),
    )
    parts = (
        (view.t("1. Who is responsible"), _responsible(view), "responsible"),
        (view.t("2. Which service"), _service(view), "service"),
        (view.t("3. How far the law is met"), _compliance(view), "compliance"),
        (view.t("4. What is not accessible, and why"), _shortcomings(view), "shortcomings"),
        (view.t("5. When it was assessed"), [_day(view, ASSESSED)], "assessed"),
        (view.t("6. When this was last updated"), [_day(view, UPDATED)], "updated"),
        (view.t("7. How it was assessed"), _method(view), "method"),
        (view.t("8. Tell us, or ask for it in another form"), _feedback(view), "feedback"),
        (view.t("9. Report to the authority"), _authority(view), "authority"),
        (view.t("10. What would be too great a burden"), _burden(view), "burden"),
        (view.t("11. What the law does not cover"), _outside(view), "outside"),
    )
    return c.page(
        c.page_header(title(view), lead, kicker=view.t("About")),
        *(c.section(heading, *said, anchor=anchor) for heading, said, anchor in parts),
    )


def _who(view: View) -> str:
    if view.settings.publisher:
        return view.settings.publisher
    place = lists(view.release, "geography").get(view.settings.geography, {})
    return str(place.get(view.language) or view.settings.site_name)


def _responsible(view: View) -> list[Child]:
    return [html.P(_who(view))]


def _service(view: View) -> list[Child]:
    home = view.settings.base_url.rstrip("/") + view.href("overview", release=None, as_of=None)
    said = view.t("The pages, files and the working area of {site}.", site=view.settings.site_name)
    return [html.P([f"{said} ", c.link(home, home)])]


def _compliance(view: View) -> list[Child]:
    return [
        html.P(html.B(view.t("The website is partially compliant with the law."))),
        html.P(
            view.t(
                "It is built to meet WCAG 2.2 level AA, which holds more than the standard "
                "EN 301 549 asks for. The shortcomings that are known stand below."
            )
        ),
    ]


def _shortcomings(view: View) -> list[Child]:
    return [html.Ul([html.Li(view.t(text)) for text in _SHORTCOMINGS])]


def _day(view: View, day: date) -> Child:
    return html.P(formats.day(day, view.language))


def _method(view: View) -> list[Child]:
    said = (
        view.t(
            "By ourselves. At every change every page is tested by programs, as each kind of "
            "reader, in both languages, light and dark, on a phone and on a wide screen (axe, the "
            "rules of WCAG 2.2 A and AA and best practice), and its HTML as well."
        ),
        view.t(
            "Tests go through the site with the keyboard alone, at 320 pixels' width, enlarged "
            "four times, with reduced motion and with the reader's own colours."
        ),
        view.t("No other party has examined it."),
    )
    return [html.P(text) for text in said]


def _feedback(view: View) -> list[Child]:
    parts: list[Child] = [
        html.P(
            view.t(
                "Tell us if something does not work for you, or if you want something in another "
                "form. You need not say who you are."
            )
        )
    ]
    # Where nobody can sign in, the process may write nothing either.
    if view.way_in:
        address = FEEDBACK if view.language == "sv" else f"/en{FEEDBACK}"
        parts.append(html.P(c.link(view.t("Write to us by a form"), address)))
    if email := view.settings.contact_email:
        parts.append(
            html.P([view.t("You can also reach us here: "), c.link(email, f"mailto:{email}")])
        )
    return parts


def _authority(view: View) -> list[Child]:
    return [
        html.P(
            view.t(
                "The Agency for Digital Government (Digg) supervises the law. If you are not "
                "content with how we take care of what you have told us, you can report it there."
            )
        ),
        html.P(c.link(view.t("Report insufficient accessibility"), REPORT_TO)),
    ]


def _burden(view: View) -> list[Child]:
    return [html.P(view.t("We claim nothing of the kind: no part is left out as too costly."))]


def _outside(view: View) -> list[Child]:
    return [
        html.P(
            view.t(
                "Documents that others have published and that the figures come from are linked "
                "to, not kept here. We have no say over how accessible they are. What a figure "
                "takes from them stands on our pages."
            )
        )
    ]


PAGE = Page(
    name="accessibility",
    sv="/tillganglighetsredogorelse",
    en="/en/tillganglighetsredogorelse",
    title=title,
    layout=layout,
    in_menu=False,
    menu=N_("Accessibility statement"),
    description=lambda view: view.t(
        "How the website meets the law on accessibility, what does not work, and how to tell us."
    ),
)
