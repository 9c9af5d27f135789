"""What does a row of figures show, in a sentence or two that claim no more than the figures carry?

The last figure and the one before it of equal length stand side by side; that one is higher or
lower than the other is said only where the change test carries it. Highest and lowest are named
as what they are, numbers. What has no figure is counted by its reason.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.figures import PRELIMINARY
from dashboard.i18n import N_
from dashboard.presenters import change_words, words
from dashboard.presenters.lanes import Lane
from dashboard.presenters.rows import Row, words_or_mark
from dashboard.presenters.voice import Voice
from indicators.results import Mark

_SPREAD_FROM = 4
_COUNTED = {
    Mark.NOT_REPORTED: (
        N_("{count} period is not reported yet."),
        N_("{count} periods are not reported yet."),
    ),
    Mark.HIDDEN: (
        N_("{count} period is hidden to protect people."),
        N_("{count} periods are hidden to protect people."),
    ),
    Mark.INCOMPLETE: (
        N_("{count} period is reported in part only."),
        N_("{count} periods are reported in part only."),
    ),
}


def finding(voice: Voice, definition: Mapping[str, Any], drawn: Sequence[Lane]) -> str:
    """Say what the longest periods show, and how the preliminary of any look; "" where none is."""
    rows = drawn[0].rows if drawn else ()
    shown = [row for row in rows if row.mark is None]
    said = [
        _latest(voice, shown),
        change_words.change(voice, definition, rows),
        _spread(voice, shown),
        *_gaps(voice, rows),
        unsettled(voice, drawn),
    ]
    return " ".join(text for text in said if text)


def in_short(voice: Voice, name: str, rows: Sequence[Row]) -> str:
    """Say of one part among several its last figure, or why it has none, and the one before."""
    shown = [row for row in rows if row.mark is None]
    if not shown:
        return f"{name}: {words_or_mark(voice, rows[-1])}."
    months = shown[-1].observation.period.months
    alike = [row for row in shown if row.observation.period.months == months]
    return f"{name}: {_latest(voice, alike)}"


def _latest(voice: Voice, shown: Sequence[Row]) -> str:
    if not shown:
        return ""
    last = shown[-1]
    if len(shown) == 1:
        return voice.t(
            "{figure} in {period}; no other period of that length to compare with.",
            figure=last.figure,
            period=last.period,
        )
    before = shown[-2]
    return voice.t(
        "{figure} in {period}, {old} in {earlier}.",
        figure=last.figure,
        period=last.period,
        old=before.figure,
        earlier=before.period,
    )


def _spread(voice: Voice, shown: Sequence[Row]) -> str:
    valued = [(row.value, row) for row in shown if row.value is not None]
    if len(valued) < _SPREAD_FROM or len({row.figure for _, row in valued}) < 2:
        return ""
    low, high = min(valued, key=lambda v: v[0])[1], max(valued, key=lambda v: v[0])[1]
    return voice.t(
        "Of {count} periods the lowest is {low} ({when}) and the highest {high} ({then}).",
        count=len(valued),
        low=low.figure,
        when=low.period,
        high=high.figure,
        then=high.period,
    )


def _gaps(voice: Voice, rows: Sequence[Row]) -> list[str]:
    found = Counter(row.mark for row in rows if row.mark is not None)
    said = [
        voice.t(one if found[mark] == 1 else many, count=found[mark])
        for mark, (one, many) in _COUNTED.items()
        if found[mark]
    ]
    others = [mark for mark in found if mark not in _COUNTED]
    return said + [
        f"{words.capital(voice.t(words.MARKS[mark][0]))}: {found[mark]}." for mark in others
    ]


def unsettled(voice: Voice, drawn: Sequence[Lane]) -> str:
    """Say how preliminary figures are drawn, where there are any."""
    shown = (row for lane in drawn for row in lane.rows if row.mark is None)
    if any(row.observation.status == PRELIMINARY for row in shown):
        return voice.t("Hatched bars and open points are preliminary.")
    return ""
