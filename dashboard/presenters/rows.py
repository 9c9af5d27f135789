"""How does one observation read: its figure or its mark, its group, its sources, its state?

Chart, table and sentence of a page are made from the same ``Row``, so that they cannot differ.
A hidden observation gives a row that holds its place and its mark, and nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard import formats
from dashboard.presenters import remarks, words
from dashboard.presenters.select import lists
from dashboard.presenters.voice import Voice
from indicators.published import PublishedIndicator
from indicators.results import Cited, Mark, Observation

Number = int | float


@dataclass(frozen=True, slots=True)
class Source:
    """A document or a return behind a figure, as a reader may look it up.

    ``day`` is when the figure was reported; ``dated`` is the document's own date as far as it is
    known, a year alone at times, and "" for a return.
    """

    title: str
    day: date
    issuer: str = ""
    number: str = ""
    url: str = ""
    dated: str = ""

    def when(self, language: str) -> str:
        """Say when the document is from, or when the return was reported."""
        if self.dated:
            return formats.written_day(self.dated, language)
        return formats.day(self.day, language)


@dataclass(frozen=True, slots=True)
class Row:
    """One observation in words. ``figure`` is the value or range, or "" where a mark stands."""

    period: str
    label: str
    place: str
    group: str
    figure: str
    mark: Mark | None
    status: str
    reported: str
    sources: tuple[Source, ...]
    conflicts: tuple[str, ...]
    remarks: tuple[str, ...]
    observation: Observation

    @property
    def value(self) -> Number | None:
        """The number behind ``figure``; None for a range without a centre and for a mark."""
        return self.observation.value if self.mark is None else None

    @property
    def ends(self) -> tuple[Number, Number] | None:
        """The range around the value or in its stead, where there is one."""
        low, high = self.observation.low, self.observation.high
        if self.mark is not None or low is None or high is None:
            return None
        return (low, high)


def present(voice: Voice, indicator: PublishedIndicator, observation: Observation) -> Row:
    """Put one observation in words."""
    unit = unit_of(indicator, observation)
    # What contradicts a part of an incomplete sum stands beside that part.
    against = () if observation.mark is Mark.INCOMPLETE else observation.conflicts
    return Row(
        period=formats.period(observation.period, voice.language),
        label=observation.period.label,
        place=words.place(voice, observation.geography),
        group=words.parts(voice, observation.breakdown),
        figure=figure(voice, observation, unit),
        mark=observation.mark,
        status=words.looked_up(voice, words.STATUSES, observation.status),
        reported=day(voice, observation.reported_on),
        sources=sources(voice, observation.inputs),
        conflicts=tuple(contradiction(voice, c, unit) for c in against),
        remarks=remarks.sentences(voice, observation),
        observation=observation,
    )


def present_all(
    voice: Voice, indicator: PublishedIndicator, found: Iterable[Observation]
) -> tuple[Row, ...]:
    """Put several observations of one indicator in words, in the order given."""
    return tuple(present(voice, indicator, observation) for observation in found)


def unit_of(indicator: PublishedIndicator, observation: Observation) -> str:
    """Tell the unit of a figure: the indicator's, but a share where a fraction is given."""
    kind, unit = str(indicator.definition["kind"]), str(indicator.definition["unit"])
    return "share" if kind == "share" and not observation.text else unit


def figure(voice: Voice, observation: Observation, unit: str) -> str:
    """Say a value, a range or a text; "" where a mark stands in its place."""
    if observation.mark is not None:
        return ""
    if observation.text is not None:
        return words.looked_up(voice, words.COMMITMENT_STATES, observation.text)
    if observation.value is not None:
        return amount(voice, observation.value, unit)
    return span(voice, observation.low, observation.high, unit)


def words_or_mark(voice: Voice, row: Row) -> str:
    """Say the figure, or the mark in words where there is none."""
    return voice.t(words.MARKS[row.mark][0]) if row.mark is not None else row.figure


def amount(voice: Voice, value: Number, unit: str) -> str:
    """Say one number in its unit: 14, 92.9 %, 2 000 000 kr."""
    if unit == "share":
        return formats.share(value, voice.language)
    if unit == "SEK":
        return formats.money(value, voice.language)
    return formats.amount(value, voice.language)


def day(voice: Voice, when: date | str | None) -> str:
    """Say a day, given as a date or as text like 2025-05-15; "" for none."""
    if not when:
        return ""
    return formats.day(date.fromisoformat(when) if isinstance(when, str) else when, voice.language)


def span(voice: Voice, low: Number | None, high: Number | None, unit: str) -> str:
    """Say a range; one end alone is "at least" or "at most"."""
    if low is not None and high is not None:
        if unit == "share":
            return formats.share_span(low, high, voice.language)
        decimals = 0 if float(low).is_integer() and float(high).is_integer() else 1
        return formats.span(low, high, voice.language, decimals=decimals)
    if low is not None:
        return voice.t("more than {number}", number=amount(voice, low, unit))
    if high is not None:
        return voice.t("at most {number}", number=amount(voice, high, unit))
    return ""


def claim(voice: Voice, cited: Cited, unit: str) -> str:
    """Say what a reported figure states: its value, range or text."""
    if cited.value is not None:
        return amount(voice, cited.value, unit)
    if cited.text is not None:
        return words.looked_up(voice, words.COMMITMENT_STATES, cited.text)
    return span(voice, cited.low, cited.high, unit)


def contradiction(voice: Voice, cited: Cited, unit: str) -> str:
    """Say a figure that contradicts; one that a share is made from also says what it counts."""
    said = claim(voice, cited, unit_of_cited(cited))
    if unit != "share" or unit_of_cited(cited) == "share":
        return said
    return f"{words.measure(voice, cited.source, cited.measure)}: {said}"


def unit_of_cited(cited: Cited) -> str:
    """Tell the unit of a reported figure, which may be another than that of its indicator."""
    if cited.measure == "grant_sek" or cited.measure.startswith("budget"):
        return "SEK"
    return "share" if cited.measure == "eligible_share" else "persons"


def sources(voice: Voice, inputs: Iterable[Cited]) -> tuple[Source, ...]:
    """List the documents and returns behind a figure, each once."""
    return tuple(dict.fromkeys(source(voice, cited) for cited in inputs))


def source(voice: Voice, cited: Cited) -> Source:
    """Name the document of a reported figure, or the source whose return gave it."""
    if cited.document is None:
        return Source(words.code(voice, "sources", cited.source), cited.reported_on)
    entry = lists(voice.release, "documents").get(cited.document, {})
    return Source(
        title=str(entry.get(voice.language) or cited.document),
        day=cited.reported_on,
        issuer=words.issuer(voice, entry.get("issuer")),
        number=str(entry.get("registration_number") or ""),
        url=str(entry.get("url") or ""),
        dated=str(entry.get("date") or ""),
    )
