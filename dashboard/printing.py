"""Can this machine make a PDF, and what must be installed if it cannot?

WeasyPrint asks for Pango and its friends from the system; everything else works without them.
"""

from ctypes.util import find_library
from functools import cache

LIBRARIES = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
MISSING = (
    "A PDF needs the libraries Pango and HarfBuzz, which this machine lacks: on Debian or Ubuntu "
    f"install them by `apt-get install {PACKAGES}`, on macOS by `brew install pango`."
)


@cache
def possible() -> bool:
    """Tell whether the libraries are there."""
    return all(find_library(name) for name in LIBRARIES)
