"""A tree reads as HTML: escaped, whole, and without what only a browser can draw."""

from html.parser import HTMLParser

import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st

from dashboard.html import NotWritableError, to_html, to_text

PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc")))


class Reader(HTMLParser):
    """Collects what a browser would read."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.words = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def read(text):
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


@given(PLAIN, PLAIN)
def test_any_text_reads_back_as_itself_in_text_and_in_attributes(text, label):
    reader = read(to_html(html.P(text, title=label)))
    assert reader.tags == [("p", {"title": label})]
    assert "".join(reader.words) == text


def test_attributes_are_spelled_as_html_spells_them():
    marks = {"data-label": "d", "aria-hidden": "true"}
    tree = html.Td("x", className="a b", colSpan=2, tabIndex="0", **marks)
    expected = {"class": "a b", "colspan": "2", "tabindex": "0", **marks}
    assert read(to_html(tree)).tags == [("td", expected)]


def test_truths_stand_bare_and_falsehoods_not_at_all():
    assert to_html(html.Details("x", open=True)) == "<details open>x</details>"
    assert to_html(html.Details("x", open=False)) == "<details>x</details>"


def test_styles_are_written_as_css_with_lengths_in_pixels():
    tree = html.Div(style={"--from": "0.5", "maxWidth": 20, "zIndex": 3, "margin": None})
    assert to_html(tree) == '<div style="--from:0.5;max-width:20px;z-index:3"></div>'


def test_void_elements_have_no_end():
    assert to_html([html.Br(), html.Img(src="/a.svg")]) == '<br><img src="/a.svg">'


def test_clicks_and_keys_are_for_the_browser_alone():
    assert to_html(html.Button("x", n_clicks=0, key="k")) == "<button>x</button>"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x"]
)
def test_a_link_to_a_script_loses_its_address(address):
    assert to_html(html.A("x", href=address)) == "<a>x</a>"


def test_a_chart_is_written_as_still_pictures_in_its_box():
    figure = {"data": [{"type": "bar", "x": ["2024"], "y": [7], "text": ["7"]}]}
    written = to_html(dcc.Graph(id="g", className="chart-plot", figure=figure))
    assert written.startswith('<div id="g" class="chart-plot"><div class="stills"><svg ')
    assert written.count(">7</text>") == 3
    assert "script" not in written


def test_a_chart_that_cannot_be_drawn_leaves_its_box_and_is_logged(caplog):
    figure = {"data": [{"type": "pie", "values": [1]}]}
    assert to_html(dcc.Graph(id="g", figure=figure)) == '<div id="g"></div>'
    assert "'pie' cannot be drawn" in caplog.text


@pytest.mark.parametrize("tree", [dcc.Slider(), html.Iframe(src="/"), html.Script("x"), object()])
def test_what_has_no_form_in_plain_html_is_refused(tree):
    with pytest.raises(NotWritableError):
        to_html(html.Div(tree))


def test_words_alone():
    assert (
        to_text(html.Div([html.P("14 & fler"), html.P(["av ", html.B("20")])])) == "14 & fler av 20"
    )
