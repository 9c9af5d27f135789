"""How do findings across columns, among rows and against earlier figures read?"""

from etl.wording.base import of_cell, of_file, to_look_at

ACROSS = {
    "sum_mismatch": of_cell(
        "Delarna blir {parts}, men {first} är {whole}.",
        "The parts make {parts}, but {first} is {whole}.",
        (
            "Rätta antalen så att delarna blir summan. Det som inte är känt lämnas tomt.",
            "Correct the counts so that the parts make the sum. Leave empty what is not known.",
        ),
    ),
    "exceeds": of_cell(
        "{first} ({part}) är fler än {last} ({whole}).",
        "{first} ({part}) exceeds {last} ({whole}).",
    ),
    "exceeds_together": of_cell(
        "Tillsammans är {names} ({parts}) fler än {last} ({whole}).",
        "Together {names} ({parts}) exceed {last} ({whole}).",
        rule="exceeds",
    ),
    "range_order": of_cell(
        "{first} ({part}) är högre än {last} ({whole}).",
        "{first} ({part}) is above {last} ({whole}).",
    ),
    "missing_item": of_cell(
        "Insatsen ”{item}” saknas för samma period, område och åldersgrupp.",
        "The item “{item}” is missing for the same period, place and age group.",
        (
            "Lägg till raden. Det som inte är känt lämnas tomt.",
            "Add the row. Leave empty what is not known.",
        ),
        rule="missing",
    ),
    "children_alone": of_cell(
        "Insatsen gäller bara barn.",
        "The item is for minors only.",
        ("Ange åldersgruppen Barn.", "Give the age group minor."),
    ),
    "grant_without_amount": of_cell(
        "Ett föreningsbidrag måste ha ett belopp.",
        "A grant must have an amount.",
        (
            "Skriv beloppet i kronor, eller ”..” om det inte går att få fram.",
            "Write the amount in SEK, or “..” where it is not available.",
        ),
        rule="missing",
    ),
    "done_without_evidence": of_cell(
        "Åtagandet är klart men underlag saknas.",
        "The commitment is done but has no evidence.",
        (
            "Ange var det framgår: ett beslut, ett dokument, en adress.",
            "Say where it shows: a decision, a document, an address.",
        ),
        rule="missing",
    ),
    "no_figure": of_cell(
        "Raden har varken värde eller lägsta värde.",
        "The row has neither a value nor a lower end.",
        rule="missing",
    ),
    "too_few_lists": of_file(
        "Filen har färre än två listor.",
        "The file has fewer than two lists.",
        (
            "Varje lista har en egen kolumn med 1 och 0.",
            "Each list has a column of its own with 1 and 0.",
        ),
    ),
    "on_no_list": of_cell(
        "Raden gäller personer som inte står på någon lista.",
        "The row is about persons who are on no list.",
        (
            "Ta bort raden: hur många de är vet ingen.",
            "Remove the row: nobody knows how many they are.",
        ),
    ),
    "duplicate_key": of_cell(
        "Raden gäller samma sak som rad {other_row}.",
        "The row is about the same thing as row {other_row}.",
        (
            "Behåll en av raderna, eller lägg ihop dem.",
            "Keep one of the rows, or add them together.",
        ),
    ),
    "total_mismatch": to_look_at(
        "{name} är {whole} för totalen men delarna blir {parts} ({dimension}).",
        "{name} is {whole} for the total but the parts make {parts} ({dimension}).",
    ),
}
AGAINST_KNOWN = {
    "entitled_below_item": of_cell(
        "Berättigade är {entitled} men insatsen ”{item}” behövdes av {applicable}.",
        "Entitled are {entitled} but the item “{item}” applied to {applicable}.",
        rule="exceeds",
    ),
    "lost_series": to_look_at(
        "{series} rapporterades för {before} men finns inte för {period}.",
        "{series} was reported for {before} but not for {period}.",
        (
            "Lägg till raden, eller godta med ett skäl till att den upphört.",
            "Add the row, or accept with a reason why it has ended.",
        ),
    ),
    "doubled_series": to_look_at(
        "Siffrorna för {geography}, {period} är desamma som för {other}.",
        "The figures for {geography}, {period} are the same as for {other}.",
        (
            "Kontrollera att rätt siffror har klistrats in.",
            "Check that the right figures were pasted in.",
        ),
    ),
    "jump": to_look_at(
        "{value} mot {before} för {other}: mer än slumpen förklarar.",
        "{value} against {before} for {other}: more than chance explains.",
    ),
    "changed_final": to_look_at(
        "Den slutliga siffran var {before} och är nu {value}.",
        "The final figure was {before} and is now {value}.",
        (
            "Godta med ett skäl till ändringen.",
            "Accept with a reason for the change.",
        ),
    ),
    "claimed_public": to_look_at(
        "Raden säger att siffran står i handlingen {value}, ”{title}”. Då räknas den som "
        "offentlig och skyddas inte.",
        "The row says that the figure stands in the document {value}, “{title}”. It then counts "
        "as public and is not protected.",
        (
            "Står siffran där: godta med ett skäl som säger var. Annars: ta bort hänvisningen.",
            (
                "If the figure stands there: accept with a reason that says where. If not: take "
                "the reference away."
            ),
        ),
    ),
}
OF_CORRECTIONS = {
    "correction_unmatched": of_file(
        "Rättelsen {correction} stämmer inte längre: den väntade sig {expected} rader med "
        "”{value}” ({where}) och fann {found}.",
        "The correction {correction} no longer matches: it expected {expected} rows with "
        "“{value}” ({where}) and found {found}.",
        (
            (
                "Är felet rättat i källan: avsluta rättelsen med en sista dag. Annars: ändra den "
                "så att den träffar. Lämna sedan in filen igen."
            ),
            (
                "If the source has mended its mistake: end the correction by a last day. If not: "
                "change it so that it matches. Then hand the file in again."
            ),
        ),
    ),
    "corrections_unreadable": of_file(
        "Filen med rättelser går inte att använda: {fault}.",
        "The file of corrections cannot be used: {fault}.",
        (
            "Rätta filen med rättelser och lämna in filen igen.",
            "Mend the file of corrections and hand the file in again.",
        ),
    ),
}
