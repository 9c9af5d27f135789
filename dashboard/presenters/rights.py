"""How has each item of the rights package been delivered, period by period, and how fast?"""

from dataclasses import dataclass

from dashboard import formats
from dashboard.figure_grids import DECLINED, DELIVERED, LATE, NOT_YET, Square
from dashboard.figure_grids import PROMPT as IN_TIME
from dashboard.figure_grids import Lane as Drawn
from dashboard.i18n import N_
from dashboard.presenters import words
from dashboard.presenters.axis_units import SHARE, axis_unit
from dashboard.presenters.rows import Row, present, words_or_mark
from dashboard.presenters.select import in_period_order, lists, nearest, observations, value_of
from dashboard.presenters.voice import Voice
from indicators.results import Mark, Observation

ITEMS = "rights_items_delivered"
PROMPT = "rights_timeliness"
ITEM = "item_id"
PARTS = {
    IN_TIME: N_("delivered within 7 days"),
    DELIVERED: N_("delivered, how fast is not shown"),
    LATE: N_("delivered later"),
    NOT_YET: N_("not yet delivered"),
    DECLINED: N_("declined"),
}
_MOST_PERIODS = 4
_FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Cell:
    """One item in one period: share delivered, share declined, share within seven days."""

    period: str
    share: Row | None
    declined: Row | None
    prompt: Row | None

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give the rows there are."""
        return tuple(row for row in (self.share, self.declined, self.prompt) if row is not None)


@dataclass(frozen=True, slots=True)
class Lane:
    """One item with its cells in order of time."""

    code: str
    label: str
    article: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Every item of the register over the latest periods of one length."""

    lanes: tuple[Lane, ...]
    periods: tuple[str, ...]
    ticks: tuple[str, ...]


def delivered(voice: Voice, geography: str) -> Grid:
    """Lay out the latest periods: whole years where two have figures, else the shortest ones."""
    chosen = _periods(voice, geography)
    lanes = tuple(
        Lane(
            code,
            words.code(voice, ITEM, code),
            str(entry.get("ecat_article") or ""),
            tuple(_cell(voice, geography, code, one) for one in chosen),
        )
        for code, entry in lists(voice.release, ITEM).items()
    )
    return Grid(
        lanes,
        tuple(formats.period(one.period, voice.language) for one in chosen),
        tuple(formats.short_period(one.period, voice.language) for one in chosen),
    )


def lanes_of(voice: Voice, grid: Grid) -> list[Drawn]:
    """Give the rows of the picture."""
    return [
        Drawn(
            lane.label,
            tuple(_square(voice, lane.label, cell) for cell in lane.cells),
        )
        for lane in grid.lanes
    ]


def spoken(voice: Voice, cell: Cell) -> str:
    """Say all that is known of one item in one period."""
    share = words_or_mark(voice, cell.share) if cell.share else voice.t("not reported yet")
    said = [voice.t("delivered: {figure}", figure=share)]
    if cell.declined is not None:
        said.append(voice.t("declined: {figure}", figure=words_or_mark(voice, cell.declined)))
    if cell.prompt is not None:
        said.append(voice.t("within 7 days: {figure}", figure=words_or_mark(voice, cell.prompt)))
    return ", ".join(said)


def in_words(voice: Voice, grid: Grid) -> str:
    """Say which item was delivered most and least often in the latest period, where several are."""
    now = [(lane, lane.cells[-1].share) for lane in grid.lanes if lane.cells]
    shown = [(row.value, lane, row) for lane, row in now if row and row.value is not None]
    hidden = sum(1 for _, row in now if row is not None and row.mark is Mark.HIDDEN)
    said = []
    if len(shown) > 1:
        low, high = min(shown, key=lambda s: s[0]), max(shown, key=lambda s: s[0])
        said.append(
            voice.t(
                "Delivered most often in {period}: {most} ({high}). Least often: {least} ({low}).",
                period=grid.periods[-1],
                most=words.decapital(high[1].label),
                high=high[2].figure,
                least=words.decapital(low[1].label),
                low=low[2].figure,
            )
        )
    if hidden:
        said.append(
            voice.n(
                "{count} item is hidden to protect people.",
                "{count} items are hidden to protect people.",
                hidden,
            )
        )
    return " ".join(said)


def _periods(voice: Voice, geography: str) -> list[Observation]:
    """Choose the periods, each by an observation that speaks of it."""
    found = nearest(observations(voice.release, ITEMS), geography)
    by_item = [o for o in found if value_of(o, ITEM) not in (None, words.TOTAL)] or found
    each = list({o.period: o for o in in_period_order(by_item)}.values())
    if not each:
        return []
    known = {o.period for o in by_item if o.has_figure}
    least = min(o.period.months for o in each)
    years = [o for o in each if o.period.months == 12]
    shortest = [o for o in each if o.period.months == least]
    in_years = sum(1 for o in years if o.period in known)
    use_years = not known or in_years > 1 or not any(o.period in known for o in shortest)
    return (years if years and use_years else shortest)[-_MOST_PERIODS:]


def _cell(voice: Voice, geography: str, code: str, period: Observation) -> Cell:
    return Cell(
        formats.period(period.period, voice.language),
        _one(voice, ITEMS, geography, (code, "delivered"), period),
        _one(voice, ITEMS, geography, (code, "declined"), period),
        _one(voice, PROMPT, geography, (code, ""), period),
    )


def _one(
    voice: Voice, slug: str, geography: str, which: tuple[str, str], period: Observation
) -> Row | None:
    """Find an item's total in one period; ``which`` is the item and, where it has one, figure."""
    release = voice.release
    if release is None or slug not in release.indicators:
        return None
    code, figure = which
    wanted = {ITEM: code, _FIGURE: figure} if figure else {ITEM: code}
    for one in observations(release, slug, geography):
        about = dict(one.breakdown)
        rest = [value for name, value in about.items() if name not in wanted]
        if (
            one.period == period.period
            and all(about.get(name) == value for name, value in wanted.items())
            and all(value == words.TOTAL for value in rest)
        ):
            return present(voice, release.indicators[slug], one)
    return None


def _square(voice: Voice, label: str, cell: Cell) -> Square:
    told = f"{label}, {cell.period}: {spoken(voice, cell)}"
    if cell.share is None or cell.share.value is None:
        mark = cell.share.mark if cell.share else None
        return Square("", told, mark=mark or Mark.NOT_REPORTED)
    # The line above says per cent, and on a phone there is room for the number alone.
    number = axis_unit(voice, SHARE, ()).at_bar(cell.share)
    return Square(number, told, tuple(_parts(cell, float(cell.share.value))))


def _parts(cell: Cell, share: float) -> list[tuple[str, float]]:
    """Cut those to whom the item applied: the share delivered is of those who did not decline."""
    declined = cell.declined.value if cell.declined is not None else None
    kept = 1 - float(declined) if declined is not None else 1.0
    prompt = cell.prompt.value if cell.prompt is not None else None
    got = share * kept
    how = (
        [(DELIVERED, got)]
        if prompt is None
        else [(IN_TIME, got * float(prompt)), (LATE, got * (1 - float(prompt)))]
    )
    return [*how, (NOT_YET, kept - got), *([(DECLINED, 1 - kept)] if kept < 1 else [])]
