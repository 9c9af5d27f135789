"""On the demo a lead sets a target, explains what is off track and promises an action.

The public sees all of it in the next release and none of it before.
"""

import pytest
from playwright.sync_api import expect
from serving import served

from dashboard.accounts import Accounts, Actor
from dashboard.app import create_app
from dashboard.releasing import ChecklistError, Releasing
from etl import store

PASSWORD = "fyra ord utan samband"
TARGETS = "/arbetsyta/malvarden"
PUBLIC = (
    "/indikator/training_coverage",
    "/utbildning",
    "/",
    "/api/v1/releases/latest/indicators/training_coverage.json",
    "/api/v1/releases/latest/indicators/training_coverage.csv",
)
DECISION = "protokoll 11/2026, § 31"
WHY_SV, WHY_EN = "Stationerna byter folk ofta.", "Stations change staff often."
SAID_SV, SAID_EN = "Kursledaren slutade i våras.", "The course leader left in spring."
DONE_SV, DONE_EN = "Köp kursen av en annan stad.", "Buy the course from another city."
SECRETS = (DECISION, WHY_SV, SAID_SV, DONE_SV)


@pytest.fixture(scope="module", params=["trained", pytest.param("whole", marks=pytest.mark.soak)])
def demo(request):
    """Give a demo with what the story needs alone, and the one that the command makes."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def address(demo):
    accounts = Accounts(demo.engine, demo.clock)
    for name in ("lead", "steward"):
        accounts.add(name, (name,), Actor("cli:test"), password=PASSWORD)
    app = create_app(demo.settings, services=demo)
    with served(app.server) as where:
        yield where


@pytest.fixture
def watched(page):
    """Give a browser page that fails on errors in the console and on answers of 500."""
    seen = []
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("console", lambda said: seen.append(said.text) if said.type == "error" else None)
    page.on("response", lambda got: seen.append(got.url) if got.status >= 500 else None)
    yield page
    assert seen == []


def public(page, address):
    """Read what anybody may, in a browser that has not signed in."""
    return "\n".join(page.request.get(address + path).text() for path in PUBLIC)


def sign_in(page, address, name="lead", place=TARGETS):
    page.goto(address + place)
    page.get_by_label("Namn").fill(name)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**" + place)


def set_aside_what_is_held(demo, page, address):
    """Let no release wait for the faulty returns, as the steward does on their pages."""
    with demo.engine.connect() as connection:
        held = store.batches(connection, state="held")
    if not held:
        return
    sign_in(page, address, "steward", "/arbetsyta/inlamningar")
    for one in held:
        page.goto(f"{address}/arbetsyta/inlamningar/{one.id}")
        page.get_by_text("Lägg inlämningen åt sidan", exact=True).click()
        page.get_by_label("Skäl").last.fill("Filen är fel och kommer på nytt.")
        page.get_by_role("button", name="Lägg åt sidan").click()
        page.wait_for_url("**/inlamningar")
    page.context.clear_cookies()


def drawn(page, label, value):
    """Fill in a field, and give what is said once the path has been drawn anew."""
    with page.expect_response(lambda got: got.request.method == "POST"):
        page.get_by_label(label, exact=True).fill(value)
    return page.locator("#drawn-said")


def test_the_public_sees_all_of_it_in_the_next_release_and_none_before(
    demo, address, watched, browser
):
    stranger = browser.new_page()
    before = public(stranger, address)
    page = watched
    set_aside_what_is_held(demo, page, address)
    sign_in(page, address)
    row = page.get_by_role("row").filter(has_text="Socialsekreterare")
    expect(row).to_contain_text("ska förklaras")

    # A target, with its path drawn while it is typed.
    page.goto(f"{address}{TARGETS}?indicator=training_coverage&group=group_id:station_police")
    expect(page.get_by_role("button", name="Rita målbanan")).to_be_hidden()
    expect(page.get_by_label("Utgångsläge, procent", exact=True)).to_have_value("27.3")
    page.get_by_label("Målvärdets dag").fill("2030-12-31")
    said = drawn(page, "Målvärde, procent", "60")
    expect(said).to_contain_text("För att nå 60,0")
    expect(said).to_contain_text("behöver Stockholm utbilda")
    expect(said).to_contain_text("för tidigt")
    expect(page.locator("#drawn-picture")).to_contain_text("60,0")
    first = said.inner_text()
    drawn(page, "Målvärde, procent", "90")
    expect(said).not_to_have_text(first)
    page.get_by_label("Beslutat av").fill("Socialnämnden")
    page.get_by_label("Protokoll och paragraf").fill(DECISION)
    page.get_by_label("Beslutets dag").fill("2026-11-19")
    page.get_by_label("Skäl, på svenska").fill(WHY_SV)
    page.get_by_label("Skäl, på engelska").fill(WHY_EN)
    page.get_by_role("button", name="För in målvärdet").click()
    expect(page.get_by_role("status").first).to_contain_text("Målvärdet är infört")

    # Why another one is off track, and what is done.
    page.goto(f"{address}{TARGETS}?indicator=training_coverage&group=group_id:social_workers")
    page.get_by_label("Förklaring, på svenska").fill(SAID_SV)
    page.get_by_label("Förklaring, på engelska").fill(SAID_EN)
    page.get_by_role("button", name="För in förklaringen").click()
    releasing = Releasing(demo, Actor("steward"))
    waiting = releasing.prepare(demo.today())
    with pytest.raises(ChecklistError):
        releasing.check(waiting.id)
    page.get_by_text("Utlova en åtgärd", exact=True).click()
    page.get_by_label("Åtgärd, på svenska").fill(DONE_SV)
    page.get_by_label("Åtgärd, på engelska").fill(DONE_EN)
    page.get_by_label("Ansvarig (en funktion, inte en person), på svenska").fill(
        "utbildningschefen"
    )
    page.get_by_label("Ansvarig, på engelska").fill("the head of training")
    page.get_by_label("Klar senast").fill("2027-03-31")
    page.get_by_role("button", name="Utlova åtgärden").click()
    expect(page.get_by_role("status").first).to_contain_text("Åtgärden är införd")
    assert public(stranger, address) == before

    # The next release has it all.
    head = releasing.prepare(demo.today())
    releasing.check(head.id)
    assert public(stranger, address) == before
    lead = Releasing(demo, Actor("lead"))
    lead.approve(head.id, head.content_hash, accepting="sett och godtaget")
    lead.publish(head.id)
    after = public(stranger, address)
    for secret in SECRETS:
        assert secret not in before
        assert secret in after
    stranger.goto(address + "/indikator/training_coverage")
    expect(stranger.get_by_text(SAID_SV).first).to_be_visible()
    stranger.close()
