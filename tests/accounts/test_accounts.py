"""Accounts, passwords, second factors, sessions and how failures are counted."""

import pyotp
import pytest
from sqlalchemy import select

from dashboard import audit
from dashboard.accounts import AccountError, Actor, UnknownAccountError
from dashboard.tables import account, recovery_code, session
from dashboard.throttle import PER_PAIR, network, password_keys, second_keys

PASSWORD = "fyra ord utan samband"
ROOT = Actor("cli:test")


def test_an_account_has_the_roles_and_the_password_it_was_given(accounts, anna, engine):
    assert anna.roles == {"administrator"}
    assert accounts.password_is(" Anna ", PASSWORD)
    assert not accounts.password_is("anna", PASSWORD + "x")
    assert not accounts.password_is("nobody", PASSWORD)
    with engine.connect() as connection:
        assert PASSWORD not in str(connection.execute(select(account)).all())


@pytest.mark.parametrize(
    ("name", "roles", "password"),
    [
        ("anna", ["steward"], PASSWORD),
        ("", ["steward"], PASSWORD),
        ("bo ek", ["steward"], PASSWORD),
        ("bo", ["public"], PASSWORD),
        ("bo", ["king"], PASSWORD),
        ("bo", ["steward"], "short"),
        ("bo", ["steward"], "x" * 201),
        ("bo", ["steward"], "aaaaaaaaaaaaaaa"),
        ("bengt", ["steward"], "bengt-och-bengt"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(accounts, anna, name, roles, password):
    with pytest.raises(AccountError, match=r"[a-z]{3,}.*\."):
        accounts.add(name, roles, ROOT, password=password)
    assert [one.name for one in accounts.all()] == ["anna"]


def test_an_account_without_a_password_cannot_sign_in_with_any(accounts):
    accounts.add("bo", ["member"], ROOT)
    assert not accounts.password_is("bo", "")
    assert not accounts.password_is("bo", "nobody has this password")


def test_roles_are_given_and_taken_and_the_log_says_so(accounts, anna, engine):
    accounts.add("bo", ["member"], Actor("anna", "10.0.0.1"), password=PASSWORD)
    assert accounts.grant("bo", "steward", Actor("anna")).roles == {"member", "steward"}
    assert accounts.revoke("bo", "steward", Actor("anna")).roles == {"member"}
    accounts.revoke("bo", "steward", Actor("anna"))
    said = [(e.who, e.what, e.about, e.new) for e in audit.entries(engine)]
    assert said[0] == ("anna", "account.revoke", "bo", '{"roles":["member"]}')
    assert len(said) == 4
    assert audit.verify(engine).faults == ()
    with pytest.raises(UnknownAccountError):
        accounts.grant("eva", "member", ROOT)


def test_the_last_administrator_stays(accounts, anna):
    with pytest.raises(AccountError, match="only administrator"):
        accounts.disable("anna", ROOT)
    with pytest.raises(AccountError, match="only administrator"):
        accounts.revoke("anna", "administrator", ROOT)
    accounts.add("bo", ["administrator"], ROOT)
    assert not accounts.disable("anna", ROOT).active
    with pytest.raises(AccountError, match="only administrator"):
        accounts.disable("bo", ROOT)


def test_a_disabled_account_has_no_roles_no_session_and_no_password(accounts, anna, sessions):
    accounts.add("bo", ["steward"], ROOT, password=PASSWORD)
    token = sessions.start("bo", "full", "")
    accounts.disable("bo", ROOT)
    assert sessions.read(token) is None
    assert accounts.get("bo").reader.roles == {"public"}
    assert not accounts.password_is("bo", PASSWORD)
    assert accounts.enable("bo", ROOT).active


def test_a_new_password_ends_the_other_sessions(accounts, anna, sessions):
    mine, other = (sessions.start("anna", "full", "") for _ in range(2))
    accounts.set_password("anna", "helt andra ord nu", ROOT, sessions.read(mine).hash)
    assert sessions.read(mine) is not None
    assert sessions.read(other) is None
    assert not accounts.password_is("anna", PASSWORD)


# --- Sessions ------------------------------------------------------------------------------------


def test_a_session_ends_unused_after_a_while_and_used_after_a_day_at_work(anna, sessions, clock):
    token = sessions.start("anna", "full", "10.0.0.1")
    clock.turn(minutes=29)
    assert sessions.read(token).account == "anna"
    clock.turn(minutes=29)
    assert sessions.read(token) is not None
    clock.turn(minutes=31)
    assert sessions.read(token) is None
    token = sessions.start("anna", "full", "")
    for _ in range(17):
        assert sessions.read(token) is not None
        clock.turn(minutes=29)
    assert sessions.read(token) is None


def test_a_session_is_renamed_when_it_comes_instead_of_another(anna, sessions, clock):
    half = sessions.start("anna", "second", "")
    whole = sessions.start("anna", "full", "", half)
    assert sessions.read(half) is None
    assert sessions.read(whole).stage == "full"
    sessions.end(whole)
    assert sessions.read(whole) is None
    half = sessions.start("anna", "second", "")
    clock.turn(minutes=6)
    assert sessions.read(half) is None


def test_the_store_does_not_hold_the_token(anna, sessions, engine):
    token = sessions.start("anna", "full", "")
    with engine.connect() as connection:
        assert token not in str(connection.execute(select(session)).all())


# --- The second factor ---------------------------------------------------------------------------


def test_a_device_is_taken_into_use_by_its_first_code_and_a_code_works_once(anna, second, clock):
    secret = second.begin("anna")
    assert second.begin("anna") == secret
    device = pyotp.TOTP(secret)
    assert second.confirm("anna", "000000", ROOT) in (None, ())
    assert not second.check("anna", device.at(clock.now), ROOT)
    codes = second.confirm("anna", device.at(clock.now), ROOT)
    assert len(set(codes)) == 10
    assert not second.check("anna", device.at(clock.now), ROOT)
    clock.turn(seconds=60)
    assert second.check("anna", f" {device.at(clock.now)[:3]} {device.at(clock.now)[3:]}", ROOT)
    assert not second.check("anna", device.at(clock.now), ROOT)
    clock.turn(seconds=300)
    assert not second.check("anna", device.at(clock.now.timestamp() - 120), ROOT)
    assert not second.check("anna", "٣٣٣٣٣٣", ROOT)
    with pytest.raises(ValueError, match="already"):
        second.begin("anna")


def test_a_recovery_code_works_once_and_new_ones_replace_the_old(anna, second, clock, engine):
    device = pyotp.TOTP(second.begin("anna"))
    codes = second.confirm("anna", device.at(clock.now), ROOT)
    assert second.check("anna", codes[0].upper().replace("-", " "), ROOT)
    assert not second.check("anna", codes[0], ROOT)
    assert second.codes_left("anna") == 9
    renewed = second.renew_codes("anna", ROOT)
    assert not second.check("anna", codes[1], ROOT)
    assert second.check("anna", renewed[0], ROOT)
    with engine.connect() as connection:
        assert renewed[1] not in str(connection.execute(select(recovery_code)).all())
    assert "account.recovery_used" in [e.what for e in audit.entries(engine)]


def test_an_administrator_can_reset_a_lost_device(accounts, anna, second, clock):
    device = pyotp.TOTP(second.begin("anna"))
    second.confirm("anna", device.at(clock.now), ROOT)
    assert accounts.get("anna").second_factor
    accounts.reset_second_factor("anna", ROOT)
    assert not accounts.get("anna").second_factor
    assert second.begin("anna") != device.secret


# --- Failures ------------------------------------------------------------------------------------


def test_who_fails_waits_and_nobody_else_does(throttle, clock):
    attacker = password_keys("anna", "10.0.0.9", "")
    for _ in range(PER_PAIR):
        assert throttle.waits(attacker) == 0
        throttle.failed(attacker)
    assert 0 < throttle.waits(attacker) <= 900
    assert throttle.waits(password_keys("anna", "10.0.0.1", "")) == 0
    assert throttle.waits(password_keys("bo", "10.0.0.9", "")) == 0
    clock.turn(minutes=16)
    assert throttle.waits(attacker) == 0


def test_who_fails_at_many_accounts_waits_for_all_but_a_known_browser_does_not(throttle):
    for number in range(30):
        throttle.failed(password_keys(f"a{number}", "10.0.0.9", ""))
    assert throttle.waits(password_keys("anna", "10.0.0.9", "")) > 0
    assert throttle.waits(password_keys("anna", "10.0.0.9", "known")) == 0


def test_a_success_forgives(throttle):
    keys = second_keys("anna")
    for _ in range(PER_PAIR):
        throttle.failed(keys)
    assert throttle.waits(keys) > 0
    throttle.forgive(keys)
    assert throttle.waits(keys) == 0


def test_addresses_that_one_client_can_choose_among_count_as_one():
    assert network("2001:db8::1") == network("2001:db8::ffff:1")
    assert network("2001:db8::1") != network("2001:db8:0:1::1")
    assert network("10.0.0.1") == "10.0.0.1"
    assert network("unix:") == "unix:"
