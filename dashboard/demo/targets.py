"""Which made-up targets does the demo have, and what is said of those that are off track?

The figures come from a fixed seed, so that each target has the status that it is there to show:
one replaced midway, one that falls, one that starts at nothing, one to keep, one reached early,
and so on. Every entry stands on the day that it was made, as it would in life.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from dashboard.services import Services
from etl.records import Breakdown
from indicators.definition import Text
from indicators.progress import Target
from indicators.target_store import TargetStore
from indicators.targets import Action, Decision, Explanation, Series, Step

_BODY = "Socialnämnden (demo)"


@dataclass(frozen=True, slots=True)
class Aim:
    """A target as it was decided, on the day that it was."""

    indicator: str
    target: Target
    on: date
    reason: Text
    group: Breakdown = ()


@dataclass(frozen=True, slots=True)
class Promised:
    """An action under an explanation, and what became of it."""

    what: Text
    owner: Text
    due: date
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Why a figure is off its path, and what is done about it."""

    indicator: str
    period: str
    status: str
    on: date
    text: Text
    actions: tuple[Promised, ...]
    group: Breakdown = ()


def _end(year: int) -> date:
    return date(year, 12, 31)


AIMS = (
    Aim(
        "training_coverage",
        Target(0.23, _end(2022), 0.9, _end(2026)),
        date(2023, 2, 16),
        Text("Alla som kan möta ett offer ska veta vad de ska göra.",
             "All who may meet a victim are to know what to do."),
    ),
    Aim(
        "training_coverage",
        Target(0.23, _end(2022), 0.45, _end(2028), ((_end(2025), 0.33),)),
        date(2025, 9, 18),
        Text("Målet för 2026 går inte att nå med de kurser som finns.",
             "The target for 2026 cannot be reached with the courses there are."),
    ),
    Aim(
        "training_coverage",
        Target(0.58, _end(2025), 0.9, _end(2030)),
        date(2026, 2, 19),
        Text("Hälso- och sjukvården möter många först.", "Health care often meets them first."),
        (("group_id", "health_staff"),),
    ),
    Aim(
        "partnership_activity",
        Target(14, _end(2022), 20, _end(2026)),
        date(2023, 3, 16),
        Text("Fler pass ute gör att fler får frågan.", "More shifts mean that more are asked."),
        (("activity", "joint_outreach"), ("organisation_id", "talita")),
    ),
    Aim(
        "partnership_activity",
        Target(5, _end(2023), 1, _end(2027)),
        date(2024, 2, 15),
        Text("Samråden slås ihop, så att tiden räcker till uppsökande arbete.",
             "Meetings are merged, so that there is time for outreach."),
        (("activity", "meetings"), ("organisation_id", "talita")),
    ),
    Aim(
        "partnership_agreements",
        Target(4, _end(2023), 4, _end(2027)),
        date(2024, 2, 15),
        Text("De fyra avtalen ska bestå.", "The four agreements are to stay."),
    ),
    Aim(
        "partnership_agreements",
        Target(0, _end(2023), 1, _end(2027)),
        date(2024, 2, 15),
        Text("Ett idéburet offentligt partnerskap ska slutas.",
             "One civil-society partnership is to be concluded."),
        (("kind", "iop"),),
    ),
    Aim(
        "partnership_grants",
        Target(1_400_000, _end(2023), 1_700_000, _end(2028)),
        date(2024, 5, 23),
        Text("Bidraget ska bära ett boende till.", "The grant is to carry one more home."),
        (("organisation_id", "talita"), ("prices", "nominal")),
    ),
    Aim(
        "partnership_grants",
        Target(450_000, _end(2023), 900_000, _end(2027)),
        date(2024, 5, 23),
        Text("Verksamheten ska åter ha full storlek.", "The work is to have its full size again."),
        (("organisation_id", "ukv"), ("prices", "nominal")),
    ),
    Aim(
        "commitments_done",
        Target(0, _end(2023), 0.9, _end(2027), ((_end(2025), 0.4),)),
        date(2024, 2, 15),
        Text("Programmet ska genomföras.", "The programme is to be carried out."),
    ),
    Aim(
        "rights_timeliness",
        Target(0.55, _end(2023), 0.6, _end(2028)),
        date(2024, 2, 15),
        Text("Stöd som kommer sent hjälper mindre.", "Support that comes late helps less."),
    ),
    Aim(
        "reflection_coverage_known",
        Target(0.2, _end(2023), 0.25, _end(2028)),
        date(2024, 2, 15),
        Text("Fler ska få frågan om betänketid.",
             "More are to be asked about a reflection period."),
        (("age_group", "adult"), ("reading", "applicants_among_cases")),
    ),
    Aim(
        "reflection_coverage",
        Target(0.03, _end(2023), 0.1, _end(2028)),
        date(2024, 2, 15),
        Text("Fler ska få frågan, hur många offren än är.",
             "More are to be asked, however many the victims are."),
        (("method", "expert_assessment"), ("purpose", "sexual")),
    ),
    Aim(
        "rights_full_package",
        Target(0.25, _end(2023), 0.6, _end(2028)),
        date(2024, 2, 15),
        Text("Hela paketet ska nå dem som har rätt till det.",
             "The whole package is to reach those who are entitled to it."),
    ),
    Aim(
        "partnership_activity",
        Target(3, _end(2023), 15, _end(2025)),
        date(2024, 2, 15),
        Text("Fler pass ute kvällstid.", "More shifts in the evening."),
        (("activity", "joint_outreach"), ("organisation_id", "ukv")),
    ),
    Aim(
        "partnership_activity",
        Target(10, _end(2023), 10, _end(2027)),
        date(2024, 2, 15),
        Text("Samråden ska hållas lika ofta.", "Meetings are to be held as often as now."),
        (("activity", "meetings"), ("organisation_id", "safe_havens")),
    ),
)  # fmt: skip
"""A second one on a series replaces the first."""

LACKING = Aim(
    "training_coverage",
    Target(0.18, _end(2022), 0.9, _end(2028)),
    date(2026, 2, 19),
    Text("Socialsekreterare möter flest.", "Social workers meet most."),
    (("group_id", "social_workers"),),
)
"""Entered when the release is out, and explained by nobody: it waits for the lead."""

SAID = (
    Said(
        "partnership_activity",
        "2025",
        "moving_away",
        date(2026, 3, 5),
        Text("Organisationen saknade folk till kvällspassen.",
             "The organisation lacked people for the evening shifts."),
        (
            Promised(
                Text("Dela kvällspassen mellan tre organisationer.",
                     "Share the evening shifts among three organisations."),
                Text("samverkansansvarig", "the head of partnership"),
                date(2026, 5, 31),
                (Step("done", date(2026, 5, 20),
                      Text("Schemat gäller från juni.", "The rota holds from June.")),),
            ),
            Promised(
                Text("Utbilda tio volontärer.", "Train ten volunteers."),
                Text("utbildningsansvarig", "the head of training"),
                date(2026, 8, 31),
                (Step("moved", date(2026, 8, 24),
                      Text("Kursen blev full.", "The course was full."), date(2027, 2, 28)),),
            ),
        ),
        (("activity", "joint_outreach"), ("organisation_id", "talita")),
    ),
    Said(
        "partnership_agreements",
        "2025",
        "behind",
        date(2026, 3, 5),
        Text("Förhandlingen om ett partnerskap avbröts.",
             "The talks about a partnership were broken off."),
        (
            Promised(
                Text("Ta upp förhandlingen igen.", "Take up the talks again."),
                Text("avdelningschefen", "the head of department"),
                date(2026, 12, 15),
            ),
        ),
        (("kind", "iop"),),
    ),
)  # fmt: skip
"""The first has an action that is done and one that was moved, the second one that is open."""


def enter(services: Services) -> int:
    """Enter the made-up targets and what is said of them, as far as their days have come.

    Does nothing where the ledger has any; gives how many targets were entered.
    """
    if TargetStore(services.engine).ledger():
        return 0
    known = [one for one in AIMS if one.on <= services.today()]
    for one in sorted(known, key=lambda aim: aim.on):
        decide(services, one)
    for said in SAID:
        if said.on <= services.today():
            _explain(services, said)
    return len(known)


def decide(services: Services, aim: Aim) -> None:
    """Enter one target on its day, in place of what was decided for its series before."""
    store = TargetStore(services.engine)
    series = Series.of(aim.indicator, services.settings.geography, aim.group)
    before = store.ledger().history(series)
    decision = Decision(
        series=series,
        target=aim.target,
        decided_by=_BODY,
        reference=f"protokoll {aim.on:%-m/%Y}, § {aim.on.day}",
        decided_on=aim.on,
        reason=aim.reason,
        replaces=before[-1].number if before else None,
    )
    store.decide(decision, by="demo:lead", now=_moment(aim.on))


def _explain(services: Services, said: Said) -> None:
    store = TargetStore(services.engine)
    series = Series.of(said.indicator, services.settings.geography, said.group)
    made = store.explain(
        Explanation(series, said.period, said.status, said.text),
        by="demo:lead",
        now=_moment(said.on),
    )
    for promised in said.actions:
        action = Action(made.number, promised.what, promised.owner, promised.due)
        number = store.promise(action, by="demo:lead", now=_moment(said.on)).number
        for step in promised.steps:
            if step.on <= services.today():
                store.step(number, step, by="demo:lead", now=_moment(step.on))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)
