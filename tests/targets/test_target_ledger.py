"""The ledger of targets: what may be entered, what applied when, and that nothing vanishes."""

from datetime import date, timedelta
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect
from target_builders import AIM, APPLICATIONS, NOW, TODAY, WHY, decision

from indicators.definition import Text
from indicators.progress import Target
from indicators.target_store import TargetStore, both
from indicators.targets import Action, Explanation, Ledger, Series, Step, TargetError

NOTE = Text("Hölls.", "Held.")
LATER = Target(14, date(2024, 12, 31), 25, date(2029, 12, 31), ((date(2027, 12, 31), 20.5),))
SAID = Explanation(APPLICATIONS, "2024", "behind", WHY)


@pytest.fixture
def store(engine):
    return TargetStore(engine)


def test_a_target_replaced_midway_leaves_the_first_to_be_asked_for(store):
    first = store.decide(decision(), by="lead", now=NOW)
    second = store.decide(
        decision(target=LATER, decided_on=date(2026, 4, 1), replaces=first.number),
        by="lead",
        now=NOW,
    )
    ledger = store.ledger()
    assert ledger.history(APPLICATIONS) == (first, second)
    assert ledger.in_force(APPLICATIONS, date(2026, 3, 18)) is None
    assert ledger.in_force(APPLICATIONS, date(2026, 3, 31)) == first
    assert ledger.in_force(APPLICATIONS, TODAY) == second
    assert second.target == LATER
    assert ledger.up_to(date(2026, 3, 31)).decisions == (first,)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"decided_by": " "}, "who decided"),
        ({"reference": ""}, "minutes"),
        ({"decided_on": TODAY + timedelta(1)}, "after today"),
        ({"replaces": 7}, "no target 7"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(store, wrong, said):
    with pytest.raises(TargetError, match=said):
        store.decide(decision(**wrong), by="lead", now=NOW)
    assert not store.ledger()


def test_a_second_target_must_say_which_it_replaces_and_come_after_it(store):
    first = store.decide(decision(), by="lead", now=NOW)
    with pytest.raises(TargetError, match="replaces it"):
        store.decide(decision(), by="lead", now=NOW)
    with pytest.raises(TargetError, match="before the one"):
        store.decide(
            decision(decided_on=date(2026, 1, 1), replaces=first.number), by="lead", now=NOW
        )


def test_of_two_who_replace_the_same_target_at_once_one_is_refused(store):
    first = store.decide(decision(), by="lead", now=NOW)
    answers = []

    def replace():
        try:
            answers.append(store.decide(decision(replaces=first.number), by="lead", now=NOW))
        except TargetError as error:
            answers.append(error)

    both_at_once = [Thread(target=replace) for _ in range(2)]
    for one in both_at_once:
        one.start()
    for one in both_at_once:
        one.join()
    assert sum(isinstance(answer, TargetError) for answer in answers) == 1
    assert len(store.ledger().decisions) == 2


def test_an_action_is_moved_then_closed_and_keeps_its_first_day(store):
    said = store.explain(SAID, by="lead", now=NOW)
    owner = Text("utbildningsansvarig", "head of training")
    made = store.promise(Action(said.number, WHY, owner, date(2026, 6, 30)), by="lead", now=NOW)
    assert (made.outcome, made.due) == ("open", date(2026, 6, 30))
    moved = store.step(
        made.number, Step("moved", TODAY, NOTE, date(2026, 9, 30)), by="lead", now=NOW
    )
    assert (moved.outcome, moved.due, moved.first_due) == (
        "open",
        date(2026, 9, 30),
        date(2026, 6, 30),
    )
    assert store.step(made.number, Step("done", TODAY, NOTE), by="lead", now=NOW).outcome == "done"
    with pytest.raises(TargetError, match="done already"):
        store.step(made.number, Step("dropped", TODAY, NOTE), by="lead", now=NOW)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step("moved", TODAY, NOTE), "new day"),
        (Step("done", TODAY, NOTE, date(2027, 1, 1)), "no other step"),
        (Step("moved", TODAY, NOTE, date(2026, 6, 30)), "not after"),
        (Step("done", TODAY + timedelta(1), NOTE), "not come"),
    ],
)
def test_a_step_that_cannot_stand_is_refused(store, step, said):
    number = store.explain(SAID, by="lead", now=NOW).number
    made = store.promise(Action(number, WHY, WHY, date(2026, 6, 30)), by="lead", now=NOW)
    with pytest.raises(TargetError, match=said):
        store.step(made.number, step, by="lead", now=NOW)


def test_an_action_stands_on_an_explanation_and_lies_ahead(store):
    with pytest.raises(TargetError, match="no explanation"):
        store.promise(Action(1, WHY, WHY, date(2027, 1, 1)), by="lead", now=NOW)
    number = store.explain(SAID, by="lead", now=NOW).number
    with pytest.raises(TargetError, match="passed"):
        store.promise(Action(number, WHY, WHY, date(2026, 1, 1)), by="lead", now=NOW)
    with pytest.raises(TargetError, match="no action 9"):
        store.step(9, Step("done", TODAY, NOTE), by="lead", now=NOW)


def test_words_are_asked_for_in_both_languages():
    with pytest.raises(TargetError, match="the reason lacks a language"):
        both("the reason", "Därför.", "  ")


def test_the_store_has_no_way_to_change_a_row(store, engine):
    store.decide(decision(), by="lead", now=NOW)
    assert {"target_decision", "explanation", "action", "action_step"} <= set(
        inspect(engine).get_table_names()
    )
    writers = [name for name in dir(TargetStore) if not name.startswith("_")]
    assert writers == ["decide", "explain", "ledger", "promise", "step"]


figures = st.one_of(st.integers(0, 10**6), st.floats(0, 1, allow_subnormal=False))


@given(figures, figures, st.integers(1, 3000))
def test_what_a_release_keeps_reads_back_the_same(baseline, value, days):
    aim = Target(baseline, AIM.baseline_day, value, AIM.baseline_day + timedelta(days))
    group = Series.of("training_coverage", "0180", (("group_id", "nurses"), ("unit", "all")))
    step = Step("moved", TODAY, NOTE, date(2026, 9, 30))
    ledger = Ledger(
        (decision(group, aim, number=1, entered_on=TODAY),),
        (Explanation(group, "2025-H1", "behind", WHY, 1, TODAY),),
        (Action(1, WHY, WHY, date(2026, 6, 30), (step,), 1),),
    )
    assert Ledger.from_json(ledger.to_json()) == ledger
