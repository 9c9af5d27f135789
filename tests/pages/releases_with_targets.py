"""A release with targets: one replaced midway, one off track and explained, one on its way."""

from dataclasses import replace
from datetime import date

from public_releases import public_releases

from dashboard.targeting import about_of
from etl.period import Period
from indicators.definition import Text
from indicators.judging import judged
from indicators.progress import Target
from indicators.published import PublishedIndicator
from indicators.results import Cited, Mark, Observation
from indicators.targets import Action, Decision, Explanation, Ledger, Series, Step

COVERAGE = Series("training_coverage", "0180")
ADULTS = (("age_group", "adult"), ("applicant", "social_services"))
APPLICATIONS = Series("reflection_applications", "0180", ADULTS)
KNOWN = Series("rights_timeliness", "0180")
START = date(2022, 12, 31)
END = date(2028, 12, 31)
CUT = date(2026, 2, 4)
WHY = Text("Fler ska få frågan.", "More should be asked.")


def decided(series, target, number, on, replaces=None, reference="protokoll 3/2023, § 12"):
    return Decision(series, target, "Socialnämnden", reference, on, WHY, replaces, number, on)


FIRST = Target(0.2, START, 0.9, date(2026, 12, 31))
SECOND = Target(0.2, START, 0.6, END, ((date(2025, 12, 31), 0.38),))
LEDGER = Ledger(
    (
        decided(COVERAGE, FIRST, 1, date(2023, 2, 1)),
        decided(APPLICATIONS, Target(30, START, 60, END), 2, date(2024, 3, 1)),
        decided(
            COVERAGE, SECOND, 3, date(2025, 9, 1), replaces=1, reference="protokoll 9/2025, § 4"
        ),
    ),
    (
        Explanation(
            APPLICATIONS,
            "2024",
            "moving_away",
            Text("Två handläggare saknades.", "Two officers were missing."),
            1,
            date(2025, 6, 1),
        ),
    ),
    (
        Action(
            1,
            Text("Anställa två handläggare.", "Hire two officers."),
            Text("enhetschefen", "the head of unit"),
            date(2025, 9, 30),
            (Step("moved", CUT, Text("Rekrytering pågår.", "Hiring goes on."), END),),
            1,
        ),
    ),
)


def share(period, trained, headcount):
    made = trained / headcount
    about = {"geography": "0180", "period": period, "breakdown": (), "status": "final"}
    inputs = tuple(
        Cited(role, "training", measure, reported_on=date(2026, 1, 20), value=value, **about)
        for role, measure, value in (
            ("numerator", "trained", trained),
            ("denominator", "headcount", headcount),
        )
    )
    return Observation(
        Period.parse(period),
        "0180",
        (("group_id", "all"), ("unit", "all")),
        made,
        round(made - 0.001, 4),
        round(made + 0.001, 4),
        "final",
        reported_on=date(2026, 1, 20),
        inputs=inputs,
    )


def release_with_targets(ledger=LEDGER, mark=None):
    release = public_releases()[-1]
    made = dict(release.indicators)
    rows = tuple(share(str(2022 + k), 200 + 60 * k, 1000) for k in range(4))
    if mark is not None:
        hidden = {"value": None, "low": None, "high": None, "inputs": ()}
        rows = tuple(replace(row, mark=Mark(mark), **hidden) for row in rows)
    made["training_coverage"] = PublishedIndicator(made["training_coverage"].definition, rows)
    asked = made["reflection_applications"]
    # Without the gaps that make the source overdue, so that the figure itself is judged.
    figures = tuple(one for one in asked.observations if one.has_figure)
    made["reflection_applications"] = PublishedIndicator(asked.definition, figures)
    return held_against(replace(release, indicators=made), ledger, CUT)


def held_against(release, ledger, day):
    """Give a release judged by the targets that had been decided by a day."""
    judged_now = {
        slug: PublishedIndicator(
            one.definition, judged(one.observations, about_of(one), ledger, day)
        )
        for slug, one in release.indicators.items()
    }
    return replace(release, indicators=judged_now, targets=ledger)
