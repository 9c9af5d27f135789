"""Whoever has a release's CSV files alone comes to the same statuses."""

import importlib.util
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from target_builders import decision

from etl.period import Period
from indicators.definition import Direction, Kind
from indicators.judging import About, judged
from indicators.package import DIALECTS, indicator_csv
from indicators.progress import Target
from indicators.published import PublishedIndicator, Release, ReleaseHead
from indicators.results import Mark, Observation, Remark
from indicators.targets import Ledger, Series

SCRIPT = Path(__file__).parents[2] / "docs" / "recompute.py"
CUT = date(2026, 3, 1)
START = date(2024, 12, 31)
END = date(2028, 12, 31)
UP = Target(0.5, START, 0.9, END, ((date(2026, 12, 31), 0.8),))
OLD = (Remark("age_of_estimate", (("years", 6), ("estimate_period", "2019"))),)
BRIDGED = (Remark("scope_bridge", (("bridge", "city_to_county"),)),)
LATE = (Remark("due", (("day", "2026-02-01"),)),)


@pytest.fixture(scope="module")
def recompute():
    spec = importlib.util.spec_from_file_location("recompute", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seen(period="2025", value=None, **fields):
    return Observation(Period.parse(period), "0180", (("unit", "all"),), value, **fields)


def release_of(rows, target, kind, direction, breaks=()):
    about = About("training_coverage", kind, direction, breaks)
    series = Series("training_coverage", "0180")
    ledger = Ledger((decision(series, target, decided_on=CUT, number=1),))
    found = judged(rows, about, ledger, CUT)
    definition = {
        "slug": "training_coverage",
        "unit": "share",
        "kind": kind.value,
        "breakdowns": ["unit"],
    }
    head = ReleaseHead(
        "r",
        {"sv": "R", "en": "R"},
        "demo",
        "published",
        CUT,
        CUT,
        datetime(2026, 3, 1, tzinfo=UTC),
        None,
        None,
        None,
        "hash",
    )
    indicator = PublishedIndicator(definition, found)
    return Release(head, {}, {}, {"training_coverage": indicator}, ledger)


def files(release, folder):
    written = []
    for name, dialect in DIALECTS.items():
        file = folder / f"{name}.csv"
        indicator = release.indicators["training_coverage"]
        text = indicator_csv(release, indicator, indicator.observations, dialect, "sv")
        file.write_bytes(text.encode())
        written.append(file)
    return written


def statuses(recompute, release, folder):
    said = [
        o.progress["status"]
        for o in release.indicators["training_coverage"].observations
        if o.progress
    ]
    for file in files(release, folder):
        assert [recompute.status(row) for row in recompute.rows(file)] == said
    return said


@pytest.mark.parametrize(
    ("rows", "target", "kind", "direction", "breaks", "expected"),
    [
        ((seen(value=0.95),), UP, Kind.SHARE, "higher", (), ["achieved_early"]),
        ((seen(value=0.65),), UP, Kind.SHARE, "higher", (), ["on_track"]),
        ((seen(value=0.62),), UP, Kind.SHARE, "higher", (), ["slightly_behind"]),
        ((seen(value=0.51),), UP, Kind.SHARE, "higher", (), ["behind"]),
        ((seen(value=0.4),), UP, Kind.SHARE, "higher", (), ["moving_away"]),
        ((seen(value=0.6, low=0.5, high=0.7),), UP, Kind.SHARE, "higher", (), ["too_uncertain"]),
        ((seen(low=0.7, high=0.8),), UP, Kind.SHARE, "higher", (), ["on_track"]),
        ((seen(value=0.65, remarks=OLD),), UP, Kind.SHARE, "higher", (), ["too_uncertain"]),
        ((seen(value=0.65, remarks=BRIDGED),), UP, Kind.SHARE, "higher", (), ["scope_mismatch"]),
        ((seen("2025-Q1", 0.5),), UP, Kind.SHARE, "higher", (), ["too_early"]),
        ((seen("2024", 0.5),), UP, Kind.SHARE, "higher", (), ["too_early"]),
        ((seen(mark=Mark.HIDDEN),), UP, Kind.SHARE, "higher", (), ["hidden"]),
        ((seen(mark=Mark.SCOPE_MISMATCH),), UP, Kind.SHARE, "higher", (), ["scope_mismatch"]),
        ((seen(value=0.7),), UP, Kind.SHARE, "higher", (date(2025, 6, 1),), ["break_in_series"]),
        (
            (seen("2024", 0.5), seen(mark=Mark.NOT_REPORTED, remarks=LATE)),
            UP,
            Kind.SHARE,
            "higher",
            (),
            ["source_overdue", "no_data"],
        ),
        ((seen("2025-H1", 6),), Target(10, START, 14, END), Kind.FLOW, "higher", (), ["on_track"]),
        ((seen(value=20),), Target(40, START, 0, END), Kind.FLOW, "lower", (), ["on_track"]),
        ((seen(value=0),), Target(40, START, 0, END), Kind.FLOW, "lower", (), ["achieved_early"]),
        ((seen("2025-H1", 0),), Target(40, START, 0, END), Kind.FLOW, "lower", (), ["on_track"]),
        ((seen(value=0),), Target(0, START, 0, END), Kind.STOCK, "lower", (), ["kept"]),
        ((seen(value=1),), Target(0, START, 0, END), Kind.STOCK, "lower", (), ["not_kept"]),
        ((seen(value=4),), Target(4, START, 4, END), Kind.STOCK, "neither", (), ["kept"]),
    ],
)
def test_each_status_follows_from_the_csv(
    recompute, tmp_path, rows, target, kind, direction, breaks, expected
):
    release = release_of(rows, target, kind, Direction(direction), breaks)
    found = statuses(recompute, release, tmp_path)
    assert found == expected


figures = st.integers(-2000, 4000).map(lambda number: number / 1000)


@settings(max_examples=80, deadline=None)
@given(
    figures,
    figures,
    figures,
    st.integers(0, 300),
    st.sampled_from(["2024", "2025", "2025-H1", "2025-Q3", "2026-01"]),
    st.sampled_from([Kind.SHARE, Kind.FLOW, Kind.STOCK]),
    st.sampled_from(list(Direction)),
    st.booleans(),
)
def test_whatever_the_figures_the_csv_gives_the_same_status(
    recompute, tmp_path_factory, value, baseline, goal, spread, period, kind, direction, ranged
):
    row = seen(period, value)
    if ranged:
        row = replace(row, low=value - spread / 1000, high=value + spread / 500)
    target = Target(baseline, START, goal, END)
    release = release_of((row,), target, kind, direction)
    statuses(recompute, release, tmp_path_factory.mktemp("csv"))


def test_the_script_tells_where_a_status_was_changed(recompute, tmp_path, capsys):
    release = release_of((seen(value=0.51),), UP, Kind.SHARE, Direction.HIGHER)
    machine = files(release, tmp_path)[0]
    assert recompute.main([str(tmp_path)]) == 0
    text = machine.read_text(encoding="utf-8")
    machine.write_text(text.replace(",behind,", ",on_track,"), encoding="utf-8")
    assert recompute.main([str(machine)]) == 1
    assert "DIFFERS, recomputed behind" in capsys.readouterr().out
    assert recompute.main([]) == 2


@settings(max_examples=60, deadline=None)
@given(figures, figures, figures, figures, st.integers(1, 1400))
def test_a_better_value_never_gives_a_worse_status_and_scale_does_not_matter(
    one, other, baseline, goal, days
):
    from indicators.progress import Latest, State, assess

    order = [State.MOVING_AWAY, State.BEHIND, State.SLIGHTLY_BEHIND, State.ON_TRACK]
    order += [State.ACHIEVED_EARLY, State.ACHIEVED]
    target = Target(baseline, START, goal, END)
    day = START + timedelta(days)
    worse, better = sorted((one, other), reverse=goal < baseline)
    first, second = (assess(target, Latest(day, value)).state for value in (worse, better))
    if first in order and second in order:
        assert order.index(first) <= order.index(second)
    scaled = Target(baseline * 8, START, goal * 8, END)
    assert assess(scaled, Latest(day, worse * 8)).state is first
    turned = Target(-baseline, START, -goal, END)
    if goal != baseline:
        assert assess(turned, Latest(day, -worse)).state is first
