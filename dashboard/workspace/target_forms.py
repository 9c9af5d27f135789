"""Which forms does the lead's page of targets have, and what do they say beside their fields?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms
from dashboard.components import Child
from dashboard.presenters import recount, words
from dashboard.presenters.needed import needed
from dashboard.presenters.recount import number_read, number_shown
from dashboard.presenters.rows import present, unit_of
from dashboard.presenters.target_path import aim
from dashboard.targeting import Standing, about_of
from dashboard.workspace.page import Work
from dashboard.workspace.target_picture import path_picture
from indicators.judging import judge
from indicators.progress import Target
from indicators.published import PublishedIndicator, Release
from indicators.results import Mark
from indicators.targets import Action as Promise
from indicators.targets import Decision, Explanation, Ledger, Series

_PAD = dict.fromkeys(("goal", "baseline", "milestone"), "decimal")
_FIGURES = (("baseline", "baseline_day"), ("milestone", "milestone_day"), ("goal", "goal_day"))


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page works on: the newest release or draft and the ledger as it is now."""

    release: Release
    ledger: Ledger


def decide_form(work: Work, desk: Desk, now: Standing) -> list[Child]:
    """Give the form that sets a target, with the path drawn for what is typed."""
    made = desk.ledger.history(now.series)
    unit, typed = unit_of_standing(now), _typed(work, "decide", "draw")
    said = {**_starting(now, made, unit), **typed}
    sign = work.t(", per cent") if unit == "share" else ""

    def box(name: str, label: str, *, required: bool = True) -> Component:
        given = said.get(name, "")
        if name.endswith("_day") or name == "decided_on":
            return forms.field(label, name, kind="date", value=given, required=required)
        return forms.field(label, name, value=given, required=required, inputMode=_PAD.get(name))

    def words(name: str, label: str) -> Component:
        return forms.text_area(label, name, value=said.get(name, ""), rows=2)

    target = typed_target(said, unit) if "goal" in typed or made else None
    form = work.form_for(
        "decide",
        forms.hidden("replaces", str(made[-1].number) if made else ""),
        box("goal", work.t("Target") + sign),
        box("goal_day", work.t("Day of the target")),
        box("baseline", work.t("Start") + sign),
        box("baseline_day", work.t("Day of the start")),
        box("milestone", work.t("Milestone") + sign, required=False),
        box("milestone_day", work.t("Day of the milestone"), required=False),
        *drawn(work, now, target, unit),
        html.P(
            forms.button(work.t("Draw the path"), plain=True, name="draw", value="yes"),
            className="unscripted",
        ),
        box("decided_by", work.t("Decided by"), required=False),
        box("reference", work.t("Minutes and paragraph"), required=False),
        box("decided_on", work.t("Day of the decision"), required=False),
        words("reason_sv", work.t("Reason, in Swedish")),
        words("reason_en", work.t("Reason, in English")),
        forms.button(work.t("Enter the target")),
        script={"draws": "decide"},
    )
    if not made:
        return [form]
    return [c.lead(work.t("In force: {target}", target=aim_of(work, made[-1], now))), form]


def drawn(work: Work, now: Standing, target: Target | str | None, unit: str) -> list[Child]:
    """Draw the path of what is typed, and say what it takes; a script renews both by their ids."""
    said, picture = work.t("The path is drawn once start, target and their days are there."), None
    if target == "days":
        said = work.t("The days must follow each other: start, milestone, target.")
    if isinstance(target, Target):
        picture = path_picture(work.view, now, target, unit)
        said = " ".join(_meaning(work, now, target, unit))
    return [
        html.P(said, id="drawn-said", className="note", role="status"),
        html.Div(picture, id="drawn-picture"),
    ]


def _meaning(work: Work, now: Standing, target: Target, unit: str) -> list[str]:
    seen = now.observation
    if seen is None:
        return [work.t("No figure has been reported yet.")]
    about = about_of(now.indicator)
    called = recount.outcome(work.view, judge(seen, about, target))
    judged_as = work.t("Against this target the latest figure is: {state}.", state=called)
    return [said for said in (needed(work.view, seen, target, unit), judged_as) if said]


def explain_form(work: Work, desk: Desk, now: Standing) -> list[Child]:
    """Give what has been said of a figure off track, and the forms to say more."""
    if now.observation is None or now.status == "no_target":
        return [c.note(work.t("There is nothing to explain before there is a target."))]
    parts: list[Child] = [c.status(work.view, now.status)]
    for one in said_of(desk.ledger, now):
        parts.append(c.note(work.view.words(one.text.to_json())))
        parts += [_promised(work, promise) for promise in desk.ledger.promised(one)]
        parts.append(c.details(work.t("Promise an action"), _promise_form(work, one)))
    typed = _typed(work, "explain")
    form = work.form_for(
        "explain",
        forms.text_area(
            work.t("Explanation, in Swedish"), "text_sv", value=typed.get("text_sv", "")
        ),
        forms.text_area(
            work.t("Explanation, in English"), "text_en", value=typed.get("text_en", "")
        ),
        forms.button(work.t("Enter the explanation")),
    )
    return [*parts, form]


def _promise_form(work: Work, said: Explanation) -> Component:
    typed = _typed(work, "promise")
    labels = {
        "what_sv": work.t("Action, in Swedish"),
        "what_en": work.t("Action, in English"),
        "owner_sv": work.t("Owner (a function, not a person), in Swedish"),
        "owner_en": work.t("Owner, in English"),
        "due": work.t("Due"),
    }
    boxes = [
        forms.field(
            text,
            name,
            kind="date" if name == "due" else "text",
            value=typed.get(name, ""),
            anchor=f"{name}-{said.number}",
        )
        for name, text in labels.items()
    ]
    return work.form_for(
        "promise",
        forms.hidden("explanation", str(said.number)),
        *boxes,
        forms.button(work.t("Promise the action")),
    )


def _promised(work: Work, one: Promise) -> Component:
    what = f"{work.view.words(one.what.to_json())} ({work.view.words(one.owner.to_json())}), "
    what += formats.day(one.due, work.language)
    if one.outcome != "open":
        return c.status(work.view, one.outcome, what)
    options = [
        ("done", work.t("done")),
        ("moved", work.t("moved to a later day")),
        ("dropped", work.t("dropped")),
    ]

    def box(name: str, label: str, kind: forms.Kind = "text") -> Component:
        return forms.field(label, name, kind=kind, anchor=f"{name}-{one.number}")

    form = work.form_for(
        "step",
        forms.hidden("promise", str(one.number)),
        forms.choice(work.t("What has become of it"), "kind", options, anchor=f"kind-{one.number}"),
        box("new_due", work.t("New day, if it is moved"), kind="date"),
        box("note_sv", work.t("Note, in Swedish")),
        box("note_en", work.t("Note, in English")),
        forms.button(work.t("Enter"), plain=True),
    )
    return c.details(what, form)


def typed_target(said: Mapping[str, str], unit: str) -> Target | str:
    """Read the path, or name what is wrong with it."""
    try:
        points = [
            (typed_day(said[day]), number_read(said[figure], unit))
            for figure, day in _FIGURES
            if figure != "milestone" or said.get("milestone")
        ]
    except (ArithmeticError, KeyError, ValueError):
        return "unreadable"
    (start, baseline), *between, (end, goal) = points
    try:
        return Target(baseline, start, goal, end, tuple(between))
    except ValueError:
        return "days"


def _starting(now: Standing, made: Iterable[Decision], unit: str) -> dict[str, str]:
    """Begin from the target in force, or from the latest figure."""
    last = next(iter(reversed(tuple(made))), None)
    if last is not None:
        target = last.target
        given = {
            "goal": number_shown(target.value, unit),
            "goal_day": target.day.isoformat(),
            "baseline": number_shown(target.baseline, unit),
            "baseline_day": target.baseline_day.isoformat(),
        }
        for day, value in target.milestones[:1]:
            given |= {"milestone": number_shown(value, unit), "milestone_day": day.isoformat()}
        return given
    seen = now.observation
    if seen is None or seen.value is None:
        return {}
    return {
        # Minutes name a share by a decimal of a per cent, as the page does.
        "baseline": number_shown(round(seen.value, 3) if unit == "share" else seen.value, unit),
        "baseline_day": seen.period.end.isoformat(),
    }


def _typed(work: Work, *actions: str) -> Mapping[str, str]:
    return work.form if work.form.get("action") in actions else {}


def said_of(ledger: Ledger, now: Standing) -> tuple[Explanation, ...]:
    """Give the explanations of the figure that the series stands at."""
    period = now.observation.period.label if now.observation else ""
    return tuple(one for one in ledger.explained(now.series) if one.period == period)


def group_text(series: Series) -> str:
    """Write a series' group as an address carries it; "total" for the whole."""
    return ",".join(f"{name}:{code}" for name, code in series.breakdown) or "total"


def series_words(work: Work, indicator: PublishedIndicator, series: Series) -> str:
    """Name a series: the indicator, and the group that it is about."""
    title = work.view.words(indicator.definition["title"])
    group = words.parts(work.view, series.breakdown)
    return f"{title} ({group})" if group else title


def figure_of(work: Work, now: Standing) -> str:
    """Say the latest figure with its period, ``14 (2024)``, or that none has been reported yet."""
    if now.observation is None or now.observation.mark is Mark.NOT_REPORTED:
        return work.t("not reported yet")
    row = present(work.view, now.indicator, now.observation)
    said = row.figure or work.t(c.MARKS[row.mark.value][1] if row.mark else "no data")
    return f"{said} ({row.period})" if row.period else said


def aim_of(work: Work, one: Decision, now: Standing) -> str:
    """Say a decided target with its reference: a level to reach by a day, or to keep until then."""
    reference = one.reference.replace("§ ", f"§{formats.NO_BREAK}")
    return f"{aim(work.view, one.target, unit_of_standing(now))} ({reference})"


def unit_of_standing(now: Standing) -> str:
    """Tell the unit of the series."""
    if now.observation is None:
        definition = now.indicator.definition
        return "share" if definition["kind"] == "share" else str(definition["unit"])
    return unit_of(now.indicator, now.observation)


def typed_day(text: str) -> date:
    """Read YYYY-MM-DD; raise ValueError on anything else."""
    return date.fromisoformat(text)
