"""Which pages does the working area have? Each is listed here, in the order of its menu.

A page is declared as ``dashboard.workspace.page`` describes.
"""

from dashboard.workspace.page import WorkPage

WORK_PAGES: tuple[WorkPage, ...] = ()
