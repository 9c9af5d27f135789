"""Anybody can tell what is inaccessible; who looks after the site sees it and takes care of it."""

from datetime import timedelta

import pytest
from people_for_tests import token_on
from sqlalchemy import select

from dashboard.audit import entries
from dashboard.feedback import KEPT, LONGEST, Feedback, FullError
from dashboard.people import FEEDBACK_LIMIT
from dashboard.tables import feedback as feedback_table

FORM = "/tillganglighetsredogorelse/synpunkter"


def send(client, address, path=FORM, **form):
    token = token_on(client.get(path))
    given = {"token": token, "kind": "fault", "message": "Tabellen läses inte upp.", **form}
    return client.post(path, data=given, environ_base={"REMOTE_ADDR": address})


def test_a_message_without_a_name_is_kept_and_seen_by_the_administrator(people):
    answer = send(people.client(), "192.0.2.1", page="/betanketid")
    assert answer.status_code == 303
    assert "Tack" in people.client().get(answer.headers["Location"]).text
    seen = people.client("administrator").get("/arbetsyta/synpunkter").text
    for said in ("Tabellen läses inte upp.", "/betanketid", "Något fungerar inte för mig"):
        assert said in seen


def test_nothing_is_kept_of_who_sent_it(people):
    send(people.client(), "192.0.2.2", message="Utan avsändare.")
    with people.services.engine.connect() as connection:
        rows = connection.execute(select(feedback_table)).mappings().all()
    kept = next(row for row in rows if row["message"] == "Utan avsändare.")
    assert set(kept) == {
        *("id", "at", "kind", "page", "message", "contact", "handled_at", "handled_by")
    }
    assert (kept["contact"], kept["page"]) == ("", "")


def test_the_statement_leads_to_the_form_in_both_languages(people):
    for start in ("", "/en"):
        statement = people.client().get(f"{start}/tillganglighetsredogorelse").text
        assert f'href="{start}{FORM}"' in statement
        assert people.client().get(start + FORM).status_code == 200


def test_a_post_without_our_token_is_refused(people):
    client = people.client()
    client.get(FORM)
    given = {"token": "x" * 64, "kind": "fault", "message": "Hej"}
    assert client.post(FORM, data=given).status_code == 403


@pytest.mark.parametrize(
    "form", [{"message": "  "}, {"message": "a" * (LONGEST + 1)}, {"kind": "none"}]
)
def test_what_cannot_be_kept_is_said_and_stays_in_the_form(people, form):
    answer = send(people.client(), "192.0.2.3", **form)
    assert answer.status_code == 422
    assert "4000 tecken" in answer.text.replace("4\xa0000", "4000")


def test_many_messages_from_one_place_are_stopped(people):
    most = int(FEEDBACK_LIMIT.split()[0])
    found = [send(people.client(), "192.0.2.77").status_code for _ in range(most + 1)]
    assert found == [303] * most + [429]


def test_what_is_written_is_shown_as_text(people):
    send(people.client(), "192.0.2.5", message="<script>alert(1)</script>")
    seen = people.client("administrator").get("/arbetsyta/synpunkter").text
    assert "<script>alert" not in seen
    assert "&lt;script&gt;alert" in seen


def test_taking_care_of_one_is_written_down_and_done_once(people):
    store = Feedback(people.services.engine, people.clock)
    number = store.add("other_form", "", "Ge mig tabellen i punktskrift.", "anna@example.org")
    client = people.client("administrator")
    untouched = client.get("/arbetsyta/synpunkter").text.partition("punktskrift")[2]
    assert ">väntar<" in untouched.partition("</tr>")[0]
    assert ">Markera som omhändertaget<" in untouched.partition("</tr>")[0]
    assert people.act(client, "/arbetsyta/synpunkter", "handle", number=number).status_code == 303
    assert people.act(client, "/arbetsyta/synpunkter", "handle", number=number).status_code == 409
    assert people.act(client, "/arbetsyta/synpunkter", "handle", number="x").status_code == 422
    noted = [e for e in entries(people.services.engine, what="feedback") if e.about == str(number)]
    assert [e.what for e in noted] == ["feedback.handled"]
    assert "Omhändertaget" in client.get("/arbetsyta/synpunkter").text


def test_one_that_was_taken_care_of_is_removed_after_a_year(people):
    store = Feedback(people.services.engine, people.clock)
    number = store.add("other", "", "Gammalt.", "")
    store.handle(number, "administrator")
    now = people.clock.now
    people.clock.turn(days=KEPT.days + 1)
    store.add("other", "", "Nytt.", "")
    people.clock.now = now
    assert number not in [one.id for one in store.listed()]


def test_a_store_that_somebody_fills_takes_no_more(engine, monkeypatch):
    monkeypatch.setattr("dashboard.feedback._MOST_OPEN", 2)
    from datetime import UTC, datetime

    store = Feedback(engine, lambda: datetime(2026, 3, 1, tzinfo=UTC) + timedelta())
    store.add("other", "", "ett", "")
    store.add("other", "", "två", "")
    with pytest.raises(FullError):
        store.add("other", "", "tre", "")


def test_a_process_for_the_public_alone_names_the_contact_instead(new_installation, tmp_path):
    from dashboard.app import create_app
    from dashboard.settings import Settings

    settings = Settings(
        database_url=new_installation("sqlite", tmp_path),
        data_dir=tmp_path,
        contact_email="hej@example.org",
        publisher="Stockholms stad",
    )
    client = create_app(settings).server.test_client()
    statement = client.get("/tillganglighetsredogorelse").text
    assert "mailto:hej@example.org" in statement
    assert "Stockholms stad" in statement
    assert FORM not in statement
    assert client.get(FORM).status_code == 404
