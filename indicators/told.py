"""What do files say beside a status: who decided its target and why, and what is done about it?

A status names its decision by number. A file must stand alone, so that it carries the decision's
words, those of the targets that it replaced, the explanations given for the same period and the
actions promised, with what became of them.
"""

from indicators.published import Release
from indicators.results import Json, Observation
from indicators.targets import Action, Decision, Explanation, Series


def progress_told(release: Release, slug: str, seen: Observation) -> Json | None:
    """Give an observation's progress with the words that belong to it; None where it has none.

    ``decision`` is the target in force on the release's data cut, ``earlier`` those before it,
    the first one first; ``explanations`` are those given for the observation's own period.
    """
    if seen.progress is None:
        return None
    series = Series.of(slug, seen.geography, seen.breakdown)
    made = release.targets.history(series)
    number = seen.progress.get("decision")
    said = [e for e in release.targets.explained(series) if e.period == seen.period.label]
    return {
        **seen.progress,
        "decision": next((_decision(one, made) for one in made if one.number == number), None),
        "earlier": [_decision(one, made) for one in made if one.number != number],
        "explanations": [_explanation(release, one) for one in said],
    }


def _decision(one: Decision, made: tuple[Decision, ...]) -> Json:
    later = next((other for other in made if other.replaces == one.number), None)
    told = {
        name: value
        for name, value in one.to_json().items()
        if name not in ("indicator", "geography", "breakdown")
    }
    return told | {
        "replaced_by": later.number if later else None,
        "replaced_on": later.decided_on.isoformat() if later else None,
    }


def _explanation(release: Release, one: Explanation) -> Json:
    return {
        "period": one.period,
        "status": one.status,
        "text": one.text.to_json(),
        "entered_on": one.entered_on.isoformat() if one.entered_on else None,
        "actions": [_action(action) for action in release.targets.promised(one)],
    }


def _action(one: Action) -> Json:
    told = {name: value for name, value in one.to_json().items() if name != "explanation"}
    return told | {"due": one.due.isoformat(), "outcome": one.outcome}
