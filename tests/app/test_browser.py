"""What a reader's browser makes of the pages."""

import pytest
from playwright.sync_api import expect

LIVING = "#react-entry-point.is-living"
PAGES = ("/", "/betanketid", "/en/reflection-period", "/indikator/reflection_applications")


def open_living(page, url):
    page.goto(url)
    page.wait_for_selector(LIVING)


def open_chart(page, url):
    """Open a page and go down to its chart, which is drawn only when it nears the screen."""
    open_living(page, url)
    page.locator(".chart").first.scroll_into_view_if_needed()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_comes_alive_without_a_word_in_the_console(watched, address, path):
    open_living(watched, address + path)
    expect(watched.locator("#served")).to_have_count(0)
    expect(watched.locator("h1")).to_have_count(1)


def test_the_living_page_says_what_the_written_one_said(watched, browser, address):
    context = browser.new_context(java_script_enabled=False)
    still = context.new_page()
    still.goto(address + "/")
    written = still.locator("main").inner_text()
    context.close()
    open_living(watched, address + "/")
    assert watched.locator("main").inner_text().split() == written.split()


def test_a_chart_is_drawn_in_its_place_and_speaks_swedish(watched, address):
    open_chart(watched, address + "/betanketid")
    chart = watched.locator("#applications-chart .main-svg").first
    expect(chart).to_be_visible()
    assert watched.locator(".chart").bounding_box()["height"] == 320
    expect(watched.locator("#applications-chart .xtick text").first).to_have_text("maj 2023")
    expect(watched.locator("[data-title]")).to_have_count(0)


def test_a_chart_stands_before_script_and_gives_way_to_the_living_one(browser, watched, address):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    still = context.new_page()
    still.goto(address + "/betanketid")
    expect(still.locator(".chart .still.is-narrow")).to_be_visible()
    expect(still.locator(".chart .still.is-wide")).to_be_hidden()
    expect(still.locator(".chart .still.is-narrow rect").first).to_have_css(
        "fill", "rgb(11, 79, 138)"
    )
    context.close()
    open_chart(watched, address + "/betanketid")
    expect(watched.locator("#applications-chart .main-svg").first).to_be_visible()
    expect(watched.locator(".chart .stills")).to_be_hidden()


def test_a_chart_turns_dark_with_the_reader(watched, address):
    watched.emulate_media(color_scheme="light")
    open_chart(watched, address + "/betanketid")
    bar = watched.locator("#applications-chart .bars path").first
    expect(bar).to_have_css("fill", "rgb(11, 79, 138)")
    watched.emulate_media(color_scheme="dark")
    expect(bar).to_have_css("fill", "rgb(141, 192, 240)")
    watched.emulate_media(color_scheme="light")
    expect(bar).to_have_css("fill", "rgb(11, 79, 138)")


def test_a_chart_is_read_by_keyboard_and_says_what_pointing_says(watched, address):
    open_chart(watched, address + "/betanketid")
    expect(watched.locator("#applications-chart .main-svg").first).to_be_visible()
    chart = watched.locator(".chart")
    chart.focus()
    spoken = watched.locator("[aria-live=polite].sr")
    for key, said in (("ArrowRight", "2023: 11"), ("ArrowRight", "2024: 14"), ("Home", "2023: 11")):
        chart.press(key)
        expect(spoken).to_have_text(said)
        expect(watched.locator(".hoverlayer .hovertext")).to_contain_text(said)
    chart.press("Escape")
    expect(spoken).to_have_text("")
    expect(watched.locator(".hoverlayer .hovertext")).to_have_count(0)


def test_more_contrast_is_given_to_charts_too(watched, address):
    watched.emulate_media(color_scheme="light", contrast="more")
    open_chart(watched, address + "/betanketid")
    bar = watched.locator("#applications-chart .bars path").first
    expect(bar).to_have_css("fill", "rgb(0, 58, 112)")


def test_the_other_language_opens_at_the_same_place(watched, address):
    watched.goto(address + "/betanketid?as_of=2026-02-04#outcomes")
    watched.wait_for_selector(LIVING)
    watched.get_by_role("link", name="English").click()
    watched.wait_for_url("**/en/**")
    assert watched.url.endswith("as_of=2026-02-04#outcomes")


def test_a_chart_that_cannot_be_fetched_stays_as_its_still_picture(page, address):
    asked = []
    page.on("request", lambda sent: asked.append(sent.url) if "plotly" in sent.url else None)
    page.route("**/assets/plotly.js*", lambda route: route.abort())
    open_chart(page, address + "/betanketid")
    expect(page.locator(".chart-failed")).to_have_count(1)
    expect(page.locator(".chart .still.is-wide")).to_be_visible()
    said = []
    page.on("console", lambda word: said.append(word.text))
    page.wait_for_timeout(1000)
    assert said == []
    assert len(asked) == 1


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize("path", ["/", "/betanketid"])
def test_no_page_scrolls_sideways(watched, address, path, width):
    watched.set_viewport_size({"width": width, "height": 800})
    open_living(watched, address + path)
    assert watched.evaluate("document.documentElement.scrollWidth") == width


def test_nothing_moves_when_the_page_comes_alive(watched, address):
    watched.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => { window.moved += entry.value })).observe("
        "{type: 'layout-shift', buffered: true})"
    )
    open_chart(watched, address + "/betanketid")
    watched.wait_for_selector("#applications-chart .main-svg")
    watched.wait_for_timeout(300)
    assert watched.evaluate("window.moved") < 0.01


def test_what_a_reader_opened_and_reached_stays_so(browser, address):
    context = browser.new_context()
    page = context.new_page()
    held = []

    def hold(route):
        held.append(route)

    page.route("**/start.js*", hold)
    page.goto(address + "/betanketid", wait_until="commit")
    page.get_by_text("Räkna själv").click()
    page.get_by_role("link", name="CSV").focus()
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.wait_for_selector(LIVING)
    expect(page.locator("#shown details").first).to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.textContent") == "CSV"
    context.close()


def test_without_javascript_all_figures_are_there(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/betanketid")
    for said in ("11,2\u00a0%", "12 beviljade, 1 väntar, 1 avslag"):
        expect(page.get_by_text(said).first).to_be_visible()
    expect(page.locator(".chart .still.is-wide")).to_be_visible()
    page.get_by_text("Visa ett annat datum").click()
    page.get_by_role("link", name="Utgåva 15 maj 2025").click()
    expect(page.get_by_text("det finns en nyare utgåva")).to_be_visible()
    context.close()


def test_the_keyboard_reaches_the_content_first(watched, address):
    open_living(watched, address + "/")
    watched.keyboard.press("Tab")
    expect(watched.get_by_text("Till innehållet")).to_be_focused()
    watched.keyboard.press("Enter")
    expect(watched.locator("#main")).to_be_focused()
