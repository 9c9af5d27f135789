"""What is said of targets beside a figure: whose state it is, and which parts have one themselves?

A state that stands alone would be read as that of everything in the picture.
"""

from dash import html

from dashboard import components as c
from dashboard.components import Child
from dashboard.page import View
from dashboard.pages import parts
from dashboard.presenters import words
from dashboard.presenters.overview import Judged, judged, series_of, status, target
from dashboard.presenters.rows import Row

# What a figure is said in, and not whom it is about.
_UNSAID = ("prices", "applicant", "method")


def stated(view: View, slug: str, row: Row | None, *more: str) -> Child:
    """Say a figure's state with its target, and the state of each part with one of its own."""
    aim = target(view, view.release, slug, row) if view.release and row else ""
    others = _parts(view, slug, row)
    if not aim and not others:
        return parts.judged(view, row, *more)
    about = words.parts(view, row.observation.breakdown, _UNSAID) if row else ""
    said = (_aim(view, aim, about, alone=not others), parts.sentences(*more))
    below: list[Child] = [html.Span(text, className="line") for text in said if text]
    if others:
        href = view.href("indicator", slug=slug)
        below += [c.link(view.t("Parts with a target of their own"), href)]
        below += [html.Span(_part(view, one), className="line") for one in others]
    if aim:
        return c.status(view, status(row), below)
    none = view.t("no target for this figure") if about else view.t("no target for the total")
    return c.state(none, "ring", below)


def _parts(view: View, slug: str, row: Row | None) -> list[Judged]:
    if view.release is None or slug not in view.release.indicators:
        return []
    goal = str(view.release.indicators[slug].definition["goal"])
    own = series_of(slug, row) if row else None
    found = judged(view, view.release, goal, view.settings.geography)
    return [one for one in found if one.series.indicator == slug and one.series != own]


def _aim(view: View, aim: str, about: str, *, alone: bool) -> str:
    if not aim:
        return ""
    said = view.t("target {target}", target=aim)
    return said if alone else f"{words.capital(about) or view.t('Total')}: {said}"


def _part(view: View, one: Judged) -> list[Child]:
    said = view.t(
        "{group}: {figure} ({period}), target {target}",
        group=words.capital(one.group) or view.t("Total"),
        figure=one.figure,
        period=one.period,
        target=one.target,
    )
    return [f"{said}: ", c.status(view, one.status)]
