"""Bad input through the page: what is wrong is said there, and the site goes on."""

import pytest
from bad_files import BAD, PERSON
from returns_for_tests import applications
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from etl import store

PATH = "/arbetsyta/inlamningar"


def send(people, client, name, data, how="load"):
    """Post a file as a browser does; the test client would leave a large one lying open."""
    fields = {"token": client.token, "action": "send", "how": how}
    parts = [f'form-data; name="{key}"\r\n\r\n{value}' for key, value in fields.items()]
    parts.append(f'form-data; name="file"; filename="{name}"\r\n\r\n')
    head = "".join(f"\r\n--edge\r\nContent-Disposition: {part}" for part in parts)
    body = head.encode() + data + b"\r\n--edge--\r\n"
    return client.post(PATH, data=body, content_type="multipart/form-data; boundary=edge")


def batches(people):
    with people.services.engine.connect() as connection:
        return store.batches(connection)


def test_every_kind_is_told_on_the_page_of_its_return(people, subtests):
    client = people.client("steward")
    for kind, (name, data, rule) in BAD.items():
        with subtests.test(kind):
            looked = send(people, client, name, data, how="check")
            assert looked.status_code == 200
            assert "Fel: " in looked.text
            answer = send(people, client, name, data)
            assert answer.status_code == 303
            page = client.get(answer.headers["Location"])
            assert page.status_code == 200
            word = "avvisad" if rule == "personal_data" else "kvarhållen"
            assert word in page.text
            assert PERSON not in page.text + looked.text


def test_what_is_far_too_large_is_refused_with_words_and_the_page_stays(people):
    client, before = people.client("steward"), len(batches(people))
    answer = send(people, client, "stor.csv", b"x" * 51_000_000)
    assert answer.status_code == 413
    assert "högst 50 MB" in answer.text
    assert 'name="file"' in answer.text
    assert len(batches(people)) == before


def test_a_full_disk_keeps_nothing_and_the_same_file_comes_again(people, monkeypatch):
    client, before = people.client("steward"), len(batches(people))
    data = applications(period="2022-Q1")

    def full(_handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        answer = send(people, client, "a.csv", data)
    assert answer.status_code == 503
    assert "Traceback" not in answer.text
    assert len(batches(people)) == before
    assert send(people, client, "a.csv", data).status_code == 303
    assert batches(people)[-1].state == "accepted"


def test_a_database_that_goes_away_loads_nothing(people):
    client, before = people.client("steward"), len(batches(people))
    engine = people.services.engine

    def gone(_connection, _cursor, statement, *_rest):
        if statement.startswith("INSERT INTO batch"):
            raise OperationalError("gone", None, Exception("gone"))

    event.listen(engine, "before_cursor_execute", gone)
    try:
        answer = send(people, client, "b.csv", applications(period="2022-Q2"))
    finally:
        event.remove(engine, "before_cursor_execute", gone)
    assert answer.status_code == 503
    assert len(batches(people)) == before


@pytest.mark.parametrize("how", ["load", "check"])
def test_no_file_is_said_beside_the_form(people, how):
    answer = people.act(people.client("steward"), PATH, "send", how=how)
    assert answer.status_code == 422
    assert "Välj en fil först" in answer.text
