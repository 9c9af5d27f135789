"""A chart without script says what the living one says, in any size, and refuses what it cannot."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from dashboard.stills.chart import draw
from dashboard.stills.fields import UndrawableError
from dashboard.stills.lettering import advances, width, wrapped
from dashboard.stills.scales import written
from dashboard.theme import LIGHT, template

SIZES = [(952, 300), (358, 300), (288, 320)]


def drawn(figure, size=(952, 300), paper="page"):
    return draw(figure, width=size[0], height=size[1], name="t", paper=paper)


def words(svg):
    root = ET.fromstring(svg if "xmlns" in svg else svg.replace("<svg", f"<svg {XMLNS}", 1))
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


XMLNS = 'xmlns="http://www.w3.org/2000/svg"'
SVG = "{http://www.w3.org/2000/svg}"
BARS = {
    "data": [{"type": "bar", "x": ["2023", "2024"], "y": [11, 14], "text": ["11", "14"]}],
    "layout": {"xaxis": {"type": "category"}, "template": template("sv")},
}
EVERYTHING = {
    "data": [
        {"type": "bar", "name": "a", "x": ["p", "q"], "y": [3, 4], "base": [1, 0], "opacity": 0.5,
         "marker": {"color": LIGHT.blue, "pattern": {"shape": ["/", "x"], "solidity": 0.2}}},
        {"type": "bar", "name": "b", "x": ["p"], "y": [2], "text": "inne", "textposition": "inside",
         "error_y": {"type": "data", "array": [1], "arrayminus": [0.5], "symmetric": False}},
        {"type": "scatter", "name": "c", "x": ["p", "q"], "y": [1, None], "mode": "lines+markers",
         "marker": {"symbol": ["diamond-open", "x"], "size": 9}, "line": {"dash": "dash"}},
        {"type": "scatter", "x": [1, 2, 3], "y": [1, 4, 2], "xaxis": "x2", "yaxis": "y2",
         "fill": "tozeroy", "mode": "lines+text", "text": ["", "två", ""],
         "textposition": "top center", "showlegend": False},
    ],
    "layout": {
        "template": template("sv"),
        "barmode": "group",
        "xaxis": {"domain": [0, 0.45]},
        "xaxis2": {"domain": [0.55, 1], "anchor": "y2", "title": {"text": "längs"}},
        "yaxis2": {"anchor": "x2", "ticksuffix": "\u00a0%"},
        "shapes": [
            {"type": "line", "x0": 0, "x1": 1, "y0": 2, "y1": 2, "line": {"dash": "dot"}},
            {"type": "circle", "x0": 0, "x1": 1, "y0": 1, "y1": 2, "layer": "below"},
            {"type": "rect", "xref": "x domain", "yref": "paper", "x0": 0, "x1": 1, "y0": 0,
             "y1": 1, "fillcolor": "rgba(0,0,0,0.1)", "line": {"width": 0}},
        ],
        "annotations": [
            {"x": "q", "y": 3, "text": "brott<br>i <b>serien</b>", "ax": 20, "ay": -20},
            {"xref": "paper", "yref": "paper", "x": 1, "y": 1, "text": "hörn",
             "showarrow": False, "bgcolor": LIGHT.paper},
        ],
    },
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("figure", [BARS, EVERYTHING])
def test_a_picture_is_whole_xml_that_keeps_its_words_inside(figure, size):
    svg = drawn(figure, size, "file")
    root = ET.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {size[0]} {size[1]}"
    for text in root.iter(f"{SVG}text"):
        if "transform" in text.attrib:
            continue
        x, size_, anchor = (
            float(text.get("x")),
            float(text.get("font-size")),
            text.get("text-anchor", "start"),
        )
        wide = max(width(part, size_) for part in text.itertext())
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        assert left >= -1, text.text
        assert left + wide <= size[0] + 1, text.text


def test_every_word_of_the_figure_stands_in_the_picture():
    said = " ".join(words(drawn(EVERYTHING)))
    for word in ("inne", "två", "längs", "serien", "hörn", "a", "b", "c", "p", "q", "2\u00a0%"):
        assert word in said, word


def test_the_same_figure_gives_the_same_bytes():
    assert drawn(EVERYTHING) == drawn(EVERYTHING)


def test_colours_are_variables_on_a_page_and_fixed_in_a_file():
    assert "var(--blue)" in drawn(BARS)
    assert LIGHT.blue not in drawn(BARS)
    assert LIGHT.blue in drawn(BARS, paper="file")
    assert "var(" not in drawn(BARS, paper="file")


def test_bars_are_as_long_as_their_figures():
    root = ET.fromstring(drawn(BARS, paper="file"))
    heights = [float(r.get("height")) for r in root.iter(f"{SVG}rect")]
    assert heights[0] / heights[1] == pytest.approx(11 / 14, abs=0.01)


def test_a_bar_beyond_its_axis_ends_where_the_axis_does():
    figure = {"data": [{"type": "bar", "x": ["a"], "y": [900]}], "layout": {}}
    figure["layout"]["yaxis"] = {"range": [0, 10]}
    root = ET.fromstring(drawn(figure, paper="file"))
    bar = next(root.iter(f"{SVG}rect"))
    assert float(bar.get("y")) >= 8


def test_parts_of_a_bar_stand_on_each_other():
    parts = [{"type": "bar", "x": ["a"], "y": [n]} for n in (1, 2, 3)]
    root = ET.fromstring(drawn({"data": parts, "layout": {"barmode": "stack"}}, paper="file"))
    boxes = sorted((float(r.get("y")), float(r.get("height"))) for r in root.iter(f"{SVG}rect"))[
        -3:
    ]
    for (top, high), (below, _) in pairwise(boxes):
        assert top + high == pytest.approx(below, abs=0.2)


@pytest.mark.parametrize(
    ("figure", "named"),
    [
        ({"data": [{"type": "pie", "values": [1]}]}, "'pie'"),
        ({"data": [{"type": "bar", "x": [1], "y": [1], "texttemplate": "%{y}"}]}, "texttemplate"),
        ({"data": [], "layout": {"sliders": []}}, "sliders"),
        ({"data": [], "layout": {"xaxis": {"rangeslider": {}}}}, "rangeslider"),
        ({"data": [], "layout": {"yaxis": {"type": "log"}}}, "log"),
        ({"data": [{"x": [1], "y": [1], "mode": "markers", "marker": {"symbol": "star"}}]}, "star"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_by_name(figure, named):
    with pytest.raises(UndrawableError, match=named):
        drawn(figure)


def test_what_only_a_pointer_sees_is_not_in_the_picture():
    figure = {"data": [{**BARS["data"][0], "hovertext": ["hemligt", "x"], "customdata": [1, 2]}]}
    assert "hemligt" not in drawn(figure)


@pytest.mark.parametrize(
    ("value", "step", "form", "said"),
    [
        (1234, 100, ",d", "1\u00a0234"),
        (0.5, 0.5, "", "0,5"),
        (0.25, 0.25, ".0%", "25%"),
        (-3, 1, "d", "−3"),
        (0, 1, "", "0"),
        (2000, 1000, "", "2\u00a0000"),
    ],
)
def test_numbers_on_an_axis_are_written_in_swedish(value, step, form, said):
    assert written(value, step, form, ",\u00a0") == said


def test_lines_break_at_spaces_and_no_earlier_than_they_must():
    lines = wrapped("ett två tre fyra fem", width("ett två tre", 14), 14)
    assert lines == ["ett två tre", "fyra fem"]
    cut = wrapped("ett två tre fyra fem", width("ett två", 14), 14, most=1)
    assert cut[0].endswith("…")
    assert len(cut) == 1


def test_our_type_has_the_letters_that_we_write_with():
    for font in ("source-sans-3-latin-400-normal.woff2", "source-serif-4-latin-600-normal.woff2"):
        assert set("åäöéÅÄÖ–−§ 0123456789%\u00a0…”×") <= set(advances(font))
