"""What lies at an address now, if it is other than what lay there before?

One file, over HTTP: asked for with the marks of what is known (ETag, last change), bounded in
size and time, never followed to another scheme, tried again with growing pauses where the other
side or the network fails.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
)

from etl.reading.read import SIZE_LIMIT

ATTEMPTS = 5
FIRST_PAUSE, LONGEST_PAUSE, JITTER = 2.0, 60.0, 3.0
"""Seconds: pauses double from the first to the longest, each with some chance added."""
MOST_REDIRECTS = 3


class FetchError(Exception):
    """The file cannot be had; the sentence names no address, which may hold a password."""


class PassingError(FetchError):
    """The same, for a reason that may pass."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, in bytes, and how long one attempt may take, in seconds.

    ``pause`` bounds the wait for each answer and for each piece of it, ``whole`` all together.
    """

    size: int = SIZE_LIMIT
    pause: float = 30.0
    whole: float = 300.0


@dataclass(frozen=True, slots=True)
class Marks:
    """What the other side said of the file that is known, to be sent back to it."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file with its name and marks; ``data`` is None where it has not changed."""

    data: bytes | None
    filename: str
    marks: Marks


def fetch(
    address: str,
    known: Marks = Marks(),
    *,
    limits: Limits = Limits(),
    sleep: Callable[[float], None] = time.sleep,
    attempts: int = ATTEMPTS,
) -> Fetched:
    """Ask for a file; raise FetchError once all attempts have failed or none can help."""
    again = Retrying(
        retry=retry_if_exception_type(PassingError),
        stop=stop_after_attempt(attempts),
        wait=wait_exponential_jitter(multiplier=FIRST_PAUSE, max=LONGEST_PAUSE, jitter=JITTER),
        sleep=sleep,
        retry_error_callback=_give_up,
    )
    return again(_ask, address, known, limits)


def _give_up(state: RetryCallState) -> Fetched:
    failed = state.outcome.exception() if state.outcome else None
    raise FetchError(f"{failed}, in each of {state.attempt_number} attempts") from failed


def _ask(address: str, known: Marks, limits: Limits) -> Fetched:
    marks = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    headers = {name: value for name, value in marks.items() if value}
    # A packed answer could unpack to any size.
    headers["Accept-Encoding"] = "identity"
    until = time.monotonic() + limits.whole
    try:
        with httpx.Client(timeout=limits.pause, headers=headers, trust_env=True) as client:
            request = client.build_request("GET", address)
            for _ in range(MOST_REDIRECTS + 1):
                answer = client.send(request, stream=True)
                try:
                    if answer.next_request is None:
                        return _read(answer, limits, until)
                    request = _followed(request, answer.next_request)
                finally:
                    answer.close()
    except httpx.TimeoutException as error:
        raise PassingError("no answer in time") from error
    except httpx.RemoteProtocolError as error:
        raise PassingError("the answer broke off") from error
    except httpx.TransportError as error:
        raise PassingError(f"no connection ({type(error).__name__})") from error
    raise FetchError(f"more than {MOST_REDIRECTS} redirects")


def _followed(before: httpx.Request, after: httpx.Request) -> httpx.Request:
    if after.url.scheme != before.url.scheme:
        raise FetchError(f"redirected from {before.url.scheme} to {after.url.scheme}")
    return after


def _read(answer: httpx.Response, limits: Limits, until: float) -> Fetched:
    name = _name(answer)
    marks = Marks(answer.headers.get("ETag"), answer.headers.get("Last-Modified"))
    if answer.status_code == httpx.codes.NOT_MODIFIED:
        return Fetched(None, name, marks)
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error:
        raise PassingError(f"answer {answer.status_code}")
    if answer.status_code != httpx.codes.OK:
        raise FetchError(f"answer {answer.status_code}")
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise FetchError("the answer is packed, which was not asked for")
    said = answer.headers.get("Content-Length", "")
    if said.isdecimal() and int(said) > limits.size:
        raise FetchError(f"larger than {limits.size} bytes")
    data = bytearray()
    # Piece by piece as they come: one that is waited for until it is full could drip for hours.
    for piece in answer.iter_raw():
        data += piece
        if len(data) > limits.size:
            raise FetchError(f"larger than {limits.size} bytes")
        if time.monotonic() > until:
            raise PassingError("the answer came too slowly")
    return Fetched(bytes(data), name, marks)


def _name(answer: httpx.Response) -> str:
    """Name the file as the other side does, without any folder."""
    said = Message()
    said["Content-Disposition"] = answer.headers.get("Content-Disposition", "")
    path = said.get_filename() or unquote(urlsplit(str(answer.url)).path)
    return PurePosixPath(path.replace("\\", "/")).name or "file"
