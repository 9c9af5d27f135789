"""How does a reader take figures off a page: its words, its numbers, its tables, its charts?

Everything is asked of the served site, as a browser or a program asks it.
"""

import re
from collections.abc import Iterator

import tinyhtml5

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_CALLBACK = "/_dash-update-component"


def page(client, path):
    """Give the first answer at an address, as a tree."""
    return tinyhtml5.parse(client.get(path).text, namespace_html_elements=False)


def plain(text: str) -> str:
    """Give a text with each space, of whatever kind, as one."""
    return re.sub(r"\s+", " ", text).strip()


def said(node) -> str:
    return plain("".join(node.itertext()))


def without_notes(cell) -> str:
    """Give what a cell says first, without the remarks below it."""
    parts = [cell.text or ""]
    for child in cell:
        if child.tag != "small" and "note" not in (child.get("class") or ""):
            parts.append(without_notes(child))
        parts.append(child.tail or "")
    return "".join(parts)


def numbers(text: str, language: str = "sv") -> list[float]:
    """Read the numbers in a text as a reader of the language does."""
    tidy = text.replace("\u00a0", "").replace("\u202f", "").replace("\u2212", "-")
    tidy = re.sub(r"(?<=\d) (?=\d{3})", "", tidy)
    tidy = tidy.replace(",", ".") if language == "sv" else tidy.replace(",", "")
    return [float(found) for found in NUMBER.findall(tidy)]


def cells(tree, without=()) -> list[str]:
    """Give what each cell of each table says, in order."""
    found = [cell for cell in tree.iter() if cell.tag in ("td", "th")]
    return [said(cell) for cell in found if cell not in without]


def values(tree) -> Iterator[tuple[str, str, str | None]]:
    """Give (period, figure, code of its mark) of each row of an indicator's table of all values."""
    section = tree.find(".//*[@id='values']")
    assert section is not None
    for row in section.iter("tr"):
        found = [cell for cell in row if cell.tag in ("th", "td")]
        if row.findall("td"):
            yield said(found[0]), without_notes(found[2]), sign(found[2])


def sign(node) -> str | None:
    """Give the code of the mark that stands in a cell, None where a figure does."""
    kinds = [part.get("class") or "" for part in node.iter("span")]
    return next((one.split("is-")[1] for one in kinds if one.startswith("sign is-")), None)


def agrees(figure: str, mark: str | None, one, language: str = "sv") -> bool:
    """Tell whether a figure as shown is an observation of the interface, to the digits it has."""
    if mark is not None or one["mark"] is not None:
        return mark == one["mark"]
    stated = [one["low"], one["high"]] if one["value"] is None else [one["value"]]
    stated = [number for number in stated if number is not None]
    if not stated:
        return bool(figure.strip())
    if one["value"] is None and stated[0] == stated[-1]:
        stated = stated[:1]
    found = numbers(figure, language)
    return len(found) >= len(stated) and all(
        is_rounded(shown, number, percent="%" in figure)
        for shown, number in zip(found, stated, strict=False)
    )


def is_rounded(shown: float, number: float, *, percent: bool) -> bool:
    """Tell whether a number as shown is another one: one decimal in percent, two at most else."""
    if percent:
        return abs(shown - 100 * number) <= 0.0500001
    # Only what has decimals as shown may have lost some.
    least = 0.0500001 if shown != int(shown) else 0.0050001
    return abs(shown - number) <= least


def living(client, path):
    """Give the tree that the browser draws, down to the last element."""
    return unsettled(travelling(client, path))


def travelling(client, path):
    """Give the tree that the browser draws, as it travels."""
    address, _, search = path.partition("?")
    body = {
        "output": "shown.children",
        "outputs": {"id": "shown", "property": "children"},
        "inputs": [
            {"id": "address", "property": "pathname", "value": address},
            {"id": "address", "property": "search", "value": f"?{search}" if search else ""},
        ],
        "changedPropIds": ["address.pathname"],
        "parsedChangedPropsIds": ["address.pathname"],
    }
    answer = client.post(_CALLBACK, json=body, headers={"Sec-Fetch-Site": "same-origin"})
    return answer.json["response"]["shown"]["children"]


def unsettled(node):
    """Give a tree as it travels with the HTML in it taken apart, as the browser does."""
    if isinstance(node, list):
        return [unsettled(child) for child in node]
    if not isinstance(node, dict):
        return node
    if node["type"] == "Settled":
        tag = node["props"]["tag"]
        # Parts of a table are kept by the parser in a table alone.
        whole = f"<{tag}>{node['props']['html']}</{tag}>"
        return element(tinyhtml5.parse(whole, namespace_html_elements=False).find(f".//{tag}"))
    props = node["props"]
    return {**node, "props": {**props, "children": unsettled(props.get("children"))}}


def element(node):
    """Give an element of HTML as a part of a tree that travels."""
    children = [node.text]
    for child in node:
        children += [element(child), child.tail]
    return {"type": node.tag.capitalize(), "props": {"children": children}}


def parts(node, *kinds: str) -> Iterator[dict]:
    """Give the parts of these kinds in a tree that a browser draws, the outermost of each."""
    if isinstance(node, list):
        for child in node:
            yield from parts(child, *kinds)
    elif isinstance(node, dict):
        if node.get("type") in kinds:
            yield node
        else:
            yield from parts(node.get("props", {}).get("children"), *kinds)


def pieces(node) -> Iterator[dict]:
    """Give all parts of a tree, each before what it holds."""
    if isinstance(node, list):
        for child in node:
            yield from pieces(child)
    elif isinstance(node, dict):
        yield node
        yield from pieces(node.get("props", {}).get("children"))


def words(node) -> str:
    """Give the words of a tree that a browser draws, one after the other."""
    if isinstance(node, list):
        return "".join(words(child) for child in node)
    if isinstance(node, dict):
        return words(node.get("props", {}).get("children"))
    return "" if node is None or isinstance(node, bool) else str(node)


def drawn(tree, name: str = "") -> Iterator[dict]:
    """Give what each chart draws whose name begins so, as Plotly takes it."""
    for graph in parts(tree, "Graph"):
        if str(graph["props"]["id"]).startswith(name):
            yield graph["props"]["figure"]


def pointed_at(chart) -> list[str]:
    """Give what a chart says where it is pointed at."""
    told = [trace.get("hovertext") for trace in chart["data"]]
    return [text for texts in told if isinstance(texts, list) for text in texts]
