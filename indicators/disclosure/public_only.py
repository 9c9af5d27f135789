"""May this observation be published although no table has been protected yet?

The strictest gate there is. Functions of figures that already stand in public documents, and
of nothing else, pass; so do gaps that hold no figure. All the rest is hidden, zeros and large
counts included, so that what is hidden says nothing about how large it is.
"""

from indicators.results import Computed, Mark, Observation, Protected

REASON = "protection_not_built"

# An unresolved conflict is not among them: it is a figure said twice, not a gap.
_GAPS = frozenset(
    {
        Mark.NOT_REPORTED,
        Mark.INCOMPLETE,
        Mark.NOT_AVAILABLE,
        Mark.CANNOT_OCCUR,
        Mark.NOT_APPLICABLE,
        Mark.SCOPE_MISMATCH,
    }
)


def protect(computed: Computed) -> Protected:
    """Let through what public documents already say, and hide everything else.

    The observations come back in one fixed order (period, geography, breakdown), because an
    order made from values would tell them. Hidden observations of one key become one.
    """
    passed = [o if is_public(o) else hidden(o) for o in computed.observations]
    ordered = sorted(passed, key=lambda o: (o.period, o.geography, o.breakdown))
    seen: set[tuple[object, ...]] = set()
    kept = []
    for observation in ordered:
        key = (observation.period, observation.geography, observation.breakdown)
        if observation.mark is Mark.HIDDEN and key in seen:
            continue
        if observation.mark is Mark.HIDDEN:
            seen.add(key)
        kept.append(observation)
    return Protected(computed.indicator, tuple(kept))


def is_public(observation: Observation) -> bool:
    """Tell whether showing the observation adds nothing to what public documents say."""
    if observation.rests_on_public_documents_alone:
        return True
    figures = (observation.value, observation.low, observation.high, observation.text)
    return (
        observation.mark in _GAPS
        and all(figure is None for figure in figures)
        and all(cited.document for cited in observation.inputs + observation.conflicts)
    )


def hidden(observation: Observation) -> Observation:
    """Keep what the observation is about and drop all that it says."""
    return Observation(
        period=observation.period,
        geography=observation.geography,
        breakdown=observation.breakdown,
        mark=Mark.HIDDEN,
        reason=REASON,
    )
