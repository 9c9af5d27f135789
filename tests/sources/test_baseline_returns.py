"""What the public documents say, once it has come through the same door as any return."""

from datetime import date

import pytest

from etl.baseline import conflict_rules, left_out, public_returns
from etl.checking import check_bytes
from etl.records import Known, known_on
from etl.registers import documents, read_data

ADULTS = {"age_group": "adult", "applicant": "social_services", "purpose": "all", "sex": "all"}
ANYONE = {**ADULTS, "age_group": "all"}


@pytest.fixture(scope="module")
def returns():
    return {
        one.filename: (
            one,
            check_bytes(one.data, one.filename, one.source, today=one.reported_on),
        )
        for one in public_returns()
    }


@pytest.fixture(scope="module")
def records(returns):
    return [
        record
        for one, checked in returns.values()
        for record in checked.source.to_records(checked.frame, one.provenance())
    ]


def figure(known: Known, source: str, measure: str, period: str, **breakdown: str):
    found = [
        f
        for f in known.select(source, measure)
        if f.record.period.label == period and dict(f.record.breakdown) == breakdown
    ]
    assert len(found) == 1, (measure, period, breakdown)
    return found[0]


def test_every_public_return_passes_and_is_loaded_whole(returns):
    for one, checked in returns.values():
        assert checked.findings == ()
        assert checked.rows == len(checked.frame) == len(one.frame)


def test_each_return_is_one_document_status_and_part(returns):
    assert len(returns) == len(public_returns())
    for one, _ in returns.values():
        assert one.document in documents()
        assert set(one.frame["status"]) == {one.status}


def test_every_figure_of_the_city_s_documents_is_a_record(records):
    rows = read_data("baseline/observations.csv")
    figures = [
        r for r in records if r.source != "commitments" and "publisher" not in dict(r.breakdown)
    ]
    assert len(figures) == len(rows)
    reported = sorted((r.document, r.reported_on.isoformat(), r.status.value) for r in figures)
    assert reported == sorted((r["document_id"], r["reported_on"], r["status"]) for r in rows)


def test_records_speak_for_their_document_alone(records):
    assert all(not record.whole_return and record.document for record in records)


def test_applications_2024_are_14_of_which_9_sexual_and_5_labour(records):
    known = known_on(records, date(2025, 5, 15))

    def submitted(purpose, sex="all"):
        asked = {**ADULTS, "purpose": purpose, "sex": sex}
        return figure(known, "applications", "submitted", "2024", **asked).record.value

    assert (submitted("all"), submitted("sexual"), submitted("labour")) == (14, 9, 5)
    assert submitted("sexual", "women") == 9


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        (date(2025, 5, 15), {"granted": 12, "rejected": 1, "pending": 1}),
        (date(2025, 8, 3), {"granted": 12, "rejected": 1, "pending": 1}),
        (date(2025, 8, 4), {"granted": 13, "rejected": 1, "pending": 0}),
    ],
)
def test_the_outcome_of_the_14_as_known_on_a_day(records, day, outcome):
    known = known_on(records, day, conflict_rules())
    said = {n: figure(known, "applications", n, "2024", **ADULTS).record.value for n in outcome}
    assert said == outcome
    assert not [f for f in known.figures if f.conflicts and f.record.period.label == "2024"]


def test_nothing_is_known_of_the_applications_before_they_were_reported(records):
    known = known_on(records, date(2025, 5, 14))
    assert [f.record.value for f in known.select("applications", "submitted")] == [17]


def test_spring_2025_is_a_conflict_within_one_document(records):
    (open_one,) = [f for f in known_on(records, date(2025, 9, 1)).figures if f.conflicts]
    assert not open_one.settled
    assert {r.value for r in (open_one.record, *open_one.conflicts)} == {2, 3}
    known = known_on(records, date(2025, 9, 1), conflict_rules())
    settled = figure(known, "applications", "submitted", "2025-H1", **ANYONE)
    assert (settled.record.value, settled.record.part) == (3, "body")
    assert [(r.value, r.part) for r in settled.conflicts] == [(2, "summary")]
    assert settled.rule is not None
    assert all(settled.rule)
    police = {**ANYONE, "applicant": "social_services_and_police"}
    assert figure(known, "applications", "submitted", "2025-H1", **police).record.value == 1


def test_known_cases_2024_are_143_of_which_125_adults(records):
    known = known_on(records, date(2025, 5, 15))
    ages = ("all", "adult", "minor", "relative")
    cases = [
        figure(
            known, "cases", "cases", "2024", age_group=age, purpose="all", sex="all"
        ).record.value
        for age in ages
    ]
    assert cases == [143, 125, 17, 1]


def test_estimates_of_2002_are_ranges_without_a_centre(records):
    found = {
        r.geography: (r.value, r.low, r.high, r.period.label, dict(r.breakdown)["sex"])
        for r in records
        if r.measure == "victims"
    }
    assert found == {
        "SE": (None, 200, 500, "2002", "women"),
        "stockholm_area": (None, 100, 250, "2002", "women"),
    }


def test_the_claim_of_17_is_a_claim(records):
    (claim,) = [r for r in records if r.geography == "SE" and r.measure == "submitted"]
    assert (claim.value, claim.status.value, claim.document) == (17, "claimed", "SKR2025")


def test_the_rights_package_and_training_coverage_are_not_reported(records):
    assert not [r for r in records if r.source in ("rights_package", "rights_persons")]
    assert not [r for r in records if r.measure in ("headcount", "trained")]
    (sessions,) = [r for r in records if r.source == "training"]
    assert (sessions.measure, sessions.value) == ("sessions", 2)


def test_national_figures_stand_side_by_side(records):
    totals = {
        (r.period.label, dict(r.breakdown)["publisher"]): r.value
        for r in records
        if r.measure == "national_presumed_victims" and r.dimension("category") == "total"
    }
    assert totals["2019", "Jämställdhetsmyndigheten"] == 298
    assert totals["2019", "US Department of State"] == 404
    assert totals["2021", "US Department of State"] == 481
    of_2021 = {
        r.dimension("category"): r.value
        for r in records
        if r.measure == "national_presumed_victims" and r.document == "JAMY2022-05-23"
    }
    assert (of_2021["adults"], of_2021["children"]) == (436, 54)


def test_every_national_row_is_a_record_or_left_out_with_a_reason(records):
    rows = read_data("national/national_figures.csv")
    national = [r for r in records if "publisher" in dict(r.breakdown)]
    assert len(national) + len(left_out()) == len(rows)
    assert all(all(reason) for reason in left_out().values())
    assert not any(set(left_out()) - {row["id"] for row in rows})


def test_fewer_than_five_is_a_bound(records):
    unodc = [r for r in records if r.measure == "national_detected_victims_unodc"]
    bounds = {r.period.label for r in unodc if (r.value, r.low, r.high) == (None, 0, 4)}
    assert bounds == {"2013", "2014", "2015", "2016", "2019"}


def test_a_document_without_a_day_counts_from_its_last_one_and_says_so(records):
    (report,) = [
        r
        for r in records
        if r.measure == "national_presumed_victims"
        and r.period.label == "2019"
        and r.dimension("publisher") == "US Department of State"
    ]
    assert report.reported_on == date(2022, 12, 31)
    assert "day of the document not known" in (report.note or "")


def test_commitments_have_their_state_on_the_day_of_the_register(records):
    states = {r.dimension("commitment_id"): r for r in records if r.measure == "state"}
    rows = read_data("baseline/commitments.csv")
    assert {name: r.text for name, r in states.items()} == {
        row["commitment_id"]: row["state_on_2026_02_04"] for row in rows
    }
    assert {r.reported_on for r in states.values()} == {date(2026, 2, 4)}


def test_notes_travel_with_their_figures(records):
    granted = [r for r in records if r.measure == "granted" and r.value == 13]
    assert "13 is derived" in (granted[0].note or "")
    assert not any("next row" in (r.note or "") for r in records)


def test_no_party_is_named_in_the_register():
    assert not [d for d in documents().values() if "(C" in f"{d['sv']}{d['issuer']}"]
