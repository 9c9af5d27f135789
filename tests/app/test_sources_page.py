"""The page that says which figures are late."""

from datetime import date

import pytest

from dashboard.app import create_app
from dashboard.live import Live
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.source_states import look, source_states
from etl.database import connect


@pytest.fixture
def settings(new_installation, tmp_path):
    return Settings(database_url=new_installation("sqlite", tmp_path), data_dir=tmp_path)


def test_every_source_says_when_it_is_due_and_since_when_it_is_late(settings):
    with create_app(settings).server.test_client() as client:
        swedish, english = client.get("/kallor"), client.get("/en/kallor")
    assert swedish.status_code == english.status_code == 200
    assert "Ansökningar om betänketid" in swedish.text
    assert "försenad sedan" in swedish.text
    assert "overdue since" in english.text
    assert "Körningar" not in swedish.text


def test_a_source_is_late_the_day_after_its_due_day(settings):
    engine = connect(settings.database_url)

    def since(day: str):
        states = {s.name: s for s in source_states(engine, date.fromisoformat(day))}
        return states["applications"].overdue_since

    assert since("2026-04-30") is None
    assert since("2026-05-01") == date(2026, 5, 1)
    engine.dispose()


def test_a_demonstration_shows_runs_and_findings_and_no_other_installation_does(settings):
    engine = connect(settings.database_url)
    day = date(2026, 5, 1)
    assert look(engine, day, made_up=False).runs == ()
    assert isinstance(look(engine, day, made_up=True), Live)
    engine.dispose()


def test_a_login_that_may_not_see_returns_gets_an_answer_all_the_same(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert look(engine, date(2026, 5, 1), made_up=False) is None
    engine.dispose()


def test_a_reader_of_the_demonstration_sees_what_was_held(settings, tmp_path):
    services = Services(Settings(database_url=settings.database_url, data_dir=tmp_path, demo=True))
    from dashboard.returns import deliver

    header = "period,geography,purpose,sex,age_group,cases,eligible,status"
    wrong = f"{header}\n2025-Q1,0180,sexual,women,adult,3,9,final\n".encode()
    deliver(services, wrong, "fel.csv", date(2025, 5, 1), channel="demo")
    with create_app(services.settings).server.test_client() as client:
        page = client.get("/kallor").text
    services.close()
    assert "fel.csv" in page
    assert "exceeds" in page
    assert "Rätta cellen i filen och lämna in den igen." in page
    assert "Körningar" not in page  # nothing has run, and a heading alone says nothing


def deliver_one(services, period, day, *, granted=4, by="anna", accept="checked"):
    from dashboard.returns import deliver

    header = (
        "period,geography,applicant,purpose,sex,age_group,"
        "submitted,granted,rejected,withdrawn,pending,status"
    )
    row = f"{period},0180,social_services,sexual,women,adult,7,{granted},0,0,3,preliminary"
    data = f"{header}\n{row}\n".encode()
    return deliver(services, data, "q.csv", day, channel="upload", by=by, accept=accept)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_each_period_is_expected_due_overdue_held_or_accepted(new_installation, kind, tmp_path):
    url = new_installation(kind, tmp_path)
    services = Services(Settings(database_url=url, data_dir=tmp_path))

    def state(day):
        found = {s.name: s for s in source_states(services.engine, date.fromisoformat(day))}
        return found["applications"]

    deliver_one(services, "2025-Q3", date(2025, 10, 20))
    now = state("2025-12-30")
    assert [(p.period.label, p.state) for p in now.periods[-2:]] == [
        ("2025-Q3", "accepted"),
        ("2025-Q4", "expected"),
    ]
    assert (now.state, now.last.period.label, now.last.by) == ("expected", "2025-Q3", "anna")
    assert state("2026-01-10").state == "due"
    assert state("2026-01-31").overdue_since == date(2026, 1, 31)
    deliver_one(services, "2025-Q4", date(2026, 2, 2), granted=5, accept=None)
    held = state("2026-02-03")
    assert (held.state, held.overdue_since) == ("held", date(2026, 1, 31))
    assert [p.state for p in held.periods[-2:]] == ["held", "expected"]
    deliver_one(services, "2025-Q4", date(2026, 2, 4))
    assert [p.state for p in state("2026-02-05").periods[-3:]] == [
        "accepted",
        "accepted",
        "expected",
    ]
    told = state("2026-02-05").to_json()
    assert (told["cadence"], told["received_by"], told["overdue_since"]) == (
        "quarter",
        "anna",
        None,
    )
    public = look(services.engine, date(2026, 2, 5), made_up=False)
    assert "anna" not in repr(public)
    services.close()


def test_a_return_that_had_to_be_refused_is_received_and_must_come_again(settings, tmp_path):
    from dashboard.returns import deliver

    services = Services(settings)
    # 570428-9999 is of the reserved test series: nobody has it.
    data = b"period,geography,purpose,sex,age_group,cases,eligible,status,note\n"
    data += b"2025-Q1,0180,sexual,women,adult,3,1,final,570428-9999\n"
    deliver(services, data, "fel.csv", date(2025, 5, 1), channel="inbox")
    states = {s.name: s.state for s in source_states(services.engine, date(2025, 5, 2))}
    assert states["cases"] == "received"
    services.close()


def test_the_state_of_the_sources_reads_no_record(settings):
    """A million records must not be looked through to say what is late."""
    from sqlalchemy import event

    engine = connect(settings.database_url)
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    source_states(engine, date(2026, 5, 1))
    assert asked
    assert not any("FROM record" in statement or "JOIN record" in statement for statement in asked)
    engine.dispose()
