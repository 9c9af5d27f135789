"""Which reported figures does an observation rest on, and what does it inherit from them?

A derived figure names all its inputs, carries their conflicts and remarks, is as settled as
the least settled of them, and was known on the day the last of them was reported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from etl.records import Breakdown, Figure, Gap, Record, Status
from indicators import remarks
from indicators.results import Cited, Mark, Observation, Remark

_SETTLED = (Status.CLAIMED, Status.ESTIMATED, Status.PRELIMINARY, Status.FINAL)
_GAPS = {
    Gap.NOT_AVAILABLE: Mark.NOT_AVAILABLE,
    Gap.CANNOT_OCCUR: Mark.CANNOT_OCCUR,
    Gap.PROTECTED: Mark.HIDDEN,
}

# A figure that lacks an input takes on the mark of the input that tells most.
_MARKS = (
    Mark.CONFLICT_UNRESOLVED,
    Mark.HIDDEN,
    Mark.INCOMPLETE,
    Mark.NOT_AVAILABLE,
    Mark.CANNOT_OCCUR,
    Mark.SCOPE_MISMATCH,
    Mark.NOT_APPLICABLE,
    Mark.NOT_REPORTED,
)


def cite(record: Record, role: str = "value") -> Cited:
    """Name a record as an input, with its place in the formula."""
    return Cited(
        role=role,
        source=record.source,
        measure=record.measure,
        geography=record.geography,
        period=record.period.label,
        breakdown=record.breakdown,
        status=record.status.value,
        reported_on=record.reported_on,
        value=record.value,
        low=record.low,
        high=record.high,
        text=record.text,
        document=record.document,
        part=record.part,
        note=record.note,
    )


def as_reported(figure: Figure, breakdown: Breakdown | None = None) -> Observation:
    """Give a reported figure as it stands, or the mark that says why it is none."""
    record = figure.record
    cited = cite(record)
    others = tuple(cite(other, "conflict") for other in figure.conflicts)
    mark = _GAPS.get(record.gap) if record.gap is not None else None
    if not figure.settled:
        mark = Mark.CONFLICT_UNRESOLVED
        others = (replace(cited, role="conflict"), *others)
    shown = mark is None
    return Observation(
        period=record.period,
        geography=record.geography,
        breakdown=record.breakdown if breakdown is None else breakdown,
        value=record.value if shown else None,
        low=record.low if shown else None,
        high=record.high if shown else None,
        status=record.status.value,
        mark=mark,
        text=record.text if shown else None,
        reported_on=record.reported_on,
        inputs=(cited,) if figure.settled else others,
        conflicts=others,
        remarks=_said_of(figure) if figure.settled else (),
    )


def _said_of(figure: Figure) -> tuple[Remark, ...]:
    note = (figure.record.note or "").casefold()
    said = []
    if "derived" in note:
        said.append(remarks.DERIVED)
    if "inferred" in note or "taken as" in note:
        said.append(remarks.INFERRED)
    if figure.record.status is Status.CLAIMED:
        said.append(remarks.CLAIMED)
    if figure.record.corrected is not None:
        said.append(remarks.corrected(figure.record.corrected))
    if figure.rule is not None:
        said.append(remarks.conflict_rule(figure.rule))
    return tuple(said)


def weakest(statuses: Iterable[str | None]) -> str | None:
    """Give the least settled status: claimed, estimated, preliminary, final in that order."""
    given = {status for status in statuses if status is not None}
    return next((status.value for status in _SETTLED if status.value in given), None)


def strongest_mark(parts: Iterable[Observation]) -> Mark | None:
    """Give the mark that a figure made of these parts must carry, or None where all are figures."""
    given = {part.mark for part in parts}
    return next((mark for mark in _MARKS if mark in given), None)


def inherit(
    like: Observation, parts: Sequence[Observation], roles: Sequence[str] | None = None
) -> Observation:
    """Give ``like``'s place in the table, without a figure, with all that its parts hand down.

    ``roles`` names each part's place in the formula; without it the inputs keep their own.
    """
    named = roles or [""] * len(parts)
    inputs = (
        replace(cited, role=role) if role and role != cited.role else cited
        for part, role in zip(parts, named, strict=True)
        for cited in part.inputs
    )
    return _handed_down(like, parts, tuple(dict.fromkeys(inputs)))


def _handed_down(
    like: Observation, parts: Sequence[Observation], inputs: tuple[Cited, ...]
) -> Observation:
    return Observation(
        period=like.period,
        geography=like.geography,
        breakdown=like.breakdown,
        status=weakest(part.status for part in parts),
        mark=strongest_mark(parts),
        reported_on=max((p.reported_on for p in parts if p.reported_on), default=None),
        inputs=inputs,
        conflicts=tuple(dict.fromkeys(cited for part in parts for cited in part.conflicts)),
        remarks=remarks.each_once(*(part.remarks for part in parts)),
    )


def inherit_sum(parts: Sequence[Observation]) -> Observation:
    """Inherit from the rows of a sum: as ``inherit``, but a return's rows are not named.

    Where not all rows stand in public documents the sum is cited by itself (``own_subtotal``),
    so of its inputs only one that does not is kept. Rows in dispute are all kept.
    """
    private = next((p for p in parts if not p.rests_on_public_documents_alone), None)
    if private is None or any(part.mark is Mark.CONFLICT_UNRESOLVED for part in parts):
        return inherit(parts[0], parts)
    kept = next((c for c in private.inputs if not c.document), private.inputs[0])
    return _handed_down(parts[0], parts, (kept,))


def own_subtotal(observation: Observation) -> tuple[Cited, ...]:
    """Cite a sum by itself where it rests on more than public documents.

    The rows of a return are not published; their sum may be. A reader then recomputes from
    figures that can be seen. Rows of public documents are cited one by one.
    """
    if observation.rests_on_public_documents_alone or not observation.inputs:
        return observation.inputs
    first = observation.inputs[0]
    return (
        Cited(
            role=first.role,
            source=first.source,
            measure=first.measure,
            geography=observation.geography,
            period=observation.period.label,
            breakdown=observation.breakdown,
            status=observation.status or first.status,
            reported_on=observation.reported_on or first.reported_on,
            value=observation.value,
            low=observation.low,
            high=observation.high,
        ),
    )
