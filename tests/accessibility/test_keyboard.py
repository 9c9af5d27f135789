"""Everything that a reader, and one who reports, does here can be done with the keyboard alone."""

import pytest
from playwright.sync_api import expect
from returns_for_tests import applications
from walking import SLUG, alive

PASSWORD = "fyra ord utan samband"


@pytest.fixture
def reader(browser, site):
    """Give a page of somebody who has never been here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(180_000)
    yield context.new_page()
    context.close()


def tab_to(page, target, most=120):
    """Press Tab until the focus is there; whoever uses a keyboard would give up one day too."""
    for _ in range(most):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {target}")


def leave_the_offer(page):
    offer = page.locator(".tour-offer button").last
    # It stands after the way past the menu, not after all that the page holds.
    tab_to(page, offer, most=4)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_past_the_menu_and_by_the_menu(reader, site):
    reader.goto(site.address + "/om")
    alive(reader)
    reader.keyboard.press("Tab")
    expect(reader.locator(".skip")).to_be_focused()
    reader.keyboard.press("Enter")
    expect(reader.locator("#main")).to_be_focused()
    reader.reload()
    alive(reader)
    tab_to(reader, reader.locator(".top nav a").nth(1))
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/betanketid")


FOCUSED = """
() => {
  const one = document.activeElement;
  window.reached.add(one);
  // A field's line is drawn round what holds it.
  const held = one.closest('.dash-input-container');
  const shows = [one, held].some(part => {
    const style = part && getComputedStyle(part);
    return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  const place = one.getBoundingClientRect();
  const seen = place.bottom > 0 && place.top < window.innerHeight;
  return shows && seen ? '' : one.outerHTML.slice(0, 120);
}
"""
PRESSED = "a[href], button, summary, select, input:not([type=hidden]), [tabindex='0']"


@pytest.mark.parametrize("path", ["/betanketid", "/namnden", f"/indikator/{SLUG}"])
def test_everything_pressed_is_reached_and_shows_it_at_four_times_the_size(browser, site, path):
    """A screen of 1280 by 1024 pixels enlarged four times is 320 by 256."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 320, "height": 256})
    context.add_init_script("localStorage.setItem('programkollen.tour', 'seen')")
    context.set_default_timeout(180_000)
    page = context.new_page()
    page.goto(site.address + path)
    alive(page)
    page.evaluate(
        """pressed => {
          document.querySelectorAll('details').forEach(one => { one.open = true });
          window.reached = new Set();
          window.there = [...document.querySelectorAll(pressed)].filter(
            one => one.checkVisibility() && !one.closest('[popover]'));
        }""",
        PRESSED,
    )
    unseen = set()
    for _ in range(page.evaluate("window.there.length")):
        page.keyboard.press("Tab")
        unseen.add(page.evaluate(FOCUSED))
    assert unseen == {""}
    missed = "window.there.filter(one => !window.reached.has(one)).map(one => one.outerHTML)"
    assert page.evaluate(missed) == []
    context.close()


def test_a_part_is_unfolded_and_a_word_explained(reader, site):
    reader.goto(site.address + f"/indikator/{SLUG}")
    alive(reader)
    folds = reader.locator("#shown details.fold")
    holder = folds.nth(folds.evaluate_all("all => all.findIndex(one => !one.open)"))
    tab_to(reader, holder.locator("summary").first)
    reader.keyboard.press("Enter")
    expect(holder).to_have_attribute("open", "")
    word = reader.locator("#shown button.term").first
    word.focus()
    reader.keyboard.press("Enter")
    meaning = reader.locator(f"#{word.get_attribute('popovertarget')}")
    expect(meaning).to_be_visible()
    reader.keyboard.press("Tab")
    expect(meaning.get_by_role("link")).to_be_focused()
    reader.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(word).to_be_focused()


def test_a_question_is_asked_and_its_answer_told_aloud(reader, site):
    reader.goto(site.address + "/om")
    alive(reader)
    tab_to(reader, reader.locator("#search"))
    reader.keyboard.type("betanketid")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/sok?q=betanketid")
    alive(reader)
    expect(reader.locator("#shown [role=status]")).to_contain_text("träffar")
    tab_to(reader, reader.locator("#shown .found a").first)
    reader.keyboard.press("Enter")
    expect(reader.locator("h1").first).to_contain_text("betänketid")


def test_another_date_and_another_language_keep_the_place(reader, site):
    reader.goto(site.address + "/betanketid")
    alive(reader)
    tab_to(reader, reader.locator(".release summary"))
    reader.keyboard.press("Enter")
    tab_to(reader, reader.locator(".release li a").last)
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/betanketid?release=2025-05-15")
    alive(reader)
    tab_to(reader, reader.locator(".tools a[lang=en]"))
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/en/*?release=2025-05-15*")


def test_the_tour_is_offered_once_taken_and_left(reader, site):
    reader.goto(site.address + "/")
    alive(reader)
    start = reader.locator(".tour-offer button").first
    tab_to(reader, start)
    reader.keyboard.press("Enter")
    tour = reader.locator("dialog.tour")
    expect(tour.locator("h2")).to_be_focused()
    for step in range(2, 6):
        tab_to(reader, tour.get_by_role("button", name="Nästa"))
        reader.keyboard.press("Enter")
        expect(tour.locator(".tour-place")).to_have_text(f"Steg {step} av 5")
    tab_to(reader, tour.get_by_role("button", name="Klart"))
    reader.keyboard.press("Enter")
    expect(tour).to_have_count(0)
    expect(reader.locator("main")).to_be_focused()
    reader.reload()
    alive(reader)
    expect(reader.locator(".tour-offer")).to_have_count(0)
    reader.goto(site.address + "/hjalp")
    reader.goto(site.address + "/#rundtur")
    alive(reader)
    expect(reader.locator("dialog.tour h2")).to_be_focused()
    reader.keyboard.press("Escape")
    expect(reader.locator("dialog.tour")).to_have_count(0)


def test_the_tour_can_be_declined_and_asks_no_more(reader, site):
    reader.goto(site.address + "/")
    alive(reader)
    leave_the_offer(reader)
    expect(reader.locator(".tour-offer")).to_have_count(0)
    reader.goto(site.address + "/en")
    alive(reader)
    expect(reader.locator(".tour-offer")).to_have_count(0)


def test_without_script_there_is_no_tour_and_nothing_is_missing(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address + "/")
    expect(page.locator(".tour-offer, dialog.tour")).to_have_count(0)
    page.locator("#served button.term").first.press("Enter")
    expect(page.locator(":popover-open")).to_have_count(1)
    context.close()


def test_signing_in_handing_in_a_return_and_signing_out(reader, site, tmp_path):
    # Asked for from the start: a chooser opened before the browser was told to report it is lost.
    reader.on("filechooser", lambda _chooser: None)
    reader.goto(site.address + "/logga-in")
    tab_to(reader, reader.locator("#name"))
    reader.keyboard.type("steward")
    reader.keyboard.press("Tab")
    reader.keyboard.type(PASSWORD)
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/arbetsyta**")
    tab_to(reader, reader.get_by_role("link", name="Inlämningar", exact=True).first)
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/inlamningar")
    # A press that comes before the page's script has run may be lost.
    reader.wait_for_load_state("networkidle")
    file = tmp_path / "applications.csv"
    file.write_bytes(applications())
    choose = reader.locator("input[type=file]").first
    tab_to(reader, choose)
    with reader.expect_event("filechooser") as chooser:
        reader.keyboard.press("Enter")
    chooser.value.set_files(file)
    form = choose.locator("xpath=ancestor::form")
    tab_to(reader, form.locator("button[type=submit]").first)
    reader.keyboard.press("Enter")
    expect(reader.locator("main")).to_contain_text("applications.csv")
    tab_to(reader, reader.get_by_role("button", name="Logga ut"))
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("link", name="Logga in").first).to_be_visible()
