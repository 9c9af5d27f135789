"""What no permission grants is refused, with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.access import PERMISSIONS, PUBLIC, ROLES, Reader, Subject, decide

STATES = ("draft", "checked", "approved", "published", "replaced", "withdrawn")
SUBJECTS = st.builds(
    Subject, st.just("r1"), st.sampled_from(STATES), st.sampled_from([None, "anna", "bo"])
)


@pytest.mark.parametrize("state", STATES)
def test_the_public_reads_what_is_public_and_nothing_else(state):
    allowed = decide(PUBLIC, "release.read", Subject("r1", state)).allowed
    assert allowed is (state in ("published", "replaced"))


@pytest.mark.parametrize(
    "permission", [p for p in PERMISSIONS if p not in ("release.read", "site.use")]
)
def test_without_signing_in_nothing_else_is_granted(permission):
    assert not decide(PUBLIC, permission).allowed


@given(
    st.frozensets(st.sampled_from(sorted(ROLES))),
    st.one_of(st.sampled_from(PERMISSIONS), st.text()),
    st.one_of(st.none(), SUBJECTS),
)
def test_silence_means_no_and_every_answer_has_its_reason(roles, permission, about):
    decision = decide(Reader("anna", roles), permission, about)
    assert decision.reason
    if not any(permission in ROLES[role] for role in roles):
        assert not decision.allowed


@given(st.sampled_from(sorted(ROLES)), SUBJECTS)
def test_nobody_reads_a_withdrawn_release(role, about):
    withdrawn = Subject(about.release, "withdrawn", about.prepared_by)
    assert not decide(Reader("anna", frozenset({role})), "release.read", withdrawn).allowed


def test_whoever_prepared_a_release_cannot_approve_it_in_any_role():
    both = frozenset({"lead", "steward"})
    assert not decide(
        Reader("anna", both), "release.approve", Subject("r", "checked", "anna")
    ).allowed
    assert decide(Reader("bo", both), "release.approve", Subject("r", "checked", "anna")).allowed


def test_only_a_named_member_reads_an_approved_release_before_its_day():
    about = Subject("r1", "approved")
    member = frozenset({"member"})
    assert decide(Reader("eva", member, frozenset({"r1"})), "release.read", about).allowed
    assert not decide(Reader("eva", member), "release.read", about).allowed
    assert not decide(Reader("eva", member, frozenset({"r2"})), "release.read", about).allowed
    named_only = Reader("eva", frozenset({"public"}), frozenset({"r1"}))
    assert not decide(named_only, "release.read", about).allowed


def test_an_administrator_sees_no_figures_of_their_own():
    admin = Reader("ada", frozenset({"administrator"}))
    assert not decide(admin, "release.read", Subject("r", "draft")).allowed
    assert not decide(admin, "finding.read").allowed
