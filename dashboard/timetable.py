"""When does the worker publish a release, and what does a moment mean on Stockholm's clocks?"""

from datetime import UTC, datetime

from dashboard import audit
from dashboard.accounts import Actor
from dashboard.releasing import Releasing
from dashboard.services import STOCKHOLM, Services
from indicators.parts import ReleaseError
from indicators.published import ReleaseHead
from indicators.store import ReleaseStore

WORKER = Actor("system:worker")


class MomentError(ValueError):
    """A text that is no moment, or not one moment; ``code`` is no_moment, never or twice."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


def read_moment(text: str) -> datetime:
    """Read a moment such as 2026-12-03T08:00, on Stockholm's clocks where it names no offset.

    Raises MomentError, with a sentence, for what is no moment, and for a time that the clocks
    show twice or never in the night when they are changed.
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        said = f"{text!r} is no moment; write it as 2026-12-03T08:00"
        raise MomentError(said, "no_moment") from error
    if read.tzinfo is not None:
        return read.astimezone(UTC)
    first, second = (read.replace(tzinfo=STOCKHOLM, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(STOCKHOLM).replace(tzinfo=None) != read:
        raise MomentError(f"the clocks in Stockholm never show {text}; name another time", "never")
    if first.utcoffset() != second.utcoffset():
        raise MomentError(
            f"the clocks in Stockholm show {text} twice; write {first.isoformat()} "
            f"or {second.isoformat()}",
            "twice",
        )
    return first.astimezone(UTC)


def publish_due(services: Services) -> str | None:
    """Publish each approved release whose moment has come; the job of the worker.

    One that cannot be published loses its moment and says so in the log; the others go out.
    """
    done = []
    for head in ReleaseStore(services.engine).due(services.clock()):
        try:
            Releasing(services, WORKER).publish(head.id)
            done.append(f"published {head.id}")
        except ReleaseError as error:
            services.log.error("publication_refused release=%s why=%s", head.id, error)  # noqa: TRY400  # a refusal, not a fault
            done.append(_give_up(services, head))
    return ", ".join(done) or None


def _give_up(services: Services, head: ReleaseHead) -> str:
    releases = ReleaseStore(services.engine)
    witness = audit.telling(services.clock, WORKER.name, "release.refused", about=head.id)
    try:
        releases.plan(head.id, None, now=services.clock(), witness=witness)
    except ReleaseError:
        # Somebody else moved it meanwhile, so there is nothing left to take away.
        return f"{head.id} was moved by somebody else"
    return f"refused {head.id}"
