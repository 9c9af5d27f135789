"""What a chart shows and what it must never tell."""

import json

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import figure_grids, figure_rows, figures
from dashboard.axes import GAPS as GAP_TRACE
from dashboard.axes import Ticks
from dashboard.presenters.rows import Row
from dashboard.theme import LIGHT
from etl.period import Period
from indicators.results import Mark, Observation

GAPS = {mark: f"words for {mark.value}" for mark in Mark}
SHARES = figures.Setting(percent=" %")


def row(period, value=None, *, low=None, high=None, mark=None, figure=None, status=None):
    shown = "" if mark else figure or (f"{low}–{high}" if value is None else str(value))
    return Row(
        period=period,
        label=period,
        place="Stockholm",
        group="",
        figure=shown,
        mark=mark,
        status=status or "",
        reported="",
        sources=(),
        conflicts=(),
        remarks=(),
        observation=Observation(
            Period.parse(period),
            "0180",
            (),
            value=value,
            low=low,
            high=high,
            status=status,
            mark=mark,
        ),
    )


def traces(drawing):
    return go.Figure(drawing).to_plotly_json()["data"]


def test_values_are_bars_from_zero_and_ranges_float_with_a_dashed_edge():
    drawing = figures.by_period([row("2023", 4), row("2024", low=100, high=250)], GAPS)
    bars, bands = traces(drawing)
    assert list(bars["y"]) == [4]
    assert (list(bands["base"]), list(bands["y"])) == ([100], [150])
    (edge,) = drawing["layout"]["shapes"]
    assert (edge["y0"], edge["y1"], edge["line"]["dash"]) == (100, 250, "dash")
    assert drawing["layout"]["yaxis"]["range"][0] == 0
    assert drawing["layout"]["yaxis"]["range"][1] > 250


def test_what_lies_below_zero_is_drawn_and_named_there():
    drawing = figures.by_period([row("2023", -2), row("2024", 3)], GAPS)
    low, high = drawing["layout"]["yaxis"]["range"]
    assert low < -2 < 3 < high
    words = {a["text"]: (a["y"], a["yanchor"]) for a in drawing["layout"]["annotations"]}
    assert words == {"-2": (-2, "top"), "3": (3, "bottom")}


def test_shares_are_points_in_per_cent_with_what_chance_allows():
    drawing = figures.by_period([row("2024", 0.929, low=0.685, high=0.987)], GAPS, SHARES)
    (points,) = traces(drawing)
    assert points["type"] == "scatter"
    assert points["y"][0] == pytest.approx(92.9)
    assert points["error_y"]["array"][0] == pytest.approx(5.8)
    assert points["error_y"]["arrayminus"][0] == pytest.approx(24.4)
    assert drawing["layout"]["yaxis"]["range"] == [0, 106]


def test_a_line_of_shares_is_parted_where_a_period_lacks_and_where_the_series_breaks():
    rows = [row(str(2019 + n), 0.1 * n) for n in range(6)]
    rows[2] = row("2021", mark=Mark.NOT_REPORTED)
    setting = figures.Setting(percent=" %", breaks=((4.5, "break 2024"),))
    drawn = [t for t in traces(figures.by_period(rows, GAPS, setting)) if t["type"] == "scatter"]
    assert [list(t["x"]) for t in drawn] == [[0, 1], [3, 4], [5]]
    drawing = figures.by_period(rows, GAPS, setting)
    assert "break 2024" in [a["text"] for a in drawing["layout"]["annotations"]]


def test_a_preliminary_figure_is_hatched_and_a_settled_one_is_not():
    drawing = figures.by_period([row("2023", 4), row("2024", 6, status="preliminary")], GAPS)
    assert list(traces(drawing)[0]["marker"]["pattern"]["shape"]) == ["", "/"]
    shares = [row("2023", 0.4), row("2024", 0.6, status="preliminary")]
    (points,) = traces(figures.by_period(shares, GAPS, SHARES))
    settled, open_one = points["marker"]["color"]
    assert settled != open_one


def test_what_is_missing_keeps_its_place_and_says_so():
    drawing = figures.by_period([row("2023", 4), row("2024", mark=Mark.NOT_REPORTED)], GAPS)
    assert drawing["layout"]["xaxis"]["ticktext"] == ["2023", "2024"]
    (outline,) = drawing["layout"]["shapes"]
    assert outline["line"]["dash"] == "dot"
    assert "words for not_reported" in [a["text"] for a in drawing["layout"]["annotations"]]
    assert list(traces(drawing)[0]["x"]) == [0]
    (gap,) = [t for t in traces(drawing) if t.get("meta") == GAP_TRACE]
    assert list(gap["hovertext"]) == ["2024: words for not_reported"]


def test_a_run_of_places_says_its_reason_once():
    rows = [row(str(2019 + n), mark=Mark.HIDDEN) for n in range(4)] + [row("2023", 4)]
    words = [a["text"] for a in figures.by_period(rows, GAPS)["layout"]["annotations"]]
    assert words.count("words for hidden") == 1


def test_hidden_looks_unlike_missing_and_unlike_preliminary():
    drawing = figures.by_period(
        [
            row("2022", 3, status="preliminary"),
            row("2023", mark=Mark.HIDDEN),
            row("2024", mark=Mark.NOT_REPORTED),
        ],
        GAPS,
    )
    bars, gaps = traces(drawing)
    assert list(gaps["marker"]["pattern"]["shape"]) == ["x", ""]
    assert list(bars["marker"]["pattern"]["shape"]) == ["/"]
    assert [shape["line"]["dash"] for shape in drawing["layout"]["shapes"]] == ["dot"]
    assert gaps["y"][0] == gaps["y"][1]


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
    parts = (("granted", 13, "beviljade"), ("rejected", 1, "avslagna"), ("pending", 0, "väntar"))
    stack = figures.Stack(whole, parts)
    drawing = figures.applications([stack], GAPS)
    assert {t["name"]: list(t["y"]) for t in traces(drawing)} == {
        "beviljade": [13],
        "avslagna": [1],
    }
    assert [a["text"] for a in drawing["layout"]["annotations"]] == ["14"]


def test_what_is_reported_in_part_is_half_filled_and_what_is_not_reported_is_dotted():
    rows = [row("2023", 4), row("2024", mark=Mark.INCOMPLETE), row("2025", mark=Mark.NOT_REPORTED)]
    part, edge, dotted = figures.by_period(rows, GAPS)["layout"]["shapes"]
    assert (part["x0"], part["fillcolor"]) == (edge["x0"], LIGHT.grey_soft)
    assert part["x1"] < edge["x1"]
    assert [one["line"].get("dash") for one in (edge, dotted)] == ["solid", "dot"]
    assert [one["y1"] for one in (part, edge)] == [dotted["y1"]] * 2


def test_a_part_that_is_hidden_is_drawn_with_the_mark_of_what_is_hidden():
    parts = (("granted", 58, "beviljade"), (figures.HIDDEN, 14, "skyddade"))
    granted, hidden = traces(figures.applications([figures.Stack(row("2025", 72), parts)], GAPS))
    assert (hidden["name"], list(hidden["y"])) == ("skyddade", [14])
    marked = traces(figures.by_period([row("2025", mark=Mark.HIDDEN)], GAPS))[-1]
    assert hidden["marker"] == marked["marker"]
    assert granted["marker"]["pattern"]["shape"] == [""]


def test_coverage_sets_bars_and_band_on_one_scale_with_known_cases_as_a_floor():
    drawing = figure_rows.coverage(
        [
            figure_rows.Amount("ansökningar", "9", 9),
            figure_rows.Amount("kända", "125", 125, known=True),
            figure_rows.Amount("uppskattade", "100–250", 100, 250, floor=125),
        ]
    )
    (bars,) = traces(drawing)
    assert list(bars["y"]) == [0, -1, -2]
    assert list(bars["base"]) == [0, 0, 100]
    assert list(bars["x"]) == [9, 125, 150]
    edge, floor = drawing["layout"]["shapes"]
    assert (edge["x0"], edge["x1"], edge["line"]["dash"]) == (100, 250, "dash")
    assert floor["x0"] == floor["x1"] == 125


def test_vintages_carry_their_interval():
    rows = [row("2024", 0.923, low=0.667, high=0.986), row("2024", 0.929, low=0.685, high=0.987)]
    drawing = figures.vintages(["15 maj", "4 augusti"], rows, " %")
    (points,) = traces(drawing)
    assert drawing["layout"]["xaxis"]["ticktext"] == ["15 maj", "4 augusti"]
    assert points["error_y"]["arrayminus"][0] == pytest.approx(25.6)


def test_publishers_stand_beside_each_other_on_one_scale_and_are_never_added():
    years = ["2019", "2020"]
    one = figures.publisher("A", [row("2019", 298)], years, 404)
    other = figures.publisher("B", [row("2019", 404)], years, 404)
    assert [list(traces(d)[0]["y"]) for d in (one, other)] == [[298], [404]]
    assert one["layout"]["yaxis"] == other["layout"]["yaxis"]
    assert one["layout"]["xaxis"]["ticktext"] == years
    assert "shapes" not in one["layout"]


def test_commitments_keep_the_order_of_goals_and_states():
    drawing = figure_rows.commitments(
        [("Mål A", {"done": 1, "proposed": 2}), ("Mål B", {"proposed": 1})],
        {"done": "klart", "proposed": "föreslaget"},
    )
    assert [t["name"] for t in traces(drawing)] == ["klart", "föreslaget"]
    written = {a["text"]: a.get("bgcolor") for a in drawing["layout"]["annotations"]}
    assert list(written) == ["Mål A", "Mål B", "2", "1"]
    # A number on dots has a ground of its own.
    assert (written["2"], traces(drawing)[1]["text"][0]) == (LIGHT.paper, "")


def test_each_target_has_its_path_where_it_applied_and_the_last_one_an_aim():
    rows = [row("2023", 4), row("2024", 6), row("2025", mark=Mark.NOT_REPORTED)]
    setting = figures.Setting(
        paths=(figures.Path(((0, 5),), "då"), figures.Path(((1, 10), (2, 20), (3, 40)), "40")),
        aim="mål 2028",
    )
    drawing = figures.by_period(rows, GAPS, setting)
    old, now = [t for t in traces(drawing) if t["type"] == "scatter"]
    assert (list(old["x"]), list(now["x"]), list(now["y"])) == ([0], [1, 2, 3], [10, 20, 40])
    assert drawing["layout"]["yaxis"]["range"][1] > 40
    assert drawing["layout"]["xaxis"]["ticktext"][-1] == "mål 2028"
    sides = {a["text"]: a["yanchor"] for a in drawing["layout"]["annotations"]}
    assert (sides["då"], sides["40"]) == ("bottom", "bottom")


def test_a_dumbbell_runs_from_start_to_now_and_keeps_the_place_of_what_lacks():
    rows = [
        figure_rows.Standing("A", "40 % · 40 av 100", 0.2, 0.4, 0.9),
        figure_rows.Standing("B", "skyddad", mark=Mark.HIDDEN),
    ]
    names = figure_rows.Names("2019", "2025", "mål")
    drawing = figure_rows.dumbbell(rows, names, GAPS, " %")
    start, now, aim, gap = traces(drawing)
    assert [round(t["x"][0]) for t in (start, now, aim)] == [20, 40, 90]
    assert list(now["hovertext"]) == ["A: 40 % · 40 av 100"]
    assert list(gap["hovertext"]) == ["B: words for hidden"]
    assert list(gap["x"]) == [100]


def test_items_by_period_are_cut_into_delivered_not_yet_and_declined():
    parts = (
        (figure_grids.PROMPT, 0.4),
        (figure_grids.LATE, 0.2),
        (figure_grids.NOT_YET, 0.3),
        (figure_grids.DECLINED, 0.1),
    )
    lane = figure_grids.Lane(
        "Boende",
        (
            figure_grids.Square("67 %", "Boende, 2024: 67 %", parts),
            figure_grids.Square("", "Boende, 2025: skyddad", mark=Mark.HIDDEN),
        ),
    )
    names = {part: part for part, _ in parts}
    drawing = figure_grids.delivery([lane], ["2024", "2025"], names)
    *cut, gap = traces(drawing)
    assert [t["name"] for t in cut] == list(names)
    assert sum(t["x"][0] for t in cut) == pytest.approx(0.62)
    assert list(gap["hovertext"]) == ["Boende, 2025: skyddad"]


def test_referrals_go_up_and_down_from_one_line():
    to, back = [row("2024", 12)], [row("2024", 8)]
    ticks = Ticks.each(["2024"])
    drawing = figure_grids.referrals(to, back, [row("2024", 5)], GAPS, ("u", "n", "s"), ticks)
    assert [list(t["y"]) for t in traces(drawing)] == [[12], [-8], [-5]]
    low, high = drawing["layout"]["yaxis"]["range"]
    assert low == -high
    # The number on the highest bar does not run into the words at the edge.
    assert high >= 1.3 * 12
    assert all(not text.startswith("-") for text in drawing["layout"]["yaxis"]["ticktext"])


def test_agreements_are_bands_while_there_are_any():
    there = figure_grids.Square("2", "Bidrag, 2024: 2", (("in_force", 1.0),))
    none = figure_grids.Square("–", "Bidrag, 2023: 0")
    lane = figure_grids.Lane("Bidrag", (none, there))
    drawing = figure_grids.agreements([lane], ["2023", "2024"], Ticks.each(["2023", "2024"]))
    (bands,) = traces(drawing)
    assert list(bands["hovertext"]) == ["Bidrag, 2024: 2"]
