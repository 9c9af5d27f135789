"""What must a reader know about an observation, in a sentence for each remark?"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from dashboard import formats
from dashboard.i18n import N_
from dashboard.presenters import words
from dashboard.presenters.voice import Voice
from indicators.results import Mark, Observation, Remark

Args = Mapping[str, object]

_INCOMPLETE = {
    "quarters": N_("Reported for {have} of {need} quarters; the rest is not guessed."),
    "last_quarter": N_("The year's last quarter is not reported, so the year has no value yet."),
    "rows": N_("{have} of {need} rows are reported; a total is not made from a part."),
}
_METHODS = {
    "wilson": N_("Range: what chance alone would explain (Wilson, 95 per cent)."),
    "poisson": N_("Range: what chance alone would explain (Poisson, 95 per cent)."),
    "extremes": N_("Range: from the lowest to the highest value that the inputs allow."),
}
_VERDICTS = {
    "estimate": N_("The lists carry an estimate."),
    "range": N_("The lists carry a range, not a single number."),
    "lower_limit": N_("The lists carry a lower limit alone."),
    "refused": N_("The lists cannot carry an estimate."),
}
_ASSUMPTIONS = {
    "applicants_among_cases": N_("Assumes that the applicants are among the known cases."),
    "applicants_beside_cases": N_("Assumes that the applicants come on top of the known cases."),
}
_PLAIN = {
    "derived": N_("Derived from reported figures; no source states it as such."),
    "inferred": N_("The document gives no exact period or place; it was inferred."),
    "claimed": N_("A statement in the debate, not a count."),
    "last_day": N_("The figure of a year is that of its last day."),
    "empty_denominator": N_("There was nobody to whom it could apply."),
}


METHOD = frozenset({"interval", "sum_of_rows", "sum_of_periods"})
"""Remarks on how a figure was reckoned: they stand with its arithmetic, not beside it."""

_OF_PARTS = frozenset({"derived", "inferred", "claimed", "corrected", "conflict_rule"})

# These stand in tables of their own, in the section on estimates.
_APART = frozenset({"estimate_engine", "without_list"})


def sentences(voice: Voice, observation: Observation) -> tuple[str, ...]:
    """Say what a reader must know beside an observation, in its order, none twice."""
    left_out = METHOD | _APART
    if observation.mark is Mark.INCOMPLETE:
        # What is said of its parts stands beside them: here no figure is shown that it speaks of.
        left_out |= _OF_PARTS
    said = (sentence(voice, r) for r in observation.remarks if r.code not in left_out)
    return tuple(dict.fromkeys(said))


def of_code(voice: Voice, observation: Observation, code: str) -> tuple[str, ...]:
    """Say an observation's remarks of one code."""
    return tuple(sentence(voice, r) for r in observation.remarks if r.code == code)


def method(voice: Voice, observation: Observation) -> tuple[str, ...]:
    """Say how an observation was reckoned beyond its formula."""
    said = (sentence(voice, r) for r in observation.remarks if r.code in METHOD)
    return tuple(dict.fromkeys(said))


def sentence(voice: Voice, remark: Remark) -> str:
    """Say one remark; a code without words is shown as it stands, so that nothing vanishes."""
    args = dict(remark.args)
    say = _SAYINGS.get(remark.code)
    if say:
        return say(voice, args)
    given = ", ".join(f"{name} {value}" for name, value in args.items())
    return words.capital(remark.code.replace("_", " ")) + (f": {given}" if given else "") + "."


def rule(voice: Voice, observation: Observation) -> str:
    """Say why the shown figure was picked among contradicting ones; "" where nothing says so."""
    found = (r for r in observation.remarks if r.code == "conflict_rule")
    return next((sentence(voice, remark) for remark in found), "")


def argument(observation: Observation, code: str, name: str) -> object | None:
    """Give one particular of a remark, or None where the observation has no such remark."""
    for remark in observation.remarks:
        if remark.code == code:
            return dict(remark.args).get(name)
    return None


def has(observation: Observation, code: str) -> bool:
    """Tell whether an observation carries a remark."""
    return any(remark.code == code for remark in observation.remarks)


def _age(voice: Voice, args: Args) -> str:
    years = int(str(args.get("years", 0)))
    if not years:
        return voice.t("The estimate is of the same year as the figure it is set against.")
    if years < 0:
        return voice.n(
            "The estimate is {count} year younger than the figure it is set against.",
            "The estimate is {count} years younger than the figure it is set against.",
            -years,
        )
    return voice.n(
        "The estimate is {count} year older than the figure it is set against.",
        "The estimate is {count} years older than the figure it is set against.",
        years,
    )


def _bridge(voice: Voice, args: Args) -> str:
    title = bridge_title(voice, str(args["bridge"]))
    return voice.t("The two figures differ in scope: {bridge}.", bridge=title)


def bridge_title(voice: Voice, slug: str) -> str:
    """Give the words of a scope bridge, from the definition that names it."""
    for indicator in voice.release.indicators.values() if voice.release else ():
        for bridge in indicator.definition.get("bridges", ()):
            if bridge["slug"] == slug:
                return words.decapital(voice.words(bridge["title"]).rstrip("."))
    return slug.replace("_", " ")


def _needed(voice: Voice, args: Args) -> str:
    group = words.parts(
        voice, ((n, str(args[n])) for n in ("purpose", "sex", "age_group") if n in args)
    )
    where = words.place(voice, str(args["geography"]))
    scope = ", ".join(part for part in (group or voice.t("everybody"), where) if part)
    return voice.t("It would take an estimate for: {scope}.", scope=scope)


def _incomplete(voice: Voice, args: Args) -> str:
    said = _INCOMPLETE.get(str(args.get("kind")), _INCOMPLETE["rows"])
    return voice.t(said, have=args.get("have"), need=args.get("need"))


def _rows(voice: Voice, args: Args) -> str:
    return voice.n(
        "Sum of {count} reported row.", "Sum of {count} reported rows.", int(str(args["rows"]))
    )


def _periods(voice: Voice, args: Args) -> str:
    return voice.n("Sum of {count} period.", "Sum of {count} periods.", int(str(args["periods"])))


def _due(voice: Voice, args: Args) -> str:
    last = date.fromisoformat(str(args["day"]))
    if voice.release is not None and last < voice.release.head.data_cut:
        late = formats.day(last + timedelta(days=1), voice.language)
        return voice.t("Overdue since {day}.", day=late)
    return voice.t("Last day to report: {day}.", day=formats.day(last, voice.language))


def _rule(voice: Voice, args: Args) -> str:
    reason = words.capital(str(args[voice.language]).rstrip("."))
    return voice.t("Reason: {reason}.", reason=reason)


def _corrected(voice: Voice, args: Args) -> str:
    reason = words.capital(str(args[voice.language]).rstrip("."))
    return voice.t(
        "A mistake in the source was corrected when it was loaded: {reason}.", reason=reason
    )


def _estimate_reason(voice: Voice, args: Args) -> str:
    return str(args[voice.language]).rstrip(".") + "."


def _lacking(voice: Voice, args: Args) -> str:
    what = words.measure(voice, str(args["source"]), str(args["measure"]))
    return voice.t("What is lacking: {what}.", what=what)


def _worst(voice: Voice, args: Args) -> str:
    part = words.code(voice, str(args["dimension"]), str(args["part"]))
    share = formats.share(float(str(args["value"])), voice.language)
    return voice.t("Lowest part: {part}, {share}.", part=part, share=share)


def _prices(voice: Voice, args: Args) -> str:
    return voice.t("In the prices of {year}.", year=args["year"])


def _of(table: Mapping[str, str], name: str) -> Callable[[Voice, Args], str]:
    def say(voice: Voice, args: Args) -> str:
        key = str(args.get(name))
        return voice.t(table[key]) if key in table else key.replace("_", " ") + "."

    return say


def _always(message: str) -> Callable[[Voice, Args], str]:
    return lambda voice, _args: voice.t(message)


_SAYINGS: dict[str, Callable[[Voice, Args], str]] = {
    "age_of_estimate": _age,
    "scope_bridge": _bridge,
    "scope_needed": _needed,
    "incomplete_parts": _incomplete,
    "sum_of_rows": _rows,
    "sum_of_periods": _periods,
    "due": _due,
    "conflict_rule": _rule,
    "corrected": _corrected,
    "assumption": _of(_ASSUMPTIONS, "assumption"),
    "missing_input": _lacking,
    "interval": _of(_METHODS, "method"),
    "worst_part": _worst,
    "fixed_prices": _prices,
    "verdict": _of(_VERDICTS, "verdict"),
    "estimate_reason": _estimate_reason,
    **{code: _always(message) for code, message in _PLAIN.items()},
}
