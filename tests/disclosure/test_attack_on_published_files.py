"""What can somebody prove who has the published files alone?

A release of the demo's returns is made by the front door. Its CSV files are then attacked with
another solver's integers and none of the engine: every shown count becomes an equation about the
finest combinations, and each hidden small count is asked for its least and greatest value.
"""

import csv
import io
from collections import Counter
from datetime import UTC, date, datetime
from itertools import product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from dashboard.app import create_app
from dashboard.demo.fill import hand_in, places
from dashboard.demo.returns import returns
from dashboard.publishing import draft, publish
from dashboard.services import Services
from dashboard.settings import Settings
from migrations import upgrade

NOW = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
SINCE = date(2025, 4, 1)
OUTCOMES = ("granted", "rejected", "withdrawn", "pending")
CODES = {
    "applicant": ("social_services", "police", "social_services_and_police"),
    "purpose": ("sexual", "labour", "other", "unknown"),
    "sex": ("women", "men", "other", "unknown"),
    "age_group": ("adult", "minor", "relative"),
}
# Asking of every hidden count would take minutes; a stride spreads the questions evenly.
ASKED = 24
THRESHOLD = 5


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Give the rows of two indicators' public files, and what the returns truly said."""
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("demo"), demo=True, base_url="http://localhost"
    )
    services = Services(settings, clock=lambda: NOW)
    upgrade(services.engine)
    truth: dict[tuple[str, str], Counter] = {}
    for one in returns(places(2), NOW.date()):
        if one.filename.startswith("applications_2025") and one.reported_on >= SINCE:
            hand_in(services, one)
            truth |= counted(one.data.decode("utf-8-sig"))
    head = draft(services, services.today(), "demo:steward")
    publish(services, head.id, checked_by="demo:lead")
    client = create_app(settings).server.test_client()
    rows = []
    for slug in ("reflection_applications", "reflection_outcomes"):
        answer = client.get(f"/api/v1/releases/latest/indicators/{slug}.csv")
        assert answer.status_code == 200, answer.text
        rows += list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    services.close()
    return rows, truth


def counted(text):
    """Give a return's persons by place and period, then by combination and outcome."""
    said: dict[tuple[str, str], Counter] = {}
    for row in csv.DictReader(io.StringIO(text)):
        counts = said.setdefault((row["geography"], row["period"]), Counter())
        for outcome in OUTCOMES:
            key = (row["period"], *(row[name] for name in CODES), outcome)
            counts[key] += int(row[outcome] or 0)
    return said


class Attacker:
    """Somebody with the public files of one place: equations about the finest combinations."""

    def __init__(self, rows, periods):
        self.atoms = np.array(list(product(periods, *CODES.values(), OUTCOMES)))
        shown = [row for row in rows if row["value"]]
        facts = np.array([self.counts(row) for row in shown], dtype=float)
        values = np.array([float(row["value"]) for row in shown])
        self._known = LinearConstraint(facts, values, values)

    def counts(self, row):
        """Tell which combinations a published row counts."""
        inside = np.char.startswith(self.atoms[:, 0], row["period"])
        for place, name in enumerate((*CODES, "outcome"), start=1):
            code = row.get(name) or "all"
            if code != "all":
                # Social services include those together with the police.
                wide = (
                    (code, "social_services_and_police") if code == "social_services" else (code,)
                )
                inside &= np.isin(self.atoms[:, place], wide)
        return inside

    def can_be(self, row, least, most):
        """Tell whether some whole table agrees with all that is shown and has this count."""
        wanted = LinearConstraint(self.counts(row).astype(float)[None, :], least, most)
        size = len(self.atoms)
        found = milp(
            np.zeros(size),
            integrality=np.ones(size),
            bounds=Bounds(0, np.inf),
            constraints=[self._known, wanted],
        )
        return found.status == 0


def in_truth(attacker, row, counts):
    inside = attacker.counts(row)
    return sum(counts[tuple(atom)] for atom in attacker.atoms[inside].tolist())


def test_nothing_small_can_be_proved_from_the_published_files(published):
    rows, truth = published
    for place in sorted({place for place, _ in truth}):
        periods = sorted(period for at, period in truth if at == place)
        counts = sum((truth[place, period] for period in periods), Counter())
        own = [r for r in rows if r["geography"] == place and r["period"][:4] == "2025"]
        attacker = Attacker(own, periods)
        for row in own:
            if row["value"]:
                assert float(row["value"]) == in_truth(attacker, row, counts), row
        hidden = [row for row in own if row["mark"] == "hidden"]
        small = [row for row in hidden if 0 < in_truth(attacker, row, counts) < THRESHOLD]
        assert len(small) > ASKED
        for row in small[:: len(small) // ASKED]:
            assert attacker.can_be(row, 0, 0), row
            assert attacker.can_be(row, THRESHOLD, np.inf), row


def test_an_attacker_who_is_told_one_figure_more_finds_somebody(published):
    rows, truth = published
    place = min(place for place, _ in truth)
    periods = sorted(period for at, period in truth if at == place)
    counts = sum((truth[place, period] for period in periods), Counter())
    own = [r for r in rows if r["geography"] == place and r["period"][:4] == "2025"]
    plain = Attacker(own, periods)
    small = next(
        row
        for row in own
        if row["mark"] == "hidden" and 0 < in_truth(plain, row, counts) < THRESHOLD
    )
    told = {**small, "value": str(in_truth(plain, small, counts))}
    assert not Attacker([*own, told], periods).can_be(small, 0, 0)
