"""How do findings about a file as such read, and about its columns?"""

from etl.wording.base import TEMPLATE, Wording, of_cell, of_file, to_look_at


def _personal(sv: str, en: str) -> Wording:
    """Word personal data that stand elsewhere than in a cell of the table."""
    sv += " ser ut att innehålla en personuppgift ({kind}). Filen tas inte emot och sparas inte."
    en += " seems to hold personal data ({kind}). The file is not accepted and not kept."
    hint = (
        "Ta bort uppgiften därifrån. En inlämning innehåller bara antal.",
        "Remove it from there. A return holds counts alone.",
    )
    return of_cell(sv, en, hint, rule="personal_data")


OF_THE_FILE = {
    "unreadable": of_file(
        "Filen går inte att läsa: {reason}.", "The file cannot be read: {reason}."
    ),
    "file_fault": of_file("Filen har ett fel: {fault}.", "The file has a fault: {fault}."),
    "empty_file": of_file("Filen är tom.", "The file is empty.", TEMPLATE),
    "not_a_table": of_file(
        "Filen innehåller ingen tabell med rubriker.",
        "The file holds no table with headings.",
        TEMPLATE,
    ),
    "too_large": of_file(
        "Filen är för stor: högst {limit} {what}.",
        "The file is too large: at most {limit} {what}.",
        ("Dela upp den i flera filer.", "Split it into several files."),
    ),
    "macro": of_file(
        "Filen innehåller makron. Sådana filer tas inte emot.",
        "The file holds macros. Such files are not accepted.",
        ("Spara den som xlsx utan makron.", "Save it as xlsx without macros."),
    ),
    "external_link": of_file(
        "Filen hämtar uppgifter från andra filer.",
        "The file fetches figures from other files.",
        ("Klistra in värdena i stället för länkarna.", "Paste the values instead of the links."),
    ),
    "embedded_object": of_file(
        "Filen innehåller ett inbäddat objekt.",
        "The file holds an embedded object.",
        ("Ta bort objektet och spara igen.", "Remove the object and save again."),
    ),
    "entity": of_file(
        "Filen innehåller en XML-definition som inte tas emot.",
        "The file holds an XML definition that is not accepted.",
    ),
    "swallowed_rows": of_cell(
        "Cellen innehåller flera rader text: ett citattecken saknas troligen.",
        "The cell holds several lines of text: a quotation mark is probably missing.",
    ),
    "cell_without_header": of_cell(
        "Cellen står i en kolumn utan rubrik.",
        "The cell stands in a column without a heading.",
        ("Ge kolumnen en rubrik eller ta bort den.", "Give the column a heading or remove it."),
    ),
    "no_stored_value": of_cell(
        "Formeln i cellen har inget sparat värde.",
        "The formula in the cell has no stored value.",
        (
            "Öppna filen i Excel och spara den, eller skriv värdet.",
            "Open the file in Excel and save it, or write the value.",
        ),
    ),
    "merged_cells": of_cell(
        "Cellerna {area} är sammanfogade: bara den första har ett värde.",
        "The cells {area} are merged: only the first has a value.",
        (
            "Dela cellerna och skriv värdet på varje rad.",
            "Unmerge the cells and write the value on each row.",
        ),
    ),
    "no_rows": to_look_at(
        "Ingen rad i filen rapporterar något.",
        "No row of the file reports anything.",
        (
            "Fyll i raderna. Finns det inget att rapportera, skriv 0.",
            "Fill in the rows. Where there is nothing to report, write 0.",
        ),
    ),
    "several_sheets": of_file(
        "Flera blad ser ut som inlämningen. Bara bladet {read} läses.",
        "Several sheets look like the return. Only the sheet {read} is read.",
        (
            "Lägg alla rader på ett blad och ta bort de andra.",
            "Put all rows on one sheet and remove the others.",
        ),
    ),
    "hidden_sheet": of_file(
        "Ett dolt blad ser ut som inlämningen. Det läses inte.",
        "A hidden sheet looks like the return. It is not read.",
        ("Visa bladet, eller ta bort det.", "Show the sheet, or remove it."),
    ),
    "personal_data": of_file(
        "Här står något som ser ut som en personuppgift ({kind}). Filen tas inte emot och sparas "
        "inte.",
        "Something here looks like personal data ({kind}). The file is not accepted and not kept.",
        (
            "Ta bort uppgiften ur filen. En inlämning innehåller bara antal.",
            "Remove it from the file. A return holds counts alone.",
        ),
    ),
    "personal_data_file_name": _personal("Filens namn", "The file's name"),
    "personal_data_sheet_name": _personal("Ett blads namn", "A sheet's name"),
    "personal_data_header": _personal("En rubrik", "A heading"),
    "personal_data_banner": _personal("En rad ovanför rubrikerna", "A row above the headings"),
    "personal_data_comment": _personal("En kommentar till en cell", "A comment on a cell"),
    "personal_data_file_part": _personal(
        "En dold del av arbetsboken (till exempel dess egenskaper)",
        "A hidden part of the workbook (its properties, for example)",
    ),
    "wrong_source": of_file(
        "Filen är inte en inlämning till {source}: rubrikerna är de som {other} har.",
        "The file is not a return for {source}: its headings are those of {other}.",
        ("Lämna in filen till {other}.", "Hand the file in for {other}."),
    ),
    "no_source_fits": Wording(
        ("Rubrikerna passar inte {source}.", TEMPLATE[0]),
        ("The headings do not fit {source}.", TEMPLATE[1]),
        rule="wrong_source",
    ),
}
OF_COLUMNS = {
    "missing_column": of_cell(
        "Kolumnen ”{column}” saknas.",
        "The column “{column}” is missing.",
        (
            "Lägg till kolumnen. Det som inte rapporteras lämnas tomt.",
            "Add the column. Leave empty what is not reported.",
        ),
        rule="missing",
    ),
    "duplicate_column": of_cell(
        "Två kolumner är ”{name}”. Den första används.",
        "Two columns are “{name}”. The first is used.",
        ("Behåll en av dem.", "Keep one of them."),
    ),
    "unknown_column": to_look_at(
        "Kolumnen ”{column}” hör inte till inlämningen och läses inte.",
        "The column “{column}” does not belong to the return and is not read.",
        (
            "Ta bort kolumnen, eller rätta rubriken.",
            "Remove the column, or correct its heading.",
        ),
    ),
}
# Particulars that reading and screening give as codes: (Swedish, English).
TERMS: dict[str, tuple[str, str]] = {
    "open_quote": ("ett citattecken avslutas aldrig", "a quotation mark is never closed"),
    "markup": ("det är en webbsida eller XML", "it is a web page or XML"),
    "damaged_zip": ("arbetsboken är skadad", "the workbook is damaged"),
    "password": ("den är låst med lösenord", "it is locked with a password"),
    "zip": ("det är ett zip-arkiv", "it is a zip archive"),
    "xlsb": ("det är en xlsb-fil", "it is an xlsb file"),
    "ods": ("det är en ods-fil", "it is an ods file"),
    "binary": ("den innehåller inte text", "it does not hold text"),
    "encoding": ("dess teckenkodning är okänd", "its character encoding is unknown"),
    "mixed_encoding": (
        "den blandar två teckenkodningar",
        "it mixes two character encodings",
    ),
    "gzip": ("det är ett packat arkiv", "it is a packed archive"),
    "pdf": ("det är en pdf", "it is a PDF"),
    "rtf": ("det är en rtf", "it is an RTF"),
    "word": ("det är ett Word-dokument", "it is a Word document"),
    "old_or_locked_workbook": (
        "det är en gammal xls-fil, eller låst med lösenord",
        "it is an old xls file, or locked with a password",
    ),
    "xml_encoding": ("dess XML är i ett okänt format", "its XML is in an unknown form"),
    "bytes": ("byte", "bytes"),
    "rows": ("rader", "rows"),
    "characters": ("tecken i en cell", "characters in a cell"),
    "columns": ("kolumner", "columns"),
    "cells": ("celler", "cells"),
    "unpacked": ("byte uppackad", "bytes unpacked"),
    "part_unpacked": (
        "byte uppackat utöver bladens celler (bilder och annat)",
        "bytes unpacked beside the cells of its sheets (pictures and the like)",
    ),
    "packed": ("gånger sin packade storlek", "times its packed size when unpacked"),
    "row_bytes": ("byte i en rad på ett blad", "bytes in a row of a sheet"),
    "personal_number": ("personnummer", "personal identity number"),
    "coordination_number": ("samordningsnummer", "coordination number"),
    "interim_number": ("tillfälligt personnummer", "interim number"),
    "email": ("e-postadress", "e-mail address"),
    "telephone": ("telefonnummer", "telephone number"),
    "name": ("personnamn", "person's name"),
}
