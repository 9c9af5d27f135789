"""How are charts as pictures, the picture of a shared page and the committee's report served?

Each is made from the page that shows it, asked for as the reader who asks: whoever may not see
the page gets no picture of it. What was made once is kept, by its content.
"""

import logging
from collections.abc import Callable
from functools import lru_cache
from threading import Lock

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from dashboard import document, pdf, printing, report, static
from dashboard.access import Reader
from dashboard.addresses import Refusal, language_of
from dashboard.frame import HEADINGS
from dashboard.i18n import N_, translate
from dashboard.page import NotHereError
from dashboard.pages import committee
from dashboard.plates import plate_of, share_plate
from dashboard.showing import Shown, Site
from dashboard.stills.fields import UndrawableError
from dashboard.stills.plate import SHARE_WIDTH, SLIDE_WIDTH, share, slide
from dashboard.stills.raster import png

_LOG = logging.getLogger("programkollen")
_DATED = "public, max-age=86400"
_SHORT = "public, max-age=60"
_PRIVATE = "private, no-store"
_NO_PDF = N_("This server cannot make a PDF. Print the page from your browser instead.")
_KINDS = ("png", "svg")

Who = Callable[[], Reader]


def blueprint(site: Site, reader: Who) -> Blueprint:
    """Make the routes; ``reader`` tells who sends the request at hand."""
    made = Blueprint("prints", __name__)
    prints = _Prints(site, reader)
    made.add_url_rule("/diagram/<name>.<kind>", "chart", prints.chart)
    made.add_url_rule("/dela.png", "share", prints.share)
    for prefix, name in (("", "report"), ("/en", "report_en")):
        rule = f"{prefix}/namnden/<release>/sedan/<since>.pdf"
        made.add_url_rule(rule, name, prints.report)
    return made


class _Prints:
    def __init__(self, site: Site, reader: Who) -> None:
        self._site = site
        self._reader = reader
        # Setting a report takes seconds and much memory: one at a time.
        self._press = Lock()

    def chart(self, name: str, kind: str) -> Response:
        """Give one chart of a page as a picture for slides."""
        if kind not in _KINDS:
            raise NotFound
        shown = self._shown()
        if shown.status != 200:
            return _refused(shown)
        plate = plate_of(shown, name)
        if plate is None:
            raise NotFound
        try:
            svg = slide(plate)
        except UndrawableError as error:
            _LOG.error("%s cannot be drawn as a picture: %s", name, error)
            raise NotFound from None
        made = _svg(svg) if kind == "svg" else _png(svg, SLIDE_WIDTH)
        answer = static.answer(request, made, for_ever=False)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
        return self._kept(answer, private=shown.private)

    def share(self) -> Response:
        """Give the picture that goes with a page where it is shared."""
        shown = self._shown()
        if shown.status != 200:
            return _refused(shown)
        made = _png(share(share_plate(shown)), SHARE_WIDTH)
        return self._kept(static.answer(request, made, for_ever=False), private=shown.private)

    def report(self, release: str, since: str) -> Response:
        """Give the committee's report of one release since another one, as PDF."""
        language = language_of(request.path)
        page = self._site.pages.get("committee")
        if page is None:
            raise NotFound
        path = page.pattern(language)
        asked = [("release", release), ("since", since)]
        try:
            _, view = self._site.look(path, asked, self._reader())
            # The page says how things stand where nothing came since; a report of that is none.
            committee.since(view)
            made = report.document(view, page)
        except NotHereError as error:
            return _plain(language, 404, str(error))
        except Refusal as refusal:
            said = translate(language, refusal.message, **refusal.args_of_message)
            return _plain(language, refusal.status, said)
        if not printing.possible():
            _LOG.error(printing.MISSING)
            return _plain(language, 503, translate(language, _NO_PDF))
        private = view.release is not None and not view.release.head.is_public
        with self._press:
            file = _pressed(made) if not private else static.made("r.pdf", pdf.write(made))
        answer = static.answer(request, file, for_ever=False)
        name = f"{release}_{'sedan' if language == 'sv' else 'since'}_{since}.pdf"
        answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
        return self._kept(answer, private=private)

    def _shown(self) -> Shown:
        pairs = list(request.args.items(multi=True))
        path = next((value for key, value in pairs if key == "page"), "/")
        asked = [pair for pair in pairs if pair[0] != "page"]
        return self._site.show(path, asked, self._reader())

    def _kept(self, answer: Response, *, private: bool) -> Response:
        if private or self._reader().account is not None:
            answer.headers["Cache-Control"] = _PRIVATE if private else "private, no-cache"
        else:
            dated = "release" in request.args or request.path.endswith(".pdf")
            answer.headers["Cache-Control"] = _DATED if dated else _SHORT
        answer.vary.add("Cookie")
        return answer


@lru_cache(maxsize=200)
def _png(svg: str, width: int) -> static.File:
    return static.made("picture.png", png(svg, width))


@lru_cache(maxsize=200)
def _svg(svg: str) -> static.File:
    return static.made("picture.svg", svg.encode())


@lru_cache(maxsize=16)
def _pressed(made: report.Document) -> static.File:
    return static.made("report.pdf", pdf.write(made))


def _refused(shown: Shown) -> Response:
    said = translate(shown.language, HEADINGS.get(shown.status, HEADINGS[400]))
    return _plain(shown.language, shown.status, said)


def _plain(language: str, status: int, said: str) -> Response:
    heading = translate(language, HEADINGS.get(status, HEADINGS[400]))
    text = document.plain(language, heading, said if said != heading else "")
    answer = Response(text, status, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
