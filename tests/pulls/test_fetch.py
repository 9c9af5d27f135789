"""A file is fetched whole, once, within bounds, from a real server that misbehaves."""

import pytest

from etl.fetch import Fetched, FetchError, Limits, Marks, PassingError, fetch

DATA = b"period;geography\n" * 20


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def ask(files, pauses):
    files.put("/file.csv", DATA)

    def call(known=Marks(), path="/file.csv", **limits):  # noqa: B008
        bounds = Limits(**{"pause": 5.0, "whole": 10.0, **limits})
        return fetch(f"{files.address}{path}", known, limits=bounds, sleep=pauses.append)

    return call


def test_a_file_comes_with_its_marks_and_is_not_sent_again_while_it_is_the_same(files, ask):
    first = ask()
    assert (first.data, first.filename) == (DATA, "file.csv")
    assert first.marks.etag
    again = ask(first.marks)
    assert again == Fetched(None, "file.csv", first.marks)
    assert files.asked[-1]["If-None-Match"] == first.marks.etag
    files.put("/file.csv", b"other")
    assert ask(first.marks).data == b"other"


def test_what_fails_for_a_while_is_asked_again_with_growing_pauses(files, ask, pauses):
    files.next(500, 503, "half", 429)
    assert ask().data == DATA
    assert len(files.asked) == 5
    assert len(pauses) == 4
    assert all(2 * 2**n <= one <= 2 * 2**n + 3 for n, one in enumerate(pauses))


def test_pauses_differ_from_one_time_to_the_next(files, ask, pauses):
    files.next(500)
    ask()
    files.next(500)
    ask()
    assert pauses[0] != pauses[1]


def test_what_fails_each_time_is_given_up_with_the_reason(files, ask, pauses):
    files.next(*[500] * 9)
    with pytest.raises(FetchError, match="answer 500, in each of 5 attempts"):
        ask()
    assert len(files.asked) == 5


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_what_cannot_pass_is_not_asked_again(files, ask, pauses, status):
    files.next(status)
    with pytest.raises(FetchError, match=str(status)) as failed:
        ask()
    assert not isinstance(failed.value, PassingError)
    assert pauses == []


def test_half_a_body_is_never_taken_for_a_whole_one(files, ask):
    files.next(*["half"] * 5)
    with pytest.raises(FetchError, match="broke off"):
        ask()


@pytest.mark.parametrize("answer", [None, "endless"], ids=["said", "not said"])
def test_what_is_too_large_is_left(files, ask, pauses, answer):
    if answer:
        files.next(answer)
    with pytest.raises(FetchError, match="larger than 100 bytes"):
        ask(size=100)
    assert pauses == []


def test_what_comes_too_slowly_or_not_at_all_is_left(files, ask):
    files.next(*["slow"] * 5)
    with pytest.raises(FetchError, match="too slowly"):
        ask(whole=0.2)
    # Nobody waited for all of it.
    assert files.pieces < len(DATA) * 5
    files.next(*["silent"] * 5)
    with pytest.raises(FetchError, match="no answer in time"):
        ask(pause=0.1)


def test_what_would_unpack_to_any_size_is_left(files, ask):
    files.next("packed")
    with pytest.raises(FetchError, match="packed"):
        ask()
    assert files.asked[0]["Accept-Encoding"] == "identity"


def test_a_redirect_is_followed_within_its_scheme_alone(files, ask):
    files.next("to:/file.csv")
    assert ask(path="/old.csv").data == DATA
    for elsewhere in ("file:///etc/passwd", "https://127.0.0.1:1/file.csv", "ftp://127.0.0.1/x"):
        files.next(f"to:{elsewhere}")
        with pytest.raises(FetchError):
            ask()
    files.next(*["to:/file.csv"] * 9)
    with pytest.raises(FetchError, match="redirects"):
        ask()


def test_a_name_never_leads_out_of_a_folder(files, ask):
    files.name = "../../etc/q1.csv"
    assert ask().filename == "q1.csv"
    files.name = "..\\\\q2.csv"
    assert ask().filename == "q2.csv"


def test_nobody_there_is_said_without_the_address(pauses):
    with pytest.raises(FetchError) as failed:
        fetch("http://user:hush@127.0.0.1:1/secret", sleep=pauses.append)
    assert "no connection" in str(failed.value)
    for secret in ("hush", "secret"):
        assert secret not in str(failed.value)
