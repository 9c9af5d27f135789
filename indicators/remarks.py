"""What may have to be said beside an observation?

Each remark is a code with its particulars; the words are the dashboard's. The list is closed:
``CODES`` names every code with its arguments, and the builders below are the only makers.
"""

from collections.abc import Iterable
from datetime import date

from etl.records import Corrected
from indicators.results import Remark

CODES: dict[str, tuple[str, ...]] = {
    # The scope of numerator and denominator differs by this named step; no status is built on it.
    "scope_bridge": ("bridge",),
    # No estimate speaks of the same as the figure; one for this scope would be needed.
    "scope_needed": ("geography", "purpose", "sex", "age_group"),
    # Years from the estimate to the figure; negative where the estimate is the later one.
    "age_of_estimate": ("years", "estimate_period"),
    # Parts that are there and parts that it takes; kind: quarters, last_quarter, rows.
    "incomplete_parts": ("have", "need", "kind"),
    # A sum over finer rows of one return, or over the periods within a year.
    "sum_of_rows": ("rows",),
    "sum_of_periods": ("periods",),
    # A stock of a year is the figure of its last day.
    "last_day": (),
    # The figure, or one that it rests on, was derived from others by whoever reported it.
    "derived": (),
    # Place or time of the figure, or of one it rests on, is inferred from its document.
    "inferred": (),
    # What somebody said in the debate, not a count.
    "claimed": (),
    # Contradicting figures were reported; this is why this one is used.
    "conflict_rule": ("sv", "en"),
    # A known mistake of the source was mended when the figure was loaded; this is why.
    "corrected": ("correction", "sv", "en"),
    # What the figure takes for granted.
    "assumption": ("assumption",),
    # An input without which nothing can be computed.
    "missing_input": ("source", "measure"),
    # The denominator is 0: nobody to whom the share could apply.
    "empty_denominator": (),
    # How low and high were found: wilson, extremes.
    "interval": ("method",),
    # The part of a composite that stands worst.
    "worst_part": ("dimension", "part", "value"),
    # When a figure that has not been reported was due.
    "due": ("day",),
    # Prices of this year.
    "fixed_prices": ("year",),
    # How far an estimate of one's own can be trusted: estimate, range, lower_limit, refused.
    "verdict": ("verdict",),
    # Why an estimate of one's own is refused or given only in part, in words.
    "estimate_reason": ("reason", "sv", "en"),
    # What one method says by itself, in whole persons.
    "estimate_engine": ("engine", "central", "low", "high"),
    # The estimate without one of the lists; no total where there is none without it.
    "without_list": ("list", "total"),
}


def scope_bridge(bridge: str) -> Remark:
    """Name the bridge that the figure crosses."""
    return Remark("scope_bridge", (("bridge", bridge),))


def scope_needed(geography: str, scope: Iterable[tuple[str, str]]) -> Remark:
    """Say what an estimate would have to speak of: place, purpose, sex and age group."""
    given = dict(scope)
    wanted = tuple((name, given.get(name, "all")) for name in ("purpose", "sex", "age_group"))
    return Remark("scope_needed", (("geography", geography), *wanted))


def age_of_estimate(years: int, estimate_period: str) -> Remark:
    """Say how many years lie between the estimate and what it is set against."""
    return Remark("age_of_estimate", (("years", years), ("estimate_period", estimate_period)))


def incomplete_parts(have: int, need: int, kind: str) -> Remark:
    """Say how many of the needed parts there are: quarters, last_quarter or rows."""
    return Remark("incomplete_parts", (("have", have), ("need", need), ("kind", kind)))


def sum_of_rows(rows: int) -> Remark:
    """Say over how many reported rows the figure is summed."""
    return Remark("sum_of_rows", (("rows", rows),))


def sum_of_periods(periods: int) -> Remark:
    """Say over how many periods the figure is summed."""
    return Remark("sum_of_periods", (("periods", periods),))


def conflict_rule(words: tuple[str, str]) -> Remark:
    """Say why one of several contradicting figures is used, in Swedish and English."""
    return Remark("conflict_rule", (("sv", words[0]), ("en", words[1])))


def corrected(by: Corrected) -> Remark:
    """Say that a known mistake was mended, by which correction and why."""
    return Remark("corrected", (("correction", by.id), ("sv", by.sv), ("en", by.en)))


def assumption(name: str) -> Remark:
    """Name what the figure takes for granted."""
    return Remark("assumption", (("assumption", name),))


def missing_input(source: str, measure: str) -> Remark:
    """Name the figure that is lacking."""
    return Remark("missing_input", (("source", source), ("measure", measure)))


def interval(method: str) -> Remark:
    """Name how the limits were found."""
    return Remark("interval", (("method", method),))


def worst_part(dimension: str, part: str, value: float) -> Remark:
    """Name the part that stands worst, and its value."""
    return Remark("worst_part", (("dimension", dimension), ("part", part), ("value", value)))


def due(day: date) -> Remark:
    """Say when the figure was due."""
    return Remark("due", (("day", day.isoformat()),))


def fixed_prices(year: str) -> Remark:
    """Name the year in whose prices the sum is given."""
    return Remark("fixed_prices", (("year", year),))


def verdict(word: str) -> Remark:
    """Say how far an estimate can be trusted."""
    return Remark("verdict", (("verdict", word),))


def estimate_reason(code: str, sv: str, en: str) -> Remark:
    """Say why an estimate is refused or given only in part, in Swedish and English."""
    return Remark("estimate_reason", (("reason", code), ("sv", sv), ("en", en)))


def estimate_engine(engine: str, central: int, low: int, high: int) -> Remark:
    """Give what one method says by itself."""
    return Remark(
        "estimate_engine", (("engine", engine), ("central", central), ("low", low), ("high", high))
    )


def without_list(name: str, total: int | None) -> Remark:
    """Give the estimate without one of the lists; None where there is none then."""
    given: tuple[tuple[str, str | int | float], ...] = (("list", name),)
    return Remark("without_list", given if total is None else (*given, ("total", total)))


DERIVED = Remark("derived")
INFERRED = Remark("inferred")
CLAIMED = Remark("claimed")
LAST_DAY = Remark("last_day")
EMPTY_DENOMINATOR = Remark("empty_denominator")


def each_once(*groups: Iterable[Remark]) -> tuple[Remark, ...]:
    """Join remarks, each once, in the order in which they first stand."""
    return tuple(dict.fromkeys(remark for group in groups for remark in group))


def without_rows(said: Iterable[Remark]) -> tuple[Remark, ...]:
    """Leave out over how many rows a part was summed: it is true of the part alone."""
    return tuple(remark for remark in said if remark.code != "sum_of_rows")
