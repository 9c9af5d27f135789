"""The audit log is read: nothing is shown of what says nothing."""

from datetime import date

from people_for_tests import NOON, PASSWORD
from turned_clock import Clock

from dashboard.accounts import Actor
from dashboard.releasing import Releasing
from dashboard.settings import Settings

LOG = "/arbetsyta/logg"


def test_what_is_empty_takes_no_room_and_a_code_breaks_after_its_dot_alone(make_people, tmp_path):
    settings = Settings(data_dir=tmp_path, base_url="http://localhost", require_second_factor=False)
    made = make_people(settings, Clock(NOON))
    made.add("administrator", "administrator")
    Releasing(made.services, Actor("cli:test")).enter_day(date(2026, 5, 7))
    client = made.client("administrator")
    page = client.get(LOG).text
    assert "calendar.<wbr>entered" in page
    assert "{}" not in page
    assert ">Från</th>" not in page
    made.accounts.add("eva", ["steward"], Actor("administrator", "192.0.2.7"), password=PASSWORD)
    page = client.get(LOG).text
    assert ">Från</th>" in page
    assert "192.0.2.7" in page
    made.close()
