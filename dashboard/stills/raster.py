"""How does an SVG become a PNG, with our own type and nothing of the machine's?"""

import atexit
import shutil
import tempfile
from functools import cache, lru_cache
from pathlib import Path

from dashboard.stills.lettering import BOLD, FONTS, HEADING, REGULAR

_FAMILY, _HEADINGS = "Source Sans 3", "Source Serif 4"
_FAMILY_NAMES = (1, 16)  # of a font's name table


@lru_cache(maxsize=64)
def png(svg: str, width: int) -> bytes:
    """Draw an SVG that stands alone as a PNG of a width in pixels, on white."""
    from resvg_py import svg_to_bytes

    return bytes(
        svg_to_bytes(
            svg_string=svg,
            width=width,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=list(_fonts()),
            font_family=_FAMILY,
            sans_serif_family=_FAMILY,
            serif_family=_HEADINGS,
        )
    )


@cache
def _fonts() -> tuple[str, ...]:
    """Unpack the fonts that the site serves, once a process: the drawer reads no woff2."""
    from fontTools.ttLib import TTFont

    folder = Path(tempfile.mkdtemp(prefix="programkollen-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = []
    for name in (REGULAR, BOLD, HEADING):
        with TTFont(FONTS / name) as font:
            font.flavor = None
            # Their tables name the weight that they were cut from; the drawer goes by that name.
            for record in font["name"].names:
                if record.nameID in _FAMILY_NAMES:
                    record.string = _HEADINGS if name == HEADING else _FAMILY
            made.append(str(folder / Path(name).with_suffix(".ttf").name))
            font.save(made[-1])
    return tuple(made)
