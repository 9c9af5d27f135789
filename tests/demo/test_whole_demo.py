"""The demo as ``programkollen demo`` makes it: every status there is, each from the files alone."""

import re

import pytest
from files_alone import recomputed

from dashboard.app import create_app
from dashboard.demo.fill import FIRST_CUT
from dashboard.queries import Queries
from indicators.diff import ChangeKind, diff
from indicators.judging import current
from indicators.progress import State

pytestmark = pytest.mark.soak

# A break in series is a date on the indicator itself, and none in the catalogue has one.
SHOWN = {state.value for state in State} - {"break_in_series", "no_target"}


@pytest.fixture(scope="module")
def release(whole):
    return Queries(whole.engine).current()


def test_every_status_is_seen(release):
    figures = [o for one in release.indicators.values() for o in one.observations]
    assert {one.progress["status"] for one in figures if one.progress} == SHOWN
    assert any(
        one.has_figure and not one.progress
        for one in release.indicators["training_sessions"].observations
    )


def test_a_source_that_fell_silent_and_an_estimate_of_a_larger_area_are_not_judged(release):
    found = {
        series.indicator: current(release.indicators[series.indicator].observations, series)
        for series in release.targets.series()
    }
    silent = found["rights_full_package"].progress
    assert (silent["status"], silent["overdue_days"] > 0) == ("source_overdue", True)
    wide = found["reflection_coverage"].progress
    assert (wide["status"], wide["reason"]) == ("scope_mismatch", "scope_bridge")


def test_an_area_that_an_estimate_speaks_of_is_late_with_nothing(release):
    areas = {o.geography for one in release.indicators.values() for o in one.observations}
    assert areas == {"0180", "stockholm_area"}
    gaps = [
        o
        for one in release.indicators.values()
        for o in one.observations
        if o.geography == "stockholm_area" and o.mark is not None
    ]
    assert gaps == []


def test_the_committee_has_two_releases_to_compare(whole, release):
    queries = Queries(whole.engine)
    heads = queries.heads()
    assert [head.data_cut for head in heads] == [whole.today(), FIRST_CUT]
    first = queries.release(heads[1].id)
    changed = [one for one in diff(first, release) if one.kind is ChangeKind.VALUE]
    assert {one.indicator for one in changed} == {"training_sessions"}
    title = create_app(whole.settings).server.test_client().get("/namnden").text
    assert re.search(r"Sedan 12 mars 2026: .*6 ändrade siffror", title.replace("\u00a0", " "))


def test_whoever_has_the_files_alone_gets_every_status(release, tmp_path, capsys):
    assert recomputed(release, tmp_path, capsys) > 100
