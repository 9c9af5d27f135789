"""Which made-up figures does the demo have?

Every figure comes from a random stream of its own, named after what it is about, so that it
stays the same whatever else is made up, in whatever order, on whatever day.
"""

import math
import random
from collections.abc import Iterator
from itertools import product

from etl.period import Period
from etl.registers import organisations

SEED = 2026
Row = dict[str, str | int | float]

PURPOSES = (("sexual", 1.0), ("labour", 0.7), ("other", 0.15))
SEXES = (("women", 0.7), ("men", 0.3))
AGES = (("adult", 0.85), ("minor", 0.15))
APPLICANTS = (("social_services", 0.75), ("police", 0.25))
ITEMS = (
    ("housing", 0.9, 0.8),
    ("psychological", 0.6, 0.35),
    ("material", 0.85, 0.7),
    ("medical", 0.7, 0.75),
    ("interpretation", 0.8, 0.7),
    ("counselling", 0.9, 0.6),
    ("legal_assistance", 0.5, 0.4),
    ("child_education", 0.7, 0.3),
)
"""Item, share delivered, share of those within 7 days."""

GROUPS = ("social_workers", "border_police", "station_police", "health_staff")
UNITS = ("Enhet A", "Enhet B")
ORGANISATIONS = tuple(organisations())
WITH_AGREEMENT = ("safe_havens", "talita", "stadsmissionen", "ukv")
LEFT_OUT = ("2024-H2", "nmt")
"""Once an organisation does not say how often it met, and the sum over all is incomplete."""


def applications(period: Period, place: str, *, settled: bool) -> Iterator[Row]:
    """Give one quarter's applications; those undecided at first are decided when ``settled``."""
    for (who, w1), (what, w2), (sex, w3), (age, w4) in product(APPLICANTS, PURPOSES, SEXES, AGES):
        stream = _stream("applications", period.label, place, who, what, sex, age)
        submitted = _poisson(stream, 9.0 * _size(place) * w1 * w2 * w3 * w4)
        pending = _thin(stream, submitted, 0.25)
        late_grants = _thin(stream, pending, 0.8)
        rejected = _thin(stream, submitted - pending, 0.12)
        withdrawn = _thin(stream, submitted - pending - rejected, 0.04)
        granted = submitted - pending - rejected - withdrawn
        if settled:
            granted, rejected, pending = granted + late_grants, rejected + pending - late_grants, 0
        yield {
            "period": period.label,
            "geography": place,
            "applicant": who,
            "purpose": what,
            "sex": sex,
            "age_group": age,
            "submitted": submitted,
            "granted": granted,
            "rejected": rejected,
            "withdrawn": withdrawn,
            "pending": pending,
            "status": "final" if settled else "preliminary",
        }


def cases(period: Period, place: str) -> Iterator[Row]:
    """Give one quarter's cases of the coordinators."""
    for (what, w1), (sex, w2), (age, w3) in product(PURPOSES, SEXES, AGES):
        stream = _stream("cases", period.label, place, what, sex, age)
        number = _poisson(stream, 40.0 * _size(place) * w1 * w2 * w3)
        yield {
            "period": period.label,
            "geography": place,
            "purpose": what,
            "sex": sex,
            "age_group": age,
            "cases": number,
            "eligible": _thin(stream, number, 0.55),
            "status": "final",
        }


def rights_package(period: Period, place: str) -> Iterator[Row]:
    """Give one quarter's delivery of the rights package, item by item."""
    for (item, delivered_share, prompt_share), age in product(ITEMS, ("adult", "minor")):
        if item == "child_education" and age == "adult":
            continue
        stream = _stream("rights", period.label, place, item, age)
        entitled = entitled_persons(period, place, age)
        applicable = entitled - _thin(stream, entitled, 0.15)
        declined = _thin(stream, applicable, 0.1)
        delivered = _thin(stream, applicable - declined, delivered_share)
        yield {
            "period": period.label,
            "geography": place,
            "item_id": item,
            "age_group": age,
            "applicable": applicable,
            "delivered": delivered,
            "delivered_within_7_days": _thin(stream, delivered, prompt_share),
            "declined": declined,
            "status": "final",
        }


def rights_persons(period: Period, place: str) -> Iterator[Row]:
    """Give one quarter's persons entitled, and how many of them got all that applied."""
    for age in ("adult", "minor"):
        entitled = entitled_persons(period, place, age)
        stream = _stream("persons", period.label, place, age)
        yield {
            "period": period.label,
            "geography": place,
            "age_group": age,
            "entitled": entitled,
            "all_delivered": _thin(stream, entitled, 0.3),
            "status": "final",
        }


def training(period: Period, place: str) -> Iterator[Row]:
    """Give one half-year's training: coverage grows, slower than anybody would wish."""
    years = period.start.year - 2019 + (0.5 if period.start.month > 6 else 0.0)
    for group, unit in product(GROUPS, UNITS):
        stream = _stream("training", place, group, unit)
        headcount = 20 + stream.randrange(120)
        share = min(0.95, 0.05 + stream.uniform(0.02, 0.09) * years)
        yield {
            "period": period.label,
            "geography": place,
            "group_id": group,
            "unit": unit,
            "headcount": headcount,
            "trained": round(headcount * share),
            "sessions": 1 + stream.randrange(3),
            "status": "final",
        }


def partnerships(period: Period, place: str) -> Iterator[Row]:
    """Give one half-year's partnership with each organisation, also those without agreement."""
    for organisation in ORGANISATIONS:
        stream = _stream("partnerships", period.label, place, organisation)
        received = _poisson(stream, 8.0 * _size(place))
        agreed = organisation in WITH_AGREEMENT
        grant = agreed and _stream("grant", place, organisation).random() < 0.6
        row: Row = {
            "period": period.label,
            "geography": place,
            "organisation_id": organisation,
            "agreement": "grant" if grant else "memorandum" if agreed else "none",
            "grant_sek": 50_000 * (1 + stream.randrange(20)) if grant else 0,
            "referrals_to": _poisson(stream, 12.0 * _size(place)),
            "referrals_from": received,
            "answered_within_14_days": _thin(stream, received, 0.7),
            "joint_outreach": stream.randrange(12),
            "meetings": 1 + stream.randrange(5),
            "status": "final",
        }
        if (period.label, organisation) == LEFT_OUT:
            row |= {"joint_outreach": "", "meetings": ""}
        yield row


def victim_estimates(period: Period, place: str) -> Iterator[Row]:
    """Give one year's estimate for each purpose, made by a survey."""
    for what, weight in PURPOSES[:2]:
        stream = _stream("estimates", period.label, place, what)
        low = 20 + round(300 * _size(place) * weight * stream.uniform(0.8, 1.2))
        yield {
            "period": period.label,
            "geography": place,
            "purpose": what,
            "sex": "all",
            "method": "survey",
            "low": low,
            "central": round(low * 1.6),
            "high": round(low * 2.4),
            "eligible_share_low": 0.4,
            "eligible_share_high": 0.6,
            "status": "estimated",
        }


def area_estimate(period: Period) -> Row:
    """Give one year's estimate for the area around Stockholm: no figure of the city's alone."""
    return {
        "period": period.label,
        "geography": "stockholm_area",
        "purpose": "sexual",
        "sex": "all",
        "method": "expert_assessment",
        "low": 700,
        "central": 1000,
        "high": 1500,
        "eligible_share_low": 0.4,
        "eligible_share_high": 0.6,
        "status": "estimated",
    }


def overlaps(period: Period, place: str) -> Iterator[Row]:
    """Give one year's persons on three overlapping lists."""
    seen = {"111": 2, "110": 9, "101": 7, "011": 6, "100": 90, "010": 70, "001": 55}
    for pattern, expected in seen.items():
        stream = _stream("overlaps", period.label, place, pattern)
        yield {
            "period": period.label,
            "geography": place,
            "socialtjanst": int(pattern[0]),
            "polis": int(pattern[1]),
            "civilsamhalle": int(pattern[2]),
            "count": 1 + _poisson(stream, expected * _size(place)),
            "status": "final",
        }


def entitled_persons(period: Period, place: str, age: str) -> int:
    """Give how many persons are entitled to the package; a few are children."""
    stream = _stream("entitled", period.label, place, age)
    return _poisson(stream, (9.0 if age == "adult" else 2.5) * _size(place))


def _stream(*about: str) -> random.Random:
    return random.Random(f"{SEED}/{'/'.join(about)}")  # noqa: S311  # made-up figures, no secret


def _size(place: str) -> float:
    """Give a place's size, 1 for the largest: most have few cases, and so small figures."""
    return 1.0 if place == "0180" else _stream("size", place).uniform(0.05, 0.4)


def _poisson(stream: random.Random, mean: float) -> int:
    """Draw a Poisson number (Knuth 1969: multiply until below e to the minus mean)."""
    limit, product_, number = math.exp(-mean), stream.random(), 0
    while product_ > limit:
        product_ *= stream.random()
        number += 1
    return number


def _thin(stream: random.Random, number: int, share: float) -> int:
    """Keep each of ``number`` with probability ``share``."""
    return sum(stream.random() < share for _ in range(number))
