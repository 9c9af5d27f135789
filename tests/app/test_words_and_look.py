"""Every message has its Swedish, and every colour can be read."""

import math
from itertools import combinations

import plotly.graph_objects as go
import pytest

from dashboard import components, i18n, theme
from dashboard.i18n import extracted, missing, translate, translate_count
from dashboard.page import Page, SiteSettings, View


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_message_of_the_dashboard_has_its_swedish():
    assert list(missing(extracted(), i18n._read(i18n.SWEDISH))) == []


def test_a_message_is_filled_in_and_falls_back_to_english():
    assert translate("en", "There is no release {id}.", id="x") == "There is no release x."
    assert translate("sv", "There is no release {id}.", id="x") == "Det finns ingen utgåva x."
    assert translate("sv", "Not a message of ours {x}", x=1) == "Not a message of ours 1"
    assert translate_count("en", "{count} source", "{count} sources", 1) == "1 source"
    assert translate_count("sv", "{count} of none", "{count} of nones", 2) == "2 of nones"


def test_bringing_the_file_up_to_date_keeps_what_is_translated(tmp_path):
    path = tmp_path / "dashboard.po"
    lacking = i18n.update(path)
    assert lacking > 0
    text = path.read_text().replace('msgid "Value"\nmsgstr ""', 'msgid "Value"\nmsgstr "Värde"')
    path.write_text(text)
    assert i18n.update(path) == lacking - 1
    assert 'msgstr "Värde"' in path.read_text()
    first = path.read_bytes()
    i18n.update(path)
    assert path.read_bytes() == first


def test_missing_words_and_foreign_places_are_named():
    catalog = extracted()
    known = i18n._read(i18n.SWEDISH)
    known["There is no release {id}."] = "Det finns ingen utgåva {nummer}."
    known.pop("Value")
    named = list(missing(catalog, known))
    assert any("'Value'" in line for line in named)
    assert any("place that the English lacks" in line for line in named)


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK])
def test_text_and_marks_stand_out_from_their_ground(palette):
    for ground in (palette.paper, palette.wash):
        for text in ("ink", "soft", "blue", "amber", "green", "plum"):
            assert contrast(getattr(palette, text), ground) >= 4.5, text
        assert contrast(palette.grey, ground) >= 3
    assert contrast(palette.paper, palette.blue) >= 4.5
    assert contrast(palette.ink, palette.blue_soft) >= 4.5


@pytest.mark.parametrize("palette", [theme.LIGHT_MORE, theme.DARK_MORE])
def test_whoever_asks_for_more_contrast_gets_it(palette):
    for ground in (palette.paper, palette.wash):
        for text in ("ink", "soft", "blue", "amber", "green", "plum"):
            assert contrast(getattr(palette, text), ground) >= 7, text
        assert contrast(palette.grey, ground) >= 4.5
        assert contrast(palette.line, ground) >= 3
    assert contrast(palette.ink, palette.blue_soft) >= 7


def test_each_light_colour_has_its_own_in_every_other_scheme():
    for palette, name in ((theme.DARK, "dark"), (theme.LIGHT_MORE, "more")):
        found = theme.schemes()[name]
        assert len(found) == len(theme.LIGHT.named())
        assert set(found.values()) == set(palette.named().values())


# Machado, Oliveira and Fernandes 2009, table 1, severity 1.0, on linear light.
SIGHT = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour):
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def lab(light):
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [
        max(sum(a * b for a, b in zip(row, light, strict=True)), 0) / w
        for row, w in zip(rows, white, strict=True)
    ]
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


@pytest.mark.parametrize("sight", ["usual", *SIGHT])
@pytest.mark.parametrize("scheme", ["light", *theme.schemes()])
def test_series_stay_apart_for_colour_blind_readers(sight, scheme):
    hues = theme.SERIES[:3]
    if scheme != "light":
        hues = [theme.schemes()[scheme][hue] for hue in hues]
    seen = []
    for hue in hues:
        light = linear(hue)
        if sight != "usual":
            light = [sum(a * b for a, b in zip(row, light, strict=True)) for row in SIGHT[sight]]
        seen.append(lab(light))
    for one, other in combinations(seen, 2):
        assert math.dist(one, other) >= 18


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_chart_template_is_one_that_plotly_takes(language):
    figure = go.Figure(layout={"template": theme.template(language)})
    assert figure.layout.template.layout.font.family == theme.SANS


def test_no_chart_offers_to_send_its_data_away():
    config = components.graph_config("sv")
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""


def page(name, sv, en):
    return Page(name, sv, en, lambda _: name, lambda _: components.page())


ROUTES = {
    p.name: p for p in (page("home", "/", "/en"), page("one", "/ett/<slug>", "/en/one/<slug>"))
}


def view(**query):
    site = SiteSettings("Kollen", "0180", "https://k.se/", demo=False, threshold=5)
    return View(None, (), "sv", query, {}, site, ROUTES)


def test_links_keep_the_release_and_the_language():
    seen = view(as_of="2025-06-01", geography="0180", period="2024")
    assert seen.href("home") == "/?as_of=2025-06-01&geography=0180"
    assert seen.href("one", slug="a", as_of=None) == "/ett/a?geography=0180"
    assert seen.href("one", slug="å", language="en", period="2025-H1") == (
        "/en/one/%C3%A5?as_of=2025-06-01&geography=0180&period=2025-H1"
    )
    assert view().permanent("home") == "https://k.se/"
    with pytest.raises(KeyError):
        view().href("nowhere")
    with pytest.raises(KeyError):
        view().href("one")


def test_a_path_is_read_in_both_languages():
    assert ROUTES["one"].match("/ett/a-b_1") == ("sv", {"slug": "a-b_1"})
    assert ROUTES["one"].match("/en/one/x") == ("en", {"slug": "x"})
    assert ROUTES["one"].match("/ett/a/b") is None
    assert ROUTES["one"].match("/ettXa") is None


def test_a_table_with_a_short_row_is_a_bug():
    with pytest.raises(ValueError, match="2 columns, but a row has 1"):
        components.table("t", ["a", "b"], [["x"]])
