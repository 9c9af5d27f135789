"""How does each term, mark and state on a page get its explanation?

After a page has built its tree, the words of ``dashboard.terms`` are looked for in its running
text. Each becomes, where it first stands, a button that opens its definition: HTML's own popover,
which needs no script. Marks and states carry a ``data-term`` and are asked about once in each
table, since a table of hidden figures would else hold hundreds of stops for the keyboard.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components import aria
from dashboard.page import View
from dashboard.terms import TERMS, WORDS, Term

_READ = ("P", "Li", "Dd")
# Inside these a button may not stand, or would be met twice.
_CLOSED = (
    *("A", "Button", "Summary", "Label", "H1", "H2", "H3", "H4", "Caption"),
    *("Code", "Textarea", "Option", "Nav", "Form", "Dfn", "Graph"),
)
_BEGINNING = re.compile(r"(?:^|[.:!?]\s)\W*$")
_BY_ANCHOR = {term.anchor: term for term in TERMS}


class Opener(Component):
    """A ``<button>`` that opens a popover: Dash's own lacks the attribute, its script takes it."""

    _namespace = "dash_html_components"
    _type = "Button"
    _children_props: list[str] = []  # noqa: RUF012 - Dash reads it from the class
    _base_nodes = ["children"]  # noqa: RUF012 - the same

    def __init__(self, children: str, **props: Any) -> None:  # noqa: ANN401 - of any kind
        self._prop_names = ["children", *props]
        self._valid_wildcard_attributes = ["data-", "aria-"]
        self.available_wildcard_properties = ["data-", "aria-"]
        self.available_properties = ["children", *props]
        super().__init__(children=children, **props)  # type: ignore[no-untyped-call] # Dash's own


class Popover(Opener):
    """A ``<div>`` that stays unseen until its button opens it."""

    _type = "Div"

    def __init__(self, children: Any, **props: Any) -> None:  # noqa: ANN401 - of any kind
        super().__init__(children, popover="auto", **props)


def explained(view: View, body: Component) -> Component:
    """Give a page's tree with its terms explained; the tree itself is changed."""
    if "glossary" not in view.routes:
        return body
    walk = _Walk(view)
    walk.through(body, closed=False, asked=set())
    if not walk.used:
        return body
    return html.Div([body, html.Div([*walk.popovers()], className="definitions")])


class _Walk:
    def __init__(self, view: View) -> None:
        self._view = view
        self._met: set[str] = set()
        self.used: dict[str, Term] = {}

    def through(self, node: Any, *, closed: bool, asked: set[str]) -> None:  # noqa: ANN401 - any
        """Go through a tree; ``asked`` are the marks and states met in the table at hand."""
        if isinstance(node, list | tuple):
            for child in node:
                self.through(child, closed=closed, asked=asked)
        if not isinstance(node, Component):
            return
        kind = type(node).__name__
        if kind in _CLOSED or getattr(node, "role", None) == "img":
            return
        asked = set() if kind == "Table" else asked
        anchor = getattr(node, "data-term", None)
        if anchor:
            self._ask(node, anchor, asked)
        elif kind in _READ:
            node.children = self._read(getattr(node, "children", None), asked)
        else:
            self.through(getattr(node, "children", None), closed=closed, asked=asked)

    def _ask(self, node: Component, anchor: str, asked: set[str]) -> None:
        term = _BY_ANCHOR.get(anchor)
        words = getattr(node, "children", None)
        if term is None or anchor in asked or not isinstance(words, str):
            return
        asked.add(anchor)
        node.children = self._opener(words, term)

    def _read(self, content: Any, asked: set[str]) -> Any:  # noqa: ANN401 - children of any kind
        if isinstance(content, str):
            parts = list(self._split(content))
            return content if len(parts) == 1 else parts
        if isinstance(content, list | tuple):
            read: list[Any] = []
            for child in content:
                read.extend(self._split(child) if isinstance(child, str) else [child])
                if not isinstance(child, str):
                    self.through(child, closed=False, asked=asked)
            return read
        self.through(content, closed=False, asked=asked)
        return content

    def _split(self, text: str) -> Iterator[str | Component]:
        at = 0
        pattern, terms = _pattern(self._view.language)
        for found in pattern.finditer(text):
            term = terms[found[0].lower()]
            if term.anchor in self._met or _names_a_page(text, found) or _in_address(text, found):
                continue
            self._met.add(term.anchor)
            if found.start() > at:
                yield text[at : found.start()]
            yield self._opener(found[0], term)
            at = found.end()
        if at < len(text):
            yield text[at:]

    def _opener(self, words: str, term: Term) -> Component:
        self.used[term.anchor] = term
        label = self._view.t("{term}: what does this mean?", term=words)
        return Opener(
            words,
            type="button",
            className="term",
            popovertarget=f"means-{term.anchor}",
            **aria(label=label),
        )

    def popovers(self) -> Iterator[Component]:
        """Give the definitions of all terms met."""
        for anchor, term in self.used.items():
            more = self._view.href("glossary", release=None, as_of=None) + f"#{anchor}"
            yield Popover(
                [
                    html.P([html.B(term.said(self._view)), ". ", self._view.t(term.meaning)]),
                    html.P(html.A(self._view.t("All words explained"), href=more)),
                ],
                id=f"means-{anchor}",
                className="definition",
            )


def _names_a_page(text: str, found: re.Match[str]) -> bool:
    """Tell whether a word has a capital within its sentence: "open Releases" means the page."""
    begins = _BEGINNING.search(text[: found.start()])
    return found[0][0].isupper() and not found[0].isupper() and begins is None


def _in_address(text: str, found: re.Match[str]) -> bool:
    """Tell whether a word is a part of an address that the text spells out."""
    around = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
    return any(sign and sign in "?=&/#" for sign in around)


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, Term]]:
    terms = {form: term for term in WORDS for form in term.forms[language]}
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE), terms
