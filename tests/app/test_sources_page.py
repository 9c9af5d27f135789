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
