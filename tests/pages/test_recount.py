"""What stands in the form of one's own reckoning, and what comes of it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import formats
from dashboard.presenters import recount
from indicators.progress import Latest, Target, assess

START, END, NOW = date(2022, 12, 31), date(2028, 12, 31), date(2025, 12, 31)
AIM = Target(0.23, START, 0.45, END)
TRAINED = 235 / 618


def judged(value, target=AIM, **latest):
    return assess(target, Latest(NOW, value, **latest))


def stated(progress):
    return progress.to_json() | {"direction": "neither"}


def shown(part):
    return formats.share(float(part), "en")


def test_a_field_is_rounded_and_reckoned_by_hand_gives_what_the_page_says():
    progress = judged(TRAINED)
    fields = recount.fields_of(progress, "share", "sv")
    assert (fields["baseline"], fields["figure"], fields["goal"]) == ("23", "38,03", "45")
    by_hand = (Decimal("38.03") - 23) / (45 - 23)
    assert shown(by_hand) == shown(progress.closed) == "68.3%"


def test_a_figure_has_no_more_decimals_than_the_steps_need():
    assert recount.fields_of(judged(0.3802), "share", "en")["figure"] == "38.02"
    assert recount.fields_of(judged(0.38), "share", "en")["figure"] == "38"
    assert recount.fields_of(judged(14), "persons", "en")["figure"] == "14"


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_the_fields_as_they_stand_give_the_published_state_and_the_shown_steps(now, base, goal):
    if base == goal:
        return
    progress = judged(now, Target(base, START, goal, END))
    fields = recount.fields_of(progress, "share", "sv")
    tried = recount.tried(fields, stated(progress), "share", "sv")
    assert not tried.changed
    assert tried.progress == progress
    typed = {name: recount.number_read(fields[name], "share") for name in ("baseline", "goal")}
    again = judged(
        recount.number_read(fields["figure"], "share"),
        Target(typed["baseline"], START, typed["goal"], END),
    )
    assert again.state == progress.state
    if progress.closed is not None:
        assert shown(again.closed) == shown(progress.closed)
        assert shown(again.expected) == shown(progress.expected)


@pytest.mark.parametrize("written", ["38,03", "38.03", " 38,03 ", "38,030"])
def test_what_is_left_as_it_stood_keeps_its_interval_when_something_else_is_tried(written):
    progress = judged(TRAINED, low=0.34, high=0.42)
    asked = {"figure": written, "goal": "90"}
    tried = recount.tried(asked, stated(progress), "share", "sv")
    assert tried.changed
    assert (tried.progress.latest.value, tried.progress.latest.low) == (TRAINED, 0.34)
    own = recount.tried({"figure": "38,1"}, stated(progress), "share", "sv")
    assert (own.progress.latest.value, own.progress.latest.low) == (0.381, None)
