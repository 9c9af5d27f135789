"""Why is an estimate of victims a range, what does each list add, and what was refused?"""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard import formats
from dashboard.i18n import N_
from dashboard.presenters import remarks, words
from dashboard.presenters.rows import present
from dashboard.presenters.voice import Voice
from indicators.results import Mark, Observation

SLUG = "estimated_victims"
METHOD = "multiple_systems"

ASSUMPTIONS = (
    N_("The lists speak of one period and place, in which nobody came or went."),
    N_("All lists share one definition."),
    N_("Nobody is counted twice, and a person is recognised from list to list."),
    N_("Those unseen follow the pattern of those seen. No figures can test this."),
)
KNOWN_TRUTH = N_(
    "Where such methods were tried against a known truth the lower limits held each time, and "
    "every miss was an estimate too low."
)
ENGINES = {
    "decomposable": N_("average over many ways in which lists may depend on each other"),
    "bic": N_("the best fitting of the models that can be estimated"),
    "main_effects": N_("as if the lists did not depend on each other"),
    "stepwise": N_("a model searched for step by step"),
}


@dataclass(frozen=True, slots=True)
class FromLists:
    """One estimate from overlapping lists, in words: its figure, or why there is none.

    ``engines`` and ``lists`` are table rows.
    """

    period: str
    said: str
    verdict: str
    reasons: tuple[str, ...]
    engines: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, str], ...]

    @property
    def heading(self) -> str:
        """Give its period and its figure."""
        return f"{self.period}: {self.said}"

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing more is said of it than the heading does."""
        return not (self.verdict or self.reasons or self.engines or self.lists)


def from_lists(voice: Voice, geography: str) -> tuple[FromLists, ...]:
    """Give each estimate from overlapping lists of a place, the latest first."""
    release = voice.release
    if release is None or SLUG not in release.indicators:
        return ()
    found = [
        o
        for o in release.indicators[SLUG].observations
        if o.geography == geography and ("method", METHOD) in o.breakdown
    ]
    found.sort(key=lambda o: o.period, reverse=True)
    return tuple(_one(voice, observation) for observation in found)


def _one(voice: Voice, observation: Observation) -> FromLists:
    release = voice.release
    if release is None:
        raise ValueError("an estimate is read from a release")
    row = present(voice, release.indicators[SLUG], observation)
    said = row.figure or voice.t(words.MARKS[observation.mark or Mark.NOT_AVAILABLE][0])
    return FromLists(
        period=row.period,
        said=said,
        verdict=" ".join(remarks.of_code(voice, observation, "verdict")),
        reasons=remarks.of_code(voice, observation, "estimate_reason"),
        engines=tuple(_engines(voice, observation)),
        lists=tuple(_lists(voice, observation)),
    )


def _engines(voice: Voice, observation: Observation) -> Iterator[tuple[str, str]]:
    for remark in observation.remarks:
        if remark.code == "estimate_engine":
            args = dict(remark.args)
            name = words.looked_up(voice, ENGINES, str(args["engine"]))
            central, low, high = (float(str(args[n])) for n in ("central", "low", "high"))
            middle = formats.number(central, voice.language)
            span = formats.span(low, high, voice.language)
            yield words.capital(name), f"{middle} ({span})"


def _lists(voice: Voice, observation: Observation) -> Iterator[tuple[str, str]]:
    for remark in observation.remarks:
        if remark.code == "without_list":
            args = dict(remark.args)
            said = voice.t("no estimate at all")
            if "total" in args:
                said = formats.number(float(str(args["total"])), voice.language)
            yield words.capital(str(args["list"]).replace("_", " ")), said
