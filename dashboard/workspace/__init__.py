"""Which pages does the working area have? Each is listed here, in the order of its menu.

A page is declared as ``dashboard.workspace.page`` describes.
"""

from dashboard.workspace import (
    accounts,
    feedback,
    log,
    mended,
    own_account,
    protection,
    release,
    releases,
    returns,
    schedule,
    sources,
    start,
    targets,
)
from dashboard.workspace.page import WorkPage

WORK_PAGES: tuple[WorkPage, ...] = (
    start.START,
    returns.PAGE,
    returns.ONE,
    sources.PAGE,
    mended.PAGE,
    schedule.PAGE,
    targets.PAGE,
    releases.PAGE,
    release.PAGE,
    protection.PAGE,
    accounts.PAGE,
    feedback.PAGE,
    log.PAGE,
    own_account.PAGE,
    start.PERMITTED,
)
