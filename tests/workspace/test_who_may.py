"""Every page, callback, file, action and route, as everybody: what is expected is one table."""

import pytest

from dashboard.access import PERMISSIONS
from dashboard.pages import PAGES
from dashboard.security import ALLOWED, CALLBACK, route_of
from dashboard.workspace import WORK_PAGES

ALL = {"public", "nothing", "member", "lead", "steward", "administrator"}
SIGNED_IN = ALL - {"public"}
EXPECTED = {
    "site.use": ALL,
    "account.own": SIGNED_IN,
    "release.read": ALL,
    "release.read_early": {"member", "lead"},
    "draft.read": {"lead", "steward"},
    "release.prepare": {"lead", "steward"},
    "release.approve": {"lead"},
    "release.publish": {"lead"},
    "release.withdraw": {"lead"},
    "target.write": {"lead"},
    "explanation.write": {"lead"},
    "return.upload": {"steward"},
    "finding.read": {"lead", "steward"},
    "correction.write": {"steward"},
    "job.read": {"steward", "administrator"},
    "account.manage": {"administrator"},
    "audit.read": {"administrator"},
    "feedback.read": {"administrator"},
}
# Nobody widens what these ask for without changing this table.
SETTLED = {
    "page overview": "release.read",
    "page start": "account.own",
    "page own_account": "account.own",
    "page accounts": "account.manage",
    "page log": "audit.read",
    "page permissions": "account.own",
    "action accounts add": "account.manage",
    "action accounts grant": "account.manage",
    "action accounts revoke": "account.manage",
    "action accounts disable": "account.manage",
    "action accounts enable": "account.manage",
    "action accounts reset": "account.manage",
    "action log verify": "audit.read",
    "file log csv": "audit.read",
    "page feedback": "feedback.read",
    "action feedback handle": "feedback.read",
    "page work_releases": "draft.read",
    "page work_release": "draft.read",
    "action work_releases draft": "release.prepare",
    "action work_releases enter_day": "release.publish",
    "action work_releases strike_day": "release.publish",
    "action work_release check": "release.prepare",
    "action work_release tick": "release.prepare",
    "action work_release approve": "release.approve",
    "action work_release plan": "release.publish",
    "action work_release unplan": "release.publish",
    "action work_release publish": "release.publish",
    "action work_release name": "release.publish",
    "action work_release take_off": "release.publish",
    "action work_release withdraw": "release.withdraw",
    "action return set_aside": "return.upload",
    f"route {CALLBACK}": "release.read",
}


def _path(page):
    return page.sv.replace("<", "").replace(">", "")


THINGS = {
    **{f"page {p.name}": (p.permission, "GET", _path(p), "") for p in PAGES},
    **{f"page {p.name}": (p.permission, "GET", _path(p.route), "") for p in WORK_PAGES},
    **{
        f"action {p.name} {name}": (action.permission, "POST", _path(p.route), name)
        for p in WORK_PAGES
        for name, action in p.actions.items()
    },
    **{
        f"file {p.name} {name}": (d.permission, "GET", f"{_path(p.route)}?download={name}", "")
        for p in WORK_PAGES
        for name, d in p.downloads.items()
    },
    f"route {CALLBACK}": (ALLOWED[CALLBACK].permission, "CALLBACK", CALLBACK, ""),
    "api": (route_of("api.any").permission, "GET", "/api/v1/releases", ""),
}


def test_the_table_speaks_of_every_permission():
    assert set(EXPECTED) == set(PERMISSIONS)


def test_what_is_settled_asks_for_what_it_did():
    assert {name: THINGS[name][0] for name in SETTLED} == SETTLED


def test_every_route_declares_its_permission(people):
    rules = list(people.server.url_map.iter_rules())
    assert len(rules) > 20
    served = [rule for rule in rules if people_can_ask(people, rule)]
    for rule in served:
        assert route_of(rule.endpoint).permission in PERMISSIONS, rule


def people_can_ask(people, rule):
    """Tell whether a rule answers anything but 404 and 405 to anybody."""
    path = rule.rule.replace("<path:", "").replace("<", "").replace(">", "")
    found = people.client().open(path, method="GET").status_code
    posted = people.client().open(path, method="POST").status_code
    return not {found, posted} <= {404, 405}


@pytest.mark.parametrize("name", sorted(THINGS))
def test_everybody_gets_what_the_table_says_and_nothing_else(people, name):
    permission, method, path, action = THINGS[name]
    page = next((p for p in WORK_PAGES if name.split()[1:2] == [p.name]), None)
    for who in sorted(ALL):
        client = people.client(None if who == "public" else who)
        if method == "GET":
            status = client.get(path).status_code
        elif method == "CALLBACK":
            headers = {"Sec-Fetch-Site": "same-origin"}
            status = client.post(path, json=_asked("/"), headers=headers).status_code
        elif who == "public":
            status = client.post(path, data={"action": action}).status_code
        else:
            status = people.act(client, path, action).status_code
        allowed = who in EXPECTED[permission]
        if page is not None:
            allowed = allowed and who in EXPECTED[page.permission]
        assert status < 500, (who, status)
        assert (status not in (303, 403)) is allowed, (who, status)


def test_what_declares_no_permission_is_refused(people):
    client = people.client("administrator")
    server = people.server

    def open_door():
        return "secrets"

    rule = server.url_rule_class("/made-later", endpoint="made_later", methods=["GET"])
    server.url_map.add(rule)
    server.view_functions["made_later"] = open_door
    assert client.get("/made-later").status_code == 404


@pytest.mark.parametrize("path", ["/arbetsyta", "/arbetsyta/konton", "/en/arbetsyta/logg"])
def test_the_callback_shows_nothing_of_the_working_area(people, path):
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = people.client("administrator").post(CALLBACK, json=_asked(path), headers=headers)
    assert "refusal" in answer.text


def _asked(path):
    return {
        "output": "shown.children",
        "outputs": {"id": "shown", "property": "children"},
        "inputs": [
            {"id": "address", "property": "pathname", "value": path},
            {"id": "address", "property": "search", "value": ""},
        ],
        "changedPropIds": ["address.pathname"],
        "parsedChangedPropsIds": ["address.pathname"],
    }
