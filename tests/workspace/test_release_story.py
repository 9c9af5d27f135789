"""The whole story of a release, in a browser, on made-up returns.

A steward prepares, another person approves, a committee member reads it in the window and the
public does not; it goes out on time; a correction follows, and is withdrawn.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from people_for_tests import PASSWORD, People
from playwright.sync_api import expect
from serving import served
from turned_clock import Clock

from dashboard.demo.fill import ACCEPTED_BECAUSE
from dashboard.demo.returns import returns
from dashboard.publishing import draft, publish
from dashboard.returns import deliver
from dashboard.settings import Settings
from dashboard.worker import JOBS, run_once

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OUT = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
FEW = ("training_2025", "training_2026", "commitments_2026")


@pytest.fixture
def city(tmp_path):
    """Serve a small demo whose clock the test turns, with a person in each role."""
    clock = Clock(START.isoformat())
    settings = Settings(data_dir=tmp_path, demo=True, base_url="http://127.0.0.1")
    made = People(settings, clock)
    for one in returns(("0180",), made.services.today()):
        if one.filename.startswith(FEW) and one.accepted:
            hand_in(made, one.data, one.filename, one.reported_on)
    publish(made.services, draft(made.services, date(2026, 9, 1), "demo:a").id, checked_by="demo:b")
    for name, role in (("eva", "steward"), ("lena", "lead"), ("mia", "member")):
        made.add(name, role)
    with served(made.server) as made.address:
        yield made
    made.close()


def hand_in(city, data, name, day):
    accept = ACCEPTED_BECAUSE
    deliver(city.services, data, name, day, channel="demo", by="demo", accept=accept)


@pytest.fixture
def person(browser, city):
    """Give a function that signs somebody in, in a browser of their own; nobody without a name."""
    opened = []

    def sign_in(name=None):
        context = browser.new_context(base_url=city.address, java_script_enabled=False)
        opened.append(context)
        page = context.new_page()
        if name is not None:
            page.goto("/logga-in")
            page.get_by_label("Namn").fill(name)
            page.get_by_label("Lösenord").fill(PASSWORD)
            page.get_by_role("button", name="Logga in").click()
        return page

    yield sign_in
    for context in opened:
        context.close()


def through_the_checklist(page):
    """Accept each kind of warning with its reason, then mark the draft as checked."""
    while page.get_by_role("button", name="Godta det som är ikryssat").count():
        form = page.locator("form").filter(has_text="Godta det som är ikryssat").first
        for box in form.get_by_role("checkbox").all():
            box.check()
        form.get_by_label("Skäl").fill("Prövad, och känd för läsaren.")
        form.get_by_role("button").click()
        expect(page.locator(".message.is-done")).to_contain_text("godtag")
    page.get_by_role("button", name="Markera som kontrollerat").click()
    expect(page.locator(".message.is-done")).to_contain_text("Utkastet är kontrollerat")


def prepare(page, note, corrects=""):
    page.goto("/arbetsyta/utgavor")
    page.get_by_label("Rättar den en offentlig utgåva?").select_option(corrects)
    page.get_by_label("Meddelande till läsaren, på svenska").fill(note)
    page.get_by_label("Meddelande till läsaren, på engelska").fill("In English too.")
    page.get_by_role("button", name="Förbered ett utkast").click()
    expect(page.locator(".message.is-done")).to_contain_text("Utkastet är förberett")
    through_the_checklist(page)
    return page.url.rsplit("/", 1)[1]


def approve(page, release):
    page.goto(f"/arbetsyta/utgavor/{release}")
    page.get_by_role("button", name="Godkänn").click()
    expect(page.locator(".message.is-done")).to_contain_text("Utgåvan är godkänd")


def test_from_draft_to_tombstone(city, person):
    public = person()
    eva, lena = person("eva"), person("lena")
    first = prepare(eva, "Nya uppgifter om utbildning.")
    expect(eva.get_by_role("button", name="Godkänn")).to_have_count(0)
    eva.get_by_role("link", name="Så som allmänheten ser den").click()
    expect(eva.locator(".release")).to_contain_text("UTKAST")

    approve(lena, first)
    lena.get_by_label("Konto").fill("mia")
    lena.get_by_label("Vad den offentliga listan säger").fill("Nämndens ordförande")
    lena.get_by_role("button", name="Ge förhandsläsning").click()
    lena.get_by_label("Dag").fill("2026-11-26")
    lena.get_by_role("button", name="Planera").click()
    expect(lena.locator("main")).to_contain_text("Den offentliggörs av sig själv 26 november 2026")
    public.goto("/")
    expect(public.locator(".release")).to_contain_text("Nästa utgåva: 26 november 2026")

    city.clock.now = OUT - timedelta(hours=12)
    mia = person("mia")
    mia.goto("/arbetsyta")
    mia.locator("main").get_by_role("link", name="Utgåva 23 november 2026").click()
    expect(mia.locator(".release")).to_contain_text("Inte offentlig före 26 november 2026")
    assert public.goto(f"/?release={first}").status == 404
    assert public.goto(f"/api/v1/releases/{first}").status == 404

    city.clock.now = OUT
    jobs = tuple(job for job in JOBS if job.name == "publish")
    assert [one.message for one in run_once(city.services, jobs)] == [f"published {first}"]
    public.goto("/utgavor")
    expect(public.locator(".release")).to_contain_text("Utgåva 23 november 2026")
    expect(public.locator("#early")).to_contain_text("Nämndens ordförande")

    training = next(
        one
        for one in returns(("0180",), city.services.today())
        if one.filename == "training_2026-H1.csv"
    )
    head, row, *rest = training.data.decode().splitlines()
    cells = row.split(",")
    at = head.split(",").index("trained")
    cells[at] = str(int(cells[at]) - 1)
    changed = "\n".join([head, ",".join(cells), *rest]).encode()
    hand_in(city, changed, "training_2026-H1_ny.csv", city.services.today())
    eva, lena = person("eva"), person("lena")
    second = prepare(eva, "En deltagare var räknad två gånger.", corrects=first)
    approve(lena, second)
    lena.get_by_role("button", name="Offentliggör nu").click()
    expect(lena.locator(".message.is-done")).to_contain_text("Utgåvan är offentlig")
    public.goto(f"/utgavor?old={first}&new={second}")
    changes = public.locator("#differences")
    expect(changes).to_contain_text("ändrat värde")
    expect(changes).to_contain_text("En deltagare var räknad två gånger.")
    expect(public.locator("#all")).to_contain_text(f"ersätter {first}")

    lena.get_by_text("Återkalla", exact=True).click()
    lena.get_by_label("Skäl, till läsaren").fill("Rättelsen byggde på fel fil.")
    lena.get_by_role("button", name="Återkalla utgåvan").click()
    expect(lena.locator(".message.is-done")).to_contain_text("Utgåvan är återkallad")
    assert public.goto(f"/?release={second}").status == 410
    expect(public.locator("main")).to_contain_text("Rättelsen byggde på fel fil.")
    assert public.goto(f"/api/v1/releases/{second}/package.zip").status == 410
    public.goto("/")
    expect(public.locator(".release")).to_contain_text("Utgåva 23 november 2026")
    assert public.goto(f"/?release={first}").status == 200
