"""What changed between two releases: every kind of change, and the same from either side."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from release_builders import DEFINITIONS, observation

from indicators.diff import ChangeKind, diff
from indicators.published import PublishedIndicator, Release, ReleaseHead
from indicators.results import Cited, Mark

SLUG = "reflection_applications"
HEAD = ReleaseHead(
    id="r1",
    title={"sv": "a", "en": "a"},
    kind="regular",
    state="published",
    data_cut=date(2025, 1, 1),
    in_force_from=date(2025, 1, 1),
    created_at=datetime(2025, 1, 1, tzinfo=UTC),
    published_at=datetime(2025, 1, 1, tzinfo=UTC),
    note=None,
    replaces=None,
    content_hash="0" * 64,
)


def release(*observations, slug=SLUG):
    indicator = PublishedIndicator(DEFINITIONS[slug], tuple(observations))
    return Release(HEAD, {}, {}, {slug: indicator})


def kinds(old, new):
    return [difference.kind for difference in diff(old, new)]


def test_each_kind_of_change():
    before = observation("2024", 12)
    assert kinds(release(before), release(before)) == []
    assert kinds(release(), release(before)) == [ChangeKind.ADDED]
    assert kinds(release(before), release()) == [ChangeKind.REMOVED]
    assert kinds(release(before), release(replace(before, value=13))) == [ChangeKind.VALUE]
    assert kinds(release(before), release(replace(before, low=1))) == [ChangeKind.VALUE]
    assert kinds(release(before), release(replace(before, text="done"))) == [ChangeKind.TEXT]
    changed = replace(before, status="preliminary")
    assert kinds(release(before), release(changed)) == [ChangeKind.STATUS]
    hidden = observation("2024", mark=Mark.HIDDEN)
    assert kinds(release(before), release(hidden)) == [ChangeKind.MARK]


def test_a_gap_that_becomes_a_zero_is_a_change():
    gap, zero = observation("2024", mark=Mark.NOT_REPORTED), observation("2024", 0)
    (found,) = diff(release(gap), release(zero))
    assert found.kind is ChangeKind.MARK
    assert found.to_json()["old"]["value"] is None
    assert found.to_json()["new"]["value"] == 0


def test_a_status_that_flips_is_told():
    before = observation("2024", 12, progress={"status": "behind"})
    after = replace(before, progress={"status": "on_track"})
    (found,) = diff(release(before), release(after))
    assert (found.kind, found.flipped) == (ChangeKind.STATUS, True)
    assert found.to_json()["new"]["progress"] == "on_track"


NOTE = {"sv": "En kurs hade inte räknats med.", "en": "A course had not been counted."}


def noted(found, **head):
    later = replace(HEAD, id="r2", data_cut=date(2025, 6, 1), note=NOTE, **head)
    return replace(found, head=later)


def cited(note):
    return Cited(
        "value", "reflection", "applications", "0180", "2024", (), "final", date(2025, 5, 1),
        note=note,
    )  # fmt: skip


def test_what_a_release_says_of_its_changes_is_the_reason_of_revised_figures_alone():
    before = [
        observation("2021", 12),
        observation("2022", mark=Mark.NOT_REPORTED),
        observation("2023", 5),
        observation("2024", 5, status="preliminary"),
        observation("2025", 9),
    ]
    after = [
        replace(before[0], value=13),
        observation("2022", 7),
        observation("2023", mark=Mark.HIDDEN),
        replace(before[3], status="final"),
        replace(before[4], value=8, inputs=(cited("Två räknades dubbelt."),)),
    ]
    old, new = release(*before), noted(release(*after))
    for pair in ((old, new), (new, old)):
        told = {one.period: (one.to_json()["reason"], one.stated) for one in diff(*pair)}
        assert told == {
            "2021": (NOTE, ()),
            "2022": (None, ()),
            "2023": (NOTE, ()),
            "2024": (None, ()),
            "2025": (None, ("Två räknades dubbelt.",)),
        }
    assert [one.period for one in diff(old, new) if one.revised] == ["2021", "2023", "2025"]


def test_how_a_release_was_reconstructed_is_the_reason_of_no_figure():
    old, new = release(observation("2024", 12)), release(observation("2024", 13))
    (found,) = diff(old, noted(new, kind="reconstructed"))
    assert found.reason is None


def test_other_places_and_breakdowns_are_not_mixed_up():
    here = observation("2024", 12)
    there = replace(here, geography="1480", value=3)
    women = replace(here, breakdown=(("sex", "women"),), value=2)
    assert kinds(release(here, there, women), release(women, there, here)) == []


def test_an_indicator_that_is_gone_comes_last():
    old, new = (
        release(observation("2024", 1)),
        release(observation("2024", 1), slug="rights_items_delivered"),
    )
    assert [(d.indicator, d.kind) for d in diff(old, new)] == [
        ("rights_items_delivered", ChangeKind.ADDED),
        (SLUG, ChangeKind.REMOVED),
    ]


figures = st.builds(
    lambda period, value, place, text: observation(period, value, geography=place, text=text),
    st.sampled_from(["2024", "2025-H1", "2025-Q1"]),
    st.none() | st.integers(0, 3),
    st.sampled_from(["0180", "SE"]),
    st.none() | st.just("done"),
)
releases = st.lists(figures, max_size=6).map(lambda found: release(*found))


@given(old=releases, new=releases)
def test_it_is_the_same_from_either_side(old, new):
    turned = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}
    there = [(d.indicator, d.kind, d.old, d.new) for d in diff(old, new)]
    back = [(d.indicator, turned.get(d.kind, d.kind), d.new, d.old) for d in diff(new, old)]
    assert there == back
    assert not diff(old, old)
