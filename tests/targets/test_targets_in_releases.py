"""What a release says of targets: none before the next one, all of it in the next, for ever."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from target_builders import AIM, APPLICATIONS, NOW, TODAY, WHY, decision, installation

from dashboard.publishing import draft, publish
from dashboard.queries import Queries
from etl.period import Period
from indicators.definition import Direction, Kind, Text
from indicators.disclosure.ledger import Ledger as DisclosureLedger
from indicators.disclosure.shown import Protection
from indicators.judging import About, Lacking, current, judged, lacking, overdue_days
from indicators.parts import ReleaseError
from indicators.progress import Target
from indicators.release import audit
from indicators.results import Cited, Mark, Observation, Protected, Remark
from indicators.target_store import TargetStore
from indicators.targets import Action, Explanation, Ledger, Series

SHARE = About("training_coverage", Kind.SHARE, Direction.HIGHER)
PLACE = Series("training_coverage", "0180")
END = date(2028, 12, 31)
NOTHING_HIDDEN = (Protection(DisclosureLedger().head), DisclosureLedger())


def seen(period, value=None, **fields):
    return Observation(Period.parse(period), "0180", (("group_id", "all"),), value, **fields)


def ledger(*targets, series=PLACE):
    numbered = []
    for number, target in enumerate(targets, 1):
        numbered.append(
            decision(
                series,
                target,
                number=number,
                replaces=number - 1 or None,
                decided_on=date(2026, 1, number),
            )
        )
    return Ledger(tuple(numbered))


def status(observation):
    return observation.progress["status"] if observation.progress else None


def test_the_target_in_force_on_the_data_cut_judges_and_an_older_figure_has_no_status():
    first = Target(0.5, date(2024, 12, 31), 0.9, END)
    second = Target(0.5, date(2024, 12, 31), 0.6, END)
    rows = (seen("2023", 0.4), seen("2025", 0.55))
    known = ledger(first, second)
    before = judged(rows, SHARE, known, date(2026, 1, 1))
    after = judged(rows, SHARE, known, date(2026, 1, 2))
    assert [status(one) for one in before] == [None, "behind"]
    assert [status(one) for one in after] == [None, "on_track"]
    assert after[1].progress["decision"] == 2
    assert [status(one) for one in judged(rows, SHARE, known, date(2025, 12, 31))] == [None, None]


def test_the_latest_figure_is_overdue_once_a_later_one_was_due():
    late = seen("2025", mark=Mark.NOT_REPORTED, remarks=(Remark("due", (("day", "2026-02-04"),)),))
    rows = (seen("2023", 0.5), seen("2024", 0.55), late)
    assert [overdue_days(one, rows, date(2026, 2, 4)) for one in rows] == [0, 0, 0]
    assert [overdue_days(one, rows, date(2026, 2, 14)) for one in rows] == [0, 10, 0]
    aim = Target(0.5, date(2023, 12, 31), 0.9, END)
    found = judged(rows, SHARE, ledger(aim), date(2026, 2, 14))
    assert [status(one) for one in found] == ["too_early", "source_overdue", "no_data"]
    assert found[1].progress["overdue_days"] == 10


def test_a_hidden_figure_is_overdue_like_any_other_and_one_that_came_later_ends_that():
    late = seen("2025", mark=Mark.NOT_REPORTED, remarks=(Remark("due", (("day", "2026-02-04"),)),))
    hidden = seen("2024", mark=Mark.HIDDEN)
    aim = ledger(Target(0.5, date(2023, 12, 31), 0.9, END))
    found = judged((seen("2023", 0.5), hidden, late), SHARE, aim, date(2026, 2, 14))
    assert [status(one) for one in found] == ["too_early", "source_overdue", "no_data"]
    came = judged((hidden, seen("2025", mark=Mark.HIDDEN)), SHARE, aim, date(2026, 2, 14))
    assert [status(one) for one in came] == ["hidden", "hidden"]


def test_a_hidden_figure_tells_nothing_but_that_it_is_hidden():
    hidden = seen("2025", mark=Mark.HIDDEN)
    aim = Target(0.5, date(2023, 12, 31), 0.9, END)
    (found,) = judged((hidden,), SHARE, ledger(aim), TODAY)
    assert status(found) == "hidden"
    assert found.progress["latest"]["value"] is None
    assert found.progress["closed"] is None
    audit([Protected("training_coverage", (found,))], *NOTHING_HIDDEN)


def test_a_status_that_rests_on_a_figure_not_shown_is_refused():
    aim = Target(0.5, date(2023, 12, 31), 0.9, END)
    (found,) = judged((seen("2025", 0.55),), SHARE, ledger(aim), TODAY)
    telling = replace(found, value=None, mark=Mark.HIDDEN)
    with pytest.raises(ReleaseError, match="not shown"):
        audit([Protected("training_coverage", (telling,))], *NOTHING_HIDDEN)


def test_a_year_goes_before_its_parts_and_a_figure_before_a_gap():
    rows = (seen("2024", 0.5), seen("2025-Q1", 0.6), seen("2025", mark=Mark.INCOMPLETE))
    assert current(rows, PLACE) is rows[0]
    assert current(rows[1:], PLACE) is rows[1]
    assert current((), PLACE) is None


def test_what_is_off_track_asks_for_an_explanation_and_an_action():
    aim = Target(0.5, date(2024, 12, 31), 0.9, END)
    known = ledger(aim)
    rows = {"training_coverage": judged((seen("2025", 0.51),), SHARE, known, TODAY)}
    assert lacking(rows, known, TODAY) == (Lacking("no_explanation", PLACE, "behind"),)
    said = replace(known, explanations=(Explanation(PLACE, "2025", "behind", WHY, 1),))
    assert lacking(rows, said, TODAY) == (Lacking("no_action", PLACE, "behind"),)
    done = replace(said, actions=(Action(1, WHY, WHY, END, (), 1),))
    assert lacking(rows, done, TODAY) == ()
    good = {"training_coverage": judged((seen("2025", 0.6),), SHARE, known, TODAY)}
    assert lacking(good, known, TODAY) == ()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_public_sees_a_target_in_the_next_release_and_nothing_before(
    kind, tmp_path, new_installation
):
    services = installation(tmp_path / "var", new_installation(kind, tmp_path / "var"))
    queries = Queries(services.engine)
    before = queries.current()
    store = TargetStore(services.engine)
    store.decide(decision(), by="lead", now=NOW)
    said = store.explain(Explanation(APPLICATIONS, "2024", "behind", WHY), by="lead", now=NOW)
    owner = Text("enheten", "the unit")
    store.promise(Action(said.number, WHY, owner, date(2026, 9, 30)), by="lead", now=NOW)
    assert queries.current() == before
    assert not before.targets

    head = draft(services, TODAY, "steward")
    assert queries.current() == before
    publish(services, head.id, checked_by="lead")
    after = queries.current()
    assert [one.target for one in after.targets.decisions] == [AIM]
    assert [one.text for one in after.targets.explanations] == [WHY]
    assert [one.owner for one in after.targets.actions] == [owner]
    shown = current(after.indicators["reflection_applications"].observations, APPLICATIONS)
    assert shown.progress["decision"] == 1
    assert shown.progress["latest"]["value"] == shown.value

    second = Target(10, date(2023, 12, 31), 15, END)
    store.decide(decision(target=second, replaces=1, decided_on=TODAY), by="lead", now=NOW)
    assert queries.current() == after
    later = draft(services, TODAY, "steward")
    publish(services, later.id, checked_by="lead")
    assert [one.target for one in queries.current().targets.decisions] == [AIM, second]
    assert queries.release(head.id).targets == after.targets
    services.close()


def test_a_release_of_an_earlier_day_knows_no_target_of_a_later_one(tmp_path, new_installation):
    services = installation(tmp_path / "var", new_installation("sqlite", tmp_path / "var"))
    TargetStore(services.engine).decide(decision(), by="lead", now=NOW)
    head = draft(services, date(2026, 3, 18), "steward")
    publish(services, head.id, checked_by="lead")
    release = Queries(services.engine).release(head.id)
    assert not release.targets
    assert all(one.progress is None for i in release.indicators.values() for one in i.observations)
    services.close()


def test_a_status_does_not_flip_when_a_later_figure_comes():
    aim = Target(0.5, date(2024, 12, 31), 0.9, END)
    known = ledger(aim)
    early = judged((seen("2025", 0.6),), SHARE, known, TODAY)
    rows = (seen("2025", 0.6), seen("2026", 0.61))
    late = judged(rows, SHARE, known, TODAY + timedelta(365))
    assert early[0] == late[0]
    assert status(late[1]) == "behind"


def test_cited_conflicts_do_not_change_a_status():
    aim = Target(0.5, date(2024, 12, 31), 0.9, END)
    other = Cited("value", "training", "trained", "0180", "2025", (), "final", TODAY, value=1)
    plain = judged((seen("2025", 0.6),), SHARE, ledger(aim), TODAY)
    disputed = judged((seen("2025", 0.6, conflicts=(other,)),), SHARE, ledger(aim), TODAY)
    assert status(plain[0]) == status(disputed[0])
