"""How is one observation divided by another so that a reader can follow it?

Marks are handed down: a share with an incomplete part is incomplete. Sums come before the
division; what is divided is counts, never shares.
"""

from collections.abc import Sequence
from dataclasses import replace

from etl.records import Breakdown
from indicators import measures, remarks
from indicators.citing import inherit
from indicators.measures import Estimate
from indicators.results import Mark, Observation
from indicators.series import Cells
from indicators.sums import add

NUMERATOR, DENOMINATOR, SUBTRACTED, FACTOR = "numerator", "denominator", "subtracted", "factor"


def as_role(observation: Observation, role: str) -> Observation:
    """Give every input of the observation this place in the formula."""
    return inherit_figure(observation, [observation], [role])


def inherit_figure(
    like: Observation, parts: Sequence[Observation], roles: Sequence[str]
) -> Observation:
    """Inherit from the parts and keep the figure of ``like`` where no part is a gap."""
    made = inherit(like, parts, roles)
    made = replace(made, remarks=remarks.without_rows(made.remarks))
    if made.mark is not None:
        return made
    return replace(made, value=like.value, low=like.low, high=like.high)


def plus(parts: Sequence[Observation], role: str) -> Observation:
    """Add observations of one cell; all their inputs get one role."""
    made = inherit(parts[0], parts, [role] * len(parts))
    made = replace(made, remarks=remarks.without_rows(made.remarks))
    if made.mark is not None:
        return made
    value, low, high = add([(p.value, p.low, p.high) for p in parts])
    return replace(made, value=value, low=low, high=high)


def minus(whole: Observation, part: Observation) -> Observation:
    """Take a part from a whole, both exact counts; a range makes the difference not available."""
    made = inherit(whole, [as_role(whole, DENOMINATOR), as_role(part, SUBTRACTED)])
    if made.mark is not None:
        return made
    if whole.value is None or part.value is None:
        return replace(made, mark=Mark.NOT_AVAILABLE)
    return replace(made, value=whole.value - part.value)


def share_of(part: Observation, whole: Observation) -> Observation:
    """Give part ÷ whole with Wilson's limits; of nothing, the mark not applicable.

    ``whole`` keeps the roles it has. Where either is a range, the limits are the extremes.
    """
    over = inherit(part, [as_role(part, NUMERATOR), whole])
    if over.mark is not None:
        return over
    if whole.value == 0 or (whole.low == 0 and whole.value is None):
        said = remarks.each_once(over.remarks, (remarks.EMPTY_DENOMINATOR,))
        return replace(over, mark=Mark.NOT_APPLICABLE, remarks=said)
    if isinstance(part.value, int) and isinstance(whole.value, int):
        if not 0 <= part.value <= whole.value:
            # The part reaches outside the whole, so the two do not speak of the same.
            return replace(over, mark=Mark.SCOPE_MISMATCH)
        return with_limits(over, measures.share(part.value, whole.value), "wilson")
    return with_limits(over, measures.ratio(limits(part), limits(whole)), "extremes")


def with_limits(observation: Observation, estimate: Estimate, method: str) -> Observation:
    """Set value and limits, and say how the limits were found."""
    said = remarks.each_once(observation.remarks, (remarks.interval(method),))
    return replace(
        observation, value=estimate.value, low=estimate.low, high=estimate.high, remarks=said
    )


def limits(observation: Observation) -> Estimate:
    """Give a figure as a range: an exact one has both limits at its value."""
    if observation.value is not None and observation.low is None and observation.high is None:
        return measures.exactly(observation.value)
    low = observation.low if observation.low is not None else (observation.value or 0)
    return Estimate(observation.value, low, observation.high)


def lacking(like: Observation, source: str, measure: str) -> Observation:
    """Say that a figure cannot be made because an input was not reported."""
    made = inherit(like, [as_role(like, NUMERATOR)])
    said = remarks.each_once(made.remarks, (remarks.missing_input(source, measure),))
    return replace(made, mark=made.mark or Mark.INCOMPLETE, remarks=said)


def shares(parts: Cells, wholes: Cells, source: str, measure: str) -> tuple[Observation, ...]:
    """Divide cell by cell; ``measure`` names what is lacking where a whole is."""
    return tuple(
        share_of(part, as_role(wholes[key], DENOMINATOR))
        if key in wholes
        else lacking(part, source, measure)
        for key, part in parts.items()
    )


def also(observation: Observation, **dimensions: str) -> Observation:
    """Give the observation further dimensions of its breakdown."""
    return replace(observation, breakdown=with_codes(observation.breakdown, **dimensions))


def with_codes(breakdown: Breakdown, **dimensions: str) -> Breakdown:
    """Set dimensions of a breakdown, in its one order."""
    return tuple(sorted({**dict(breakdown), **dimensions}.items()))


def labelled(cells: Cells, **dimensions: str) -> tuple[Observation, ...]:
    """Give all cells with further dimensions."""
    return tuple(also(observation, **dimensions) for observation in cells.values())
