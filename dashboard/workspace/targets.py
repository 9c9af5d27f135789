"""Where should each indicator be, and what is done where it is not? The lead's page."""

from collections.abc import Callable, Mapping
from typing import cast

from dash import html
from dash.development.base_component import Component

from dashboard import components as c
from dashboard.components import Cell, Child, Link
from dashboard.i18n import N_
from dashboard.page import NotHereError
from dashboard.presenters import words
from dashboard.targeting import (
    Standing,
    check_target,
    default_series,
    groups,
    ledger_of,
    newest,
    standing,
    targetable,
)
from dashboard.workspace.page import Action, Again, Done, Message, Outcome, Work, WorkPage
from dashboard.workspace.releases import named
from dashboard.workspace.target_forms import (
    Desk,
    aim_of,
    decide_form,
    explain_form,
    figure_of,
    group_text,
    said_of,
    series_words,
    typed_day,
    typed_target,
    unit_of_standing,
)
from indicators.judging import OFF_TRACK
from indicators.progress import Target
from indicators.target_store import TargetStore, both
from indicators.targets import Action as Promise
from indicators.targets import Decision, Explanation, Series, Step, StepKind, TargetError

_FAULTS: Mapping[str, str] = {
    "decided_later": N_("The decision is dated after today. Enter it once it has been taken."),
    "decided_before": N_("The decision is older than the one that it would replace."),
    "no_reference": N_("Say who decided and where that can be read: minutes and paragraph."),
    "replaced_meanwhile": N_("Somebody has set another target meanwhile. Look at it first."),
    "language": N_("Write in Swedish and in English: what is shown must be there in both."),
    "out_of_range": N_("The figure cannot be reached: a share lies from 0 to 100 per cent."),
    "hidden_baseline": N_("The start is a small figure that no release shows. Give one that is."),
    "not_explained": N_("Explain first, then promise an action."),
    "due_passed": N_("The day when the action is due has passed."),
    "closed": N_("The action is closed already."),
    "not_yet": N_("That day has not come yet."),
    "new_day": N_("An action that is moved gets a later day, and no other step does."),
    "days": N_("The days must follow each other: start, milestone, target."),
    "unreadable": N_("A number or a day cannot be read. Write days as 2028-12-31."),
}
_CONFLICTS = ("replaced_meanwhile", "closed")


def _title(work: Work) -> str:
    return work.t("Targets")


def _view(work: Work) -> Component:
    release = newest(work.services)
    if release is None:
        empty = work.t("Targets can be set once there is a release or a draft to start from.")
        return c.page(c.page_header(_title(work), empty))
    desk = Desk(release, ledger_of(work.services))
    slug = work.query.get("indicator")
    if slug is None:
        return _list(work, desk)
    if slug not in {one.slug for one in targetable(release)}:
        raise NotHereError(work.t("No target can be set on {slug}.", slug=slug))
    series = _asked(work, desk, slug)
    if series is None:
        raise NotHereError(work.t("No target can be set on {slug}.", slug=work.query["group"]))
    return _one(work, desk, _standing(work, desk, series))


def _standing(work: Work, desk: Desk, series: Series) -> Standing:
    return standing(desk.release, desk.ledger, series, work.services.today())


def _aimed(work: Work, desk: Desk, slug: str) -> tuple[Series, ...]:
    """Name the series of an indicator that have a target, else the one that speaks for it."""
    place = work.services.settings.geography
    known = [s for s in desk.ledger.series() if s.indicator == slug and s.geography == place]
    return tuple(known) or (default_series(desk.release, slug, place),)


def _asked(work: Work, desk: Desk, slug: str) -> Series | None:
    """Find the series that the address names; None where the indicator has no such group."""
    aimed = _aimed(work, desk, slug)
    if "group" not in work.query:
        return aimed[0]
    place = work.services.settings.geography
    known = (*aimed, *groups(desk.release, slug, place))
    return next((one for one in known if group_text(one) == work.query["group"]), None)


def _list(work: Work, desk: Desk) -> Component:
    head = [work.t("Indicator"), work.t("Latest value"), work.t("Target"), work.t("State")]
    rows = [
        _line(work, desk, _standing(work, desk, series))
        for one in targetable(desk.release)
        for series in _aimed(work, desk, one.slug)
    ]
    lead = work.t(
        "Nothing entered here is public before the next release. Figures are those of {release}.",
        release=words.decapital(named(work, desk.release.head)),
    )
    return c.page(
        c.page_header(_title(work), lead),
        c.table(_title(work), head, rows, hide_caption=True, stack=True),
    )


def _line(work: Work, desk: Desk, now: Standing) -> list[Child | Cell]:
    made = desk.ledger.history(now.series)
    lacks = now.status in OFF_TRACK and not said_of(desk.ledger, now)
    return [
        _to(work, now.series, series_words(work, now.indicator, now.series)),
        figure_of(work, now),
        aim_of(work, made[-1], now) if made else work.t("none decided"),
        c.status(
            work.view,
            now.status if made else "no_target",
            work.t("to be explained") if lacks else None,
        ),
    ]


def _one(work: Work, desk: Desk, now: Standing) -> Component:
    title = series_words(work, now.indicator, now.series)
    back = c.links([Link(work.t("All targets"), work.href("targets"))], label=_title(work))
    return c.page(
        c.page_header(title, figure_of(work, now), kicker=_title(work)),
        back,
        _others(work, desk, now),
        c.section(work.t("Set a target"), *decide_form(work, desk, now), anchor="set"),
        c.section(work.t("Explain"), *explain_form(work, desk, now), anchor="explain"),
    )


def _others(work: Work, desk: Desk, now: Standing) -> Component | None:
    """Lead to the indicator's other groups, each of which may have a target of its own."""
    place = work.services.settings.geography
    known = groups(desk.release, now.series.indicator, place)
    others = [one for one in known if one != now.series]
    if not others:
        return None
    items = [html.Li(_to(work, one, series_words(work, now.indicator, one))) for one in others]
    return c.details(work.t("Targets for other groups"), html.Ul(items))


def _to(work: Work, series: Series, words: str) -> Component:
    to = work.href("targets", indicator=series.indicator, group=group_text(series))
    return c.link(words, to)


def _do_decide(work: Work) -> Outcome:
    if work.form.get("draw"):
        return Again((), 200)

    def enter() -> str:
        desk, now = _now(work)
        target = typed_target(work.form, unit_of_standing(now))
        if not isinstance(target, Target):
            raise TargetError("", target)
        check_target(desk.release, now.series, target, work.services.settings.threshold)
        reason = both("the reason", work.form["reason_sv"], work.form["reason_en"])
        replaced = work.form.get("replaces", "")
        decision = Decision(
            now.series,
            target,
            work.form["decided_by"],
            work.form["reference"],
            typed_day(work.form["decided_on"]),
            reason,
            int(replaced) if replaced else None,
        )
        _store(work).decide(
            decision,
            by=work.account,
            now=work.services.clock(),
            tell=work.entering("target.decide", now.series.indicator),
        )
        return work.t("The target is entered. The next release shows it.")

    return _doing(work, enter)


def _do_explain(work: Work) -> Outcome:
    def enter() -> str:
        _, now = _now(work)
        if now.observation is None:
            raise TargetError("", "unreadable")
        period = now.observation.period.label
        text = both("the explanation", work.form["text_sv"], work.form["text_en"])
        said = Explanation(now.series, period, now.status, text)
        _store(work).explain(
            said,
            by=work.account,
            now=work.services.clock(),
            tell=work.entering("target.explain", now.series.indicator),
        )
        return work.t("The explanation is entered. Promise an action under it.")

    return _doing(work, enter)


def _do_promise(work: Work) -> Outcome:
    def enter() -> str:
        form = work.form
        promise = Promise(
            int(form["explanation"]),
            both("the action", form["what_sv"], form["what_en"]),
            both("the owner", form["owner_sv"], form["owner_en"]),
            typed_day(form["due"]),
        )
        _store(work).promise(
            promise,
            by=work.account,
            now=work.services.clock(),
            tell=work.entering("target.promise"),
        )
        return work.t("The action is entered.")

    return _doing(work, enter)


def _do_step(work: Work) -> Outcome:
    def enter() -> str:
        form = work.form
        step = Step(
            cast("StepKind", form["kind"]),
            work.services.today(),
            both("the note", form["note_sv"], form["note_en"]),
            typed_day(form["new_due"]) if form.get("new_due") else None,
        )
        _store(work).step(
            int(form["promise"]),
            step,
            by=work.account,
            now=work.services.clock(),
            tell=work.entering("target.step"),
        )
        return work.t("The action is entered.")

    return _doing(work, enter)


def _doing(work: Work, do: Callable[[], str]) -> Outcome:
    try:
        return Done(work.address, Message(do()))
    except TargetError as error:
        code = error.code if error.code in _FAULTS else "unreadable"
    except (KeyError, ValueError):
        code = "unreadable"
    status = 409 if code in _CONFLICTS else 422
    return Again((Message(work.t(_FAULTS[code]), "fault"),), status)


def _now(work: Work) -> tuple[Desk, Standing]:
    release = newest(work.services)
    slug = work.query.get("indicator", "")
    if release is None or slug not in {one.slug for one in targetable(release)}:
        raise TargetError("", "unreadable")
    desk = Desk(release, ledger_of(work.services))
    series = _asked(work, desk, slug)
    if series is None:
        raise TargetError("", "unreadable")
    return desk, _standing(work, desk, series)


def _store(work: Work) -> TargetStore:
    return TargetStore(work.services.engine)


PAGE = WorkPage(
    name="targets",
    path="/malvarden",
    permission="target.write",
    title=_title,
    view=_view,
    menu=N_("Targets"),
    about=N_("Enter decided targets, explain what is off its path, and follow up actions."),
    params=("indicator", "group"),
    actions={
        "decide": Action("target.write", _do_decide),
        "explain": Action("explanation.write", _do_explain),
        "promise": Action("explanation.write", _do_promise),
        "step": Action("explanation.write", _do_step),
    },
)
