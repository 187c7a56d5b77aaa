"""The last touches on a rendered text: tables that scroll, captions, sizes, where links lead.

Part of the renderer; only `rendering` imports it.
"""

from __future__ import annotations

from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from learning.content.addresses import Place, address


def finish(root: Element, place: Place) -> None:
    """Change the tree in place."""
    for link in root.iter("a"):
        _lead(link, place)
    for picture in root.iter("img"):
        _show(picture, place)
    for paragraph in root.iter("p"):
        _caption(paragraph)
    names: dict[str, int] = {}
    for table in list(root.iter("table")):
        _scroll(table, names)


def _lead(link: Element, place: Place) -> None:
    """A link that leads nowhere we know keeps its words and loses its link."""
    target = address(link.get("href", ""), place.folder)
    link.attrib.pop("title", None)
    if target is None:
        link.tag = "span"
        return
    link.set("href", target)
    if target.lower().startswith("http"):
        link.set("rel", "noopener")


def _show(picture: Element, place: Place) -> None:
    """Only the module's own pictures are shown; of any other, its description."""
    target = address(picture.get("src", ""), place.folder)
    start = f"/courses/{place.folder}/media/"
    name = unquote(target.removeprefix(start)) if target and target.startswith(start) else ""
    if target is None or name not in place.pictures:
        picture.tag, picture.text = "span", picture.get("alt", "")
        return
    picture.set("src", target)
    picture.set("loading", "lazy")
    if size := place.pictures[name]:
        picture.set("width", str(size[0]))
        picture.set("height", str(size[1]))


def _caption(paragraph: Element) -> None:
    """A picture alone in its paragraph, with a title, becomes a figure."""
    alone = len(paragraph) == 1 and not (paragraph.text or "").strip()
    if not alone or (paragraph[0].tail or "").strip():
        return
    picture = paragraph[0]
    if picture.tag == "img" and (caption := picture.attrib.pop("title", "").strip()):
        paragraph.tag = "figure"
        SubElement(paragraph, "figcaption").text = caption


def _scroll(table: Element, names: dict[str, int]) -> None:
    """Wrap a table so that it scrolls by itself, by keyboard too, under a name of its own."""
    for cell in table.iter("th"):
        if "".join(cell.itertext()).strip():
            cell.set("scope", "col")
        else:
            cell.tag = "td"  # an empty header names nothing
    inner = Element("table")
    inner.extend(list(table))
    tail = table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    table.append(inner)
    names["Table"] = number = names.get("Table", 0) + 1
    table.attrib.update(
        {
            "class": "table-scroll",
            "role": "region",
            "aria-label": "Table" if number == 1 else f"Table {number}",
            "tabindex": "0",
        }
    )
