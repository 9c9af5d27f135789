"""What a release shows of persons: proved, or nothing; in the light of all before; for good."""

import json
import random
import subprocess
import sys
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from released_returns import (
    DAY,
    PLACE,
    applications,
    persons,
    records_of,
    release,
    still_promised,
    values,
)

from etl.records import Gap
from indicators.disclosure.checker import check
from indicators.disclosure.gate import faults
from indicators.disclosure.ledger import Ledger
from indicators.disclosure.program import Reply, Verdict
from indicators.disclosure.public_certificate import public_certificate
from indicators.disclosure.scope import Name
from indicators.protection_store import certificates_of
from indicators.results import Cited, Observation, Protected

QUARTER = "2025-Q1"


def some(first=(30, 21), second=(3, 1), third=(14, 8)):
    return records_of(
        "rights_persons", persons(QUARTER, adult=first, minor=second, relative=third), DAY
    )


def test_a_small_figure_stays_hidden_with_what_would_give_it_away():
    known, protection, _ = release(some(), DAY)
    told = values(known, "rights_persons", "entitled")
    assert told[(QUARTER, ())] == 47
    assert (QUARTER, (("age_group", "minor"),)) not in told
    assert len(told) < 4
    (proof,) = protection.proofs
    assert check(proof.claim, proof.certificate) == ()
    assert proof.certified == proof.sensitive > 0


def test_what_stands_in_no_row_of_a_return_tells_nothing():
    full, _, _ = release(some(second=(0, 0)), DAY)
    rows = persons(QUARTER, adult=(30, 21), relative=(14, 8))
    left_out, _, _ = release(records_of("rights_persons", rows, DAY), DAY)
    assert full == left_out


def test_hidden_figures_are_all_alike():
    known, _, _ = release(some(), DAY)
    hidden = [f.record for f in known.figures if f.record.gap is Gap.PROTECTED]
    assert hidden
    assert all((r.value, r.low, r.high, r.text, r.note) == (None,) * 5 for r in hidden)
    assert len({(r.reported_on, r.status) for r in hidden}) == 1


def test_the_order_of_records_changes_nothing():
    records = some()
    first = release(records, DAY)
    random.Random(3).shuffle(records)
    assert release(records, DAY) == first


def test_opening_one_more_cell_is_refused_wherever_the_promise_breaks():
    _, protection, ledger = release(some(), DAY)
    (proof,) = protection.proofs
    broken = 0
    for place, cell in enumerate(proof.claim["cells"]):
        if cell["shown"]:
            continue
        opened = deepcopy(proof.claim)
        opened["cells"][place]["shown"] = True
        keeps = still_promised(opened)
        refused = bool(check(opened, proof.certificate))
        assert keeps or refused, cell["name"]
        broken += not keeps
        mutated = replace(protection, proofs=(replace(proof, claim=opened),))
        assert bool(faults((), mutated, Ledger())) == refused
    assert broken > 2
    assert faults((), protection, Ledger()) == ()
    assert any("prepare it anew" in fault for fault in faults((), protection, ledger))


def test_a_figure_without_a_proof_is_refused_at_the_gate():
    known, protection, _ = release(some(), DAY)
    cited = Cited(
        role="value",
        source="rights_persons",
        measure="entitled",
        geography=PLACE,
        period=QUARTER,
        breakdown=(("age_group", "all"),),
        status="final",
        reported_on=DAY,
        value=47,
    )
    period = known.figures[0].record.period
    seen = Observation(period, PLACE, (("age_group", "all"),), value=47, inputs=(cited,))
    small = replace(cited, breakdown=(("age_group", "minor"),), value=3)
    other = replace(cited, value=48)
    sound = Protected("rights_full_package", (seen,))
    assert faults([sound], protection, Ledger()) == ()
    for wrong in (small, other, replace(cited, note="två kvinnor")):
        told = Protected("rights_full_package", (replace(seen, inputs=(wrong,)),))
        assert faults([told], protection, Ledger())
    assert faults([sound], replace(protection, proofs=(), facts=()), Ledger())


def test_four_quarters_then_the_year_then_a_revision():
    records, ledger, told = [], Ledger(), {}
    days = [date(2025, 4, 25), date(2025, 7, 25), date(2025, 10, 25), date(2026, 1, 25)]
    for number, day in enumerate(days, start=1):
        records += records_of("applications", applications(f"2025-Q{number}", settled=False), day)
        known, protection, ledger = release(records, day, ledger)
        for proof in protection.proofs:
            assert check(proof.claim, proof.certificate) == ()
        now = values(known, "applications", "submitted")
        # What was shown once is shown as it was.
        assert now.items() >= told.items()
        told = now
    assert ("2025-Q1", ()) in told
    assert ("2025", ()) in told
    assert any(len(cell) > 1 for _, cell in told)
    late = date(2026, 8, 1)
    more = applications("2025-Q1")
    more[0] = more[0] | {name: more[0][name] + 1 for name in ("submitted", "granted")}
    revised = records + records_of("applications", more, late)
    known, protection, after = release(revised, late, ledger)
    # One late record is not located: the quarter stays as it was told.
    assert values(known, "applications", "submitted", "2025-Q1") == {
        key: value for key, value in told.items() if key[0] == "2025-Q1"
    }
    assert after.entries[: len(ledger.entries)] == ledger.entries
    for proof in protection.proofs:
        assert check(proof.claim, proof.certificate) == ()


def test_a_revision_that_adds_many_is_shown():
    _, _, ledger = release(some(), DAY)
    late = date(2025, 12, 1)
    more = records_of(
        "rights_persons", persons(QUARTER, adult=(60, 40), minor=(3, 1), relative=(14, 8)), late
    )
    known, _, _ = release(some() + more, late, ledger)
    assert values(known, "rights_persons", "entitled")[(QUARTER, ())] == 77


def test_a_closed_period_stays_as_it_was_told_until_its_revision():
    _, _, ledger = release(some(), DAY)
    soon = date(2025, 5, 20)
    changed = records_of(
        "rights_persons", persons(QUARTER, adult=(60, 40), minor=(9, 4), relative=(14, 8)), soon
    )
    known, protection, _ = release(some() + changed, soon, ledger)
    assert values(known, "rights_persons", "entitled")[(QUARTER, ())] == 47
    assert protection.facts == ()
    known, _, _ = release(some() + changed, soon, ledger, correcting=True)
    assert values(known, "rights_persons", "entitled")[(QUARTER, ())] == 83
    known, _, _ = release(some() + changed, date(2025, 10, 1), ledger)
    assert values(known, "rights_persons", "entitled")[(QUARTER, ())] == 83


def test_the_ledger_forces_what_was_shown_even_where_the_records_deny_it():
    _, _, ledger = release(some(), DAY)
    denied = records_of("rights_persons", persons(QUARTER, adult=(5, 2), minor=(1, 1)), DAY)
    known, protection, _ = release(denied, DAY, ledger)
    assert {one.reason for one in protection.closed} == {"contradiction"}
    assert values(known, "rights_persons", "entitled")[(QUARTER, ())] == 47
    assert protection.facts == ()


def failing(_program):
    raise RuntimeError("no solver here")


@pytest.mark.parametrize("solver", [failing, lambda _program: Reply(Verdict.DOUBT)])
def test_a_solver_that_fails_shows_nothing(solver):
    known, protection, _ = release(some(), DAY, minimise=solver)
    assert values(known, "rights_persons", "entitled") == {}
    assert {one.reason for one in protection.closed} == {"proof"}
    assert protection.facts == protection.proofs == ()


def test_a_margin_that_does_not_add_up_shows_nothing():
    total = {"period": QUARTER, "age_group": "all", "entitled": 48, "all_delivered": 30}
    wrong = some() + records_of("rights_persons", [total], DAY)
    known, protection, _ = release(wrong, DAY)
    assert values(known, "rights_persons", "entitled") == {}
    assert {one.reason for one in protection.closed} == {"sums_differ"}


def test_a_key_given_twice_with_two_counts_shows_nothing():
    twice = some() + records_of("rights_persons", persons(QUARTER, adult=(31, 21)), DAY)
    known, protection, _ = release(twice, DAY)
    assert values(known, "rights_persons", "entitled") == {}
    assert {one.reason for one in protection.closed} == {"conflict"}


def test_what_is_published_is_named_so_that_it_can_be_read_back():
    _, protection, _ = release(some(), DAY)
    for fact in protection.facts:
        ((text, factor),) = fact.coefficients
        name = Name.read(text)
        assert factor == 1
        assert name.text() == text
        assert (name.geography, name.period, name.as_of) == (PLACE, QUARTER, DAY.isoformat())


def checked_by_anybody(certificates, tmp_path):
    path = tmp_path / "certificates.json"
    path.write_text(json.dumps({"certificates": certificates}), encoding="utf-8")
    script = Path(__file__).resolve().parents[2] / "docs" / "check_certificates.py"
    return subprocess.run(
        [sys.executable, "-I", str(script), str(path)], capture_output=True, text=True, check=False
    )


def test_anybody_can_check_a_certificate_and_learns_nothing_from_it(tmp_path):
    _, protection, _ = release(some(), DAY)
    (proof,) = protection.proofs
    (made,) = certificates_of(protection)
    answer = checked_by_anybody([made], tmp_path)
    assert answer.returncode == 0, answer.stdout
    assert "0 faults" in answer.stdout
    # Every sensitive figure has both of its tables.
    named = {c["name"]: c["tables"] for c in made["cells"] if c["value"] is None}
    sensitive = {name for insider, name, *_ in proof.certificate["demands"] if insider is None}
    assert len(sensitive & set(named)) > 2
    assert not [name for name in sensitive & set(named) if None in named[name]]
    # From an imaginary table it would be the same, byte for byte.
    for table in proof.certificate["tables"]:
        twin = dict(zip(proof.claim["atoms"], table, strict=True))
        other = public_certificate(proof.claim | {"atoms": twin})
        assert json.dumps(other) == json.dumps(proof.public)
    wrong = deepcopy(made)
    wrong["tables"][0][0] += 1
    assert checked_by_anybody([wrong], tmp_path).returncode == 1
