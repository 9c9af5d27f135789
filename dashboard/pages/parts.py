"""What do several pages show in the same way: a figure's cell, its sources, its arithmetic?"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats
from dashboard.components import Cell, Child, Link
from dashboard.page import View
from dashboard.presenters import checks, recount, words
from dashboard.presenters.overview import status
from dashboard.presenters.rows import Row, Source, present, present_all
from dashboard.presenters.select import headline
from dashboard.presenters.tongue import language_of
from indicators.results import Mark, Observation

_MOST_SHOWN = 8
_TOO_FEW_TO_FOLD = 4
_OFTEN = 3


def value_cell(view: View, row: Row, *, remarks: bool = True, without: Sequence[str] = ()) -> Cell:
    """Show a figure, or its mark, with what a reader must know below it.

    ``without`` are remarks that are said elsewhere.
    """
    said = [
        *(view.t("Also stated: {other}", other=text) for text in row.conflicts),
        *(text for text in row.remarks if remarks and text not in without),
    ]
    below = html.Span([html.Span(text, className="line") for text in said]) if said else None
    if row.mark is not None:
        return Cell(c.mark(view, row.mark.value), below, kind="mark")
    if is_zero(row):
        return Cell(zero(view, row.figure), below, kind="number")
    return Cell(row.figure, below, kind="number")


def value_or_silence(view: View, row: Row | None, *, remarks: bool = True) -> Cell:
    """Show a row of a register's entry; an entry without one has not been reported."""
    if row is None:
        return Cell(c.mark(view, Mark.NOT_REPORTED.value), kind="mark")
    return value_cell(view, row, remarks=remarks)


def latest(view: View, slug: str) -> Row | None:
    """Give the row that speaks for an indicator, or None where the release lacks it."""
    found = headline(view.release, slug, view.settings.geography)
    return row(view, slug, found) if found else None


def row(view: View, slug: str, observation: Observation) -> Row | None:
    """Put one observation of an indicator of the release in words."""
    if view.release is None:
        return None
    return present(view, view.release.indicators[slug], observation)


def rows(view: View, slug: str, found: Sequence[Observation]) -> tuple[Row, ...]:
    """Put several observations of an indicator of the release in words, in the order given."""
    if view.release is None or not found:
        return ()
    return present_all(view, view.release.indicators[slug], found)


def silent_title(view: View, slug: str, row: Row | None, otherwise: str) -> str:
    """Say by a page's heading why there is no figure: ``otherwise`` where none was reported."""
    if row is None or row.mark in (None, Mark.NOT_REPORTED) or view.release is None:
        return otherwise
    return fact(view, view.words(view.release.indicators[slug].definition["title"]), row)


def silence(view: View, row: Row | None, otherwise: str) -> str:
    """Say in a sentence why there is no figure: ``otherwise`` where none was reported."""
    if row is None or row.mark in (None, Mark.NOT_REPORTED):
        return otherwise
    return view.t(words.MARKS[row.mark][1])


def is_zero(row: Row) -> bool:
    """Tell whether a row counts nothing; a share of nothing keeps its per cent."""
    return row.value == 0 and not row.ends and isinstance(row.value, int)


def zero(view: View, figure: str = "0") -> Child:
    """Write zero as Swedish statistics do; the figure itself is there for those who listen."""
    return html.Span(
        [
            html.Span("–", title=view.t("zero"), **c.aria(hidden="true")),
            html.Span(figure, className="sr"),
        ]
    )


def ends(view: View, row: Row) -> str:
    """Say the range around a figure; "" where there is none or a mark stands."""
    if row.ends is None or row.mark is not None:
        return ""
    low, high = row.ends
    if row.observation.value is None or isinstance(row.observation.value, int):
        return formats.span(low, high, view.language)
    return formats.share_span(low, high, view.language)


def source_cell(view: View, row: Row) -> Child:
    """Name in short who reported a figure, and when; the titles stand below the table."""
    if not row.sources:
        return ""
    by_name: dict[tuple[str, str], list[Source]] = {}
    for source in row.sources:
        by_name.setdefault((source.issuer or source.title, source.url), []).append(source)
    return html.Span([_short(view, found) for found in by_name.values()])


def _short(view: View, found: Sequence[Source]) -> html.Span:
    first = found[0]
    name = first.issuer or first.title
    said: Child = html.A(name, href=first.url, title=first.title) if first.url else name
    days = dict.fromkeys(source.when(view.language) for source in found)
    return html.Span(
        [said, html.Small("; ".join(days))], className="source-line", title=first.title
    )


def sources_below(view: View, rows: Sequence[Row]) -> Child:
    """List in full the documents and returns that a table's figures come from, each once."""
    found: dict[Source, list[Source]] = {}
    for source in dict.fromkeys(source for row in rows for source in row.sources):
        # What is returned each quarter is one source with many days.
        found.setdefault(replace(source, day=date.min), []).append(source)
    if not found:
        return None
    listed = html.Ul([html.Li(source_line(view, *same)) for same in found.values()])
    return c.details(view.t("Sources of the table"), listed)


def source_line(view: View, source: Source, *again: Source) -> html.Span:
    """Name one source: its title, linked where it has an address, its number and its days."""
    title = _titled(view, source)
    about = ", ".join(part for part in (source.issuer, source.number) if part)
    days = ", ".join(dict.fromkeys(one.when(view.language) for one in (source, *again)))
    day = view.t("dated {day}", day=days) if source.dated else view.t("reported {day}", day=days)
    return html.Span(
        [title, html.Small(f"{about}; {day}" if about else day)], className="source-line"
    )


def _titled(view: View, source: Source) -> Child:
    """Give a document's title in its own language, said so where that is not the page's."""
    spoken = language_of(source.title)
    foreign = spoken if spoken != view.language else None
    if source.url:
        return c.link(source.title, source.url, language=foreign)
    return html.Span(source.title, lang=foreign) if foreign else source.title


def observations_table(
    view: View,
    caption: str,
    rows: Sequence[Row],
    *,
    place: bool,
    fold: bool = True,
    more: tuple[str, Callable[[Row], Child]] | None = None,
) -> Child:
    """Give observations as a table: period, group, figure, how settled, reported by whom.

    The first rows stand open and the rest is folded away, unless ``fold`` is off. ``more`` is
    one further column: its heading and what it says of a row.
    """
    head = [view.t("Period"), view.t("Group"), view.t("Value"), view.t("Status"), view.t("Source")]
    head[3:3] = [more[0]] if more else []
    often = _said_often(rows)
    body = [
        [
            row.period,
            ", ".join(
                part for part in (row.group or view.t("in all"), row.place if place else "") if part
            ),
            value_cell(view, row, without=often),
            *([more[1](row)] if more else []),
            row.status,
            source_cell(view, row),
        ]
        for row in rows
    ]
    said = folded_table(view, caption, head, body, most=_MOST_SHOWN if fold else len(body))
    return html.Div([*said, legend(view, rows, often), sources_below(view, rows)])


def folded_table(
    view: View,
    caption: str,
    head: Sequence[Child],
    rows: Sequence[Sequence[Child | Cell]],
    *,
    most: int = _MOST_SHOWN,
) -> list[Child]:
    """Give a table with its first rows open and the others folded, where they are many."""
    if len(rows) - most <= _TOO_FEW_TO_FOLD:
        return [c.table(caption, head, rows, stack=True)]
    folded = rows[most:]
    others = view.n("{count} more row", "{count} more rows", len(folded))
    further = view.t("{caption}, the other rows", caption=caption)
    return [
        c.table(caption, head, rows[:most], stack=True),
        c.details(others, c.table(further, head, folded, stack=True), printed=True),
    ]


def _said_often(rows: Sequence[Row]) -> list[str]:
    """Find what several rows remark alike: it is said once, below the table."""
    found = Counter(text for row in rows for text in row.remarks)
    return [text for text, times in found.items() if times >= _OFTEN]


def legend(view: View, rows: Sequence[Row], remarks: Sequence[str] = ()) -> Child:
    """Explain the signs that a table uses, zero among them, and give remarks on many rows."""
    marks = [m for m in Mark if any(row.mark is m for row in rows)]
    said = [
        f"{words.capital(view.t(words.MARKS[m][0]))}: {view.t(words.MARKS[m][1])}" for m in marks
    ]
    if any(is_zero(row) for row in rows):
        said.append(view.t("– means zero: a reported figure."))
    said += remarks
    return html.P([html.Span(text, className="line") for text in said], className="signs")


def working(view: View, slug: str, row: Row) -> list[Child]:
    """Lay out how to reckon a figure again."""
    if view.release is None:
        return []
    found = checks.working(view, view.release.indicators[slug], row.observation)
    if not found.inputs and not found.against:
        return []
    steps = [html.P([html.B(view.t("Formula: ")), found.formula])]
    steps += [html.P(text, className="arithmetic") for text in found.arithmetic]
    steps += [html.P(text) for text in found.method]
    if found.result:
        steps.append(html.P([html.B(view.t("Result: ")), found.result]))
    thresholds = (row.observation.progress or {}).get("thresholds")
    if thresholds:
        limits = "; ".join(recount.limits(view, thresholds))
        steps.append(html.P([html.B(view.t("Limits: ")), limits]))
    caption = view.t("What it is worked out from")
    parts: list[Child] = [_inputs(view, caption, found.inputs), *steps]
    if found.against:
        parts.append(_inputs(view, view.t("What is stated otherwise"), found.against))
    return parts


def _inputs(view: View, caption: str, inputs: Sequence[checks.Input]) -> Child:
    head = [view.t("What"), view.t("Role"), view.t("Figure"), view.t("Status"), view.t("Source")]
    rows: list[list[Child | Cell]] = [
        [
            Cell(words.capital(i.what), i.scope),
            i.role,
            Cell(i.states, kind="number"),
            i.status,
            source_line(view, i.source),
        ]
        for i in inputs
    ]
    return c.table(caption, head, rows, stack=True)


def downloads(view: View, slug: str) -> list[Link]:
    """Lead to an indicator's files in this release and to its page."""
    return [
        Link(view.t("CSV"), view.data(slug, "csv")),
        Link(view.t("XLSX"), view.data(slug, "xlsx")),
        Link(view.t("JSON"), view.data(slug, "json")),
        Link(view.t("About the indicator"), view.href("indicator", slug=slug)),
        Link(view.t("Share, cite, embed"), view.href("share", slug=slug)),
    ]


def judged(view: View, row: Row | None, *more: str) -> Child:
    """Say a figure's state as a word with a shape, and what it rests on."""
    below = " ".join(text for text in more if text)
    code = status(row)
    return c.status(view, code if code in c.STATUS_SHAPES else "no_target", below or None)


def gap_words(view: View) -> dict[Mark, str]:
    """Give the words that a chart writes where a figure is not shown."""
    return {mark: view.t(said) for mark, (said, _) in words.MARKS.items()}


def percent(view: View) -> str:
    """Give the sign that follows a share's number in the reader's language."""
    return "\u00a0%" if view.language == "sv" else "%"


def no_release(view: View, heading: str) -> Component:
    """Say that nothing has been published yet."""
    return c.page(
        c.page_header(heading),
        c.empty(
            view.t("Nothing has been published yet"),
            html.P(view.t("The first release will show its figures here.")),
        ),
    )


def bold(sentence: str, *figures: str) -> list[Child]:
    """Set figures in bold where they first stand in a sentence."""
    parts: list[Child] = []
    rest = sentence
    for figure in figures:
        if figure and figure in rest:
            before, _, rest = rest.partition(figure)
            parts += [before, html.B(figure)]
    return [*parts, rest]


def sentences(*items: str) -> str:
    """Put sentences after each other, empty ones left out."""
    return " ".join(item for item in items if item)


def fact(view: View, name: str, row: Row | None, *, group: bool = True) -> str:
    """State an indicator's latest figure, or that there is none and why; with its ``group``."""
    if row is None:
        return view.t("{title}: not reported yet", title=name)
    if row.mark is not None:
        return f"{name}: {view.t(words.MARKS[row.mark][0])}"
    elsewhere = row.observation.geography != view.settings.geography
    about = (row.period, row.group if group else "", row.place if elsewhere else "")
    return f"{name}: {row.figure} ({', '.join(part for part in about if part)})"
