"""Small releases with the traits that matter: a range, a conflict, a gap, a revision, a mark."""

from datetime import UTC, date, datetime

from etl.period import Period
from indicators.definition import Text
from indicators.parts import Draft
from indicators.results import Cited, Mark, Observation, Protected, Remark
from indicators.store import ReleaseStore

MAY = date(2025, 5, 15)
AUGUST = date(2025, 8, 4)
FEBRUARY = date(2026, 2, 4)
NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

CODELISTS = {
    "goals": {"reflection": {"sv": "Betänketid", "en": "Reflection period"}},
    "purpose": {
        "sexual": {"sv": "sexuella ändamål", "en": "sexual"},
        "labour": {"sv": "tvångsarbete", "en": "labour"},
        "other": {"sv": "annat", "en": "other"},
    },
    "outcome": {
        "rejected": {"sv": "avslag", "en": "rejected"},
        "granted": {"sv": "beviljad", "en": "granted"},
        "pending": {"sv": "väntar på beslut", "en": "pending"},
    },
    "documents": {"TJUT2025-05": {"sv": "Tjänsteutlåtande", "en": "Report", "date": "2025-05-15"}},
}
THRESHOLDS = {"on_track": 0.95, "hidden_below": 5}


def cited(role="value", **fields):
    base = {
        "role": role,
        "source": "applications",
        "measure": "submitted",
        "geography": "0180",
        "period": "2024",
        "breakdown": (("purpose", "all"),),
        "status": "final",
        "reported_on": MAY,
        "document": "TJUT2025-05",
    }
    return Cited(**(base | fields))


def observation(period, value=None, **fields):
    base = {
        "geography": "0180",
        "breakdown": (("purpose", "all"),),
        "status": "final",
        "reported_on": MAY,
    }
    if fields.get("mark"):
        base |= {"status": None, "reported_on": None}
    return Observation(Period.parse(period), value=value, **(base | fields))


def definition(slug, breakdowns=("purpose",), unit="persons", kind="flow"):
    return {
        "slug": slug,
        "goal": "reflection",
        "title": {"sv": f"Om {slug}", "en": f"On {slug}"},
        "meaning": {"sv": "Vad det betyder", "en": "What it means"},
        "why": {"sv": "Varför", "en": "Why"},
        "unit": unit,
        "kind": kind,
        "direction": "neither",
        "sources": ["applications"],
        "breakdowns": list(breakdowns),
        "numerator": {"sv": "ansökningar", "en": "applications"},
        "denominator": None,
        "caveats": [],
        "owner": {"sv": "enheten", "en": "the unit"},
        "cadence": "quarter",
        "bridges": [],
        "breaks": [],
    }


DEFINITIONS = {
    "reflection_applications": definition("reflection_applications"),
    "reflection_outcomes": definition("reflection_outcomes", ("outcome",)),
    "reflection_coverage": definition("reflection_coverage", unit="share", kind="share"),
    "rights_items_delivered": definition("rights_items_delivered", ("item_id",))
    | {"cadence": "irregular"},
}


def applications(autumn):
    rows = [
        observation("2024", 14, inputs=(cited(value=14),)),
        observation("2024", 9, breakdown=(("purpose", "sexual"),), inputs=(cited(value=9),)),
        observation("2024", 5, breakdown=(("purpose", "labour"),), inputs=(cited(value=5),)),
    ]
    if autumn:
        other = cited(value=2, period="2025-H1", reported_on=AUGUST, part="summary")
        rows.append(
            observation(
                "2025-H1",
                3,
                status="preliminary",
                reported_on=AUGUST,
                inputs=(cited(value=3, period="2025-H1", reported_on=AUGUST, part="body"),),
                conflicts=(other,),
                remarks=(Remark("conflict_rule", (("en", "the body"), ("sv", "brödtexten"))),),
            )
        )
    return Protected("reflection_applications", tuple(rows))


def outcomes(granted, rejected, pending, day, status):
    given = {"granted": granted, "pending": pending, "rejected": rejected}
    return Protected(
        "reflection_outcomes",
        tuple(
            observation(
                "2024",
                value,
                breakdown=(("outcome", outcome),),
                status=status,
                reported_on=day,
                inputs=(cited(value=value, note="=SUM(A1)"),),
            )
            for outcome, value in given.items()
        ),
    )


COVERAGE = Protected(
    "reflection_coverage",
    (
        observation(
            "2024",
            low=0.036,
            high=0.09,
            breakdown=(("purpose", "sexual"),),
            remarks=(Remark("age_of_estimate", (("years", 22),)),),
            inputs=(
                cited("numerator", value=9),
                cited("denominator", source="victim_estimates", low=100, high=250),
            ),
        ),
        observation("2024", mark=Mark.SCOPE_MISMATCH),
        observation(
            "2023", mark=Mark.HIDDEN, breakdown=(("purpose", "labour"),), reason="protected"
        ),
    ),
)
RIGHTS = Protected(
    "rights_items_delivered",
    tuple(
        observation(period, mark=Mark.NOT_REPORTED, breakdown=(("item_id", "all"),))
        for period in ("2024", "2025-Q1")
    ),
)


def contents(day):
    early = day < AUGUST
    return (
        applications(autumn=not early),
        outcomes(12, 1, 1, MAY, "preliminary") if early else outcomes(13, 1, 0, AUGUST, "final"),
        COVERAGE,
        RIGHTS,
    )


def draft(release_id, day, **fields):
    base = {
        "id": release_id,
        "title": Text(f"Läget {day}", f"As of {day}"),
        "kind": "reconstructed",
        "data_cut": day,
        "prepared_by": "steward",
    }
    return Draft(**(base | fields))


def write(store: ReleaseStore, release_id, day, protected=None, now=NOW, **fields):
    return store.write_draft(
        contents(day) if protected is None else protected,
        draft=draft(release_id, day, **fields),
        definitions=DEFINITIONS,
        codelists=CODELISTS,
        thresholds=THRESHOLDS,
        now=now,
    )


def approved(store: ReleaseStore, release_id, day, protected=None, now=NOW, **fields):
    head = write(store, release_id, day, protected, now, **fields)
    store.mark_checked(release_id)
    return store.approve(release_id, by="lead", content_hash=head.content_hash)


def published(store: ReleaseStore, release_id, day, protected=None, now=NOW, **fields):
    approved(store, release_id, day, protected, now, **fields)
    return store.publish(release_id, now)
