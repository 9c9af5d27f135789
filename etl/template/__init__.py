"""What file does a steward fill in?

A workbook with the source's columns, drop-downs for closed lists, a note on each column, lines
for the closed lists with their figures empty, and an example on a sheet of its own; or the same
lines as CSV. Unfilled, it passes the check with no rows.
"""

from etl.template.write import Format, write_template

__all__ = ["Format", "write_template"]
