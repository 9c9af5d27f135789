"""Which jobs are there, and when are they due? This table, and nothing else, says so.

Times are Stockholm's, and none lies between 02 and 03. A job with an interval lets what it
missed be done by its next run; a daily one is run however late, once. Beside the nightly run,
the draft is computed after each load, whichever way the return came.
"""

from datetime import time

from dashboard.inbox import take_in
from dashboard.jobs import Daily, Every, Job
from dashboard.keeping import back_up_nightly, prune
from dashboard.notices import tell_overdue, tell_waiting
from dashboard.publishing import last_load, refresh_draft
from dashboard.pulls import pull_all
from dashboard.timetable import publish_due

JOBS: tuple[Job, ...] = (
    # First: what is due at a moment must not wait for a large return.
    Job("publish", Every(seconds=10), publish_due),
    Job("inbox", Every(seconds=60), take_in),
    Job("pull", Every(seconds=3600), pull_all),
    # After what takes returns in, so that a draft made at once has them.
    Job("draft", Every(seconds=10), refresh_draft, news=last_load),
    Job("backup", Daily(at=time(1, 15)), back_up_nightly),
    Job("prune", Daily(at=time(3, 15)), prune),
    Job("compute", Daily(at=time(4, 15)), refresh_draft),
    Job("overdue", Daily(at=time(6, 15)), tell_overdue),
    # Last: it tells of what the others left.
    Job("notices", Every(seconds=300), tell_waiting),
)
"""Every scheduled job, in the order in which they run when several are due."""
