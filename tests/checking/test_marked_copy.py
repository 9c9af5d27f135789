"""The copy of a file that shows each finding at its cell."""

import io

import openpyxl
import pytest
from small_returns import check, file_of

from etl.marked import marked_copy

WRONG = "2025-Q1,0180,sexual,women,adult,12,13,final,=1+1"
RIGHT = "2025-Q2,0180,sexual,women,adult,12,7,final,"


def test_cells_at_fault_are_coloured_and_noted_and_no_formula_gets_through():
    data = file_of("cases", WRONG, RIGHT)
    copy = marked_copy(data, check("cases", WRONG, RIGHT))
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).active
    noted = {cell.coordinate for row in sheet for cell in row if cell.comment}
    assert noted == {"F2", "G2"}
    assert "exceeds" in sheet["G2"].comment.text
    assert sheet["G2"].fill.fgColor.rgb == "FFF6C7C0"
    assert (sheet["B2"].value, sheet["I2"].value) == ("0180", "'=1+1")


def test_no_copy_is_made_of_personal_data():
    row = RIGHT + "19570428-9999"
    with pytest.raises(ValueError, match="personal data"):
        marked_copy(file_of("cases", row), check("cases", row))
