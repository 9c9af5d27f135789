"""Pages fit any width and any size of letters, move nothing, and keep to the reader's own look."""

import pytest
from playwright.sync_api import expect
from walking import ROLES, SLUG, alive, looks

WATCH = """
window.moved = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { window.moved += entry.value }))
  .observe({type: 'layout-shift', buffered: true});
"""
MOVING = """
() => [...document.querySelectorAll('*')].filter(one => {
  const style = getComputedStyle(one);
  const long = text => text.split(',').some(part => parseFloat(part) > 0);
  return long(style.transitionDuration) || long(style.animationDuration)
    || style.scrollBehavior === 'smooth';
}).map(one => one.outerHTML.slice(0, 80))
"""


# Links within sentences and lists are as high as their line, as WCAG 2.5.8 lets them be.
SMALL = """
() => [...document.querySelectorAll('a, button, input, select, summary')].filter(one => {
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return one.getClientRects().length && one.type !== 'hidden' && !one.closest('.sr')
    && style.display !== 'inline' && box.width > 2 && (box.width < 23.99 || box.height < 23.99);
}).map(one => one.outerHTML.slice(0, 100))
"""
TOO_WIDE = """
() => {
  document.querySelectorAll('details').forEach(one => { one.open = true });
  const areas = [...document.querySelectorAll('.scroll:has(> table.stack)')];
  const wide = areas.filter(one => one.scrollWidth > one.clientWidth);
  const whole = document.documentElement.scrollWidth > 320 ? ['the page'] : [];
  return [...whole, ...wide.map(one => one.getAttribute('aria-label'))];
}
"""


OVERLAPPING = """
() => {
  const boxes = [...document.querySelectorAll('.top nav a')].map(one => {
    const words = document.createRange();
    words.selectNodeContents(one);
    return words.getBoundingClientRect();
  });
  return boxes.slice(1).filter((box, n) => box.left < boxes[n].right).length;
}
"""


def test_the_words_of_the_menu_stand_clear_of_each_other_at_320_pixels(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 600})
    page = context.new_page()
    for path in ("/", f"/indikator/{SLUG}"):
        page.goto(site.at(path))
        assert page.evaluate(OVERLAPPING) == 0, path
    context.close()


def test_no_page_scrolls_sideways_at_320_pixels(browser, site):
    """A screen of 1280 pixels enlarged four times is 320 pixels wide: the same holds there.

    Nor does a table whose rows are blocks there, folded ones among them.
    """
    wide, seen = [], set()
    for role in ("", *ROLES):
        context = browser.new_context(
            java_script_enabled=False, viewport={"width": 320, "height": 600}
        )
        if role:
            cookie = {"name": "programkollen", "value": site.tokens[role], "url": site.address}
            context.add_cookies([cookie])
        page = context.new_page()
        for name, path, who in looks(signed_in_alike=True):
            # A page of the working area is as wide for whoever may see it; the first tells each.
            if who != role or (role and not name.startswith("work")):
                continue
            if name in seen and name != "work start":
                continue
            seen.add(name)
            for start in ("", "/en"):
                page.goto(site.at(start + path if path != "/" else start or "/"))
                wide += [(start, name, role, what) for what in page.evaluate(TOO_WIDE)]
        context.close()
    assert wide == []


@pytest.mark.parametrize("path", ["/", "/betanketid", f"/indikator/{SLUG}", f"/dela/{SLUG}"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_while_a_page_loads_and_comes_alive(browser, site, path, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(site.address + path)
    alive(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("window.moved") <= 0.02
    context.close()


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_link_to_a_part_of_a_page_lands_there(browser, site, motion):
    """The page comes alive while the browser is on its way: that must not stop it half-way."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion=motion)
    page = context.new_page()
    page.goto(site.address + f"/indikator/{SLUG}#values")
    alive(page)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    assert 0 <= page.locator("#values").bounding_box()["y"] < 100
    # A step within the living page is slow enough to follow, where the reader has nothing against.
    moves = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    assert moves == ("smooth" if motion == "no-preference" else "auto")
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_a_long_table_waits_folded_on_a_phone_and_stands_open_elsewhere(browser, site, script):
    context = browser.new_context(
        java_script_enabled=script, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(site.address + f"/indikator/{SLUG}")
    if script:
        alive(page)
    root = page.locator("#shown" if script else "#served")
    fold = root.locator("details.on-phones").filter(has=page.locator("table")).first
    handle, table = fold.locator("summary").first, fold.locator("table").first
    expect(table).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(table).to_be_visible()
    expect(handle).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(media="print")
    expect(table).to_be_visible()
    page.emulate_media(media="screen")
    expect(table).to_be_hidden()
    rows = fold.locator("tbody tr").count()
    expect(handle).to_have_text(f"Tabell, {rows} rader")
    handle.press("Enter")
    expect(table).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_what_can_be_pressed_is_24_pixels_each_way(browser, site, width):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    small = []
    for name, path, who in looks(signed_in_alike=True):
        if not who:
            page.goto(site.address + path)
            small += [(name, one) for one in page.evaluate(SMALL)]
    assert small == []
    context.close()


@pytest.mark.parametrize("path", ["/", "/betanketid"])
def test_nothing_stirs_where_the_reader_wants_it_still(as_reader, site, path):
    page = as_reader()  # asks for reduced motion
    page.goto(site.address + path)
    alive(page)
    assert page.evaluate(MOVING) == []


def test_in_the_readers_own_colours_marks_and_states_keep_their_shapes(browser, site):
    context = browser.new_context(forced_colors="active", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(site.address + "/ordlista")
    alive(page)
    hidden = page.locator(".sign.is-hidden").first
    assert hidden.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 1
    shapes = page.locator(".state").evaluate_all(
        "all => all.map(one => getComputedStyle(one, '::before').width)"
    )
    assert all(float(width.removesuffix("px")) >= 8 for width in shapes)
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    context.close()


def test_letters_twice_as_large_lose_nothing(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    for path in ("/", "/betanketid", "/ordlista"):
        page.goto(site.address + path)
        alive(page)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path
    context.close()


def test_charts_are_fetched_when_they_near_the_screen_and_not_before(browser, site):
    context = browser.new_context(viewport={"width": 1280, "height": 150})
    page = context.new_page()
    asked = []
    page.on("request", lambda sent: asked.append(sent.url) if "plotly" in sent.url else None)
    page.goto(site.address + f"/indikator/{SLUG}")
    alive(page)
    page.locator(".js-plotly-plot, .dash-graph").first.wait_for(state="attached")
    place = page.locator(".chart").first.bounding_box()["y"]
    assert place > 150 + 300, "the chart lies on the first screen: choose another page"
    page.wait_for_timeout(500)
    assert asked == []
    page.locator(".chart").first.scroll_into_view_if_needed()
    page.locator(".chart .main-svg").first.wait_for()
    assert len(asked) == 1
    context.close()
