"""What does a tagged PDF say, read from its bytes by the way of its tags?"""

import io
import re
from collections.abc import Iterator

import pikepdf

_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


def cells(pdf: bytes) -> list[str]:
    """Give what each cell of each table says, in reading order, all white space left out.

    A line that is broken on paper loses its space, so that nobody can tell where there was one.
    The heading that a table has again on its next sheet is left out.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        said = {page.objgen: _marked(page) for page in opened.pages}
        return [
            "".join("".join(_texts(one, said)).split())
            for table in _elements(opened.Root.StructTreeRoot, "/Table")
            for part in _once(table)
            for one in _elements(part, "/TH", "/TD")
        ]


def _once(table) -> list[pikepdf.Dictionary]:
    parts = [kid for kid in _kids(table) if isinstance(kid, pikepdf.Dictionary)]
    begins = any(str(part.S) == "/Caption" for part in parts)
    return [part for part in parts if begins or str(part.S) != "/THead"]


def pictures(pdf: bytes) -> list[str]:
    """Give the words that stand for each picture."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(one.Alt) for one in _elements(opened.Root.StructTreeRoot, "/Figure")]


def _kids(node) -> list:
    found = node.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _elements(node, *kinds: str) -> Iterator[pikepdf.Dictionary]:
    if str(node.get("/S", "")) in kinds:
        yield node
    for kid in _kids(node):
        if isinstance(kid, pikepdf.Dictionary):
            yield from _elements(kid, *kinds)


def _texts(element, said, page=None) -> Iterator[str]:
    page = element["/Pg"].objgen if "/Pg" in element else page
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary):
            if str(kid.get("/Type", "")) != "/OBJR":
                yield from _texts(kid, said, page)
        else:
            yield said[page].get(int(kid), "")


def _marked(page) -> dict[int, str]:
    """Give the text of each marked piece of a page, by its number."""
    letters = {name: _letters(font) for name, font in page.Resources.Font.items()}
    found: dict[int, str] = {}
    number, font = None, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            number = int(operands[1].get("/MCID", -1))
        elif name in ("EMC", "BMC"):
            number = None
        elif name == "Tf":
            font = letters[str(operands[0])]
        elif name in ("TJ", "Tj") and number is not None:
            pieces = operands[0] if name == "TJ" else operands
            text = "".join(_read(one, font) for one in pieces if isinstance(one, pikepdf.String))
            found[number] = found.get(number, "") + text
    return found


def _letters(font) -> dict[str, str]:
    table = font.ToUnicode.read_bytes().decode("ascii").split("endcodespacerange")[1]
    return {
        glyph.lower(): bytes.fromhex(code).decode("utf-16-be")
        for glyph, code in _PAIR.findall(table)
    }


def _read(piece, font: dict[str, str]) -> str:
    glyphs = bytes(piece).hex()
    return "".join(font[glyphs[at : at + 4]] for at in range(0, len(glyphs), 4))
