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
_GAPS = {Gap.NOT_AVAILABLE: Mark.NOT_AVAILABLE, Gap.CANNOT_OCCUR: Mark.CANNOT_OCCUR}

# A figure that lacks an input takes on the mark of the input that tells most.
_MARKS = (
    Mark.CONFLICT_UNRESOLVED,
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
    others = tuple(cite(other, "conflict") for other in figure.conflicts)
    plain = Observation(
        period=record.period,
        geography=record.geography,
        breakdown=record.breakdown if breakdown is None else breakdown,
        status=record.status.value,
        reported_on=record.reported_on,
        inputs=(cite(record),),
        conflicts=others,
        remarks=_said_of(figure),
    )
    if not figure.settled:
        everyone = (replace(cite(record), role="conflict"), *others)
        return replace(
            plain, mark=Mark.CONFLICT_UNRESOLVED, inputs=everyone, conflicts=everyone, remarks=()
        )
    if record.gap is not None:
        return replace(plain, mark=_GAPS[record.gap])
    return replace(plain, value=record.value, low=record.low, high=record.high, text=record.text)


def _said_of(figure: Figure) -> tuple[Remark, ...]:
    note = (figure.record.note or "").casefold()
    said = []
    if "derived" in note:
        said.append(remarks.DERIVED)
    if "inferred" in note or "taken as" in note:
        said.append(remarks.INFERRED)
    if figure.record.status is Status.CLAIMED:
        said.append(remarks.CLAIMED)
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
    return Observation(
        period=like.period,
        geography=like.geography,
        breakdown=like.breakdown,
        status=weakest(part.status for part in parts),
        mark=strongest_mark(parts),
        reported_on=max((p.reported_on for p in parts if p.reported_on), default=None),
        inputs=tuple(
            dict.fromkeys(
                replace(cited, role=role or cited.role)
                for part, role in zip(parts, named, strict=True)
                for cited in part.inputs
            )
        ),
        conflicts=tuple(dict.fromkeys(cited for part in parts for cited in part.conflicts)),
        remarks=remarks.each_once(*(part.remarks for part in parts)),
    )


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
