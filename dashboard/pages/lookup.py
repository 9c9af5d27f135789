"""How does a page that compares releases get another one than the one shown?"""

from dataclasses import replace
from datetime import date, datetime

from dashboard.page import View
from indicators.published import Release, ReleaseHead


def other(view: View, release_id: str) -> Release | None:
    """Give another public release, or None where it is not there or cannot be asked for."""
    if view.release is not None and view.release.head.id == release_id:
        return view.release
    return view.load(release_id)


def standing(view: View) -> tuple[ReleaseHead, ...]:
    """List the public releases that can still be read, newest first."""
    return tuple(h for h in view.releases if h.state != "withdrawn")


def before(view: View) -> Release | None:
    """Give the release before the one shown, by data cut, or None where it is the first."""
    if view.release is None:
        return None
    shown = view.release.head
    earlier = [h for h in standing(view) if h.data_cut < shown.data_cut and h.id != shown.id]
    latest = max(earlier, key=lambda h: (h.data_cut, h.created_at), default=None)
    return other(view, latest.id) if latest else None


def in_force(view: View, day: date) -> ReleaseHead | None:
    """Give the release that was in force on a day, or None before the first."""
    by_then = [h for h in standing(view) if h.in_force_from <= day]
    return max(by_then, key=lambda h: (h.in_force_from, _published(h)), default=None)


def _published(head: ReleaseHead) -> datetime:
    return head.published_at or head.created_at


def up_to_shown(view: View, most: int = 12) -> tuple[Release, ...]:
    """Give the releases up to the one shown, oldest first, as far as they can be asked for."""
    if view.release is None:
        return ()
    cut = view.release.head.data_cut
    heads = sorted(
        (h for h in standing(view) if h.data_cut <= cut), key=lambda h: (h.data_cut, h.created_at)
    )
    found = [other(view, h.id) for h in heads[-most:]]
    return tuple(r for r in found if r is not None) or (view.release,)


def showing(view: View, release: Release) -> View:
    """Give the same view of another release."""
    return replace(view, release=release)
