"""Which forms does the lead's page of targets have, and what do they say beside their fields?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dash.development.base_component import Component

from dashboard import components as c
from dashboard import formats, forms
from dashboard.components import Child
from dashboard.presenters.needed import needed
from dashboard.presenters.recount import number_read, number_shown, state_words
from dashboard.presenters.rows import amount, present, unit_of
from dashboard.targeting import Standing
from dashboard.workspace.page import Work
from dashboard.workspace.target_picture import path_picture
from indicators.progress import Target
from indicators.published import Release
from indicators.targets import Action as Promise
from indicators.targets import Decision, Explanation, Ledger

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
        return forms.field(label, name, value=said.get(name, ""), required=required)

    def words(name: str, label: str) -> Component:
        return forms.text_area(label, name, value=said.get(name, ""), rows=2)

    target = typed_target(said, unit) if "goal" in typed else None
    drawn: list[Child] = []
    if isinstance(target, Target):
        drawn.append(path_picture(work.view, now, target, unit))
        if now.observation is not None:
            drawn.append(c.note(needed(work.view, now.observation, target, unit)))
    form = work.form_for(
        "decide",
        forms.hidden("replaces", str(made[-1].number) if made else ""),
        box("goal", work.t("Target") + sign),
        box("goal_day", work.t("Day of the target")),
        box("baseline", work.t("Start") + sign),
        box("baseline_day", work.t("Day of the start")),
        box("milestone", work.t("Milestone") + sign, required=False),
        box("milestone_day", work.t("Day of the milestone"), required=False),
        *drawn,
        forms.button(work.t("Draw the path"), plain=True, name="draw", value="yes"),
        box("decided_by", work.t("Decided by"), required=False),
        box("reference", work.t("Minutes and paragraph"), required=False),
        box("decided_on", work.t("Day of the decision"), required=False),
        words("reason_sv", work.t("Reason, in Swedish")),
        words("reason_en", work.t("Reason, in English")),
        forms.button(work.t("Enter the target")),
    )
    if not made:
        return [form]
    return [c.lead(work.t("In force: {target}", target=aim_of(work, made[-1], now))), form]


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
    boxes = [forms.field(text, name, value=typed.get(name, "")) for name, text in labels.items()]
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
    form = work.form_for(
        "step",
        forms.hidden("promise", str(one.number)),
        forms.choice(work.t("What has become of it"), "kind", options),
        forms.field(work.t("New day, if it is moved"), "new_due"),
        forms.field(work.t("Note, in Swedish"), "note_sv"),
        forms.field(work.t("Note, in English"), "note_en"),
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
        "baseline": number_shown(seen.value, unit),
        "baseline_day": seen.period.end.isoformat(),
    }


def _typed(work: Work, *actions: str) -> Mapping[str, str]:
    return work.form if work.form.get("action") in actions else {}


def said_of(ledger: Ledger, now: Standing) -> tuple[Explanation, ...]:
    """Give the explanations of the figure that the series stands at."""
    period = now.observation.period.label if now.observation else ""
    return tuple(one for one in ledger.explained(now.series) if one.period == period)


def figure_of(work: Work, now: Standing) -> str:
    """Say the latest figure with its period."""
    if now.observation is None:
        return work.t("No figure has been reported yet.")
    row = present(work.view, now.indicator, now.observation)
    return ", ".join(p for p in (row.figure or state_words(work.view, "no_data"), row.period) if p)


def aim_of(work: Work, one: Decision, now: Standing) -> str:
    """Say a decided target with its reference."""
    value = amount(work.view, one.target.value, unit_of_standing(now))
    day = formats.day(one.target.day, work.language)
    return f"{work.t('{value} by {day}', value=value, day=day)} ({one.reference})"


def unit_of_standing(now: Standing) -> str:
    """Tell the unit of the series."""
    if now.observation is None:
        return "share" if now.indicator.definition["kind"] == "share" else ""
    return unit_of(now.indicator, now.observation)


def typed_day(text: str) -> date:
    """Read YYYY-MM-DD; raise ValueError on anything else."""
    return date.fromisoformat(text)
