"""What are pages made of?

Builders on ``dash.html`` alone, so that the same tree is drawn by the browser and written as
text by the server. Words come in already translated; builders that have words of their own take
the view. After writing new messages run ``python -m dashboard.i18n update`` and fill in the
Swedish. Small pictures stand in ``dashboard.pictures``, charts in ``dashboard.charts``; both are
offered from here as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dash import html
from dash.development.base_component import Component

from dashboard.charts import chart, charts_in, graph_config, lanes
from dashboard.html import walk
from dashboard.i18n import N_
from dashboard.links import picture_address
from dashboard.page import Language, View
from dashboard.pictures import (
    BandRow,
    DotRow,
    Dots,
    Segment,
    aria,
    band,
    dot_line,
    dots,
    gap,
    spark,
    stacked,
)

__all__ = [
    "MARKS",
    "STATUS_SHAPES",
    "BandRow",
    "Cell",
    "DotRow",
    "Dots",
    "Link",
    "Segment",
    "aria",
    "band",
    "chart",
    "coded",
    "columns",
    "details",
    "dot_line",
    "dots",
    "empty",
    "figure",
    "gap",
    "graph_config",
    "lanes",
    "lead",
    "link",
    "links",
    "mark",
    "note",
    "page",
    "page_header",
    "section",
    "spark",
    "stacked",
    "state",
    "status",
    "table",
    "value",
    "zero_mark",
]

Child = str | int | float | Component | None
Content = Child | Sequence[Child]
Shape = Literal[
    "full",
    "half",
    "quarter",
    "ring",
    "dashed",
    "square",
    "dotted",
    "up",
    "level",
    "down",
    "away",
    "hidden",
    "late",
    "unequal",
]

_FEW_ROWS = 4

MARKS: Mapping[str, tuple[str, str]] = {
    "not_reported": ("", N_("not reported yet")),
    "not_available": ("..", N_("not available")),
    "cannot_occur": (".", N_("cannot occur")),
    "hidden": ("", N_("hidden to protect people")),
    "not_applicable": ("/", N_("not applicable")),
    "incomplete": ("", N_("incomplete")),
    "scope_mismatch": ("≠", N_("the figures concern different groups")),
    "conflict_unresolved": ("?", N_("sources disagree")),
}
"""Mark code -> sign and English words. An empty sign is drawn by the style sheet."""

STATUS_SHAPES: Mapping[str, tuple[Shape, str]] = {
    "achieved": ("full", N_("achieved")),
    "achieved_early": ("full", N_("achieved early")),
    "kept": ("full", N_("kept")),
    "not_kept": ("down", N_("not kept")),
    "on_track": ("up", N_("on track")),
    "slightly_behind": ("level", N_("slightly behind")),
    "behind": ("down", N_("behind")),
    "moving_away": ("away", N_("moving away")),
    "no_target": ("ring", N_("no target decided")),
    "no_data": ("square", N_("no data")),
    "source_overdue": ("late", N_("source overdue")),
    "hidden": ("hidden", N_("hidden to protect people")),
    "scope_mismatch": ("unequal", N_("the figures concern different groups")),
    "break_in_series": ("dashed", N_("break in the series")),
    "too_early": ("dotted", N_("too early to say")),
    "too_uncertain": ("dashed", N_("too uncertain to say")),
    "under_way": ("half", N_("under way")),
    "done": ("full", N_("done")),
    "assigned": ("quarter", N_("assigned")),
    "proposed": ("dotted", N_("proposed")),
    "dropped": ("away", N_("dropped")),
}
"""Status code -> shape and English words."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    text: str
    href: str
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell that is more than its words: a number, a mark, a second line below."""

    content: Content
    below: Content = None
    kind: Literal["text", "number", "mark"] = "text"


def page(*children: Child) -> Component:
    """Join a page's parts: its header first, then its sections and figures."""
    return html.Div(list(children), className="page")


def page_header(heading: str, lead_text: Content = None, *, kicker: Content = None) -> Component:
    """Open a page: a heading that states the fact, above it its goal, below it what it means."""
    return html.Header(
        [
            *([html.P(_many(kicker), className="kicker")] if kicker is not None else []),
            html.H1(heading, id="heading"),
            *([lead(lead_text)] if lead_text is not None else []),
        ],
        className="page-header",
    )


def lead(content: Content) -> Component:
    """Give the few sentences that answer the page's question."""
    return html.P(_many(content), className="lead")


def section(heading: str, *children: Child, anchor: str | None = None) -> Component:
    """Give a part of a page under its own heading."""
    return html.Section([html.H2(heading), *children], **_identity(anchor, "section"))


def columns(*parts: Child) -> Component:
    """Set short sections side by side where there is room."""
    return html.Div(list(parts), className="columns")


def note(content: Content) -> Component:
    """Give a remark that stands beside a figure in smaller, softer words."""
    return html.Small(_many(content), className="note")


def coded(text: str) -> list[Child]:
    """Set what stands between backticks as code: names of columns, files and commands."""
    parts = text.split("`")
    return [html.Code(part) if at % 2 else part for at, part in enumerate(parts) if part]


def link(text: str, href: str, *, language: Language | None = None) -> Component:
    """Lead somewhere; ``language`` where the other end is in another one."""
    return html.A(text, href=href, **_language(language))


def links(items: Sequence[Link], *, label: str) -> Component:
    """List links on one line: downloads, permanent link, further pages."""
    return html.Ul(
        [html.Li(link(item.text, item.href, language=item.language)) for item in items],
        className="acts",
        **aria(label=label),
    )


def details(
    summary: str,
    *children: Child,
    unfolded: bool = False,
    on_phones: bool = False,
    printed: bool = False,
    anchor: str | None = None,
) -> Component:
    """Fold away what only some want to read; works without JavaScript.

    ``on_phones`` folds on narrow screens alone: elsewhere, and on paper, it stands open. A
    ``printed`` one is the rest of a list that stands open: on paper the list is whole.
    """
    folded = html.Summary(summary)
    name = "fold" + " on-phones" * on_phones + " printed" * printed
    return html.Details([folded, *children], open=unfolded, **_identity(anchor, name))


def empty(heading: str, *children: Child) -> Component:
    """Say that there is nothing yet, what would be here and what it takes; keep the place."""
    return html.Div([html.H2(heading), *children], className="empty")


def state(word: str, shape: Shape, below: Content = None, *, term: str = "") -> Component:
    """Say a state as a word with a shape before it, and why below it.

    ``term`` names the word's place on the glossary page, for its explanation.
    """
    told: dict[str, Any] = {"data-term": term} if term else {}
    said = html.Span(word, className=f"state is-{shape}", **told)
    return html.Span([said, note(below)], className="said") if below is not None else said


def status(view: View, code: str, below: Content = None) -> Component:
    """Say a status of progress or of a commitment by its code."""
    shape, words = STATUS_SHAPES[code]
    return state(view.t(words), shape, below, term=f"state-{code}")


def mark(view: View, code: str, *, below: Content = None) -> Component:
    """Show why a figure is not there: its sign, and its words for everybody to read."""
    sign, words = MARKS[code]
    shown = html.Span(sign, className=f"sign is-{code}", **aria(hidden="true"))
    told: dict[str, Any] = {"data-term": f"mark-{code}"}
    spoken = html.Span(view.t(words), className="mark-words", **told)
    said = html.Span([shown, spoken], className="mark")
    return html.Span([said, note(below)], className="said") if below is not None else said


def zero_mark(view: View) -> Component:
    """Show the sign for zero with its word, as ``mark`` shows those of what is not there."""
    shown = html.Span("–", className="sign", **aria(hidden="true"))
    return html.Span([shown, html.Span(view.t("zero"), className="mark-words")], className="mark")


def value(text: str, below: Content = None) -> Component:
    """Show a figure at size, with its period and group below."""
    parts: list[Child] = [html.B(text, className="figure-value")]
    return html.Span([*parts, note(below)] if below is not None else parts, className="said")


def table(
    caption: str,
    head: Sequence[Child],
    rows: Sequence[Sequence[Child | Cell]],
    *,
    hide_caption: bool = False,
    stack: bool = False,
    class_name: str = "data",
) -> Component:
    """Give a table whose first cell in each row names it.

    It scrolls inside itself where it is wider than the screen; with ``stack`` each row becomes
    a block on a phone, every cell under its column's words. Raises ValueError where a row is not
    as long as the head.
    """
    if wrong := [row for row in rows if len(row) != len(head)]:
        raise ValueError(f"{caption!r}: {len(head)} columns, but a row has {len(wrong[0])} cells")
    titles = [title if isinstance(title, str) else "" for title in head]
    body = html.Table(
        [
            html.Caption(caption, className="sr" if hide_caption else "caption"),
            html.Thead(html.Tr([html.Th(title, scope="col") for title in head])),
            html.Tbody([_row(row, titles) for row in rows]),
        ],
        className=f"{class_name} stack" if stack else class_name,
    )
    return html.Div(body, className="scroll", tabIndex="0", role="group", **aria(label=caption))


def figure(
    view: View,
    *,
    anchor: str,
    heading: str,
    line: str,
    picture: Child,
    data: Child,
    sentence: str = "",
    said: Content = None,
    working: Sequence[Child] = (),
    downloads: Sequence[Link] = (),
    permanent: str | None = None,
) -> Component:
    """Give a figure with all that belongs to it.

    ``heading`` states the fact, ``sentence`` what the picture shows, ``line`` its unit, place
    and time; ``said`` is its state; ``working`` is what stands under "Check the arithmetic";
    ``data`` is its table.
    """
    end = [*downloads, *_pictures(view, picture, permanent)]
    end += [Link(view.t("Permanent link"), permanent)] if permanent else []
    return html.Figure(
        [
            html.Figcaption(
                [
                    html.H2(heading),
                    *([html.P(sentence, className="finding")] if sentence else []),
                    html.P(line, className="unit"),
                ]
            ),
            html.Div(picture, className="picture"),
            *([html.P(_many(said), className="after")] if said is not None else []),
            *([details(view.t("Check the arithmetic"), *working)] if working else []),
            folded_table(view, data) if picture != "" else data,
            *([_ways_on(view, end)] if end else []),
        ],
        id=anchor,
        className="figure",
    )


def folded_table(view: View, data: Child, *, unfolded: bool = False) -> Child:
    """Give a table; on a phone a long one waits, folded, unless ``unfolded`` was asked for."""
    rows = sum(isinstance(part, html.Tr) for body in _bodies(data) for part in walk(body))
    if rows <= _FEW_ROWS:
        return data
    said = view.n("Table, {count} row", "Table, {count} rows", rows)
    return details(said, data, on_phones=True, unfolded=unfolded)


def _ways_on(view: View, ways: Sequence[Link]) -> Component:
    said = view.t("Downloads and links")
    folded = details(said, links(ways, label=said), on_phones=True)
    # Nothing is pressed on paper, so that its heading would stand there alone.
    return html.Div(folded, className="unprinted")


def _bodies(data: Child) -> Iterator[Component]:
    return (part for part in walk(data) if isinstance(part, html.Tbody))


def _pictures(view: View, picture: Child, permanent: str | None) -> list[Link]:
    """Lead to a figure's charts as pictures for slides, of the very release shown."""
    if permanent is None:
        return []
    page = permanent.removeprefix(view.settings.base_url.rstrip("/")).partition("#")[0]
    return [
        Link(f"{kind.upper()} ({name})" if name else kind.upper(), picture_address(one, kind, page))
        for one, name in charts_in(picture)
        for kind in ("png", "svg")
    ]


def _row(row: Sequence[Child | Cell], titles: Sequence[str]) -> Component:
    first, *rest = row
    cells = [_cell(cell, title) for cell, title in zip(rest, titles[1:], strict=True)]
    return html.Tr([html.Th(_inside(first), scope="row"), *cells])


def _cell(cell: Child | Cell, title: str) -> Component:
    kind = cell.kind if isinstance(cell, Cell) else "text"
    label: dict[str, Any] = {"data-label": title}
    return html.Td(_inside(cell), className=f"is-{kind}", **label)


def _inside(cell: Child | Cell) -> Content:
    if not isinstance(cell, Cell):
        return cell
    return cell.content if cell.below is None else [*_many(cell.content), note(cell.below)]


def _many(content: Content) -> list[Child]:
    if content is None or isinstance(content, str | int | float | Component):
        return [content]
    return list(content)


def _identity(name: str | None, class_name: str) -> dict[str, Any]:
    return {"className": class_name, **({"id": name} if name else {})}


def _language(language: Language | None) -> dict[str, Any]:
    return {"lang": language, "hrefLang": language} if language else {}
