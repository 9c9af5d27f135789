"""Which words does the site explain, and what does each mean?

One list, read by the glossary page, by the definitions that open at a term's first place on a
page, and by the search. Marks and states are among them, so that each can be asked about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.components import MARKS, STATUS_SHAPES
from dashboard.i18n import N_
from dashboard.presenters import words
from dashboard.presenters.voice import Voice
from indicators.results import Mark

Kind = Literal["word", "mark", "state"]


@dataclass(frozen=True, slots=True)
class Term:
    """One explained word.

    ``name`` and ``meaning`` are English messages with Swedish in the catalogue. ``forms`` are the
    word as it stands in running text, per language, small letters; none where the word is too
    common to be marked wherever it stands.
    """

    code: str
    name: str
    meaning: str
    forms: Mapping[str, tuple[str, ...]]
    kind: Kind = "word"

    @property
    def anchor(self) -> str:
        """The term's place on the glossary page."""
        return f"{self.kind}-{self.code}"

    def said(self, voice: Voice) -> str:
        """Give the word in the reader's language, with a capital."""
        return words.capital(voice.t(self.name))


def _word(code: str, name: str, meaning: str, *, sv: str = "", en: str = "") -> Term:
    forms = {"sv": _listed(sv), "en": _listed(en)}
    return Term(code, name, meaning, forms)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in text.split(",") if form.strip())


WORDS: tuple[Term, ...] = (
    _word(
        "reflection_period",
        N_("reflection period"),
        N_(
            "A residence permit for 30 days, by chapter 5 section 15 of the Aliens Act. It gives "
            "somebody who may have been a victim of trafficking time to recover and to decide "
            "whether to work with the police."
        ),
        sv="betänketid, betänketiden",
        en="reflection period, reflection periods",
    ),
    _word(
        "rights_package",
        N_("rights package"),
        N_(
            "The assistance that article 12 of the Council of Europe convention against "
            "trafficking gives a victim: a safe place to live, care, translation, advice, help "
            "before a court, and school for children."
        ),
        sv="rättighetspaketet, rättighetspaket",
        en="rights package",
    ),
    _word(
        "presumed_victim",
        N_("presumed victim"),
        N_("A person whom somebody competent believes to be a victim of trafficking."),
        sv="förmodat offer, förmodade offer",
        en="presumed victim, presumed victims",
    ),
    _word(
        "regional_coordinator",
        N_("regional coordinator"),
        N_(
            "Works for the social services of a region, supports victims, and applies for the "
            "reflection period on the city's behalf."
        ),
        sv="regionkoordinator, regionkoordinatorn, regionkoordinatorer, regionkoordinatorerna",
        en="regional coordinator, regional coordinators",
    ),
    _word(
        "civil_society_partnership",
        N_("public-civil partnership (IOP)"),
        N_(
            "A written agreement by which the city and an organisation of civil society do "
            "something together that the organisation has proposed."
        ),
        sv="iop, idéburet offentligt partnerskap",
        en="iop, public-civil partnership",
    ),
    _word("goal", N_("goal"), N_("What the programme should reach. Each goal has indicators.")),
    _word(
        "commitment",
        N_("commitment"),
        N_("One thing that the programme should contain or do."),
        sv="åtagande, åtaganden, åtagandena",
        en="commitment, commitments",
    ),
    _word(
        "indicator",
        N_("indicator"),
        N_("A figure with a definition and a formula that shows how far a goal has come."),
    ),
    _word(
        "target",
        N_("target"),
        N_("Where an indicator should be, and by which day. Somebody has decided it."),
        sv="målvärde, målvärdet, målvärden",
    ),
    _word(
        "baseline",
        N_("starting point"),
        N_("The value that the indicator had when the target was decided."),
        sv="utgångsläge, utgångsläget",
    ),
    _word(
        "path",
        N_("path to the target"),
        N_("The straight line from the starting point to the target."),
        sv="målbana, målbanan",
        en="path to the target",
    ),
    _word(
        "release",
        N_("release"),
        N_(
            "A set of figures that is published together and never changed. A later one may "
            "replace it; the old one can still be read."
        ),
        sv="utgåva, utgåvan, utgåvor, utgåvorna",
        en="release, releases",
    ),
    _word(
        "correction",
        N_("correction"),
        N_("A release that puts right an error in an earlier one, and says what was wrong."),
        sv="rättelse, rättelsen, rättelser",
    ),
    _word(
        "withdrawal",
        N_("withdrawal"),
        N_("A release that is taken back. Its address says why, and shows no figures."),
        sv="återkallande, återkallad",
        en="withdrawn",
    ),
    _word(
        "preliminary",
        N_("preliminary"),
        N_("The figure may still change: more may be reported, or decisions may be made."),
        sv="preliminär, preliminära, preliminärt",
        en="preliminary",
    ),
    _word("final", N_("final"), N_("The source does not expect the figure to change.")),
    _word(
        "revised",
        N_("revised"),
        N_("The figure has changed since it was first published. The earlier one can be seen."),
        sv="reviderad, reviderade, reviderat",
        en="revised",
    ),
    _word(
        "hidden",
        N_("hidden figure"),
        N_(
            "A figure that is kept back because it is so small, or so easily worked out, that it "
            "could point at a person. All hidden figures look alike, whatever they are."
        ),
        sv="skyddad uppgift, skyddade uppgifter",
        en="hidden figure, hidden figures",
    ),
    _word(
        "disclosure_control",
        N_("disclosure control"),
        N_("The method that decides which figures must be hidden so that nobody is given away."),
        sv="röjandekontroll, röjandekontrollen",
        en="disclosure control",
    ),
    _word(
        "scope",
        N_("scope"),
        N_("Which place, purpose, sex, age group and time a figure speaks of."),
        sv="avgränsning, avgränsningen, avgränsningar",
    ),
    _word(
        "conflict",
        N_("figures that contradict each other"),
        N_("Two figures for one thing. Both are kept; a rule or a person decides which is used."),
        sv="motstridiga uppgifter",
    ),
    _word(
        "range",
        N_("range"),
        N_("A lowest and a highest value, where one single value would claim too much."),
        sv="intervall, intervallet",
    ),
    _word(
        "hidden_population",
        N_("dark figure"),
        N_(
            "How many victims nobody has met. It can only be estimated, for instance by how "
            "far the lists of different organisations overlap."
        ),
        sv="mörkertal, mörkertalet",
        en="dark figure",
    ),
    _word(
        "data_cut",
        N_("as known on"),
        N_("The day up to which a release uses what was reported."),
    ),
    _word(
        "source",
        N_("source"),
        N_("Who reports a kind of figures, and how often."),
    ),
    _word(
        "percentage_point",
        N_("percentage point"),
        N_("The difference between two shares: from 20 to 25 per cent is 5 percentage points."),
        sv="procentenhet, procentenheter",
        en="percentage point, percentage points",
    ),
)

_STATES: Mapping[str, str] = {
    "achieved": N_("The target has been reached."),
    "achieved_early": N_("The target has been reached before its day."),
    "kept": N_("The indicator was to stay where it is, and it has."),
    "not_kept": N_("The indicator was to stay where it is, and it has not."),
    "on_track": N_("The indicator has come as far as the path to the target asks for, or further."),
    "slightly_behind": N_("The indicator has come a little less far than the path asks for."),
    "behind": N_("The indicator has come clearly less far than the path asks for."),
    "moving_away": N_("The indicator is further from the target than where it started."),
    "no_target": N_("Nobody has decided where the indicator should be, so nothing is judged."),
    "no_data": N_("There is no figure to judge by."),
    "source_overdue": N_("Whoever should report has not done so in time."),
    "hidden": N_("The figure is hidden to protect people, so nothing is said of its state."),
    "scope_mismatch": N_("The target and the figure speak of different groups, places or times."),
    "break_in_series": N_("What is counted has changed, so earlier figures cannot be compared."),
    "too_early": N_("So little of the time has gone that nothing can be said yet."),
    "too_uncertain": N_("The figure is so uncertain that more than one state is possible."),
    "under_way": N_("Work has begun and is not finished."),
    "done": N_("It has been done, and there is evidence of it."),
    "assigned": N_("Somebody has been told to do it."),
    "proposed": N_("It has been proposed. Nobody has decided it."),
    "dropped": N_("It is no longer to be done."),
}

MARK_TERMS: Mapping[str, Term] = {
    mark.value: Term(mark.value, MARKS[mark.value][1], words.MARKS[mark][1], {}, "mark")
    for mark in Mark
}
STATE_TERMS: Mapping[str, Term] = {
    code: Term(code, STATUS_SHAPES[code][1], meaning, {}, "state")
    for code, meaning in _STATES.items()
}
TERMS: tuple[Term, ...] = (*WORDS, *MARK_TERMS.values(), *STATE_TERMS.values())
