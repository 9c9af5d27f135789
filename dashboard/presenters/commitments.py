"""What should the programme contain or do, and how far has each thing come?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.i18n import N_
from dashboard.presenters import words
from dashboard.presenters.rows import Row, present
from dashboard.presenters.select import lists, observations, value_of
from dashboard.presenters.voice import Voice
from indicators.published import Release
from indicators.results import Observation

COMMITMENT = "commitment_id"
_COUNTED = {
    "done": (N_("{count} is done"), N_("{count} are done")),
    "under_way": (N_("{count} is under way"), N_("{count} are under way")),
    "assigned": (N_("{count} is assigned"), N_("{count} are assigned")),
    "proposed": (N_("{count} is proposed"), N_("{count} are proposed")),
    "dropped": (N_("{count} is dropped"), N_("{count} are dropped")),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One commitment: its words, its goal, its state as a code ("" where there is none)."""

    code: str
    title: str
    goal: str
    state: str
    row: Row


@dataclass(frozen=True, slots=True)
class GoalItems:
    """A goal's commitments and how many of them stand in each state, from the furthest come."""

    goal: str
    title: str
    items: tuple[Item, ...]
    counts: Mapping[str, int]


def latest_states(release: Release | None, slug: str) -> tuple[Observation, ...]:
    """Give the latest state of each thing on an indicator's list."""
    latest: dict[str, Observation] = {}
    for o in sorted(observations(release, slug), key=lambda o: o.period):
        code = value_of(o, COMMITMENT)
        if code and code != words.TOTAL and (o.text is not None or o.mark is not None):
            latest[code] = o
    return tuple(latest.values())


def items(voice: Voice, slug: str) -> tuple[Item, ...]:
    """Give each thing on an indicator's list, in the order of the register."""
    release = voice.release
    if release is None or slug not in release.indicators:
        return ()
    register = lists(release, COMMITMENT)
    found = [_item(voice, release, slug, o) for o in latest_states(release, slug)]
    order = {code: place for place, code in enumerate(register)}
    return tuple(sorted(found, key=lambda item: order.get(item.code, len(order))))


def by_goal(voice: Voice, found: Sequence[Item]) -> tuple[GoalItems, ...]:
    """Group commitments by goal, in the order of the goals; goals without any are left out."""
    goals = lists(voice.release, "goals")
    named = [*goals, *(i.goal for i in found if i.goal not in goals)]
    return tuple(
        GoalItems(goal, words.code(voice, "goals", goal), mine, counts(mine))
        for goal in dict.fromkeys(named)
        if (mine := tuple(i for i in found if i.goal == goal))
    )


def counts(found: Sequence[Item]) -> dict[str, int]:
    """Count commitments by state, from the furthest come to what is no longer sought."""
    states = [item.state for item in found]
    return {state: states.count(state) for state in words.COMMITMENT_STATES if state in states}


def in_words(voice: Voice, counted: Mapping[str, int]) -> str:
    """Say how many stand in each state: "1 is done, 2 are under way"."""
    return ", ".join(
        voice.t(_COUNTED[state][number != 1], count=number) for state, number in counted.items()
    )


def done_of(counted: Mapping[str, int]) -> tuple[int, int]:
    """Give how many are done, and of how many: the dropped ones do not count."""
    return counted.get("done", 0), sum(n for s, n in counted.items() if s != "dropped")


def _item(voice: Voice, release: Release, slug: str, observation: Observation) -> Item:
    code = value_of(observation, COMMITMENT) or ""
    entry = lists(release, COMMITMENT).get(code, {})
    goal = value_of(observation, "goal_id") or entry.get("goal") or entry.get("goal_id") or ""
    return Item(
        code=code,
        title=words.code(voice, COMMITMENT, code),
        goal=str(goal),
        state=observation.text or "",
        row=present(voice, release.indicators[slug], observation),
    )
