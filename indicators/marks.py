"""How does a file say why a cell has no figure? Each mark's code in words."""

from collections.abc import Mapping

from indicators.results import Mark

MARK_WORDS: Mapping[Mark, Mapping[str, str]] = {
    Mark.NOT_REPORTED: {
        "sv": "inte redovisat ännu; det är inte noll",
        "en": "not reported yet; it is not zero",
    },
    Mark.NOT_AVAILABLE: {
        "sv": "uppgift saknas (..): källan säger att den inte har någon",
        "en": "not available (..): the source says that it has no such figure",
    },
    Mark.CANNOT_OCCUR: {"sv": "kan inte förekomma (.)", "en": "cannot occur (.)"},
    Mark.HIDDEN: {
        "sv": "skyddad uppgift: den kunde ha pekat ut någon",
        "en": "hidden to protect people: it could point at somebody",
    },
    Mark.NOT_APPLICABLE: {"sv": "inte tillämpligt", "en": "not applicable"},
    Mark.INCOMPLETE: {
        "sv": "ofullständigt: alla delar är inte redovisade",
        "en": "incomplete: not every part has been reported",
    },
    Mark.SCOPE_MISMATCH: {
        "sv": "täljare och nämnare avser olika saker",
        "en": "numerator and denominator are about different things",
    },
    Mark.CONFLICT_UNRESOLVED: {
        "sv": "källor motsäger varandra, och ingen regel avgör",
        "en": "sources contradict each other, and no rule decides",
    },
}
"""Every mark, in Swedish and English."""
