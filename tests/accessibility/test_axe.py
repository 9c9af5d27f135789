"""No page breaks a rule of WCAG 2.2 A or AA, or of best practice, for anybody, in any look."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect
from returns_for_tests import applications
from serving import served
from walking import (
    RECKONED,
    ROLES,
    alive,
    every_case,
    full_cases,
    in_language,
    pairwise_cases,
    public_pages,
    violations,
)

from dashboard.app import create_app
from dashboard.pages import PAGES

RULES = (
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
    "best-practice",
)
RUN = (
    "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
)


def looked_at(page, address, case):
    page.emulate_media(color_scheme=case.scheme)
    page.set_viewport_size({"width": case.width, "height": 900})
    assert page.goto(address).status == case.answer
    alive(page)
    return list(violations(page.evaluate(RUN, list(RULES))))


def test_each_page_has_its_address_in_both_languages():
    written = {page.name: (page.sv, page.en) for page in PAGES}
    assert {name: in_language(sv, "en") for name, (sv, _) in written.items()} == {
        name: en for name, (_, en) in written.items()
    }


def test_trying_other_figures_is_looked_at_with_an_answer(as_reader, full_address):
    page = as_reader()
    page.goto(full_address + RECKONED)
    alive(page)
    expect(page.get_by_text("Med dina tal:")).to_be_visible()


@pytest.mark.parametrize("case", pairwise_cases(), ids=str)
def test_each_two_kinds_of_look_meet_and_nothing_is_wrong(as_reader, site, case):
    assert looked_at(as_reader(case.who), site.at(case.address), case) == []


@pytest.mark.parametrize("case", full_cases(each_look=False), ids=str)
def test_nothing_is_wrong_where_there_are_figures_of_everything(as_reader, full_address, case):
    assert looked_at(as_reader(), full_address + case.address, case) == []


@pytest.mark.soak
@pytest.mark.parametrize("case", [*every_case(), *full_cases(each_look=True)], ids=str)
def test_nothing_is_wrong_in_any_look_at_the_demo(as_demo_reader, demo_site, case):
    assert looked_at(as_demo_reader(case.who), demo_site.at(case.address), case) == []


@pytest.mark.parametrize("name", ["overview", "reflection", "indicator"])
def test_open_parts_and_explanations_hold_nothing_wrong_either(as_reader, site, name):
    page = as_reader()
    page.goto(site.address + dict(public_pages())[name])
    alive(page)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.locator("button.term").first.click()
    assert list(violations(page.evaluate(RUN, list(RULES)))) == []


@pytest.mark.parametrize("path", ["/arbetsyta", "/tillganglighetsredogorelse/synpunkter"])
def test_that_it_is_a_demo_is_said_in_its_place_where_no_release_is_shown(as_reader, site, path):
    settings = replace(site.services.settings, demo=True)
    app = create_app(settings, services=site.services)
    with served(app.server) as address:
        page = as_reader("steward")
        page.goto(address + path)
        expect(page.get_by_text("DEMO: påhittade siffror")).to_be_visible()
        assert list(violations(page.evaluate(RUN, list(RULES)))) == []
        page.goto("about:blank")


@pytest.mark.parametrize("language", ["", "/en"])
def test_what_is_said_of_a_broken_file_holds_nothing_wrong_either(as_reader, site, language):
    """The answer to a form stands at no address of its own: first only checked, then handed in."""
    page = as_reader("steward")
    row = "2026-Q7,0180,social_services,sexual,women,adult,3,9,0,0,x,final,"
    broken = {"name": "a.csv", "mimeType": "text/csv", "buffer": applications(row)}
    for how in ("check", "load"):
        page.goto(f"{site.address}{language}/arbetsyta/inlamningar")
        page.locator("input[type=file]").set_input_files(broken)
        page.locator(f"button[name=how][value={how}]").click()
        expect(page.locator("main")).to_contain_text("2026-Q7")
        assert list(violations(page.evaluate(RUN, list(RULES)))) == []


def test_a_page_for_everybody_is_the_same_for_all_who_have_signed_in(site):
    """So that looking at it as one of them is looking at it as each."""
    for _, path in public_pages():
        if path in ("/logga-in", "/kallor", "/tillganglighetsredogorelse/synpunkter"):
            continue
        assert len({site.client(role).get(path).data for role in ROLES}) == 1, path
