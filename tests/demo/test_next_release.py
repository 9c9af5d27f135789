"""Can the next release be made of what the first one was made of?"""

from dashboard.publishing import draft, publish
from indicators.diff import ChangeKind, diff
from indicators.store import ReleaseStore


def test_kept_proofs_stand_when_read_back_and_nothing_changes_by_itself(demo):
    releases = ReleaseStore(demo.engine)
    first = releases.latest()
    assert first is not None
    head = draft(demo, demo.today(), "demo:steward")
    publish(demo, head.id, checked_by="demo:lead")
    assert releases.head(head.id).state == "published"
    # The demo decides one target after its first release, so statuses may differ.
    found = diff(releases.load(first.id), releases.load(head.id))
    assert {one.kind for one in found} <= {ChangeKind.STATUS}
