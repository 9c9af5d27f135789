"""Signing in and out, forged and stale posts, and what holds at the very next request."""

import re

import pyotp
import pytest
from people_for_tests import token_on

from dashboard import audit
from dashboard.accounts import Actor
from dashboard.app import create_app
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.tokens import local_path

PASSWORD = "fyra ord utan samband"
ROOT = Actor("cli:test")


def sign_in(client, name, password=PASSWORD, address="127.0.0.1"):
    place = {"environ_base": {"REMOTE_ADDR": address}}
    token = token_on(client.get("/logga-in", **place))
    form = {"token": token, "name": name, "password": password}
    return client.post("/logga-in", data=form, **place)


@pytest.fixture
def anna(people):
    if people.accounts.find("anna") is None:
        people.add("anna", "steward")
    people.clock.turn(minutes=20)
    return "anna"


def test_signing_in_leads_to_the_page_that_was_asked_for(people, anna):
    client = people.client()
    answer = client.get("/arbetsyta/konto")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/logga-in")
    answer = sign_in(client, "Anna ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/arbetsyta/konto")
    assert "Du är inloggad som anna: uppgiftsansvarig" in client.get("/arbetsyta").text
    assert "Arbetsyta" in client.get("/").text
    assert "Logga in" in people.client().get("/").text


@pytest.mark.parametrize("address", ["/finns-inte", "/betanketid?release=2099-01-01"])
def test_a_page_that_is_not_there_leads_to_signing_in_and_to_the_working_area(
    people, anna, address
):
    client = people.client()
    assert 'href="/logga-in"' in client.get(address).text
    sign_in(client, "anna")
    again = client.get(address)
    assert again.status_code == 404
    assert 'href="/arbetsyta"' in again.text


def test_cookies_are_kept_from_scripts_and_other_sites(people, anna, tmp_path):
    cookies = sign_in(people.client(), "anna").headers.getlist("Set-Cookie")
    assert len(cookies) >= 2
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    settings = Settings(
        data_dir=tmp_path,
        database_url=people.services.settings.database_url,
        base_url="https://programkollen.example.se",
    )
    services = Services(settings, people.clock)
    client = create_app(settings, services=services).server.test_client()
    answer = client.get("/logga-in", base_url=settings.base_url)
    form = {"token": token_on(answer), "name": "anna", "password": PASSWORD}
    cookies = client.post("/logga-in", data=form, base_url=settings.base_url).headers.getlist(
        "Set-Cookie"
    )
    services.close()
    assert any(cookie.startswith("__Host-programkollen=") for cookie in cookies)
    assert all("Secure" in cookie and "Path=/" in cookie for cookie in cookies)


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(people, anna):
    wrong = sign_in(people.client(), "anna", "fel fel fel fel")
    nobody = sign_in(people.client(), "ingen", "fel fel fel fel")
    assert (wrong.status_code, nobody.status_code) == (422, 422)
    assert "hör inte ihop" in wrong.text
    said = [re.sub(r'value="[^"]*"', "", answer.text) for answer in (wrong, nobody)]
    assert said[0] == said[1]
    told = audit.entries(people.services.engine, what="sign_in.failed")
    assert "ingen" not in {entry.about for entry in told}


def test_who_fails_waits_and_the_one_they_name_does_not(people, anna):
    attacker = people.client()
    for _ in range(5):
        assert sign_in(attacker, "anna", "fel fel fel fel", "10.9.9.9").status_code == 422
    waiting = sign_in(attacker, "anna", PASSWORD, "10.9.9.9")
    assert waiting.status_code == 429
    assert int(waiting.headers["Retry-After"]) > 0
    assert sign_in(people.client(), "anna", PASSWORD, "10.0.0.1").status_code == 303


def test_a_known_browser_is_counted_by_itself(people, anna):
    mine = people.client()
    sign_in(mine, "anna", PASSWORD, "10.8.8.8")
    mine.delete_cookie("programkollen")
    attacker = people.client()
    for _ in range(6):
        sign_in(attacker, "anna", "fel fel fel fel", "10.8.8.8")
    assert sign_in(people.client(), "anna", PASSWORD, "10.8.8.8").status_code == 429
    assert sign_in(mine, "anna", PASSWORD, "10.8.8.8").status_code == 303


def test_the_second_factor_is_asked_for_once_it_is_in_use(people, anna):
    people.add("bo", "lead")
    client = people.client("bo")
    page = client.get("/arbetsyta/konto").text
    secret = re.search(r"secret=([A-Z2-7]+)", page).group(1)
    device = pyotp.TOTP(secret)
    answer = people.act(client, "/arbetsyta/konto", "begin", code=device.at(people.clock.now))
    assert answer.status_code == 200
    codes = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5})</code>", answer.text)
    assert len(codes) == 10
    people.clock.turn(minutes=1)
    other = people.client()
    answer = sign_in(other, "bo")
    assert answer.headers["Location"] == "/logga-in/kod"
    assert other.get("/arbetsyta").status_code == 303
    page = other.get("/logga-in/kod")
    wrong = other.post("/logga-in/kod", data={"token": token_on(page), "code": "000000"})
    assert wrong.status_code == 422
    half = other.get_cookie("programkollen").value
    right = device.at(people.clock.now)
    answer = other.post("/logga-in/kod", data={"token": token_on(page), "code": right})
    assert answer.headers["Location"] == "/arbetsyta"
    assert other.get_cookie("programkollen").value != half
    assert other.get("/arbetsyta").status_code == 200
    third = people.client()
    sign_in(third, "bo")
    page = third.get("/logga-in/kod")
    third.post("/logga-in/kod", data={"token": token_on(page), "code": codes[0]})
    assert third.get("/arbetsyta").status_code == 200


def test_roles_that_change_things_ask_for_a_second_factor_first(people, anna, tmp_path):
    settings = Settings(
        data_dir=tmp_path, database_url=people.services.settings.database_url,
        base_url="http://localhost",
    )  # fmt: skip
    services = Services(settings, people.clock)
    strict = create_app(settings, services=services).server.test_client()
    sign_in(strict, "anna")
    assert strict.get("/arbetsyta").headers["Location"] == "/arbetsyta/konto"
    assert "Ett steg återstår" in strict.get("/arbetsyta/konto").text
    sign_in(plain := create_app(settings, services=services).server.test_client(), "member")
    assert plain.get("/arbetsyta").status_code == 200
    services.close()


def test_a_session_after_sign_out_is_nothing(people):
    client = people.client("member")
    kept = client.get_cookie("programkollen").value
    assert client.post("/logga-ut", data={"token": "0" * 64}).status_code == 303
    assert client.get("/arbetsyta").status_code == 200
    assert client.post("/logga-ut", data={"token": client.token}).status_code == 303
    client.set_cookie("programkollen", kept)
    assert client.get("/arbetsyta").status_code == 303


def test_a_role_taken_away_and_an_account_disabled_hold_at_the_next_request(people):
    if people.accounts.find("eva") is None:
        people.add("eva", "administrator")
    client = people.client("eva")
    assert client.get("/arbetsyta/konton").status_code == 200
    people.accounts.revoke("eva", "administrator", ROOT)
    assert client.get("/arbetsyta/konton").status_code == 403
    assert people.act(client, "/arbetsyta/konton", "grant", name="eva").status_code == 403
    people.accounts.disable("eva", ROOT)
    assert client.get("/arbetsyta").status_code == 303


@pytest.mark.parametrize(
    ("headers", "token", "status"),
    [
        ({}, "right", 303),
        ({"Origin": "http://localhost"}, "right", 303),
        ({"Origin": "https://evil.example"}, "right", 403),
        ({"Origin": "null"}, "right", 403),
        ({"Sec-Fetch-Site": "cross-site"}, "right", 403),
        ({"Sec-Fetch-Site": "same-site"}, "right", 403),
        ({"Sec-Fetch-Site": "same-origin"}, "wrong", 403),
        ({}, "", 403),
        ({}, "another's", 403),
    ],
)
def test_a_forged_post_changes_nothing(people, anna, headers, token, status):
    client = people.client("administrator")
    given = {"right": client.token, "another's": people.client("lead").token}.get(token, token)
    people.accounts.revoke("nothing", "member", ROOT)
    form = {"token": given, "action": "grant", "name": "nothing", "role": "member"}
    assert client.post("/arbetsyta/konton", data=form, headers=headers).status_code == status
    assert ("member" in people.accounts.get("nothing").roles) is (status == 303)
    people.accounts.revoke("nothing", "member", ROOT)


def test_a_callback_from_another_site_is_refused(people):
    answer = people.client("lead").post(
        "/_dash-update-component", json={}, headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403


def test_an_action_or_file_that_is_not_there_is_refused_with_words(people):
    client = people.client("administrator")
    assert people.act(client, "/arbetsyta/konton", "nonsense").status_code == 400
    assert client.get("/arbetsyta/logg?download=nonsense").status_code == 404
    assert client.get("/arbetsyta/nonsense").status_code == 404
    big = client.post(
        "/arbetsyta/konton", data={"token": client.token, "action": "add", "name": "x" * 100_000}
    )
    assert big.status_code == 413
    assert client.delete("/arbetsyta/konton").status_code == 405


def test_the_way_on_after_signing_in_stays_on_the_site():
    assert local_path("/arbetsyta/logg?who=x", "/") == "/arbetsyta/logg?who=x"
    for way in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "",
                "/a\r\nSet-Cookie: x", "evil"):  # fmt: skip
        assert local_path(way, "/home") == "/home"


def test_the_administrator_makes_accounts_and_hears_why_not(people):
    client = people.client("administrator")
    form = {"name": "Ny", "full_name": "Ny Person", "roles": ["member"], "password": PASSWORD}
    answer = people.act(client, "/arbetsyta/konton", "add", **form)
    assert answer.status_code == 303
    page = client.get("/arbetsyta/konton").text
    assert "ny har ett konto" in page
    assert "Ny Person" in page
    assert "ny har ett konto" not in client.get("/arbetsyta/konton").text
    again = people.act(client, "/arbetsyta/konton", "add", **form)
    assert again.status_code == 409
    assert "Det finns redan ett konto ny" in again.text
    assert 'value="Ny Person"' in again.text
    last = people.act(client, "/arbetsyta/konton", "disable", name="administrator")
    assert last.status_code == 409
    assert people.act(client, "/arbetsyta/konton", "disable", name="ny").status_code == 303


def test_the_log_shows_and_hands_out_who_did_what(people, anna):
    sign_in(people.client(), "anna")
    client = people.client("administrator")
    page = client.get("/arbetsyta/logg?what=sign_in").text
    assert "<code>sign_in</code>" in page
    file = client.get("/arbetsyta/logg?download=csv")
    assert "attachment" in file.headers["Content-Disposition"]
    assert file.text.startswith("position,at,who")
    answer = people.act(client, "/arbetsyta/logg", "verify")
    assert "ingen borttagen, ändrad eller flyttad" in answer.text
    assert client.get("/arbetsyta/logg?before=%00x&who=%27").status_code == 200


def test_refusals_stand_in_the_log(people):
    people.client("steward").get("/arbetsyta/konton")
    first = audit.entries(people.services.engine)[0]
    assert (first.who, first.what, first.about) == ("steward", "refused", "accounts")


def test_one_changes_ones_password_with_the_old_one(people, anna):
    client = people.client("anna")
    path, new = "/arbetsyta/konto", " helt andra ord nu "
    wrong = people.act(client, path, "password", **{"password-old": "fel", "password": new})
    assert wrong.status_code == 422
    weak = people.act(client, path, "password", **{"password-old": PASSWORD, "password": "kort"})
    assert weak.status_code == 422
    other = people.client("anna")
    done = people.act(client, path, "password", **{"password-old": PASSWORD, "password": new})
    assert done.status_code == 303
    assert client.get(path).status_code == 200
    assert other.get(path).status_code == 303
    assert sign_in(people.client(), "anna", new).status_code == 303
    people.accounts.set_password("anna", PASSWORD, ROOT)


def test_what_is_one_persons_is_kept_nowhere_else(people):
    client = people.client("member")
    assert client.get("/arbetsyta").headers["Cache-Control"] == "no-store"
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
    assert people.client().get("/").headers["Cache-Control"] == "no-cache"
    scripts = re.findall("<script[^>]*>", client.get("/arbetsyta").text)
    assert [one for one in scripts if 'src="/assets/' not in one] == []


def test_a_site_for_the_public_alone_has_no_door(people):
    alone = create_app(people.services.settings).server.test_client()
    assert alone.get("/logga-in").status_code == 404
    assert alone.get("/arbetsyta").status_code == 404
    assert "Logga in" not in alone.get("/").text


def test_too_many_posts_are_answered_429(people, anna):
    client = people.client()
    place = {"environ_base": {"REMOTE_ADDR": "10.7.7.7"}}
    found = {client.post("/logga-in", data={}, **place).status_code for _ in range(35)}
    assert found == {403, 429}
