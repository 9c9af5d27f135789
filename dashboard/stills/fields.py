"""Which parts of a Plotly figure can be drawn without script?

Traces: ``bar`` (upright and lying, with ``base``, ``offset``, ``width``, hatchings, error bars and
words inside or outside) and ``scatter`` (lines, markers, words, error bars, filled areas). Axes:
linear, category and date, several of them side by side by ``domain``. Layout: bars over each
other, stacked or side by side, shapes (line, rect, circle), annotations, a legend (always above
the plot). What only a pointer or a script uses (hover texts, drag modes, transitions) is passed
over. Everything else is refused by name, so that a test fails where a page uses it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Spec = Mapping[str, Any]


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PASSED_OVER = _names(
    "hoverinfo hovertext hovertemplate hoverlabel hoveron hoverdistance hovermode customdata ids "
    "meta uid uirevision selectedpoints selected unselected dragmode clickmode spikedistance "
    "transition autosize template fixedrange showspikes spikemode automargin layer zorder "
    "cliponaxis constraintext legendrank legendgroup alignmentgroup name visible"
)
_TRACE = _names(
    "type x y text textposition textfont showlegend marker opacity xaxis yaxis error_x error_y"
)
TRACES: Mapping[str, frozenset[str]] = {
    "bar": _TRACE
    | _names(
        "base width offset offsetgroup orientation insidetextanchor insidetextfont "
        "outsidetextfont textangle"
    ),
    "scatter": _TRACE | _names("mode line fill fillcolor connectgaps"),
}
_PARTS: Mapping[str, frozenset[str]] = {
    "marker": _names("color line pattern symbol size opacity"),
    "line": _names("color width dash shape"),
    "pattern": _names("shape fgcolor bgcolor size solidity fillmode fgopacity"),
    "error": _names("type symmetric array arrayminus color thickness width visible"),
    "font": _names("family size color weight style"),
}
_AXIS = _names(
    "type range rangemode autorange categoryorder categoryarray domain anchor side position "
    "tickvals ticktext tickmode tick0 dtick nticks tickformat ticksuffix tickprefix tickangle "
    "tickfont showgrid gridcolor gridwidth griddash showline linecolor linewidth zeroline "
    "zerolinecolor zerolinewidth showticklabels ticks ticklen tickwidth tickcolor title visible "
    "matches ticklabelposition ticklabelstandoff separatethousands"
)
_LAYOUT = _names(
    "barmode bargap bargroupgap shapes annotations legend showlegend margin font height width "
    "paper_bgcolor plot_bgcolor separators colorway title xaxis yaxis"
)
_SHAPE = _names("type xref yref x0 x1 y0 y1 fillcolor line opacity layer")
_ANNOTATION = _names(
    "x y xref yref text showarrow textangle xanchor yanchor xshift yshift ax ay font align "
    "arrowcolor arrowwidth arrowhead bgcolor borderpad bordercolor borderwidth opacity "
    "standoff captureevents width"
)


class UndrawableError(ValueError):
    """A figure holds what cannot be drawn without script; the message names it."""


def check(figure: Spec) -> None:
    """Raise UndrawableError where a figure holds a trace or a field that cannot be drawn."""
    for trace in figure.get("data", ()):
        _trace(trace)
    layout = figure.get("layout", {})
    axes = {name for name in layout if name[:5] in ("xaxis", "yaxis")}
    _only("layout", layout, _LAYOUT | axes | {"legend"})
    for name in axes:
        _only(name, layout[name], _AXIS)
    for shape in layout.get("shapes", ()):
        _only("shape", shape, _SHAPE)
        _one_of("shape.type", shape.get("type", "rect"), ("line", "rect", "circle"))
    for annotation in layout.get("annotations", ()):
        _only("annotation", annotation, _ANNOTATION)
    _one_of("barmode", layout.get("barmode", "group"), ("group", "stack", "overlay", "relative"))


def _trace(trace: Spec) -> None:
    kind = trace.get("type", "scatter")
    _one_of("trace", kind, TRACES)
    _only(kind, trace, TRACES[kind])
    marker = trace.get("marker", {})
    _only("marker", marker, _PARTS["marker"])
    _only("marker.line", marker.get("line", {}), _PARTS["line"])
    _only("marker.pattern", marker.get("pattern", {}), _PARTS["pattern"])
    _only("line", trace.get("line", {}), _PARTS["line"])
    _one_of("line.shape", trace.get("line", {}).get("shape", "linear"), ("linear", "hv", "vh"))
    for name in ("error_x", "error_y"):
        _only(name, trace.get(name, {}), _PARTS["error"])
        _one_of(f"{name}.type", trace.get(name, {}).get("type", "data"), ("data",))
    for name in ("textfont", "insidetextfont", "outsidetextfont"):
        _only(name, trace.get(name, {}), _PARTS["font"])
    fills = ("none", "tozeroy", "tonexty", "toself")
    _one_of("fill", trace.get("fill", "none"), fills)


def _only(where: str, given: Spec, known: Iterable[str]) -> None:
    wrong = sorted(set(given) - set(known) - _PASSED_OVER)
    if wrong:
        raise UndrawableError(f"{where} holds {', '.join(wrong)}, which cannot be drawn as SVG")


def _one_of(where: str, value: object, known: Iterable[str]) -> None:
    if value not in list(known):
        raise UndrawableError(f"{where} {value!r} cannot be drawn as SVG")
