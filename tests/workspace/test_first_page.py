"""The first page says what each reader may do, and the page of permissions why."""

import re
from html import unescape

import pytest

START, PERMITTED = "/arbetsyta", "/arbetsyta/behorighet"


def ways(people, who):
    page = people.client(who).get(START).text
    listed = page.partition('class="ways"')[2].partition("</ul>")[0]
    return dict(re.findall(r'href="([^"]+)">[^<]*</a></b><small class="note">([^<]*)', listed))


@pytest.mark.parametrize(("who", "may_publish"), [("lead", True), ("steward", False)])
def test_what_is_said_of_releases_is_what_the_reader_may_do(people, who, may_publish):
    said = ways(people, who)["/arbetsyta/utgavor"]
    assert ("offentliggör" in said) is may_publish
    assert "kontrollera" in said.lower() or "granska" in said


def test_a_committee_member_is_led_to_what_the_committee_reads(people):
    assert {"/namnden", "/"} <= set(ways(people, "member"))
    assert "/namnden" not in ways(people, "administrator")


def test_what_everybody_may_is_not_put_down_to_a_role(people):
    page = unescape(people.client("steward").get(PERMITTED).text)
    row = page.partition("använda webbplatsen")[2].partition("</tr>")[0]
    assert "Alla får det." in row
    assert "Din roll" not in row
    own = page.partition("sköta sitt eget konto")[2].partition("</tr>")[0]
    assert "Din roll ger behörighet." in own


def test_no_permission_is_listed_that_nothing_asks_for(people):
    page = people.client("administrator").get(PERMITTED).text
    assert "nämndens sida" not in page
