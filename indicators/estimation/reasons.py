"""Why is an estimate refused, or given only in part, in words?

Each reason has a code for machines and a sentence for people, in Swedish and English.
"""

from dataclasses import dataclass
from typing import Final

_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # Gates: without these there is no estimate at all.
    "fewer_than_three_lists": (
        (
            "Det finns {lists} listor. Med färre än tre går det inte att skilja att listorna "
            "hänger ihop från att många är osedda."
        ),
        (
            "There are {lists} lists. With fewer than three, lists that depend on each other "
            "cannot be told from many unseen persons."
        ),
    ),
    "nobody_on_two_lists": (
        "Ingen person finns på två listor. Utan överlapp säger listorna inget om de osedda.",
        "Nobody is on two lists. Without overlap the lists say nothing of those unseen.",
    ),
    "list_empty": (
        "Listan {list} är tom.",
        "The list {list} is empty.",
    ),
    "list_holds_everyone": (
        (
            "Alla sedda personer finns på listan {list}. Då säger de andra listorna inget om vilka "
            "den har missat."
        ),
        "Everyone seen is on the list {list}. Then the other lists say nothing of whom it missed.",
    ),
    "cells_withheld": (
        (
            "{cells} av antalen är inte angivna eller dolda. En okänd cell är inte noll, och vad "
            "som fylls i avgör skattningen. Den som har listorna måste räkna på de verkliga "
            "antalen."
        ),
        (
            "{cells} of the counts are withheld or not given. An unknown cell is not zero, and "
            "what is filled in decides the estimate. Whoever holds the lists must use the true "
            "counts."
        ),
    ),
    "cells_rounded": (
        (
            "Alla antal är delbara med {base}: de är avrundade. Små celler avgör skattningen, så "
            "den måste göras på antal som inte är avrundade."
        ),
        (
            "Every count is a multiple of {base}: they have been rounded. Small cells decide the "
            "estimate, so it must be made on counts that are not rounded."
        ),
    ),
    "lists_nested": (
        (
            "Alla på listan {list} finns också på listan {within}. En lista som ingår i en annan "
            "är inte en egen iakttagelse; slå ihop dem."
        ),
        (
            "Everyone on the list {list} is on the list {within} too. A list within another is no "
            "observation of its own; merge them."
        ),
    ),
    "pattern_impossible": (
        (
            "{cells} kombinationer av listor anges som omöjliga. Listor som utesluter eller ingår "
            "i varandra med avsikt kan inte användas så här."
        ),
        (
            "{cells} combinations of lists are given as impossible. Lists that exclude or contain "
            "each other by design cannot be used like this."
        ),
    ),
    "periods_or_definitions_differ": (
        "Raderna har olika {what}. Listorna måste gälla samma tid, plats och definition.",
        "The rows differ in {what}. The lists must share one period, place and definition.",
    ),
    "no_admissible_model": (
        "Ingen modell har en skattning på de här antalen: överlappen är för få.",
        "No model has an estimate on these counts: the overlaps are too few.",
    ),
    # Only the lower limit.
    "range_too_wide": (
        "Den övre gränsen är {ratio} gånger den undre, mer än {limit}.",
        "The upper limit is {ratio} times the lower one, more than {limit}.",
    ),
    "ceiling_reached": (
        (
            "{share} % av sannolikheten ligger vid taket för vad som prövas, mer än {limit} %: "
            "uppgifterna sätter ingen övre gräns."
        ),
        (
            "{share} % of the probability lies at the ceiling of what is tried, more than {limit} "
            "%: the data set no upper limit."
        ),
    ),
    "samples_without_estimate": (
        "{share} % av omdragningarna gick inte att skatta på, mer än {limit} %.",
        "{share} % of the bootstrap samples carried no estimate, more than {limit} %.",
    ),
    # A range, but no single number.
    "few_on_two_lists": (
        "Bara {persons} personer finns på två listor eller fler, färre än {limit}.",
        "Only {persons} persons are on two lists or more, fewer than {limit}.",
    ),
    "engines_disagree": (
        "Metodernas skattningar skiljer sig {ratio} gånger, mer än {limit}.",
        "The methods' estimates differ {ratio} times, more than {limit}.",
    ),
    "engine_missing": (
        "Alla metoder är inte körda med intervall, så det går inte att se om de är överens.",
        "Not every method was run with its interval, so whether they agree cannot be seen.",
    ),
    "models_disagree": (
        "Nästan lika bra modeller skiljer sig {ratio} gånger, mer än {limit}.",
        "Models that fit nearly as well differ {ratio} times, more than {limit}.",
    ),
    "list_decides": (
        "Utan listan {list} blir skattningen {ratio} gånger större eller mindre, mer än {limit}.",
        "Without the list {list} the estimate moves {ratio} times, more than {limit}.",
    ),
    "no_estimate_without_list": (
        "Utan listan {list} går det inte att skatta alls.",
        "Without the list {list} there is no estimate at all.",
    ),
}

CODES: Final = tuple(_SENTENCES)
GATES: Final = CODES[: CODES.index("range_too_wide")]
LOWER_LIMIT: Final = CODES[CODES.index("range_too_wide") : CODES.index("few_on_two_lists")]


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with its particulars."""

    code: str
    args: tuple[tuple[str, str | int | float], ...] = ()

    def __post_init__(self) -> None:
        if self.code not in _SENTENCES:
            raise ValueError(f"no reason is called {self.code!r}")

    def sentence(self, language: str) -> str:
        """Say the reason in ``sv`` or ``en``."""
        swedish, english = _SENTENCES[self.code]
        if language == "sv":
            return swedish.format(**{key: _swedish(value) for key, value in self.args})
        return english.format(**dict(self.args))


def reason(code: str, **args: str | float) -> Reason:
    """Make a reason; the particulars are those its sentence names."""
    return Reason(code, tuple(args.items()))


def _swedish(value: str | float) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
