"""How do findings about single cells read?"""

from etl.wording.base import of_cell

OF_VALUES = {
    "missing": of_cell(
        "Cellen är tom men måste fyllas i.",
        "The cell is empty but must be filled in.",
        (
            "Fyll i cellen. I en kolumn som kan ha en total skrivs den ”Samtliga”.",
            "Fill in the cell. In a column that may have a total, the total is “All”.",
        ),
    ),
    "unknown_value": of_cell(
        "”{value}” finns inte i listan.",
        "“{value}” is not in the list.",
        ("Välj något av: {allowed}.", "Choose one of: {allowed}."),
    ),
    "not_a_number": of_cell(
        "”{value}” är inget tal.",
        "“{value}” is not a number.",
        (
            "Skriv ett tal, eller ”..” om uppgiften inte finns.",
            "Write a number, or “..” where the figure is not available.",
        ),
    ),
    "ambiguous_number": of_cell(
        "”{value}” kan vara både ett och tusen.",
        "“{value}” may be one or a thousand.",
        (
            "Skriv tusental med mellanrum (1 000) eller utan (1000), och hela tal utan decimaler.",
            "Write thousands with a space (1 000) or without (1000), and whole numbers plainly.",
        ),
    ),
    "rounded_number": of_cell(
        "”{value}” är avkortat av ett kalkylprogram.",
        "“{value}” was cut short by a spreadsheet.",
        (
            "Gör kolumnen bredare, eller visa cellen som tal, och skriv talet helt.",
            "Widen the column, or show the cell as a number, and write the number in full.",
        ),
    ),
    "not_whole": of_cell(
        "{value} är inte ett helt tal.",
        "{value} is not a whole number.",
        ("Ett antal skrivs utan decimaler.", "A count has no decimals."),
    ),
    "negative": of_cell(
        "{value} är mindre än noll.",
        "{value} is less than zero.",
        ("Ett antal kan inte vara negativt.", "A count cannot be negative."),
    ),
    "out_of_range": of_cell(
        "{value} ligger utanför det möjliga.",
        "{value} is outside what is possible.",
        (
            "Ett antal är högst 100 miljoner, en andel 0–1 eller 0–100 %.",
            "A count is at most 100 million, a share 0–1 or 0–100 %.",
        ),
    ),
    "too_long": of_cell(
        "Texten är längre än {most} tecken.",
        "The text is longer than {most} characters.",
        ("Korta texten.", "Shorten the text."),
    ),
    "not_a_date": of_cell(
        "”{value}” är inget datum.",
        "“{value}” is not a date.",
        ("Skriv datumet som 2026-02-04.", "Write the date as 2026-02-04."),
    ),
    "not_0_or_1": of_cell(
        "”{value}” är varken 0 eller 1.",
        "“{value}” is neither 0 nor 1.",
        (
            "Skriv 1 om personerna står på listan, annars 0.",
            "Write 1 where the persons are on the list, else 0.",
        ),
    ),
    "not_a_period": of_cell(
        "”{value}” är ingen period.",
        "“{value}” is not a period.",
        (
            "Skriv perioden som 2025, 2025-H1, 2025-Q1 eller 2025-03.",
            "Write the period as 2025, 2025-H1, 2025-Q1 or 2025-03.",
        ),
    ),
    "future_period": of_cell(
        "Perioden {value} har inte börjat.",
        "The period {value} has not begun.",
        ("Kontrollera året.", "Check the year."),
    ),
    "unknown_geography": of_cell(
        "”{value}” är ingen kommun, inget län och inte hela landet.",
        "“{value}” is no municipality or county, nor the country.",
        (
            "Skriv kommunens kod med fyra siffror (0180), länets med två (01) eller SE.",
            "Write the municipality's four digits (0180), the county's two (01) or SE.",
        ),
    ),
    "code_and_name_differ": of_cell(
        "Koden och namnet i ”{value}” är olika områden.",
        "The code and the name in “{value}” are different places.",
        rule="unknown_geography",
    ),
}
OF_PERIODS = {
    name: of_cell(
        f"”{{value}}” {sv}.",
        f"“{{value}}” {en}.",
        (
            "Skriv perioden som 2025, 2025-H1, 2025-Q1 eller 2025-03.",
            "Write the period as 2025, 2025-H1, 2025-Q1 or 2025-03.",
        ),
        rule="not_a_period",
    )
    for name, sv, en in (
        ("date_not_period", "är ett datum, inte en period", "is a day, not a period"),
        (
            "excel_date",
            "är ett datum som Excel lagrar som tal ({suggestion})",
            "is a date that Excel stores as a number ({suggestion})",
        ),
        ("tertial", "är ett tertial, som inte används här", "is a third of a year, not used here"),
        ("no_such_span", "slutar innan det börjar", "ends before it starts"),
    )
}
