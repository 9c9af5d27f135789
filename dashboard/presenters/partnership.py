"""Which agreements were in force when, and how do referrals go both ways?"""

from dataclasses import dataclass

from dashboard.axes import Ticks
from dashboard.figure_grids import Lane as Drawn
from dashboard.figure_grids import Square
from dashboard.presenters import words
from dashboard.presenters.lanes import ticks
from dashboard.presenters.rows import Row, present, words_or_mark
from dashboard.presenters.select import in_period_order, nearest, observations, value_of
from dashboard.presenters.voice import Voice
from indicators.results import Mark, Observation

AGREEMENTS = "partnership_agreements"
REFERRALS = "partnership_referrals"
KIND = "kind"
_KINDS = ("iop", "grant", "memorandum", "other")
_MOST = 10
_ANSWERED = "answered_within_14_days"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Agreements in force by kind: a row for each kind, a cell for each period."""

    kinds: tuple[tuple[str, tuple[Row | None, ...]], ...]
    periods: tuple[str, ...]
    ticks: Ticks

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give every row there is."""
        return tuple(row for _, rows in self.kinds for row in rows if row is not None)


@dataclass(frozen=True, slots=True)
class Flow:
    """Referrals to organisations, from them, and those answered in time; by period."""

    to: tuple[Row, ...]
    back: tuple[Row, ...]
    answered: tuple[Row | None, ...]
    ticks: Ticks


def timeline(voice: Voice, geography: str) -> Timeline | None:
    """Lay out agreements by kind over the periods of the shortest length reported."""
    found = _shortest(voice, AGREEMENTS, geography)
    if not found:
        return None
    periods = list({one.period: one for one in found}.values())[-_MOST:]
    totals = [_of(voice, AGREEMENTS, found, one, {KIND: words.TOTAL}) for one in periods]
    kinds = [
        (
            words.code(voice, KIND, kind),
            tuple(_of(voice, AGREEMENTS, found, one, {KIND: kind}) for one in periods),
        )
        for kind in _KINDS
    ]
    shown = [(name, rows) for name, rows in kinds if any(rows)] or [
        (words.capital(name), tuple(totals)) for name, _ in kinds
    ]
    axis = [row for row in totals if row is not None]
    return Timeline(tuple(shown), tuple(row.period for row in axis), ticks(voice, axis))


def lanes_of(voice: Voice, found: Timeline) -> list[Drawn]:
    """Give the rows of the picture."""
    return [
        Drawn(
            words.capital(name),
            tuple(
                _square(voice, name, row, period)
                for row, period in zip(rows, found.periods, strict=True)
            ),
        )
        for name, rows in found.kinds
    ]


def flow(voice: Voice, geography: str) -> Flow | None:
    """Lay out referrals both ways over the periods of the shortest length reported."""
    found = _shortest(voice, REFERRALS, geography)
    periods = list({one.period: one for one in found}.values())[-_MOST:]

    def along(direction: str) -> list[Row | None]:
        about = {"direction": direction}
        return [_of(voice, REFERRALS, found, one, about) for one in periods]

    to, back, answered = along("to"), along("from"), along(_ANSWERED)
    if not periods or None in to or None in back:
        return None
    there, here = [row for row in to if row], [row for row in back if row]
    return Flow(tuple(there), tuple(here), tuple(answered), ticks(voice, there))


def in_words(voice: Voice, found: Flow) -> str:
    """Say how many were answered in time, and the period before; what is not shown is left out.

    The latest referrals both ways are the heading's.
    """
    back, answered = found.back[-1], found.answered[-1]
    said = []
    if back.value and answered is not None and answered.value is not None:
        said.append(
            voice.t(
                "Of the {all} from organisations, {count} were answered within 14 days.",
                all=back.figure,
                count=answered.figure,
            )
        )
    before = [pair for pair in zip(found.to, found.back, strict=True) if _both(pair)][:-1]
    if before and _both((found.to[-1], back)):
        to, earlier = before[-1]
        said.append(
            voice.t(
                "{period}: {to} to organisations and {back} from them.",
                period=words.capital(to.period),
                to=to.figure,
                back=earlier.figure,
            )
        )
    return " ".join(said)


def _both(pair: tuple[Row, Row]) -> bool:
    return all(row.value is not None for row in pair)


def _shortest(voice: Voice, slug: str, geography: str) -> list[Observation]:
    found = nearest(observations(voice.release, slug), geography)
    if not found:
        return []
    known = [one for one in found if one.mark is not Mark.NOT_REPORTED]
    # Where nobody has reported anything, the years say it.
    months = min(o.period.months for o in known) if known else max(o.period.months for o in found)
    return [one for one in in_period_order(found) if one.period.months == months]


def _of(
    voice: Voice, slug: str, found: list[Observation], period: Observation, about: dict[str, str]
) -> Row | None:
    release = voice.release
    if release is None:
        return None
    for one in found:
        rest = [value for name, value in one.breakdown if name not in about]
        if (
            one.period == period.period
            and all(value_of(one, name) == value for name, value in about.items())
            and all(value == words.TOTAL for value in rest)
        ):
            return present(voice, release.indicators[slug], one)
    return None


def _square(voice: Voice, name: str, row: Row | None, period: str) -> Square:
    if row is None or row.mark is not None:
        mark = row.mark if row is not None and row.mark is not None else Mark.NOT_REPORTED
        said = voice.t(words.MARKS[mark][0])
        return Square("", f"{words.capital(name)}, {period}: {said}", mark=mark)
    told = f"{words.capital(name)}, {period}: {words_or_mark(voice, row)}"
    there = bool(row.value)
    return Square(row.figure if there else "–", told, (("in_force", 1.0),) if there else ())
