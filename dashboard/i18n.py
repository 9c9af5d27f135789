"""How does a message read in Swedish?

Messages are written in English where they are used, as ``view.t("…")``, ``view.n("…", "…", k)``
or, in tables of words, ``N_("…")``. Swedish stands in
``locale/sv/LC_MESSAGES/dashboard.po``. After writing messages run

    python -m dashboard.i18n update     adds new messages to the file, sorted, and drops dead ones
    python -m dashboard.i18n check      lists what lacks Swedish; exit 1 where anything does

and fill in the empty ``msgstr``. A message without Swedish fails a test.
"""

import string
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dashboard import formats

ROOT = Path(__file__).parent
SWEDISH = ROOT / "locale" / "sv" / "LC_MESSAGES" / "dashboard.po"
_KEYWORDS = {"t": None, "n": (1, 2), "N_": None, "mark_for_translation": None}

Id = str | tuple[str, ...]
Messages = dict[Id, Id]


def mark_for_translation(message: str) -> str:
    """Give the message back; its name tells the extraction that it is one."""
    return message


N_ = mark_for_translation


def translate(language: str, message: str, **args: object) -> str:
    """Give a message in a language, its ``{places}`` filled in; English where Swedish lacks."""
    text = _swedish().get(message) if language == "sv" else None
    return _fill(text if isinstance(text, str) and text else message, args)


def translate_count(language: str, one: str, many: str, count: int, **args: object) -> str:
    """Give one of two messages by number, with ``{count}`` filled in unless given."""
    pair = _swedish().get((one, many)) if language == "sv" else None
    forms = pair if isinstance(pair, tuple) and all(pair) else (one, many)
    said = {"count": formats.number(count, language), **args}
    return _fill(forms[0] if count == 1 else forms[1], said)


def extracted() -> Catalog:
    """Collect every message that the dashboard's code names."""
    catalog = Catalog(locale="sv", project="Programkollen", fuzzy=False)
    found = extract_from_dir(
        ROOT, method_map=[("**.py", "python")], keywords=_KEYWORDS, comment_tags=()
    )
    for file, _line, message, _comments, _context in found:
        catalog.add(message, locations=[(f"dashboard/{file}", 1)])
    return catalog


def missing(catalog: Catalog, known: Messages) -> Iterator[str]:
    """Name each message that has no Swedish, or whose Swedish has other places than it."""
    for message in catalog:
        if not message.id:
            continue
        originals = _forms(_id(message.id))
        forms = _forms(known.get(_id(message.id), ""))
        if len(forms) < len(originals) or not all(forms):
            yield f"no Swedish for {originals[0]!r}"
        elif not _places(forms) <= _places(originals) | {"count"}:
            yield f"the Swedish for {originals[0]!r} has a place that the English lacks"


def update(path: Path = SWEDISH) -> int:
    """Bring the Swedish file up to date with the code; give how many messages lack words."""
    catalog = extracted()
    old = _read(path)
    for message in catalog:
        if _id(message.id) in old:
            message.string = old[_id(message.id)]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, sort_output=True, include_lineno=False, omit_header=True, width=96)
    return sum(1 for _ in missing(catalog, _read(path)))


def _fill(text: str, args: dict[str, object]) -> str:
    return text.format(**args) if args else text


def _places(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def _forms(message: Id) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message


def _id(message: str | list[str] | tuple[str, ...]) -> Id:
    return message if isinstance(message, str) else tuple(message)


def _read(path: Path) -> Messages:
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {_id(m.id): _id(m.string or "") for m in read_po(file, locale="sv") if m.id}


@cache
def _swedish() -> Messages:
    return _read(SWEDISH)


def main(arguments: list[str]) -> int:
    """Run ``update`` or ``check`` from the command line."""
    if arguments == ["update"]:
        sys.stdout.write(f"{update()} messages lack Swedish in {SWEDISH}\n")
        return 0
    if arguments == ["check"]:
        lacking = list(missing(extracted(), _read(SWEDISH)))
        sys.stdout.writelines(f"{line}\n" for line in lacking)
        return 1 if lacking else 0
    sys.stderr.write("usage: python -m dashboard.i18n update | check\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
