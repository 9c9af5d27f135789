"""How is the number of those whom nobody counted estimated, and why is it a range?"""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard.components import Cell, Child
from dashboard.page import View
from dashboard.presenters import estimates, words


def why_a_range(view: View) -> Component | None:
    """Explain the estimates of the release to a layperson; None where it has no such indicator."""
    release = view.release
    if release is None or estimates.SLUG not in release.indicators:
        return None
    found = estimates.from_lists(view, view.settings.geography)
    return c.section(
        view.t("Why the number of victims is a range"),
        html.P(
            view.t(
                "Nobody counts all victims. Three kinds of numbers stand side by side and are "
                "never merged: what others have estimated and published, those whom the "
                "coordinators know, who are the least that there can be, and what overlapping "
                "lists imply."
            )
        ),
        html.P(
            view.t(
                "Where the same persons stand on several lists, how much the lists overlap tells "
                "something of how many stand on none. The fewer the overlaps, the wider the "
                "range, and where they are too few no number is given."
            )
        ),
        *(part for one in found if not one.is_bare for part in _estimate(view, one)),
        *_bare(view, [one for one in found if one.is_bare]),
        c.details(view.t("What such an estimate takes for granted"), *_assumed(view)),
        anchor="range",
    )


def _bare(view: View, found: Sequence[estimates.FromLists]) -> list[Child]:
    """List what has no more to say than its figure, periods of which the same is said together."""
    alike = {one.said: [o.period for o in found if o.said == one.said] for one in found}
    if not alike:
        return []
    lines = [f"{words.joined(view, sorted(periods))}: {said}" for said, periods in alike.items()]
    return [html.H3(view.t("From lists")), html.Ul([html.Li(line) for line in lines])]


def _estimate(view: View, one: estimates.FromLists) -> list[Child]:
    said: list[Child] = [html.H3(view.t("From lists, {what}", what=one.heading))]
    if one.verdict:
        said.append(html.P(one.verdict))
    if one.reasons:
        said.append(html.P(view.t("Why no more can be said:")))
        said.append(html.Ul([html.Li(text) for text in one.reasons]))
    if one.engines:
        said.append(_table(view, view.t("Each method by itself"), view.t("Method"), one.engines))
    if one.lists:
        caption = view.t("What each list adds: the estimate without it")
        said.append(_table(view, caption, view.t("Without the list"), one.lists))
    return said


def _table(view: View, caption: str, first: str, found: tuple[tuple[str, str], ...]) -> Component:
    rows: list[list[Child | Cell]] = [[name, Cell(said, kind="number")] for name, said in found]
    return c.table(caption, [first, view.t("Estimate")], rows)


def _assumed(view: View) -> list[Child]:
    listed = html.Ul([html.Li(view.t(said)) for said in estimates.ASSUMPTIONS])
    return [listed, html.P(view.t(estimates.KNOWN_TRUTH))]
