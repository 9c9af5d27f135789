"""What does each word, mark and state on the site mean?"""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard.components import Cell, Child
from dashboard.i18n import N_
from dashboard.page import Page, View
from dashboard.presenters import words
from dashboard.terms import MARK_TERMS, STATE_TERMS, WORDS, Term


def title(view: View) -> str:
    """Name the page."""
    return view.t("The words explained")


def layout(view: View) -> Component:
    """Build the page; it needs no release."""
    lead = view.t(
        "What the words, marks and states on these pages mean. A dotted line under a word "
        "elsewhere opens the same explanation."
    )
    by_name = sorted(WORDS, key=lambda term: _order(term.said(view)))
    return c.page(
        c.page_header(title(view), lead, kicker=view.t("Help")),
        c.section(view.t("Words"), _defined(view, by_name), anchor="words"),
        c.section(view.t("Marks: why a figure is not there"), _marks(view), anchor="marks"),
        c.section(view.t("States"), *_states(view), anchor="states"),
    )


def _defined(view: View, terms: Iterable[Term]) -> Child:
    parts: list[Component] = []
    for term in terms:
        parts.append(html.Dt(html.Dfn(term.said(view)), id=term.anchor))
        parts.append(html.Dd(html.Span(view.t(term.meaning))))
    return html.Dl(parts, className="glossary")


def _marks(view: View) -> Child:
    rows: list[list[Child | Cell]] = [
        [html.Span(c.mark(view, term.code), id=term.anchor), view.t(term.meaning)]
        for term in MARK_TERMS.values()
    ]
    rows.append([c.zero_mark(view), view.t("Zero: somebody counted, and there were none.")])
    caption = view.t("A missing figure is never shown as zero")
    return c.table(caption, [view.t("Sign"), view.t("Means")], rows, stack=True)


def _states(view: View) -> list[Child]:
    of_commitments = [one for one in STATE_TERMS.values() if one.code in words.COMMITMENT_STATES]
    of_targets = [one for one in STATE_TERMS.values() if one not in of_commitments]
    return [
        _table_of_states(view, view.t("States of targets"), of_targets),
        _table_of_states(view, view.t("States of commitments"), of_commitments),
    ]


def _table_of_states(view: View, caption: str, terms: Iterable[Term]) -> Component:
    rows: list[list[Child | Cell]] = [
        [html.Span(c.status(view, term.code), id=term.anchor), view.t(term.meaning)]
        for term in terms
    ]
    return c.table(caption, [view.t("State"), view.t("Means")], rows, stack=True)


def _order(name: str) -> str:
    # Swedish has å, ä and ö last, in this order; their code points are ä, å, ö.
    return name.lower().translate(str.maketrans("åäö", "{|}"))


PAGE = Page(
    name="glossary",
    sv="/ordlista",
    en="/en/ordlista",
    title=title,
    layout=layout,
    menu=N_("Words"),
    in_menu=False,
    description=lambda view: view.t("What the words, marks and states on these pages mean."),
)
