"""A steward hands in a return with the keyboard alone, sees it go, and what was found in it."""

import pytest
from playwright.sync_api import expect
from returns_for_tests import HEADER, applications
from serving import served

from etl import store

PATH = "/arbetsyta/inlamningar"
WHO = "social_services,sexual,women,adult"
BROKEN = "\n".join(
    (
        HEADER,
        f"2024-Q1,0180,{WHO},9,1,1,1,1,final,",
        f"2024-Q2,0180,{WHO},9,1,1,1,1,final,",
        f"2024-Q3,0180,{WHO},x,1,0,0,0,final,",
    )
).encode()
INTERACTIVE = {
    "button",
    "checkbox",
    "combobox",
    "Date",
    "DisclosureTriangle",
    "link",
    "listbox",
    "progressindicator",
    "radio",
    "searchbox",
    "textbox",
}


@pytest.fixture(scope="module")
def address(made_people):
    with served(made_people.server) as where:
        yield where


def signed_in(page, people, address, who="steward"):
    cookie = people.client(who).get_cookie("programkollen")
    page.context.add_cookies([{"name": "programkollen", "value": cookie.value, "url": address}])
    return page


@pytest.fixture
def steward(page, people, address):
    """Give a steward's browser, which fails on errors in the console."""
    seen = []
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("console", lambda said: seen.append(said.text) if said.type == "error" else None)
    yield signed_in(page, people, address)
    assert seen == []


def batches(people):
    with people.services.engine.connect() as connection:
        return len(store.batches(connection))


def give(page, data, name="retur.csv"):
    file = page.get_by_label("Fil", exact=True)
    file.set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})
    file.focus()


def press(page, key, until):
    """Press a key until something has the focus, as somebody without a mouse does."""
    for _ in range(40):
        if until.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{until} cannot be reached")


def test_with_the_keyboard_alone_from_the_file_to_the_accepted_warning(steward, people, address):
    page = steward
    page.goto(address + PATH)
    give(page, BROKEN)
    press(page, "Tab", page.get_by_role("button", name="Granska och lämna in"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/inlamningar/*")
    # What became of it has the focus, and is said.
    expect(page.locator(".message")).to_be_focused()
    expect(page.locator(".message")).to_contain_text("kvarhållen")
    sums = page.get_by_role("table").filter(has_text="Delarna blir 4")
    expect(sums.get_by_role("row")).to_have_count(3)
    heading = page.get_by_role("heading", name="Fel: summan stämmer inte, submitted")
    expect(heading).to_contain_text("(2 ställen)")
    for cell in ("2", "3", "submitted, granted, rejected, withdrawn, pending", "9 | 1 | 1 | 1 | 1"):
        expect(sums).to_contain_text(cell)
    expect(page.get_by_role("table").filter(has_text="är inget tal")).to_contain_text("x")
    copy = page.get_by_role("link", name="En kopia med cellerna markerade")
    press(page, "Tab", copy)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "retur-anmarkningar.xlsx"
    # It will not come again: it is set aside, with the reason.
    press(page, "Tab", page.locator("summary", has_text="Lägg inlämningen åt sidan"))
    page.keyboard.press("Enter")
    press(page, "Tab", page.get_by_label("Skäl", exact=True))
    page.keyboard.type("Fel fil.")
    press(page, "Tab", page.get_by_role("button", name="Lägg åt sidan"))
    page.keyboard.press("Enter")
    expect(page.locator(".message")).to_contain_text("retur.csv är lagd åt sidan")
    with people.services.engine.connect() as connection:
        last = store.batches(connection)[-1]
    assert (last.state, last.reason, last.decided_by) == ("replaced", "Fel fil.", "steward")


def test_a_file_is_looked_at_and_what_it_would_change_is_shown(steward, people, address):
    page, before = steward, batches(people)
    page.goto(address + PATH)
    give(page, applications(period="2025-Q4", submitted=6, granted=2))
    page.get_by_role("button", name="Bara granska").click()
    checked = page.locator("#checked")
    checked.wait_for(timeout=60_000)
    expect(checked).to_contain_text("retur.csv: granskad, inte inlämnad")
    expect(checked).to_be_focused()
    effects = checked.get_by_role("table").last
    expect(effects).to_contain_text("ingen siffra")
    expect(effects).to_contain_text("6")
    assert batches(people) == before


def test_a_file_on_its_way_is_told_of_and_can_be_stopped(steward, people, address):
    page, before = steward, batches(people)
    page.goto(address + PATH)
    page.route(f"**{PATH}", lambda route: None)  # a line so slow that nothing comes
    give(page, applications(period="2023-Q4"))
    page.get_by_role("button", name="Granska och lämna in").click()
    stop = page.get_by_role("button", name="Avbryt")
    expect(stop).to_be_focused()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("button", name="Granska och lämna in")).to_be_disabled()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Avbrutet. Inget lämnades in.")
    expect(page.get_by_role("button", name="Granska och lämna in")).to_be_focused()
    page.unroute(f"**{PATH}")
    assert batches(people) == before


def test_a_line_that_breaks_is_said_and_the_file_is_still_there(page, people, address):
    signed_in(page, people, address)
    page.goto(address + PATH)
    page.route(f"**{PATH}", lambda route: route.abort())
    give(page, applications(period="2023-Q4"))
    page.get_by_role("button", name="Granska och lämna in").click()
    expect(page.get_by_role("status")).to_contain_text("Anslutningen bröts")
    assert page.get_by_label("Fil", exact=True).evaluate("one => one.files.length") == 1


DROP = """([form, files]) => {
  const data = new DataTransfer();
  for (const [name, size] of files) data.items.add(new File([new Uint8Array(size)], name));
  form.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: data}));
}"""


def test_a_file_is_dropped_and_one_too_large_is_not_even_sent(steward, address):
    page = steward
    page.goto(address + PATH)
    form = page.locator("form[data-upload]").element_handle()
    page.evaluate(DROP, [form, [["a.csv", 1], ["b.csv", 1]]])
    expect(page.get_by_role("status")).to_have_text("Lämna en fil i taget.")
    page.evaluate(DROP, [form, [["stor.csv", 50 * 1024 * 1024 + 1]]])
    assert page.get_by_label("Fil", exact=True).evaluate("one => one.files[0].name") == "stor.csv"
    asked = []
    page.on("request", lambda sent: asked.append(sent.method))
    page.get_by_role("button", name="Granska och lämna in").click()
    expect(page.get_by_role("status")).to_contain_text("får vara högst 50 MB")
    assert asked == []


def test_without_script_the_form_does_the_same(browser, people, address):
    context = browser.new_context(java_script_enabled=False)
    page = signed_in(context.new_page(), people, address)
    page.goto(address + PATH)
    file = {"name": "utan.csv", "mimeType": "text/csv", "buffer": BROKEN + b"\n"}
    page.get_by_label("Fil", exact=True).set_input_files(file)
    expect(page.get_by_role("progressbar")).to_be_hidden()
    page.get_by_role("button", name="Granska och lämna in").click()
    expect(page.locator(".message")).to_contain_text("utan.csv är kvarhållen")
    context.close()


def unnamed(page):
    """Read Chromium's accessibility tree; give each control that has no name."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    seen = [
        (node["role"]["value"], (node.get("name") or {}).get("value", "").strip())
        for node in nodes
        if not node.get("ignored") and node.get("role", {}).get("value") in INTERACTIVE
    ]
    assert len(seen) > 5
    return [role for role, name in seen if not name]


def test_a_screen_reader_has_a_name_for_every_control(page, people, address):
    paths = {"steward": [PATH, f"/en{PATH}"], "lead": ["/arbetsyta/malvarden"]}
    with people.services.engine.connect() as connection:
        paths["steward"] += [f"{PATH}/{one.id}" for one in store.batches(connection)[-2:]]
    for who, of in paths.items():
        signed_in(page, people, address, who)
        for path in of:
            page.goto(address + path)
            assert page.locator("h1").count() == 1
            assert unnamed(page) == [], path
