"""What are forms made of?

Builders of what the server writes and the browser takes as it is: every field has its label, its
help and, where it was filled in wrongly, its fault beside it, tied together for screen readers.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from dash import html
from dash.development.base_component import Component

Kind = Literal["text", "password", "search", "date", "number", "file", "hidden", "checkbox"]


class Input(Component):
    """An ``<input>`` with whatever attributes it needs; it reaches a browser as HTML alone."""

    _namespace = "dash_html_components"
    _type = "Input"
    _children_props: list[str] = []  # noqa: RUF012 - Dash reads it from the class
    _base_nodes: list[str] = []  # noqa: RUF012 - the same
    available_wildcard_properties = ["data-", "aria-"]  # noqa: RUF012 - the same

    def __init__(self, **props: Any) -> None:  # noqa: ANN401 - attributes are of any kind
        self._prop_names = [*props]
        self._valid_wildcard_attributes = ["data-", "aria-"]
        self.available_properties = [*props]
        super().__init__(**props)  # type: ignore[no-untyped-call] # Dash's own


def hidden(name: str, value: str) -> Component:
    """Send a value along without showing it."""
    return Input(name=name, type="hidden", value=value)


def kept(query: Mapping[str, str], *names: str) -> list[Component]:
    """Send along what the address asks for already, as far as it does."""
    return [hidden(name, query[name]) for name in names if name in query]


def field(
    label: str,
    name: str,
    *,
    kind: Kind = "text",
    value: str = "",
    required: bool = False,
    hint: str = "",
    fault: str = "",
    anchor: str | None = None,
    **more: Any,  # noqa: ANN401 - further attributes, such as autoComplete
) -> Component:
    """Give one field under its label; ``hint`` helps before, ``fault`` says what is wrong.

    ``anchor`` tells it from another of the same name on the page.
    """
    given = {"value": value} if kind not in ("file", "password") else {}
    own = anchor or name
    box = Input(
        id=own,
        name=name,
        type=kind,
        required=required,
        **_tied(own, hint, fault),
        **given,
        **more,
    )
    return _labelled(label, own, box, hint, fault)


def text_area(
    label: str,
    name: str,
    *,
    value: str = "",
    rows: int = 4,
    required: bool = False,
    hint: str = "",
    fault: str = "",
) -> Component:
    """Give a field for several lines under its label."""
    tied = _tied(name, hint, fault)
    box = html.Textarea(value, id=name, name=name, rows=rows, required=required, **tied)
    return _labelled(label, name, box, hint, fault)


def choice(
    label: str,
    name: str,
    options: Sequence[tuple[str, str]],
    *,
    chosen: str = "",
    required: bool = False,
    hint: str = "",
    fault: str = "",
    anchor: str | None = None,
) -> Component:
    """Give a list to choose one of; ``options`` are (value, words)."""
    own = anchor or name
    made = [html.Option(words, value=code, selected=code == chosen) for code, words in options]
    box = html.Select(made, id=own, name=name, required=required, **_tied(own, hint, fault))
    return _labelled(label, own, box, hint, fault)


def tick(label: str, name: str, value: str = "yes", *, ticked: bool = False) -> Component:
    """Give a box to tick, its words after it."""
    anchor = f"{name}-{value}"
    box = Input(id=anchor, name=name, type="checkbox", value=value, checked=ticked)
    return html.Div([box, html.Label(label, htmlFor=anchor)], className="tick")


def button(
    label: str, *, plain: bool = False, name: str | None = None, value: str | None = None
) -> Component:
    """Give the button that sends the form; ``plain`` for the lesser of two."""
    named: dict[str, Any] = {"name": name, "value": value} if name else {}
    kind = "button is-plain" if plain else "button"
    return html.Button(label, type="submit", className=kind, **named)


def _labelled(label: str, name: str, box: Component, hint: str, fault: str) -> Component:
    return html.Div(
        [
            html.Label(label, htmlFor=name),
            *([html.Small(hint, id=f"{name}-hint", className="hint")] if hint else []),
            *([html.Small(fault, id=f"{name}-fault", className="fault")] if fault else []),
            box,
        ],
        className="field is-wrong" if fault else "field",
    )


def _tied(name: str, hint: str, fault: str) -> Mapping[str, Any]:
    ids = [f"{name}-{part}" for part, said in (("hint", hint), ("fault", fault)) if said]
    tied: dict[str, Any] = {"aria-describedby": " ".join(ids)} if ids else {}
    return {**tied, "aria-invalid": "true"} if fault else tied
