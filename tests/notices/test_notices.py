"""Whoever should know is told, once, by real receivers on loopback."""

import email
import email.policy
import logging
from datetime import UTC, date, datetime

import pytest
from receivers import Mail, Webhook
from turned_clock import Clock

from dashboard.doctor import examine
from dashboard.jobs import Every, Job, Runner
from dashboard.notices import NotTakenError, tell_overdue, tell_waiting, unusable
from dashboard.returns import deliver
from dashboard.schedule import JOBS
from dashboard.services import Services
from dashboard.settings import Settings

# The library that sends imports a module that a later Python will not have.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

MORNING = "2026-04-20T06:00:00+00:00"
HEADER = (
    "period,geography,applicant,purpose,sex,age_group,"
    "submitted,granted,rejected,withdrawn,pending,status"
)
ROW = "2026-Q1,0180,social_services,sexual,women,adult,93,4,0,0,1,preliminary"
WRONG = f"{HEADER}\n{ROW}\n".encode()


@pytest.fixture
def hook():
    made = Webhook()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def make(engine, database_url, tmp_path):
    made = []

    def with_receivers(*addresses):
        settings = Settings(
            database_url=database_url,
            data_dir=tmp_path,
            notify_urls=addresses,
            base_url="https://kollen.example.se",
            language="en",
        )
        made.append(Services(settings, Clock(MORNING), logging.getLogger("test")))
        return made[-1]

    yield with_receivers
    for one in made:
        one.close()


def hold(services, name="Anna Andersson.csv", data=WRONG):
    return deliver(services, data, name, date(2026, 4, 20), channel="inbox")


def test_a_held_return_is_told_once_without_a_figure_or_a_name(hook, make):
    services = make(hook.address)
    answer = hold(services)
    assert tell_waiting(services) == "told 1"
    assert tell_waiting(services) is None
    (came,) = hook.came
    assert f"https://kollen.example.se/arbetsyta/inlamningar/{answer.batch}" in came["message"]
    assert "Applications" in came["message"]
    for kept_back in ("93", "Anna", "Andersson", "0180", "2026-Q1"):
        assert kept_back not in str(came)
    hold(services, data=WRONG.replace(b"93", b"94"))
    assert tell_waiting(services) == "told 1"
    assert len(hook.came) == 2


def test_a_source_is_told_to_be_overdue_once_for_each_period(hook, make):
    services = make(hook.address)
    services.clock.now = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
    said = tell_overdue(services)
    assert "applications:2026-Q1" in said
    told = hook.came[0]["message"]
    assert "overdue since 2026-05-01" in told
    services.clock.now = datetime(2026, 5, 2, 6, 0, tzinfo=UTC)
    assert tell_overdue(services) == said
    assert len(hook.came) == 1
    services.clock.now = datetime(2026, 7, 31, 6, 0, tzinfo=UTC)
    assert "applications:2026-Q2" in tell_overdue(services)
    assert len(hook.came) == 2


def test_a_failed_job_is_told_once_until_it_has_been_well(hook, make, caplog):
    caplog.set_level(logging.CRITICAL)
    services = make(hook.address)

    def fail(_services):
        raise RuntimeError("password=hush")

    def run(what):
        services.clock.now = services.clock.now.replace(minute=services.clock.now.minute + 1)
        Runner(services).run(Job("pull", Every(seconds=60), what))
        return tell_waiting(services)

    assert run(fail) == "told 1"
    assert run(fail) is None
    assert "pull" in hook.came[0]["message"]
    assert "hush" not in str(hook.came)
    assert run(lambda _: "fetched") is None
    assert run(fail) == "told 1"


def test_one_receiver_that_fails_is_tried_again_and_the_other_is_not_told_twice(hook, make):
    broken = Webhook()
    broken.status = 500
    services = make(broken.address, hook.address)
    hold(services)
    with pytest.raises(NotTakenError, match=r"^receiver 1 did not take the message$"):
        tell_waiting(services)
    with pytest.raises(NotTakenError):
        tell_waiting(services)
    assert len(hook.came) == 1
    broken.status = 200
    assert tell_waiting(services) == "told 1"
    assert (len(broken.came), len(hook.came)) == (1, 1)
    broken.server.shutdown()
    broken.server.server_close()


def test_a_receiver_that_fails_is_logged_without_its_address(hook, make, caplog):
    hook.status = 500
    services = make(hook.address)
    hold(services)
    with pytest.raises(NotTakenError):
        tell_waiting(services)
    Runner(services).run(next(job for job in JOBS if job.name == "notices"))
    for secret in ("hush", "secret-path"):
        assert secret not in caplog.text
        assert secret not in repr(services.settings.shown())


def test_nobody_is_told_unless_set(make):
    services = make()
    hold(services)
    assert tell_waiting(services) is None


def test_a_letter_goes_out_by_mail(make):
    mail = Mail()
    services = make(mail.address)
    hold(services)
    assert tell_waiting(services) == "told 1"
    (letter,) = mail.letters
    read = email.message_from_bytes(letter, policy=email.policy.default)
    assert "Programkollen" in read["Subject"]
    assert "held" in read.get_body(("plain",)).get_content()
    mail.server.shutdown()
    mail.server.server_close()


def test_an_address_that_no_service_takes_is_found(make):
    assert unusable(["json://127.0.0.1/x", "nix://x"]) == [2]
    found = {one.what: one for one in examine(make("nix://me:hush@x"))}
    assert not found["receivers"].well
    assert "number 1" in found["receivers"].says
    assert "hush" not in found["receivers"].says
