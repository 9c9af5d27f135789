"""Which colours, type and spaces does everything use?

One table, read by the style sheet (as CSS custom properties), by the Plotly template and by the
report. Text stands at 4.5:1 or more against its ground, marks at 3:1 or more, in light and dark;
where the reader asks for more contrast, text at 7:1 and marks at 4.5:1. The colours of series
stay apart for readers who see red or green less, and in grey (a test computes all of it); they
never carry a meaning alone.
"""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

SANS = '"Source Sans 3","Segoe UI",system-ui,sans-serif'
SERIF = '"Source Serif 4",Georgia,"Times New Roman",serif'

SPACES = ("0.25rem", "0.5rem", "1rem", "1.5rem", "2.5rem", "4rem")
SIZES = {
    "tiny": "0.8125rem",
    "small": "0.9375rem",
    "body": "1rem",
    "large": "1.1875rem",
    "title": "1.375rem",
    "display": "clamp(1.8rem, 1.2rem + 2.4vw, 2.75rem)",
}
"""Sizes of type, in the reader's own measure."""
CHART_SIZES = {"tick": 13, "label": 14}
"""Sizes of type in charts, in pixels."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one scheme, as #rrggbb."""

    ink: str
    soft: str
    line: str
    paper: str
    wash: str
    blue: str
    blue_soft: str
    grey: str
    grey_soft: str
    amber: str
    green: str
    plum: str

    def named(self) -> dict[str, str]:
        """Give each colour by its name."""
        return {f.name: getattr(self, f.name) for f in fields(self)}


LIGHT = Palette(
    ink="#17202b",
    soft="#4d5967",
    line="#d5dbe2",
    paper="#ffffff",
    wash="#f4f6f8",
    blue="#0b4f8a",
    blue_soft="#bcd4ea",
    grey="#6b7683",
    grey_soft="#dfe4e9",
    amber="#8a4b00",
    green="#1c6b3c",
    plum="#7a3064",
)
DARK = Palette(
    ink="#e8edf2",
    soft="#a9b4c0",
    line="#38424d",
    paper="#12171d",
    wash="#1a2129",
    blue="#8dc0f0",
    blue_soft="#2b4a68",
    grey="#98a3af",
    grey_soft="#2a323b",
    amber="#f0b25f",
    green="#7fcf9c",
    plum="#e0a3cc",
)
LIGHT_MORE = Palette(
    ink="#000000",
    soft="#2b343f",
    line="#5a6672",
    paper="#ffffff",
    wash="#f0f2f4",
    blue="#003a70",
    blue_soft="#a3c6e8",
    grey="#46505b",
    grey_soft="#c9d0d7",
    amber="#6b3500",
    green="#0b4d28",
    plum="#5c1749",
)
DARK_MORE = Palette(
    ink="#ffffff",
    soft="#d7dee6",
    line="#8b96a2",
    paper="#000000",
    wash="#14191f",
    blue="#b5dcff",
    blue_soft="#28507a",
    grey="#a3adb8",
    grey_soft="#3c4650",
    amber="#ffcf8f",
    green="#a4ecbc",
    plum="#f5c6e4",
)
SERIES = (LIGHT.blue, LIGHT.amber, LIGHT.grey, LIGHT.plum, LIGHT.green)
"""Colours of what stands side by side, each named where it stands."""


def style_sheet(*, paper: bool = False) -> str:
    """Write the tokens as CSS custom properties: by the reader's preference, or for paper."""
    spaces = "".join(f"--s{n}:{space};" for n, space in enumerate(SPACES, start=1))
    sizes = "".join(f"--size-{name}:{size};" for name, size in SIZES.items())
    type_ = f"--text:{SANS};--head:{SERIF};color-scheme:light dark;"
    dark, more = "(prefers-color-scheme:dark)", "(prefers-contrast:more)"
    light = f":root{{{_properties(LIGHT)}{spaces}{sizes}{type_}}}\n"
    if paper:
        return light
    return (
        f"{light}"
        f"@media {dark}{{:root{{{_properties(DARK)}}}}}\n"
        f"@media {more}{{:root{{{_properties(LIGHT_MORE)}}}}}\n"
        f"@media {dark} and {more}{{:root{{{_properties(DARK_MORE)}}}}}\n"
        f"@media print{{:root{{{_properties(LIGHT)}color-scheme:light}}}}\n"
    )


def schemes() -> dict[str, dict[str, str]]:
    """Map each light colour to that of every other scheme, by the scheme's name."""
    found = {"dark": DARK, "more": LIGHT_MORE, "dark-more": DARK_MORE}
    return {name: _instead(palette) for name, palette in found.items()}


def _instead(palette: Palette) -> dict[str, str]:
    other = palette.named()
    return {light: other[name] for name, light in LIGHT.named().items()}


@cache
def template(language: str) -> dict[str, Any]:
    """Give the Plotly template: few lines, our type, decimal signs of the language."""
    axis = {
        "automargin": True,
        "gridcolor": LIGHT.line,
        "linecolor": LIGHT.line,
        "tickcolor": LIGHT.line,
        "tickfont": {"color": LIGHT.soft, "size": CHART_SIZES["tick"]},
        "title": {"font": {"color": LIGHT.soft, "size": CHART_SIZES["tick"]}},
        "zerolinecolor": LIGHT.grey,
        "zerolinewidth": 1,
        "fixedrange": True,
    }
    layout = {
        "colorway": list(SERIES),
        "font": {"family": SANS, "color": LIGHT.ink, "size": CHART_SIZES["label"]},
        "paper_bgcolor": LIGHT.paper,
        "plot_bgcolor": LIGHT.paper,
        "separators": ",\u00a0" if language == "sv" else ".,",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hoverlabel": {
            "bgcolor": LIGHT.wash,
            "bordercolor": LIGHT.line,
            "font": {"color": LIGHT.ink, "family": SANS},
        },
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": {**axis, "showgrid": False},
        "yaxis": {**axis, "rangemode": "tozero"},
        "bargap": 0.35,
    }
    return {"layout": layout, "data": {"bar": [{"marker": {"line": {"width": 0}}}]}}


def _properties(palette: Palette) -> str:
    return "".join(f"--{name.replace('_', '-')}:{hue};" for name, hue in palette.named().items())
