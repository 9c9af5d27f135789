"""Which words a chart writes so that they can be read on a phone too."""

import pytest
from test_figures import GAPS, SHARES, row, traces

from dashboard import figure_grids, figure_rows, figures
from dashboard.chart_words import PHONE, legible, lines, row_height, width
from dashboard.theme import LIGHT

LONG = "Rådgivning och information om rättigheter på ett språk personen förstår"


def words(drawing):
    return [a["text"] for a in drawing["layout"]["annotations"]]


def test_long_names_are_broken_and_never_cut():
    lane = figure_grids.Lane(LONG, (figure_grids.Square("67", "67 %"),))
    name, _ = words(figure_grids.delivery([lane], ["2024"], {}))
    assert name.split("<br>") == [LONG[:44], LONG[45:]]
    assert name.replace("<br>", " ") == LONG
    standing = figure_rows.Standing(LONG, "40 %", 0.2, 0.4, 0.9)
    names = figure_rows.Names("2019", "2025", "mål")
    assert words(figure_rows.dumbbell([standing], names, GAPS, " %"))[0].count("<br>") == 2
    assert row_height(["Kort"], 46) < row_height([LONG], 46) < row_height([LONG], 28)


def test_numbers_at_bars_stand_clear_of_each_other_on_a_phone():
    each = [(place, float(place), f"{place}0,5") for place in range(7)]
    assert legible(each, 7) == set(range(7))
    sums = [(0, 3.5, "3 500 000 kr"), (1, 2.6, "2 600 000 kr"), (6, 3.4, "3 350 000 kr")]
    kept = legible([*sums[:2], (3, 3.8, "3 800 000 kr"), (4, 2.1, "2 050 000 kr"), sums[2]], 7)
    assert {0, 6} <= kept
    apart = [b - a for a, b in zip(sorted(kept), sorted(kept)[1:], strict=False)]
    assert min(apart) * PHONE / 7 >= width("3 500 000 kr")


def test_a_number_has_a_ground_of_its_own_so_that_no_grid_line_crosses_it():
    drawing = figures.by_period([row("2023", 75), row("2024", 0.4)], GAPS)
    assert {a["bgcolor"] for a in drawing["layout"]["annotations"]} == {LIGHT.paper}


def test_a_number_stands_clear_of_a_point_that_has_no_whisker():
    drawing = figures.by_period(
        [row("2023", 0.4), row("2024", 0.5, low=0.4, high=0.6)], GAPS, SHARES
    )
    bare, whiskered = (a["yshift"] for a in drawing["layout"]["annotations"])
    assert bare >= 8 > whiskered > 0


def test_an_axis_says_the_unit_so_that_a_bar_has_its_number_alone():
    setting = figures.Setting(scale=1e-6, short=lambda one: f"{one.value / 1e6:.2f}")
    drawing = figures.by_period([row("2024", 3_350_000, figure="3 350 000 kr")], GAPS, setting)
    assert words(drawing) == ["3.35"]
    (bars,) = traces(drawing)
    assert bars["y"][0] == pytest.approx(3.35)
    assert list(bars["hovertext"]) == ["2024: 3 350 000 kr"]


def test_a_target_is_named_on_the_side_where_the_latest_figure_is_not():
    def side(value):
        path = figures.Path(((0, 0.5), (1, 0.6)), "60")
        setting = figures.Setting(percent=" %", paths=(path,), aim="mål<br>2028")
        drawing = figures.by_period([row("2024", value)], GAPS, setting)
        return next(a["yanchor"] for a in drawing["layout"]["annotations"] if a["text"] == "60")

    assert (side(0.4), side(0.8)) == ("bottom", "top")


def test_a_figure_within_a_range_is_a_point_in_its_band_and_its_words_say_both():
    band = figure_rows.Amount("bedömning", "1 000", 700, 1500, middle=1000, ends="700–1 500")
    drawing = figure_rows.coverage([figure_rows.Amount("ansökningar", "39", 39), band])
    _, middle = traces(drawing)
    assert (list(middle["x"]), list(middle["y"])) == ([1000], [-1])
    assert list(middle["hovertext"]) == ["bedömning: 1 000, 700–1 500"]
    said = next(a for a in drawing["layout"]["annotations"] if "700" in a["text"])
    # A phone has no room for it at the right of the band.
    assert (said["x"], said["xanchor"], said["text"]) == (700, "right", "<b>1 000 (700–1 500)</b>")


def test_lines_keep_every_word():
    assert lines("", 10) == ""
    assert lines("ett två tre", 7) == "ett två<br>tre"
    assert lines("arbetsplatsinspektioner", 7) == "arbetsplatsinspektioner"
