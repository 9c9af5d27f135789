"""Every message has its Swedish, and every colour can be read."""

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
    text = path.read_text().replace('msgid "Table"\nmsgstr ""', 'msgid "Table"\nmsgstr "Tabell"')
    path.write_text(text)
    assert i18n.update(path) == lacking - 1
    assert 'msgstr "Tabell"' in path.read_text()
    first = path.read_bytes()
    i18n.update(path)
    assert path.read_bytes() == first


def test_missing_words_and_foreign_places_are_named():
    catalog = extracted()
    known = i18n._read(i18n.SWEDISH)
    known["There is no release {id}."] = "Det finns ingen utgåva {nummer}."
    known.pop("Table")
    named = list(missing(catalog, known))
    assert any("'Table'" in line for line in named)
    assert any("place that the English lacks" in line for line in named)


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK])
def test_text_and_marks_stand_out_from_their_ground(palette):
    for ground in (palette.paper, palette.wash):
        for text in ("ink", "soft", "blue", "amber", "green", "plum"):
            assert contrast(getattr(palette, text), ground) >= 4.5, text
        assert contrast(palette.grey, ground) >= 3
    assert contrast(palette.paper, palette.blue) >= 4.5
    assert contrast(palette.ink, palette.blue_soft) >= 4.5


def test_each_light_colour_has_its_own_dark_one():
    assert len(theme.dark_of()) == len(theme.LIGHT.named())
    assert set(theme.dark_of().values()) == set(theme.DARK.named().values())


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
