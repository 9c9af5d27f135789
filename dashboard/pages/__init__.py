"""Which pages may everyone read? Each is listed here, in the order of the menu."""

from dashboard.page import Page
from dashboard.pages import (
    about,
    commitments,
    indicator,
    method,
    open_data,
    overview,
    partnership,
    reflection,
    releases,
    rights,
    sources,
    training,
)

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    reflection.PAGE,
    rights.PAGE,
    training.PAGE,
    partnership.PAGE,
    commitments.PAGE,
    releases.PAGE,
    open_data.PAGE,
    indicator.PAGE,
    sources.PAGE,
    about.PAGE,
    method.PAGE,
)
