"""The demo shows targets of every kind, and whoever has its files alone gets the same statuses."""

import importlib.util
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.demo import targets
from dashboard.demo.fill import ACCEPTED_BECAUSE, places
from dashboard.demo.returns import returns
from dashboard.publishing import draft, publish
from dashboard.queries import Queries
from dashboard.returns import deliver
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.targeting import ledger_of, newest
from indicators.export import write_package
from indicators.judging import current, lacking
from migrations import upgrade

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
FEW = ("training_20", "partnerships_20", "commitments_")
SCRIPT = Path(__file__).parents[2] / "docs" / "recompute.py"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Fill a demo with what its targets need alone: the returns that count nobody at risk."""
    folder = tmp_path_factory.mktemp("demo")
    services = Services(Settings(data_dir=folder, demo=True), clock=lambda: NOW)
    upgrade(services.engine)
    for one in returns(places(1), services.today()):
        if one.filename.startswith(FEW) and one.reported_on.year >= 2023 and one.accepted:
            deliver(
                services,
                one.data,
                one.filename,
                one.reported_on,
                channel="demo",
                by="demo",
                accept=ACCEPTED_BECAUSE,
            )
    targets.enter(services)
    head = draft(services, services.today(), "demo:steward")
    publish(services, head.id, checked_by="demo:lead")
    targets.decide(services, targets.LACKING)
    yield services
    services.close()


@pytest.fixture(scope="module")
def release(demo):
    return Queries(demo.engine).current()


def latest(release, series):
    found = current(release.indicators[series.indicator].observations, series)
    return found.progress["status"] if found and found.progress else None


def test_each_target_stands_for_what_it_is_there_to_show(release):
    shown = {
        (series.indicator, *(code for _, code in series.breakdown)): latest(release, series)
        for series in release.targets.series()
    }
    assert shown == {
        ("training_coverage",): "on_track",
        ("training_coverage", "health_staff"): "too_early",
        ("partnership_activity", "joint_outreach"): "moving_away",
        ("partnership_activity", "meetings"): "on_track",
        ("partnership_agreements",): "kept",
        ("partnership_agreements", "iop"): "behind",
        ("partnership_grants", "talita", "nominal"): "slightly_behind",
        ("partnership_grants", "ukv", "nominal"): "achieved_early",
        ("commitments_done",): "on_track",
        # Not delivered here; in the whole demo they are figures of persons.
        ("rights_timeliness",): "no_data",
        ("reflection_coverage_known", "applicants_among_cases"): None,
    }


def test_the_release_says_what_is_done_and_which_target_was_replaced(release):
    outcomes = [one.outcome for one in release.targets.actions]
    assert sorted(outcomes) == ["done", "open", "open"]
    assert any(one.due != one.first_due for one in release.targets.actions)
    assert sum(one.replaces is not None for one in release.targets.decisions) == 1
    assert all(one.reference for one in release.targets.decisions)


def test_the_release_lacks_nothing_and_the_next_one_waits_for_the_lead(demo, release):
    figures = {slug: one.observations for slug, one in release.indicators.items()}
    cut = release.head.data_cut
    assert lacking(figures, release.targets, cut) == ()
    assert len(ledger_of(demo).decisions) == len(release.targets.decisions) + 1
    draft(demo, demo.today(), "demo:steward")
    waiting = newest(demo)
    figures = {slug: one.observations for slug, one in waiting.indicators.items()}
    (one,) = lacking(figures, waiting.targets, cut)
    assert (one.code, one.series.breakdown) == (
        "no_explanation",
        (("group_id", "social_workers"),),
    )


def test_whoever_has_the_files_alone_gets_every_status(release, tmp_path, capsys):
    spec = importlib.util.spec_from_file_location("recompute", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    write_package(release, tmp_path)
    assert script.main([str(tmp_path)]) == 0
    said = capsys.readouterr().out.splitlines()[-1]
    judged = sum(
        one.progress is not None for i in release.indicators.values() for one in i.observations
    )
    # Each in both dialects.
    assert said == f"{2 * judged} statuses, 0 differ"
    assert judged > 50


def test_the_targets_are_entered_once(demo):
    before = ledger_of(demo)
    assert targets.enter(demo) == 0
    assert ledger_of(demo) == before
