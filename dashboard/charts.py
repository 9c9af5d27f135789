"""How does a chart stand on a page: its place, its sentence, its settings, several side by side?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.html import walk
from dashboard.page import Language
from dashboard.pictures import aria
from dashboard.theme import template

_SLIM = 3
"""So few places beside other charts never get more room than a phone has."""


def chart(
    drawing: Mapping[str, Any],
    *,
    label: str,
    anchor: str,
    height: int = 320,
    language: Language = "sv",
) -> Component:
    """Draw a Plotly figure, given as a plain dict, in a place that keeps its height in pixels.

    ``label`` is the sentence that says what it shows; the server writes it in the chart's place.
    Colours are those of ``theme.LIGHT``: the page swaps each for its dark one where the reader
    prefers dark.
    """
    layout = {**drawing.get("layout", {})}
    layout.setdefault("template", template(language))
    layout["meta"] = {"height": height}
    graph = dcc.Graph(
        id=anchor,
        figure={"data": list(drawing.get("data", ())), "layout": layout},
        config=graph_config(language),
        responsive=True,
        className="chart-plot",
    )
    # The sentence lies under the picture, and is read where none is drawn. Whoever comes to the
    # chart by keyboard walks through its figures with the arrows (assets/charts.js).
    return html.Div(
        [html.P(label, className="chart-text"), graph],
        className="chart",
        role="img",
        tabIndex="0",
        style={"--height": f"{height}px"},
        **aria(label=label),
    )


def lanes(parts: Sequence[tuple[str, int, Component]]) -> Component:
    """Set charts of one scale side by side: each its name, its number of places, and itself."""
    if len(parts) > 1:
        for _, places, drawn in parts:
            for graph in (one for one in walk(drawn) if isinstance(one, dcc.Graph)):
                vars(graph)["figure"]["layout"]["meta"]["slim"] = places <= _SLIM
    return html.Div(
        [
            html.Div(
                [*([html.P(name, className="lane-name")] if name else []), drawn],
                className="lane",
                style={"--places": str(max(places, 2))},
            )
            for name, places, drawn in parts
        ],
        # As many places in each: one size for all, also where a line holds fewer.
        className="lanes is-even" if len({places for _, places, _ in parts}) == 1 else "lanes",
    )


def charts_in(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - children are of any kind
    """Name each chart of a tree, in order, with the name of its lane: "" where it stands alone."""
    lane = ""
    for part in walk(tree):
        if getattr(part, "className", None) == "lane":
            lane = ""
        elif getattr(part, "className", None) == "lane-name":
            lane = str(getattr(part, "children", ""))
        elif isinstance(part, dcc.Graph):
            yield str(vars(part)["id"]), lane


def graph_config(language: Language) -> dcc.Graph.Config:
    """Give the settings of every chart: no button that sends data away, no logo, our words."""
    return {
        "displayModeBar": False,
        "displaylogo": False,
        "doubleClick": False,
        "locale": language,
        "plotlyServerURL": "",
        "scrollZoom": False,
        "showSendToCloud": False,
        "showTips": False,
    }
