"""What differs between two releases, a table for each kind of change, one indicator if asked?"""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms
from dashboard.components import Cell, Child, Link
from dashboard.i18n import N_
from dashboard.page import NotHereError, View
from dashboard.pages import parts
from dashboard.pages.lookup import showing
from dashboard.presenters import changes, words
from indicators.diff import Difference, diff
from indicators.published import Release

INDICATOR = "indicator"
"""The parameter that asks for the differences of one indicator alone."""

_MOST_ROWS = 100
_FIRST_ROWS = 12


def differences(view: View, old: Release, new: Release) -> Component:
    """Build the section; raise NotHereError where an indicator is asked for that neither has."""
    asked = view.query.get(INDICATOR)
    if asked and asked not in {*old.indicators, *new.indicators}:
        raise NotHereError(view.t("This release has no indicator named {slug}.", slug=asked))
    every = diff(old, new)
    found = [one for one in every if one.indicator == asked] if asked else every
    heading = view.t(
        "From {old} to {new}",
        old=formats.day(old.head.data_cut, view.language),
        new=formats.day(new.head.data_cut, view.language),
    )
    form = [_form(view, old, new, every)] if len(every) > _MOST_ROWS else []
    if not found:
        said = view.t("Nothing differs between the two.")
        return c.section(heading, *form, html.P(said), anchor="differences")
    return c.section(
        heading,
        html.P(words.capital(changes.counted(view, found)) + ".", role="status"),
        _note_to_reader(view, new),
        *form,
        *_groups(view, old, new, found),
        _ways_on(view, old, new),
        anchor="differences",
    )


def _note_to_reader(view: View, new: Release) -> Child:
    said = view.words(new.head.note)
    return html.P(said, className="note-to-reader") if said else None


def _ways_on(view: View, old: Release, new: Release) -> Component:
    asked = view.query.get(INDICATOR)
    swapped = view.href("releases", old=new.head.id, new=old.head.id, indicator=asked)
    permanent = view.settings.base_url.rstrip("/") + view.href(
        "releases", old=old.head.id, new=new.head.id, indicator=asked, as_of=None, release=None
    )
    return c.links(
        [
            Link(view.t("The other way round"), swapped),
            Link(view.t("JSON"), f"/api/v1/releases/{old.head.id}/diff/{new.head.id}"),
            Link(view.t("Permanent link"), permanent),
        ],
        label=view.t("Downloads and links"),
    )


def _form(view: View, old: Release, new: Release, every: Sequence[Difference]) -> Component:
    """Let the reader pick an indicator: without any script, and kept in the address."""
    slugs = dict.fromkeys(one.indicator for one in every)
    return html.Form(
        [
            forms.hidden("old", old.head.id),
            forms.hidden("new", new.head.id),
            *forms.kept(view.query, "release", "as_of"),
            forms.choice(
                view.t("Indicator"),
                INDICATOR,
                [("", view.t("all")), *((slug, _title(view, slug, old, new)) for slug in slugs)],
                chosen=view.query.get(INDICATOR, ""),
                anchor="differences-of",
            ),
            forms.button(view.t("Show")),
        ],
        action=view.href("releases", release=None, as_of=None, geography=None) + "#differences",
        method="get",
        className="form pick",
    )


def _title(view: View, slug: str, old: Release, new: Release) -> str:
    found = new.indicators.get(slug) or old.indicators[slug]
    return view.words(found.definition["title"])


_HEADINGS = {
    changes.Group.REVISED: N_("Known before, and says something else now"),
    changes.Group.NEW: N_("New figures"),
    changes.Group.RENAMED: N_("The same figure, called something else"),
    changes.Group.GONE: N_("No longer there"),
    changes.Group.EXPECTED: N_("Expected by now, without a figure"),
    changes.Group.STILL_MISSING: N_("Still without a figure, for another reason"),
    changes.Group.UNEXPECTED: N_("No longer expected"),
}

_OPEN = (changes.Group.REVISED,)
_OPEN_ON_DESKS = (changes.Group.NEW, changes.Group.GONE)


def _groups(view: View, old: Release, new: Release, found: Sequence[Difference]) -> list[Child]:
    voice = showing(view, new)
    return [
        _group(
            view,
            group,
            changes.lines(voice, old, new, these[:_MOST_ROWS]),
            count=len(these),
            unfolded=group in _OPEN
            or (group is changes.Group.RENAMED and any(one.flipped for one in these)),
        )
        for group, these in changes.grouped(found).items()
    ]


def _group(
    view: View,
    group: changes.Group,
    lines: Sequence[changes.Line],
    *,
    count: int,
    unfolded: bool,
) -> Component:
    heading = view.t(_HEADINGS[group])
    counted = f"{heading} ({formats.number(count, view.language)})"
    on_phones = group in _OPEN_ON_DESKS
    shown = lines if group in _OPEN else lines[:_FIRST_ROWS]
    return c.details(
        counted,
        # Where it stands open the table says by itself what it holds.
        _change_table(view, counted, shown, hide_caption=not on_phones),
        _others(view, heading, lines[len(shown) :]),
        _count(view, count),
        unfolded=unfolded,
        on_phones=on_phones,
    )


def _others(view: View, heading: str, lines: Sequence[changes.Line]) -> Child:
    if not lines:
        return None
    further = view.t("{caption}, the other rows", caption=heading)
    said = view.n("{count} more row", "{count} more rows", len(lines))
    return c.details(said, _change_table(view, further, lines))


def _count(view: View, every: int) -> Child:
    if every <= _MOST_ROWS:
        return None
    said = view.t(
        "Shows {shown} of {all} rows; the file has them all.",
        shown=formats.number(_MOST_ROWS, view.language),
        all=formats.number(every, view.language),
    )
    return html.P(said)


def _change_table(
    view: View, caption: str, lines: Sequence[changes.Line], *, hide_caption: bool = True
) -> Child:
    told = any(line.why for line in lines)
    head = [view.t("Figure"), view.t("What"), view.t("Old"), view.t("New")]
    head += [view.t("Why")] if told else []
    rows: list[list[Child | Cell]] = [
        [
            Cell(
                c.link(f"{line.title} {line.period}", view.href("indicator", slug=line.slug)),
                ", ".join(part for part in (line.group, line.place) if part) or None,
            ),
            _what(view, line),
            side_cell(view, line.old),
            side_cell(view, line.new),
            *([line.why] if told else []),
        ]
        for line in lines
    ]
    return c.table(caption, head, rows, hide_caption=hide_caption, stack=True)


def _what(view: View, line: changes.Line) -> Cell:
    return Cell(
        line.said, view.t("progress is called something else now") if line.flipped else None
    )


def side_cell(view: View, side: changes.Side | None) -> Cell:
    """Show one side of a change as every table does: its figure, its mark, zero as a dash."""
    if side is None:
        return Cell("")
    below = ", ".join(part for part in (side.status, side.progress) if part) or None
    if side.mark is not None:
        return Cell(c.mark(view, side.mark.value), below, kind="mark")
    return Cell(parts.zero(view, side.said) if side.is_zero else side.said, below)
