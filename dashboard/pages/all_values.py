"""Every value of an indicator, with a form that picks and orders them, without any script."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms
from dashboard.components import Child
from dashboard.page import View
from dashboard.pages import parts
from dashboard.presenters import picking, series
from indicators.published import PublishedIndicator
from indicators.results import Observation

_MOST_ROWS = 100
_FORM_FROM = 12


def all_values(view: View, found: PublishedIndicator) -> Component:
    """Give the table of all values, those asked for alone, in the order asked for."""
    every = series.newest_first(view.release, found.slug, view.settings.geography)
    asked = {name: view.query[name] for name in _fields() if name in view.query}
    kept = picking.picked(every, asked)
    # Words are made for what is shown alone: an indicator may have thousands of values.
    shown = parts.rows(view, found.slug, kept[:_MOST_ROWS])
    form = [_form(view, found, every, asked)] if len(every) >= _FORM_FROM else []
    caption = view.t("All values of the indicator, newest first")
    if asked.get(picking.ORDER) or len(kept) < len(every):
        caption = view.t("The values that were picked")
    return c.section(
        view.t("All values, with groups"),
        *form,
        html.P(_count(view, len(shown), len(kept), len(every)), role="status"),
        c.folded_table(
            view,
            parts.observations_table(view, caption, shown, place=True, fold=False),
            unfolded=bool(asked),
        ),
        anchor="values",
    )


def _fields() -> tuple[str, ...]:
    return (picking.PERIOD, *picking.FIELDS)


def _count(view: View, shown: int, kept: int, every: int) -> Child:
    if shown == every:
        return None
    return view.t(
        "Shows {shown} of {all} rows; the file has them all.",
        shown=formats.number(shown, view.language),
        all=formats.number(every, view.language),
    ) + ("" if shown == kept else " " + view.t("Narrow the choice to see every row."))


def _form(
    view: View,
    found: PublishedIndicator,
    every: Sequence[Observation],
    asked: dict[str, str],
) -> Component:
    dimensions = [str(name) for name in found.definition["breakdowns"]]
    lists = [
        forms.choice(one.label, one.name, one.options, chosen=one.chosen, anchor=f"pick-{one.name}")
        for one in picking.choices(view, every, dimensions, asked)
    ]
    address = view.href("indicator", slug=found.slug, release=None, as_of=None, geography=None)
    again = [c.link(view.t("Show all"), view.href("indicator", slug=found.slug) + "#values")]
    return html.Form(
        [
            *forms.kept(view.query, "release", "as_of", "geography", "target"),
            *lists,
            forms.button(view.t("Show")),
            *(again if asked else []),
        ],
        action=f"{address}#values",
        method="get",
        className="form pick",
    )
