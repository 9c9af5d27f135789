"""Every public page of a fresh installation, opened in a real browser."""

from collections.abc import Iterator

import pytest
from serving import served

from dashboard.app import create_app
from dashboard.pages import PAGES
from dashboard.settings import Settings

PATHS = [
    getattr(page, language).replace("<slug>", "reflection_applications")
    for page in PAGES
    for language in ("sv", "en")
    if page.name != "embed"
]
WITH_CHARTS = ("/betanketid", "/samverkan", "/indikator/national_presumed_victims")


@pytest.fixture(scope="module")
def address(new_installation, tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    settings = Settings(database_url=new_installation("sqlite", folder), data_dir=folder)
    with served(create_app(settings).server) as where:
        yield where


@pytest.fixture
def watched(page, address):
    """Give a browser page that fails on console errors, answers of 500 and foreign hosts."""
    seen: list[str] = []
    own = (address, "data:", "blob:")
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("console", lambda said: seen.append(said.text) if said.type == "error" else None)
    page.on("response", lambda got: seen.append(got.url) if got.status >= 500 else None)
    page.on("request", lambda sent: None if sent.url.startswith(own) else seen.append(sent.url))
    yield page
    assert seen == []


@pytest.mark.parametrize("path", PATHS)
def test_a_page_comes_alive_and_fits_a_phone(watched, address, path):
    watched.set_viewport_size({"width": 390, "height": 800})
    watched.goto(address + path)
    watched.locator("#react-entry-point h1").first.wait_for()
    assert watched.locator("h1").first.inner_text().strip()
    assert watched.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_figure_within_another_page_needs_no_script(watched, address):
    watched.set_viewport_size({"width": 320, "height": 800})
    watched.goto(f"{address}/embed/indikator/reflection_applications")
    assert watched.locator("h1").first.inner_text().strip()
    assert watched.locator("script").count() == 0
    assert watched.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", WITH_CHARTS)
def test_the_charts_of_a_page_are_drawn(watched, address, path):
    watched.goto(address + path)
    watched.locator("#react-entry-point.is-living").wait_for()
    for chart in watched.locator(".chart").all():
        chart.scroll_into_view_if_needed()  # each is drawn when it nears the screen
        chart.locator(".main-svg").first.wait_for()
    charts = watched.locator(".js-plotly-plot").count()
    assert charts >= 1
    watched.wait_for_function(
        "() => [...document.querySelectorAll('.js-plotly-plot')]"
        ".every(plot => plot.querySelector('.main-svg'))"
    )
