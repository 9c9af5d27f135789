"""How does an estimate read to a person?

Plain lines, in Swedish or English: what may be said, why no more, each engine's figures, what they
rest on. A reader who stops after the first line has still read nothing wrong.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from indicators.estimation.result import METHODS, Estimate, Verdict

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "seen": (
        "Sedda personer: {n}, på {k} listor ({lists}); {several} på två listor eller fler.",
        "Persons seen: {n}, on {k} lists ({lists}); {several} on two lists or more.",
    ),
    "estimate": (
        "Skattat antal, sedda och osedda: {central}, mellan {low} och {high}.",
        "Estimated number, seen and unseen: {central}, between {low} and {high}.",
    ),
    "range": (
        "Skattat antal, sedda och osedda: mellan {low} och {high}. Ett enda tal kan inte anges.",
        (
            "Estimated number, seen and unseen: between {low} and {high}. No single number can be "
            "given."
        ),
    ),
    "lower_limit": (
        "Minst {low}, sedda och osedda. Någon övre gräns kan inte anges.",
        "At least {low}, seen and unseen. No upper limit can be given.",
    ),
    "refused": (
        "Ingen skattning. Känt är bara: minst {low}.",
        "No estimate. Known is only: at least {low}.",
    ),
    "reasons": ("Varför inte mer:", "Why no more:"),
    "open": ("Spärrar: ingen slår till.", "Gates: none shuts."),
    "shut": ("Spärrar som slår till:", "Gates that shut:"),
    "engines": ("Metoderna var för sig (95 %):", "Each method by itself (95 %):"),
    "decomposable": (
        "A, medel över nedbrytbara grafer: {N} [{low}, {high}]",
        "A, average over decomposable graphs: {N} [{low}, {high}]",
    ),
    "bic": (
        (
            "B, bästa av {admissible_models} möjliga loglinjära modeller till ordning {order}, "
            "{model}: {N} [{low}, {high}]; percentiler [{percentile_low}, {percentile_high}]"
        ),
        (
            "B, best of {admissible_models} admissible log-linear models to order {order}, "
            "{model}: {N} [{low}, {high}]; percentiles [{percentile_low}, {percentile_high}]"
        ),
    ),
    "stepwise": (
        (
            "Stegvis sökt modell, {model}: {N} [{low}, {high}]; percentiler "
            "[{percentile_low}, {percentile_high}]"
        ),
        (
            "Model found stepwise, {model}: {N} [{low}, {high}]; percentiles "
            "[{percentile_low}, {percentile_high}]"
        ),
    ),
    "main_effects": (
        "Oberoende listor: {N} [{low}, {high}]",
        "Independent lists: {N} [{low}, {high}]",
    ),
    "pairwise": (
        "Om listorna inte missgynnar varandra: minst {N}",
        "If the lists do not discourage each other: at least {N}",
    ),
    "merged": (
        "A och B är räknade på fem listor, de minsta sammanslagna: {lists}",
        "A and B are made on five lists, the smallest merged: {lists}",
    ),
    "near": (
        "Nästan lika bra modeller: {low} till {high}",
        "Models that fit nearly as well: {low} to {high}",
    ),
    "without": ("Utan {list}: {N}", "Without {list}: {N}"),
    "assumed": ("Antaget:", "Assumed:"),
    "made": (
        "Slumpfrö {seed}, {replicates} omdragningar. Metoder: {methods}.",
        "Seed {seed}, {replicates} bootstrap samples. Methods: {methods}.",
    ),
    "limits": ("Gränser, satta av oss: {limits}.", "Limits, set by us: {limits}."),
}

ASSUMPTIONS: Final[tuple[tuple[str, str], ...]] = (
    (
        "Listorna gäller samma tid och plats, och ingen kom till eller försvann under den.",
        "The lists speak of one period and place, in which nobody came or went.",
    ),
    ("Alla listor har samma definition.", "All lists share one definition."),
    (
        "Ingen räknas två gånger, och samma person känns igen på olika listor.",
        "Nobody is counted twice, and a person is recognised from list to list.",
    ),
    (
        "De osedda följer samma mönster som de sedda. Det kan inga uppgifter pröva.",
        "Those unseen follow the pattern of those seen. No data can test this.",
    ),
)
KNOWN_TRUTH: Final = (
    (
        "När metoderna prövats där sanningen var känd har de undre gränserna hållit varje gång, "
        "och varje fel har varit en för låg skattning."
    ),
    (
        "Where the methods were tried against a known truth the lower limits held each time, and "
        "every miss was an estimate too low."
    ),
)
_JUDGED: Final = (
    "agree_within",
    "fewest_on_two_lists",
    "list_moves_at_most",
    "widest_range",
    "ceiling_mass",
    "replicates_lost",
)


def describe(estimate: Estimate, language: str = "sv") -> tuple[str, ...]:
    """Give the lines that a person reads, the most important first.

    Args:
        estimate: any, refused ones included.
        language: ``sv`` or ``en``.

    Raises:
        ValueError: another language.
    """
    if language not in ("sv", "en"):
        raise ValueError(f"no words in {language!r}; there are sv and en")
    return tuple(_Speaker(language).lines(estimate))


class _Speaker:
    """Says figures and sentences in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.side = 0 if language == "sv" else 1

    def lines(self, estimate: Estimate) -> Iterator[str]:
        refused = estimate.verdict is Verdict.REFUSED
        head = estimate.headline
        yield self.say(
            estimate.verdict.value, {"low": head.low, "central": head.central, "high": head.high}
        )
        yield self.seen(estimate)
        if not refused:
            yield self.say("open")
        if estimate.reasons:
            yield self.say("shut" if refused else "reasons")
            yield from (f"  - {reason.sentence(self.language)}" for reason in estimate.reasons)
        if not refused:
            yield from self.figures(estimate)
        yield self.say("assumed")
        yield from (f"  - {sentences[self.side]}" for sentences in ASSUMPTIONS)
        if not refused:
            yield KNOWN_TRUTH[self.side]
        yield from self.making(estimate)

    def figures(self, estimate: Estimate) -> Iterator[str]:
        yield self.say("engines")
        for name, figures in estimate.to_json()["engines"].items():
            if figures is not None:
                named = {"N": figures.get("median"), **figures}
                yield f"  {self.say(name, named)}"
        if estimate.merged_lists:
            yield f"  {self.say('merged', {'lists': ', '.join(estimate.merged_lists)})}"
        if estimate.pairwise_bound is not None:
            yield f"  {self.say('pairwise', {'N': estimate.pairwise_bound})}"
        if estimate.near_models is not None:
            low, high = estimate.near_models
            yield f"  {self.say('near', {'low': low, 'high': high})}"
        for name, total in estimate.drop_one_list:
            yield f"  {self.say('without', {'list': name, 'N': total})}"

    def seen(self, estimate: Estimate) -> str:
        return self.say(
            "seen",
            {
                "n": estimate.n,
                "k": len(estimate.lists),
                "lists": ", ".join(estimate.lists),
                "several": estimate.on_two_or_more,
            },
        )

    def making(self, estimate: Estimate) -> Iterator[str]:
        methods = ", ".join(f"{name} {version}" for name, version in METHODS.items())
        judged = ", ".join(f"{name} {estimate.limits[name]:g}" for name in _JUDGED)
        # The seed is a name, not a quantity: no thousands are set apart in it.
        made = {
            "seed": str(estimate.seed),
            "replicates": estimate.replicates,
            "methods": methods,
        }
        yield self.say("made", made)
        yield self.say("limits", {"limits": judged})

    def say(self, key: str, args: Mapping[str, object] | None = None) -> str:
        shown = {name: self.figure(value) for name, value in (args or {}).items()}
        return _WORDS[key][self.side].format(**shown)

    def figure(self, value: object) -> str:
        """Write a number whole, with thousands apart; ``..`` where there is none."""
        if value is None:
            return ".."
        if isinstance(value, int | float):
            return f"{round(value):,}".replace(",", "\u00a0" if self.language == "sv" else ",")
        return str(value)
