"""Charts without script: the same figure that Plotly draws, as SVG and as PNG.

``chart.draw`` takes the plain dict that ``dashboard.figures`` gives and writes an SVG of a given
size; ``fields`` says which traces and fields it can draw, and refuses the rest by name.
"""
