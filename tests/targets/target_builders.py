"""Targets, explanations and actions as tests need them, and an installation to enter them in."""

from datetime import UTC, date, datetime

from dashboard.services import Services
from dashboard.settings import Settings
from indicators.definition import Text
from indicators.progress import Target
from indicators.targets import Decision, Series

NOW = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 4, 20)
APPLICATIONS = Series("reflection_applications", "0180")
AIM = Target(10, date(2023, 12, 31), 40, date(2028, 12, 31))
WHY = Text("Fler ska få frågan.", "More should be asked.")


def decision(series=APPLICATIONS, target=AIM, **fields):
    given = {
        "decided_by": "Socialnämnden",
        "reference": "protokoll 3/2026, § 12",
        "decided_on": date(2026, 3, 19),
        "reason": WHY,
    }
    return Decision(series, target, **(given | fields))


def installation(folder, database_url, now=NOW):
    return Services(Settings(data_dir=folder, database_url=database_url), clock=lambda: now)
