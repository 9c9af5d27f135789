"""Is the programme on its way: each goal's latest figure, its target and its state?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard import formats
from dashboard.presenters import remarks, words
from dashboard.presenters.commitments import counts, done_of, items
from dashboard.presenters.rows import Row, amount, present, unit_of, words_or_mark
from dashboard.presenters.select import headline, lists, readings
from dashboard.presenters.target_path import aim, target_of
from dashboard.presenters.voice import Voice
from indicators.judging import current
from indicators.published import Release
from indicators.results import Mark
from indicators.targets import Series

LEADS: Mapping[str, tuple[str, ...]] = {
    "reflection": ("reflection_coverage", "reflection_coverage_known", "reflection_applications"),
    "rights": ("rights_items_delivered", "rights_full_package"),
    "training": ("training_coverage",),
    "partnership": ("partnership_agreements", "funded_associations"),
    "reception": ("reception_commitments",),
    "governance": ("commitments_done",),
}
"""For each goal the indicators that may speak for it: the first with a figure, else the first."""

BESIDE: Mapping[str, tuple[str, ...]] = {
    "reflection": ("reflection_applications", "reflection_coverage_known"),
    "rights": ("rights_full_package", "rights_timeliness"),
    "training": ("training_sessions",),
    "partnership": ("partnership_activity",),
}
"""For each goal what may stand beside its leading figure."""

# Said by the page's heading or by the definition, and too long for one line of a table.
_UNSAID = ("applicant", "method")

PAGES: Mapping[str, str] = {
    "reflection": "reflection",
    "rights": "rights",
    "training": "training",
    "partnership": "partnership",
    "reception": "commitments",
    "governance": "commitments",
}
"""The page that tells more about a goal."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One series of a goal that has a target: its figure or mark in words, and its status now."""

    series: Series
    title: str
    group: str
    figure: str
    period: str
    target: str
    status: str

    @property
    def off_track(self) -> bool:
        """Tell whether its status says that it is off its path, or not kept."""
        return self.status in _OFF_TRACK


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal on the overview.

    ``target`` and ``status`` are those of the figure that leads, and "" and ``no_target`` where
    it has none; ``others`` are the goal's other series with a target, the worst first. ``why``
    says in a few words what the status rests on. ``beside`` are figures without a target.
    """

    goal: str
    title: str
    measure: str
    page: str | None
    lead: Row | None
    slug: str | None
    figure: str
    scope: str
    target: str
    status: str
    why: tuple[str, ...]
    beside: tuple[str, ...]
    others: tuple[Judged, ...] = ()

    @property
    def aimed(self) -> bool:
        """Tell whether anything of the goal has a target."""
        return bool(self.target or self.others)

    @property
    def worst(self) -> str:
        """Give the status of the goal's worst series: a mean would hide a fall."""
        own = [self.status] if self.target else []
        return min([*own, *(one.status for one in self.others)], key=_rank, default=self.status)


def goals(voice: Voice, geography: str) -> tuple[GoalLine, ...]:
    """Give a line for each goal of the release, in its order; context has no line."""
    release = voice.release
    if release is None:
        return ()
    return tuple(
        _line(voice, release, slug, geography)
        for slug in lists(release, "goals")
        if slug != "context"
    )


def not_reported(lines: Sequence[GoalLine]) -> tuple[GoalLine, ...]:
    """Pick the goals for which nothing has been reported yet."""
    return tuple(
        line for line in lines if line.lead is not None and line.lead.mark is Mark.NOT_REPORTED
    )


def lead_slug(release: Release, goal: str, geography: str) -> str | None:
    """Name the indicator that speaks for a goal; None where the release has none for it."""
    own = [s for s, i in release.indicators.items() if i.definition["goal"] == goal]
    wanted = [s for s in LEADS.get(goal, ()) if s in release.indicators] or own
    for slug in wanted:
        found = headline(release, slug, geography)
        if found is not None and found.has_figure:
            return slug
    return next(iter(wanted), None)


def _line(voice: Voice, release: Release, goal: str, geography: str) -> GoalLine:
    entry = release.codelists["goals"][goal]
    slug = lead_slug(release, goal, geography)
    lead = _row(voice, release, slug, geography) if slug else None
    mine = series_of(slug, lead) if slug and lead else None
    others = tuple(o for o in judged(voice, release, goal, geography) if o.series != mine)
    return GoalLine(
        goal=goal,
        title=str(entry[voice.language]),
        measure=_measure(voice, release, goal, slug),
        page=PAGES.get(goal),
        lead=lead,
        slug=slug,
        figure=headline_figure(voice, release, slug, geography) if slug else "",
        scope=_scope(voice, release, goal, slug, lead) if slug and lead else "",
        target=target(voice, release, slug, lead) if slug and lead else "",
        status=status(lead),
        why=_why(voice, lead) if lead else (),
        beside=_beside(voice, release, goal, [slug, *_whole(others)], geography),
        others=others,
    )


def series_of(slug: str, row: Row) -> Series:
    """Name the series that a row of an indicator belongs to."""
    return Series.of(slug, row.observation.geography, row.observation.breakdown)


def _whole(found: Iterable[Judged]) -> list[str]:
    """Name the indicators of which the total itself is judged, so that nothing is told twice."""
    return [one.series.indicator for one in found if not one.series.breakdown]


_WORST_FIRST = (
    "moving_away",
    "behind",
    "not_kept",
    "slightly_behind",
    "source_overdue",
    "no_data",
    "too_uncertain",
    "break_in_series",
    "scope_mismatch",
    "hidden",
    "too_early",
    "on_track",
    "kept",
    "achieved",
    "achieved_early",
)
"""What nobody can judge stands between what is off track and what is on it."""

_OFF_TRACK = ("moving_away", "behind", "not_kept", "slightly_behind")


def _rank(status: str) -> int:
    return _WORST_FIRST.index(status)


def judged(voice: Voice, release: Release, goal: str, geography: str) -> tuple[Judged, ...]:
    """Give each series of a goal that has a target in this place, the worst first."""
    found = []
    for series in release.targets.series():
        indicator = release.indicators.get(series.indicator)
        if indicator is None or indicator.definition["goal"] != goal:
            continue
        now = current(indicator.observations, series)
        if series.geography != geography or now is None or now.progress is None:
            continue
        row = present(voice, indicator, now)
        title = voice.words(indicator.definition["title"])
        found.append(
            Judged(
                series=series,
                title=f"{title} ({row.group})" if row.group else title,
                group=row.group,
                figure=words_or_mark(voice, row),
                period=row.period,
                target=target(voice, release, series.indicator, row),
                status=str(now.progress["status"]),
            )
        )
    return tuple(sorted(found, key=lambda one: _rank(one.status)))


def _measure(voice: Voice, release: Release, goal: str, slug: str | None) -> str:
    stated = release.codelists["goals"][goal].get("measure")
    if isinstance(stated, Mapping):
        return voice.words(stated)
    return voice.words(release.indicators[slug].definition["title"]) if slug else ""


def _row(voice: Voice, release: Release, slug: str, geography: str) -> Row | None:
    found = headline(release, slug, geography)
    return present(voice, release.indicators[slug], found) if found else None


def headline_figure(voice: Voice, release: Release, slug: str, geography: str) -> str:
    """Say an indicator's latest figure; several readings of one thing make a range."""
    indicator = release.indicators[slug]
    if indicator.definition["kind"] == "checklist":
        done, sought = done_of(counts(items(voice, slug)))
        return voice.t("{done} of {all}", done=done, all=sought) if sought else ""
    found = [o for o in readings(release, slug, geography) if o.has_figure]
    values = sorted(o.value for o in found if o.value is not None)
    if len(values) > 1:
        unit = unit_of(indicator, found[0])
        return voice.t(
            "{low} or {high}",
            low=amount(voice, values[0], unit),
            high=amount(voice, values[-1], unit),
        )
    return present(voice, indicator, found[0]).figure if found else ""


def _scope(voice: Voice, release: Release, goal: str, slug: str, row: Row) -> str:
    group = words.parts(voice, row.observation.breakdown, _UNSAID)
    parts = [row.period, "" if row.observation.text else group]
    if slug != LEADS.get(goal, (slug,))[0]:
        parts.insert(0, lead_title(voice, release, slug))
    if row.mark is Mark.NOT_REPORTED:
        parts += [words.decapital(text.rstrip(".")) for text in row.remarks]
    return ", ".join(part for part in parts if part)


def target(voice: Voice, release: Release, slug: str, row: Row) -> str:
    """Say the target that the observation was judged against; "" where none was decided."""
    found = target_of(row)
    if found is None:
        return ""
    return aim(voice, found, unit_of(release.indicators[slug], row.observation))


def status(row: Row | None) -> str:
    """Name the status: as judged in the release, else for want of a figure or of a target."""
    if row is None:
        return "no_data"
    judged = (row.observation.progress or {}).get("status")
    if judged and judged != "no_target":
        return str(judged)
    if row.mark is Mark.HIDDEN:
        return "hidden"
    return "no_data" if row.mark is not None else "no_target"


def _why(voice: Voice, row: Row) -> tuple[str, ...]:
    years = remarks.argument(row.observation, "age_of_estimate", "years")
    said = []
    if years:
        said.append(
            voice.n("estimate {count} year older", "estimate {count} years older", int(str(years)))
        )
    overdue = (row.observation.progress or {}).get("overdue_days")
    if overdue:
        said.append(voice.n("{count} day late", "{count} days late", int(overdue)))
    if row.reported and row.mark is None:
        reported = voice.t("reported {day}", day=row.reported)
        said.append(f"{row.status}, {reported}" if row.status and not years else reported)
    return tuple(said)


def _beside(
    voice: Voice, release: Release, goal: str, told: Sequence[str | None], geography: str
) -> tuple[str, ...]:
    said = []
    for slug in BESIDE.get(goal, ()):
        found = headline(release, slug, geography)
        if slug in told or found is None or not found.has_figure:
            continue
        title = voice.words(release.indicators[slug].definition["title"])
        figure = headline_figure(voice, release, slug, geography)
        period = formats.period(found.period, voice.language)
        said.append(f"{title}: {figure} ({period})")
    return tuple(said)


def lead_title(voice: Voice, release: Release, slug: str) -> str:
    """Give an indicator's title as it may stand inside a sentence."""
    title = voice.words(release.indicators[slug].definition["title"])
    return words.decapital(title)
