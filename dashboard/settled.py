"""What of a page does the browser's side of Dash have to know? Its charts, and what holds them.

Dash tells each component that arrives of every other one, so that its work grows with the square
of their number: pages of 2 500 elements took half a minute to come alive. All that never changes
is therefore handed over as HTML, as the server writes it anyway: one component for each outermost
element that holds no chart.
"""

from copy import copy
from typing import Any

from dash import dcc
from dash.development.base_component import Component

from dashboard.html import properties, to_html, walk


class Settled(Component):
    """An element that never changes: its tag, its properties as React names them, its HTML.

    ``assets/page.js`` draws it.
    """

    _namespace = "programkollen"
    _type = "Settled"
    _prop_names = ["tag", "attributes", "html"]  # noqa: RUF012 - as Dash declares it
    _valid_wildcard_attributes = []  # noqa: RUF012

    def __init__(self, tag: str, attributes: dict[str, Any], html: str) -> None:
        super().__init__(tag=tag, attributes=attributes, html=html)  # type: ignore[no-untyped-call] # Dash's own


def settle(tree: Any) -> Any:  # noqa: ANN401 - children are of any kind that Dash takes
    """Give the same tree with all that holds no chart settled; the given one is left as it was."""
    if isinstance(tree, list | tuple):
        return [settle(one) for one in tree]
    if not isinstance(tree, Component) or isinstance(tree, dcc.Graph):
        return tree
    children = getattr(tree, "children", None)
    if any(isinstance(one, dcc.Graph) for one in walk(children)):
        kept = copy(tree)
        kept.children = settle(children)
        return kept
    described = properties(tree)
    if described is None or children is None:
        return tree
    tag, attributes = described
    return Settled(tag, attributes, to_html(children))
