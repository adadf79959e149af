"""Parsing XML from strangers: no document types, no entities, no network, bounded size and depth."""

from __future__ import annotations

import re
from typing import Any

from depesche.intake.errors import refusal

_MOST_ATTRIBUTES = 500
"""No news format comes near; parsers further on take quadratic time over them."""
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def refuse_doctype(data: bytes, name: str) -> None:
    """Raise ``IntakeError`` if a document declares a type or entities: news formats have none, attacks do."""
    plain = data.replace(b"\0", b"")  # UTF-16 and UTF-32 write ASCII with zero bytes between
    if _DOCTYPE.search(plain):
        raise refusal(name, "declares a document type or entities, which depesche does not accept in XML")


def parse(data: bytes, name: str) -> Any:
    """The root element (lxml). Raises ``IntakeError``."""
    from lxml import etree

    refuse_doctype(data, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as why:
        raise refusal(name, f"is not well-formed XML ({' '.join(str(why).split())})") from why
    if root is None:
        raise refusal(name, "is empty XML")
    if any(len(element.attrib) > _MOST_ATTRIBUTES for element in root.iter()):
        raise refusal(name, f"has an element with more than {_MOST_ATTRIBUTES} attributes")
    return root
