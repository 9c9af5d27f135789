"""What a chart shows and what it must never tell."""

import json

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import figures
from dashboard.presenters.rows import Row
from etl.period import Period
from indicators.results import Mark, Observation

GAPS = {mark: f"words for {mark.value}" for mark in Mark}


def row(period, value=None, *, low=None, high=None, mark=None, figure=None):
    shown = "" if mark else figure or (f"{low}–{high}" if value is None else str(value))
    return Row(
        period=period,
        label=period,
        place="Stockholm",
        group="",
        figure=shown,
        mark=mark,
        status="",
        reported="",
        sources=(),
        conflicts=(),
        remarks=(),
        observation=Observation(
            Period.parse(period), "0180", (), value=value, low=low, high=high, mark=mark
        ),
    )


def traces(drawing):
    return go.Figure(drawing).to_plotly_json()["data"]


def test_values_are_bars_from_zero_and_ranges_float():
    drawing = figures.by_period([row("2023", 4), row("2024", low=100, high=250)], GAPS)
    bars, bands = traces(drawing)
    assert list(bars["y"]) == [4]
    assert (list(bands["base"]), list(bands["y"])) == ([100], [150])
    assert drawing["layout"]["yaxis"]["range"][0] == 0
    assert drawing["layout"]["yaxis"]["range"][1] > 250


def test_shares_are_drawn_in_per_cent():
    drawing = figures.by_period([row("2024", 0.929, low=0.685, high=0.987)], GAPS, percent=" %")
    (bars,) = traces(drawing)
    assert bars["y"][0] == pytest.approx(92.9)
    assert bars["error_y"]["array"][0] == pytest.approx(5.8)
    assert bars["error_y"]["arrayminus"][0] == pytest.approx(24.4)


def test_what_is_missing_keeps_its_place_and_says_so():
    drawing = figures.by_period([row("2023", 4), row("2024", mark=Mark.NOT_REPORTED)], GAPS)
    assert drawing["layout"]["xaxis"]["categoryarray"] == ["2023", "2024"]
    (outline,) = drawing["layout"]["shapes"]
    assert outline["line"]["dash"] == "dot"
    assert [a["text"] for a in drawing["layout"]["annotations"]] == ["words for not_reported"]
    assert list(traces(drawing)[0]["x"]) == ["2023"]


def test_hidden_looks_unlike_missing():
    drawing = figures.by_period(
        [row("2023", mark=Mark.HIDDEN), row("2024", mark=Mark.NOT_REPORTED)], GAPS
    )
    hidden, missing = drawing["layout"]["shapes"]
    assert hidden["line"] != missing["line"]
    assert hidden["fillcolor"] != missing["fillcolor"]


@given(st.integers(1, 4), st.integers(5, 400))
def test_a_chart_with_a_hidden_figure_is_the_same_whatever_it_was(secret, shown):
    """A hidden row carries no number; were one put there, no part of the chart may use it."""
    rows = [row("2023", shown), row("2024", mark=Mark.HIDDEN)]
    leaking = Observation(Period.parse("2024"), "0180", (), value=secret, mark=Mark.HIDDEN)
    told = [
        rows[0],
        Row(**{f: getattr(rows[1], f) for f in Row.__slots__} | {"observation": leaking}),
    ]
    stacks = [figures.Stack(r, ()) for r in rows]
    told_stacks = [figures.Stack(r, ()) for r in told]
    assert json.dumps(figures.by_period(rows, GAPS)) == json.dumps(figures.by_period(told, GAPS))
    assert json.dumps(figures.applications(stacks, GAPS)) == json.dumps(
        figures.applications(told_stacks, GAPS)
    )


def test_applications_are_cut_by_outcome_and_add_up():
    whole = row("2024", 14)
    stack = figures.Stack(whole, (("granted", 13, "beviljade"), ("rejected", 1, "avslagna")))
    drawing = figures.applications([stack], GAPS)
    assert {t["name"]: list(t["y"]) for t in traces(drawing)} == {
        "beviljade": [13],
        "avslagna": [1],
    }
    assert [a["text"] for a in drawing["layout"]["annotations"]] == ["14"]


def test_coverage_sets_bars_and_band_on_one_scale():
    drawing = figures.coverage(
        [
            figures.Amount("ansökningar", "9", 9),
            figures.Amount("kända", "125", 125, known=True),
            figures.Amount("uppskattade", "100–250", 100, 250),
        ]
    )
    (bars,) = traces(drawing)
    assert list(bars["y"]) == ["uppskattade", "kända", "ansökningar"]
    assert list(bars["base"]) == [100, 0, 0]
    assert list(bars["x"]) == [150, 125, 9]


def test_vintages_carry_their_interval():
    rows = [row("2024", 0.923, low=0.667, high=0.986), row("2024", 0.929, low=0.685, high=0.987)]
    (points,) = traces(figures.vintages(["15 maj", "4 augusti"], rows, " %"))
    assert list(points["x"]) == ["15 maj", "4 augusti"]
    assert points["error_y"]["arrayminus"][0] == pytest.approx(25.6)


def test_publishers_are_never_added():
    drawing = figures.publishers(
        {"A": [row("2019", 298)], "B": [row("2019", 404)]}, ["2019", "2020"]
    )
    assert drawing["layout"]["barmode"] == "group"
    assert [(t["name"], list(t["y"])) for t in traces(drawing)] == [("A", [298]), ("B", [404])]


def test_commitments_keep_the_order_of_goals_and_states():
    drawing = figures.commitments(
        [("Mål A", {"done": 1, "proposed": 2}), ("Mål B", {"proposed": 1})],
        {"done": "klart", "proposed": "föreslaget"},
    )
    assert [t["name"] for t in traces(drawing)] == ["klart", "föreslaget"]
    assert drawing["layout"]["yaxis"]["categoryarray"] == ["Mål B", "Mål A"]


def test_the_path_of_the_target_is_drawn_where_it_runs():
    rows = [row("2023", 4), row("2024", 6), row("2025", mark=Mark.NOT_REPORTED)]
    drawing = figures.by_period(rows, GAPS, path=[None, 10, 20], path_label="målbana")
    path = traces(drawing)[-1]
    assert (list(path["x"]), list(path["y"])) == (["2024", "2025"], [10, 20])
    assert drawing["layout"]["yaxis"]["range"][1] > 20
