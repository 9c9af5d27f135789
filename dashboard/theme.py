"""Which colours, type and spaces does everything use?

One table, read by the style sheet (as CSS custom properties), by the Plotly template and by the
report. Text stands at 4.5:1 or more against its ground, marks at 3:1 or more, in light and dark
(a test computes it).
"""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

SANS = '"Source Sans 3","Segoe UI",system-ui,sans-serif'
SERIF = '"Source Serif 4",Georgia,"Times New Roman",serif'

SPACES = ("0.25rem", "0.5rem", "1rem", "1.5rem", "2.5rem", "4rem")


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


def style_sheet() -> str:
    """Write the tokens as CSS custom properties, dark by the reader's preference."""
    spaces = "".join(f"--s{n}:{space};" for n, space in enumerate(SPACES, start=1))
    type_ = f"--text:{SANS};--head:{SERIF};color-scheme:light dark;"
    return (
        f":root{{{_properties(LIGHT)}{spaces}{type_}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_properties(DARK)}}}}}\n"
        f"@media print{{:root{{{_properties(LIGHT)}color-scheme:light}}}}\n"
    )


def dark_of() -> dict[str, str]:
    """Map each light colour to its dark one, for charts that are already drawn."""
    dark = DARK.named()
    return {light: dark[name] for name, light in LIGHT.named().items()}


@cache
def template(language: str) -> dict[str, Any]:
    """Give the Plotly template: few lines, our type, decimal signs of the language."""
    axis = {
        "automargin": True,
        "gridcolor": LIGHT.line,
        "linecolor": LIGHT.line,
        "tickcolor": LIGHT.line,
        "tickfont": {"color": LIGHT.soft, "size": 13},
        "title": {"font": {"color": LIGHT.soft, "size": 13}},
        "zerolinecolor": LIGHT.grey,
        "zerolinewidth": 1,
        "fixedrange": True,
    }
    layout = {
        "colorway": [LIGHT.blue, LIGHT.grey, LIGHT.amber, LIGHT.plum, LIGHT.green],
        "font": {"family": SANS, "color": LIGHT.ink, "size": 14},
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
