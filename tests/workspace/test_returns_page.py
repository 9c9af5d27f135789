"""A steward hands in returns, sees what was found, and accepts what may be accepted."""

import io
import re

import openpyxl
from returns_for_tests import HEADER, applications
from sqlalchemy import select

from dashboard import audit
from dashboard.jobs import Runner
from dashboard.publishing import WORKING_DRAFT
from dashboard.schedule import JOBS
from dashboard.source_states import source_states
from etl import store
from etl.tables import finding
from indicators.store import ReleaseStore

PATH = "/arbetsyta/inlamningar"
BROKEN = f"{HEADER}\n2024-Q1,0180,social_services,sexual,women,adult,9,1,1,1,1,final,\n".encode()


def send(people, client, data, name="a.csv", how="load"):
    return people.act(client, PATH, "send", how=how, file=(io.BytesIO(data), name))


def batches(people):
    with people.services.engine.connect() as connection:
        return store.batches(connection)


def working_draft(people):
    heads = ReleaseStore(people.services.engine).heads(public_only=False)
    return next((head.content_hash for head in heads if head.id == WORKING_DRAFT), None)


def test_only_a_steward_hands_in_and_looks(people):
    for name in ("member", "lead", "administrator", "nothing"):
        client = people.client(name)
        assert client.get(PATH).status_code == 403
        assert send(people, client, applications()).status_code == 403
        assert client.get(f"{PATH}/1").status_code == 403
        assert client.get(f"{PATH}?download=template&source=cases").status_code == 403
    assert people.client("steward").get(PATH).status_code == 200


def test_a_look_before_stores_nothing_and_shows_what_would_change(people):
    client = people.client("steward")
    before = len(batches(people))
    data = applications(period="2025-Q3", submitted=6, granted=2)
    page = send(people, client, data, how="check")
    assert page.status_code == 200
    assert len(batches(people)) == before
    assert "granskad, inte inlämnad" in page.text
    assert "skulle ändras" in page.text


def test_a_right_return_is_loaded_by_its_sender(people):
    client = people.client("steward")
    answer = send(people, client, applications(period="2025-Q1"), "kvartal.csv")
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "inläst" in page
    last = batches(people)[-1]
    assert (last.state, last.decided_by, last.channel) == ("accepted", "steward", "upload")


def test_the_worker_and_not_the_page_computes_the_draft_once_for_each_load(people):
    def drafted():
        runner = Runner(people.services)
        return runner.run(next(job for job in JOBS if job.name == "draft"))

    client = people.client("steward")
    drafted()
    before = working_draft(people)
    send(people, client, applications(period="2024-Q4", submitted=7, granted=3), "fjarde.csv")
    assert working_draft(people) == before
    assert drafted().outcome == "done"
    assert working_draft(people) != before
    assert drafted() is None


def test_a_broken_return_is_held_with_its_findings_and_a_marked_copy(people):
    client = people.client("steward")
    answer = send(people, client, BROKEN, "fel.csv")
    place = answer.headers["Location"]
    page = client.get(place).text
    assert "Fel" in page
    assert "submitted, granted, rejected, withdrawn, pending" in page
    assert 'name="reason"' not in page
    # What comes next stands there, with the way to it.
    assert 'href="/arbetsyta/inlamningar#new"' in page
    copy = client.get(f"{place}?download=marked")
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data)).active
    assert any(cell.comment for row in sheet.iter_rows() for cell in row)
    english = client.get(f"/en{place}").text
    assert "Correct the file and hand it in again" in english


def test_warnings_are_accepted_with_a_reason_and_not_without(people):
    client = people.client("steward")
    send(people, client, applications(period="2024-Q1", submitted=9, granted=5))
    place = send(people, client, applications(period="2024-Q2", submitted=90)).headers["Location"]
    assert "Varning" in client.get(place).text
    refused = people.act(client, place, "accept", reason="")
    assert refused.status_code == 422
    taken = people.act(client, place, "accept", reason="Stämt av per telefon")
    assert taken.status_code == 303
    assert "Stämt av per telefon" in client.get(taken.headers["Location"]).text
    assert batches(people)[-1].state == "accepted"
    assert people.act(client, place, "accept", reason="igen").status_code == 409


def test_personal_data_come_back_nowhere(people):
    # 570428-9999 is of the reserved test series: nobody has it.
    client = people.client("steward")
    line = "2025-Q4,0180,social_services,sexual,women,adult,7,7,0,0,0,final,570428-9999"
    answer = send(people, client, f"{HEADER}\n{line}\n".encode())
    page = client.get(answer.headers["Location"]).text
    assert "personuppgift" in page
    looked = send(people, client, f"{HEADER}\n{line}\n".encode(), how="check").text
    with people.services.engine.connect() as connection:
        kept = " ".join(connection.execute(select(finding.c.body)).scalars())
    for text in (page, looked, kept):
        # A token is drawn by chance, and may hold any four digits.
        assert "9999" not in re.sub(r"[0-9a-f]{32,}", "", text)
    number = batches(people)[-1].id
    assert client.get(f"{PATH}/{number}?download=marked").status_code == 404


def test_what_was_refused_is_told_in_the_readers_language(people):
    client = people.client("steward")
    line = "2025-Q3,0180,social_services,sexual,women,adult,7,7,0,0,0,final,570428-9999"
    place = send(people, client, f"{HEADER}\n{line}\n".encode()).headers["Location"]
    swedish, english = client.get(place).text, client.get(f"/en{place}").text
    assert "Fel: personuppgift, note (1 ställe)" in swedish
    assert "Här står något som ser ut som en personuppgift" in swedish
    assert "Error: personal data, note (1 place)" in english
    assert "Something here looks like personal data" in english
    assert "personuppgift" not in english
    assert "row 2" in english


def test_a_warning_is_named_by_its_fault_with_numbers_and_periods_in_words(people):
    client = people.client("steward")
    send(people, client, applications(period="2017-Q1", submitted=1009, granted=5))
    data = applications(period="2017-Q2", submitted=9000, granted=5)
    page = client.get(send(people, client, data).headers["Location"]).text.replace("\u00a0", " ")
    assert "Varning: stor förändring, submitted (1 ställe)" in page
    assert "9 000 mot 1 009 för första kvartalet 2017" in page
    assert "godta den med ett skäl" in page
    assert "odkänn" not in page.partition("<main")[2]


def test_a_template_is_handed_out_and_nonsense_is_not(people):
    client = people.client("steward")
    answer = client.get(f"{PATH}?download=template&source=applications")
    assert answer.data.startswith(b"PK")
    assert client.get(f"{PATH}?download=template&source=nix").status_code == 404
    for number in ("0", "x", "99999"):
        assert client.get(f"{PATH}/{number}").status_code == 404
    assert people.act(client, PATH, "send", how="load").status_code == 422
    held = send(people, client, b"\x00\x01\x02", "x.bin")
    assert re.search(r"går inte att läsa", client.get(held.headers["Location"]).text)


def test_a_held_return_is_set_aside_with_a_reason_and_no_release_waits_for_it(people):
    client = people.client("steward")
    data = BROKEN.replace(b"2024-Q1", b"2024-Q4")
    place = send(people, client, data, "fel_igen.csv").headers["Location"]
    states = {one.name: one for one in source_states(people.services.engine, people.clock().date())}
    assert states["applications"].held
    assert people.act(client, place, "set_aside", why=" ").status_code == 422
    assert people.act(client, place, "set_aside", why="Dubblett av en annan.").status_code == 303
    assert people.act(client, place, "set_aside", why="Igen.").status_code == 409
    last = batches(people)[-1]
    assert (last.state, last.decided_by, last.reason) == (
        "replaced",
        "steward",
        "Dubblett av en annan.",
    )
    assert "Dubblett av en annan." in client.get(place).text
    entry = audit.entries(people.services.engine, limit=1)[0]
    assert (entry.what, entry.about) == ("return.set_aside", f"batch:{last.id}")
