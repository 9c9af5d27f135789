"""What is remarkable about a return, beside what was known before it came?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from etl.period import Period
from etl.reading.table import ROW
from etl.record_table import Provenance, RecordTable
from etl.records import Breakdown, Gap, Number, Record, Status, known_on
from etl.source import Source
from etl.vocabulary import ALL

CHANCE = 0.001
"""A change rarer than this, were the underlying rate unchanged, is a jump."""

LEAST_REPEATED = 3
"""So many figures above zero must be the same before a repeat is worth a question."""

_NOT_COUNTS = ("SEK", "share")

Series = tuple[str, Breakdown]
Place = tuple[str, Period]


@dataclass(frozen=True, slots=True)
class Difference:
    """One remarkable thing: its wording, its row and columns, and the particulars."""

    words: str
    row: int | None
    columns: tuple[str, ...]
    value: str | None
    args: dict[str, str | int]


def differences(
    source: Source, frame: pl.DataFrame, known: Sequence[Record], today: date
) -> Iterable[Difference]:
    """Compare the rows of a return with the figures in force on ``today``."""
    before = [figure.record for figure in known_on(known, today).figures]
    own = [record for record in before if record.source == source.name and record.whole_return]
    # A source without a column for the place is about the one place that its records name.
    here = own[0].geography if own else ""
    made = source.to_table(frame, Provenance(today, here))
    new = _Return(_worth_a_look(made, before, source.flows), frame)
    yield from _changed_final(new, own)
    yield from _jumps(new, own)
    yield from _lost(new, own)
    yield from _repeated(new, own)
    yield from _unmade_years(new, own, source.flows)
    if source.name in ("rights_persons", "rights_package"):
        yield from _entitled(new, before)


class _Return:
    """A return's records, and the row that each came from."""

    def __init__(self, made: RecordTable, frame: pl.DataFrame) -> None:
        self.rows = list(zip(made.frame[ROW], made.records(), strict=True))
        self.columns = set(frame.columns)
        self.places: dict[Place, dict[Series, Record]] = _by_place(r for _, r in self.rows)

    def column(self, record: Record) -> tuple[str, ...]:
        """Name the column that a record's figure stands in."""
        own = {"victims": "low", "eligible_share": "eligible_share_low"}
        name = own.get(record.measure, record.measure)
        return (name,) if name in self.columns else ("value",)


def _worth_a_look(made: RecordTable, before: Sequence[Record], flows: Sequence[str]) -> RecordTable:
    """Pick the records of the geographies in which anything could be remarkable.

    In a return of a million rows that is seldom more than a few, and the checks that follow
    look at records one by one: places known before, places whose figures repeat another's, and
    years that stand beside their quarters or halves.
    """
    wanted = {record.geography for record in before}
    wanted.update(_repeating(made.frame))
    if flows:
        kinds = made.frame.group_by("geography").agg(pl.col("period").str.len_chars().n_unique())
        wanted.update(kinds.filter(pl.col("period") > 1)["geography"])
    return made.where(pl.col("geography").is_in(wanted))


def _repeating(records: pl.DataFrame) -> pl.Series:
    """Give the places that have, in some period, the same figures as another or in another."""
    counted = records.filter(pl.col("value").is_not_null() & ~pl.col("unit").is_in(_NOT_COUNTS))
    places = counted.group_by("geography", "period").agg(
        (pl.col("value") > 0).sum().alias("positive"),
        # The sum of hashes is the same for the same figures in any order.
        pl.struct("measure", "breakdown", "value").hash().sum().alias("said"),
    )
    again = pl.col("said").is_duplicated() & (pl.col("positive") >= LEAST_REPEATED)
    return places.filter(again)["geography"]


def _by_place(records: Iterable[Record]) -> dict[Place, dict[Series, Record]]:
    found: dict[Place, dict[Series, Record]] = defaultdict(dict)
    for record in records:
        found[record.geography, record.period][record.measure, record.breakdown] = record
    return found


def _changed_final(new: _Return, own: Sequence[Record]) -> Iterable[Difference]:
    settled = {record.key: record for record in own if record.status is Status.FINAL}
    for row, record in new.rows:
        before = settled.get(record.key)
        if before is None or before.says == record.says or record.text is not None:
            continue
        args: dict[str, str | int] = {"before": _said(before)}
        yield Difference("changed_final", row, new.column(record), _said(record), args)


def _jumps(new: _Return, own: Sequence[Record]) -> Iterable[Difference]:
    earlier = _by_place(own)
    pairs: list[tuple[int, Record, Record]] = []
    for row, record in new.rows:
        before = _period_before(record.geography, record.period, earlier)
        series = earlier[before].get((record.measure, record.breakdown)) if before else None
        if series is not None and _is_count(record) and _is_count(series):
            pairs.append((row, record, series))
    unlikely = _unlikely([(_number(r), _number(b)) for _, r, b in pairs])
    for (row, record, before_record), is_jump in zip(pairs, unlikely, strict=True):
        if is_jump:
            args: dict[str, str | int] = {
                "before": _said(before_record),
                "other": before_record.period.label,
            }
            yield Difference("jump", row, new.column(record), _said(record), args)


def _unlikely(pairs: Sequence[tuple[Number, Number]]) -> list[bool]:
    """Test pairs of counts for one Poisson rate: given their sum, each is binomial with half.

    Exact and two-sided (Przyborowski & Wilenski 1940).
    """
    if not pairs:
        return []
    # Imported where they are needed: they take longer to start than a small return to check.
    import numpy as np
    from scipy.special import bdtr

    counts = np.array(pairs, dtype=float)
    whole = (counts == np.floor(counts)).all(axis=1)
    least, together = np.floor(counts.min(axis=1)), np.floor(counts.sum(axis=1))
    chance = np.where(whole, 2 * bdtr(least, together.astype(np.int64), 0.5), 1)
    return [bool(p < CHANCE) for p in np.atleast_1d(chance)]


def _lost(new: _Return, own: Sequence[Record]) -> Iterable[Difference]:
    earlier = _by_place(own)
    for (geography, period), series in new.places.items():
        at = (geography, period) if (geography, period) in earlier else None
        at = at or _period_before(geography, period, earlier)
        if at is None:
            continue
        gone: dict[Breakdown, list[str]] = defaultdict(list)
        for measure, breakdown in earlier[at].keys() - series.keys():
            gone[breakdown].append(measure)
        for breakdown, measures in sorted(gone.items()):
            words = ", ".join([*sorted(measures), *(value for _, value in breakdown)])
            args: dict[str, str | int] = {
                "series": words,
                "before": at[1].label,
                "period": period.label,
            }
            yield Difference("lost_series", None, tuple(n for n, _ in breakdown), words, args)


def _repeated(new: _Return, own: Sequence[Record]) -> Iterable[Difference]:
    """Find places and periods whose figures are, one by one, those of another."""
    known = {**_by_place(own), **new.places}
    seen: dict[frozenset[tuple[Series, Number]], list[Place]] = defaultdict(list)
    for place, series in known.items():
        figures = {s: _number(r) for s, r in series.items() if _is_count(r)}
        if sum(figure > 0 for figure in figures.values()) >= LEAST_REPEATED:
            seen[frozenset(figures.items())].append(place)
    for places in seen.values():
        for place in places[1:] if places[0] in new.places else places:
            other = next(p for p in places if p != place) if len(places) > 1 else None
            if other is None or place not in new.places:
                continue
            args: dict[str, str | int] = {
                "geography": place[0],
                "period": place[1].label,
                "other": f"{other[0]}, {other[1].label}",
            }
            value = f"{place[0]}, {place[1].label}"
            yield Difference("doubled_series", None, ("geography", "period"), value, args)


def _unmade_years(
    new: _Return, own: Sequence[Record], flows: Sequence[str]
) -> Iterable[Difference]:
    """Compare a year with its quarters or halves, where all were reported and one is new."""
    figures = {r.key: r for r in own if _is_count(r)}
    rows = {record.key: row for row, record in new.rows}
    figures.update({record.key: record for _, record in new.rows if _is_count(record)})
    for key, whole in figures.items():
        if whole.period.kind != "year" or whole.measure not in flows:
            continue
        for kind in ("half", "quarter"):
            labels = [part.label for part in whole.period.parts(kind)]
            keys = [(*key[:3], label, key[4]) for label in labels]
            if not set(keys) <= figures.keys() or not rows.keys() & {key, *keys}:
                continue
            made = sum(_number(figures[k]) for k in keys)
            if made != whole.value:
                args: dict[str, str | int] = {
                    "name": whole.measure,
                    "whole": _said(whole),
                    "parts": str(made),
                    "dimension": ", ".join(labels),
                }
                row = next(rows[k] for k in (key, *keys) if k in rows)
                yield Difference("total_mismatch", row, new.column(whole), _said(whole), args)


def _entitled(new: _Return, before: Sequence[Record]) -> Iterable[Difference]:
    """Ask that nobody lacks a right to the package who needed an item of it."""
    known = {record.key: record for record in before}
    known.update({record.key: record for _, record in new.rows})
    rows = {record.key: row for row, record in new.rows}
    entitled = {
        (r.geography, r.period.label, r.dimension("age_group")): r
        for r in known.values()
        if r.measure == "entitled" and r.value is not None
    }
    for needed in known.values():
        place = (needed.geography, needed.period.label, needed.dimension("age_group"))
        item = needed.dimension("item_id")
        if needed.measure != "applicable" or item in (None, ALL) or place not in entitled:
            continue
        persons = entitled[place]
        row = rows.get(needed.key, rows.get(persons.key))
        if row is None or _number(needed) <= _number(persons):
            continue
        args: dict[str, str | int] = {
            "item": str(item),
            "entitled": _said(persons),
            "applicable": _said(needed),
        }
        column = "applicable" if needed.key in rows else "entitled"
        yield Difference("entitled_below_item", row, (column,), _said(needed), args)


def _period_before(geography: str, period: Period, earlier: Mapping[Place, object]) -> Place | None:
    """Find the latest earlier period of the same length that the place has figures for."""
    found = [
        place
        for place in earlier
        if place[0] == geography and place[1].kind == period.kind and place[1] < period
    ]
    return max(found, key=lambda place: place[1], default=None)


def _is_count(record: Record) -> bool:
    return isinstance(record.value, int | float) and record.unit not in _NOT_COUNTS


def _number(record: Record) -> Number:
    return record.value if record.value is not None else 0


def _said(record: Record) -> str:
    if record.value is not None:
        value = record.value
        return str(int(value)) if float(value).is_integer() else str(value)
    if record.gap is not None:
        return ".." if record.gap is Gap.NOT_AVAILABLE else "."
    return "–".join("" if end is None else str(end) for end in (record.low, record.high))
