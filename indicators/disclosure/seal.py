"""How do results that rest on shown figures alone become the ones that may be released?

A hidden figure keeps what it is about and loses all else. Its reason tells only whether the
figure itself is protected or rests on one that is; it never tells why.
"""

from dataclasses import replace

from indicators.results import Cited, Computed, Mark, Observation, Protected

PROTECTED = "protected"
"""The figure could point at somebody, by itself or together with others."""

RESTS_ON_PROTECTED = "rests_on_protected"
"""The figure is worked out from one that is protected."""


def seal(computed: Computed) -> Protected:
    """Drop all that hidden results carry; give every result in one fixed order."""
    made = [_sealed(one) for one in computed.observations]
    ordered = sorted(made, key=lambda o: (o.period, o.geography, o.breakdown))
    return Protected(computed.indicator, tuple(ordered))


def _sealed(seen: Observation) -> Observation:
    if seen.mark is not Mark.HIDDEN:
        return replace(seen, inputs=_telling(seen.inputs), conflicts=_telling(seen.conflicts))
    return Observation(
        period=seen.period,
        geography=seen.geography,
        breakdown=seen.breakdown,
        mark=Mark.HIDDEN,
        reason=PROTECTED if _is_itself(seen) else RESTS_ON_PROTECTED,
    )


def _is_itself(seen: Observation) -> bool:
    return len(seen.inputs) == 1 and seen.inputs[0].role == "value"


def _telling(cited: tuple[Cited, ...]) -> tuple[Cited, ...]:
    """Leave out what has no figure: a gap of a return is told by its mark."""
    return tuple(
        one
        for one in cited
        if one.document or any(x is not None for x in (one.value, one.low, one.high, one.text))
    )
