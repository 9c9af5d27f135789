"""How does a reader ask? By a form that needs no script, on its page and in every page's head."""

from dash import html
from dash.development.base_component import Component

from dashboard import forms
from dashboard.components import aria
from dashboard.page import View
from dashboard.search import LONGEST


def search_form(view: View, asked: str = "", *, name: str, small: bool = False) -> Component:
    """Give the form; ``name`` is its field's, and a ``small`` one fits the head of a page."""
    box = forms.Input(id=name, name="q", type="search", value=asked, maxLength=LONGEST)
    label = html.Label(view.t("Search for"), htmlFor=name, className="sr" if small else "")
    # A release that is kept to stays so.
    kept = forms.kept(view.query, "as_of", "release")
    return html.Form(
        [label, html.Div([box, *kept, forms.button(view.t("Search"))], className="search-line")],
        action=view.href("search", release=None, as_of=None).split("?")[0],
        method="get",
        role="search",
        className="search is-small" if small else "search",
        **aria(label=view.t("In the head of the page") if small else view.t("On this page")),
    )
