"""The list of what HTML may leave the renderer. Everything else is taken out.

Raw HTML is off before this, so nothing should meet the list; it is here because one fault in a
parser must not put a script before a reader.
"""

from __future__ import annotations

import nh3

from learning.content.document import CALLOUT_KINDS

_SHORT = {
    "a", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "hr", "img", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul", "figure", "figcaption",
}  # fmt: skip
_BODY = _SHORT | {"aside", "h1", "h2", "h3", "h4", "h5", "h6", "section", "sup"}
_HEADINGS = {f"h{level}": {"id"} for level in range(1, 7)}
_ALIGN = {"left", "center", "right"}
_SHORT_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "div": {"aria-label"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
}
_BODY_ATTRIBUTES = {
    **_SHORT_ATTRIBUTES,
    **_HEADINGS,
    "a": {"aria-label", "href"},
    "aside": {"aria-labelledby"},
    "div": {"aria-label", "aria-labelledby"},
    "li": {"id"},
    "p": {"id"},
    "section": {"data-case", "data-section"},
    "sup": {"id"},
}
_VALUES = {
    "a": {"rel": {"noopener"}, "role": {"doc-backlink", "doc-noteref"}},
    "div": {"role": {"doc-endnotes", "note", "region"}, "tabindex": {"0"}},
    "img": {"loading": {"lazy"}},
    "td": {"align": _ALIGN},
    "th": {"align": _ALIGN, "scope": {"col"}},
}
_CALLOUT = {"callout", *(f"callout-{kind}" for kind in CALLOUT_KINDS)}
_CLASSES = {
    "a": {"footnote-backref", "footnote-ref"},
    "aside": _CALLOUT,
    "div": {"footnote", "table-scroll", *_CALLOUT},
    "p": {"callout-title"},
}


def _own_pictures(tag: str, name: str, value: str) -> str | None:
    """A picture comes from this site, so that no page tells another site who reads it."""
    return None if (tag, name) == ("img", "src") and not value.startswith("/courses/") else value


def _cleaner(tags: set[str], attributes: dict[str, set[str]]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes=attributes,
        attribute_filter=_own_pictures,
        tag_attribute_values={tag: _VALUES[tag] for tag in _VALUES.keys() & tags},
        allowed_classes={tag: _CLASSES[tag] for tag in _CLASSES.keys() & tags},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )


#: For texts that may stand many to a page: nothing in them has an id.
short = _cleaner(_SHORT, _SHORT_ATTRIBUTES)
body = _cleaner(_BODY, _BODY_ATTRIBUTES)
